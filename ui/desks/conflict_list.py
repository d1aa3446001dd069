"""List of conflicts that a lead is to settle: what happened, and with whom, where, at which desks and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from checkin.wording import Tone
from ui.desks.line_rows import FOOT, LineRows
from ui.desks.tall_list import TallList

if TYPE_CHECKING:
    from checkin.domain import Conflict
    from checkin.language import Language
    from ui.parts.theme import Theme

RETURNS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class ToSettle:
    """A conflict in words: its name, and whom and what it is about."""

    conflict: Conflict
    name: str
    about: str

    @property
    def abouts(self) -> tuple[str, ...]:
        return (self.about,)

    @property
    def icon(self) -> tuple[str, Tone | None]:
        is_urgent = self.conflict.is_urgent
        return ("stop", Tone.STOP) if is_urgent else ("warning", Tone.AGAIN)


class ConflictList(TallList[ToSettle]):
    """Emits `opened(ToSettle)` for a click or Enter. Not there while there is nothing to settle."""

    opened = Signal(object)

    def __init__(self, language: Language, theme: Theme) -> None:
        super().__init__(
            language.text("To settle"),
            lambda item: item.conflict.id,
            lambda item: language.beside(item.name, item.about),
        )
        self._painter = LineRows[ToSettle](theme)
        self.view.setItemDelegate(self._painter)
        self.view.installEventFilter(self)
        self.view.clicked.connect(lambda _: self._open())
        self.body.setContentsMargins(1, 1, 1, FOOT)
        self.hide()

    def show_items(self, items: tuple[ToSettle, ...]) -> None:
        self.setVisible(bool(items))
        super().show_items(items)

    def _fit(self) -> None:
        """As high as its rows and no higher: the desks below have the room."""
        super()._fit()
        self.view.setMaximumHeight(self.view.minimumHeight())

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """Enter opens: the list's own signal for it is not sent on every system."""
        is_enter = (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() in RETURNS
        )
        if is_enter:
            self._open()
        return is_enter

    def _open(self) -> None:
        if self.chosen is not None:
            self.opened.emit(self.chosen)
