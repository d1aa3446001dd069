"""Sheet (modal dialog inside the window): a question or a small form laid over the page.

It is part of the window, no window of its own: it never hides behind another one, never swallows a scan, and
is mirrored and themed with the rest. Enter accepts, Esc cancels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from checkin.wording import Tone
from ui.parts.keys import WindowKey
from ui.parts.theme import MARGIN, STEP, TOUCH
from ui.parts.widgets.buttons import KeyButton
from ui.parts.widgets.field import lead
from ui.parts.widgets.frames import Strip
from ui.parts.widgets.texts import text

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ui.parts.theme import Theme


FIELDS: Final = (QLineEdit, QPlainTextEdit, QComboBox)


class Sheet(QFrame):
    """A title, rows, a primary and a cancel button. Emits `accepted` or `closed`, never both, and `told` when it
    says something: it must be read before a key counts."""

    accepted = Signal()
    closed = Signal()
    told = Signal()

    def __init__(
        self, title: str, accept: str, cancel: str, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setMinimumWidth(520)
        self.theme = theme
        self._form: QFormLayout | None = None
        self.body = QVBoxLayout()
        self.body.setSpacing(2 * STEP)
        self._said = Strip(theme)
        self._said.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(2 * STEP)
        column.addWidget(text(title, "title"))
        column.addLayout(self.body)
        column.addWidget(self._said)
        self.accept_button = KeyButton(accept, WindowKey.ENTER, theme, "primary")
        self.cancel_button = KeyButton(cancel, WindowKey.BACK, theme)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        if accept:
            foot.addWidget(self.accept_button)
            self.accept_button.clicked.connect(self.accepted)
        foot.addWidget(self.cancel_button)
        self.cancel_button.clicked.connect(self.closed)
        column.addSpacing(STEP)
        column.addLayout(foot)

    def row(self, words: str, field: QWidget) -> None:
        """Adds a label and its field."""
        if self._form is None:
            self._form = QFormLayout()
            self._form.setHorizontalSpacing(2 * STEP)
            self._form.setVerticalSpacing(STEP + 4)
            self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
            self.body.addLayout(self._form)
        name = text(words)
        name.setMinimumHeight(TOUCH)
        name.setBuddy(field)
        field.setAccessibleName(words)
        if isinstance(field, QLineEdit):
            lead(field)
        self._form.addRow(name, field)

    def show_row(self, field: QWidget, *, on: bool) -> None:
        """Shows or hides a row."""
        if self._form is not None:
            self._form.setRowVisible(field, on)

    def say(self, words: str, icon: str, tone: Tone | None) -> None:
        """Shows a message above the buttons, for what is still missing or went wrong."""
        self._said.say(words, icon, tone)
        if words:
            self.told.emit()

    def complete(self) -> bool:
        """Whether the form is valid; otherwise the sheet shows what is missing."""
        return True

    def refuse(self, sentence: str) -> None:
        """Shows why the values were rejected."""
        self.say(sentence, "warning", Tone.AGAIN)

    def words(self) -> str:
        """The message shown last."""
        return self._said.words()

    def first(self) -> QWidget:
        """The widget to focus: the first field, else the primary button."""
        fields = (widget for widget in self.findChildren(QWidget) if isinstance(widget, FIELDS))
        return next(fields, self.accept_button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            # A button that was reached with Tab is the one that Enter presses.
            chosen = self.focusWidget()
            (chosen if isinstance(chosen, QPushButton) else self.accept_button).click()
        else:
            super().keyPressEvent(event)
