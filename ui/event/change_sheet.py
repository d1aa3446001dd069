"""Form of one change of the event (edit form): what it means is said before a second Enter makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from checkin.errors import BadPlan, KnownError
from checkin.wording import Tone
from ui.event.names_field import NamesField
from ui.parts.keys import WindowKey
from ui.parts.theme import MARGIN
from ui.parts.widgets import Sheet, StripSize, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkin.language import Language
    from checkin.plan.event_change import EventChange
    from ui.parts.theme import Theme


class ChangeSheet(Sheet):
    """`fields` are the widgets by their keys in an event file, `labels` how each is called here."""

    def __init__(self, title: str, accept: str, language: Language, theme: Theme) -> None:
        super().__init__(title, accept, language.text("Back"), theme)
        self.language = language
        self.fields: dict[str, QWidget] = {}
        self.labels: dict[str, str] = {}
        self.agreed: EventChange | None = None  # the change whose effects were shown
        self._accept = accept
        self._said.set_size(StripSize.TIGHT)

    def change(self) -> EventChange | None:
        """The change as it is typed; None for none. Raises `KnownError` for what cannot be."""
        raise NotImplementedError

    def cell(self, key: str, words: str, field: QWidget) -> QWidget:
        """A field with its label above."""
        self.fields[key], self.labels[key] = field, words
        if not field.accessibleName():
            field.setAccessibleName(words)
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        if not isinstance(field, NamesField):  # which labels each of its languages
            label = text(words, "small")
            label.setBuddy(field)
            column.addWidget(label)
        column.addWidget(field)
        column.addStretch(1)
        return cell

    def show_effects(self, change: EventChange, lines: Sequence[str]) -> None:
        """Says what the change means; the next Enter makes it."""
        self.agreed = change
        self.accept_button.setEnabled(True)
        self.accept_button.change(self.language.text("Change anyway"), WindowKey.ENTER)
        self.say("\n".join(lines), "warning", Tone.AGAIN)
        QTimer.singleShot(0, self._show_foot)

    def _show_foot(self) -> None:
        """What was said, and the buttons, where the window is too low for the whole form."""
        if not shiboken6.isValid(self):
            return
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(self.accept_button, 0, MARGIN)

    def refuse_error(self, error: KnownError) -> None:
        """Says what is wrong, by the label of its field, which gets the focus."""
        self.accept_button.setEnabled(True)
        self.accept_button.change(self._accept, WindowKey.ENTER)
        place = error.place if isinstance(error, BadPlan) else ()
        key = next((str(part) for part in reversed(place) if part in self.fields), "")
        if isinstance(error, BadPlan) and key:
            error = error.called(self.labels[key])
            self.fields[key].setFocus()
        self.refuse(self.language.explain(error))
