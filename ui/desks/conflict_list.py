"""List of conflicts that a lead is to settle: what happened, and with whom, where, at which desks and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from checkin.domain import ConflictKind
from checkin.wording import Tone
from ui.desks.tall_list import TallList
from ui.parts.widgets.rows import Index, RowDelegate, RowPainter, TupleModel, row_font
from ui.parts.widgets.texts import broken

if TYPE_CHECKING:
    from checkin.domain import Conflict
    from checkin.language import Language
    from ui.parts.theme import Theme

EDGE: Final = 18
TEXT_AT: Final = 58
HEIGHT: Final = 68  # of a row with one line about it
LINE: Final = 20
MOST_LINES: Final = 3
FOOT: Final = 8  # the round corners below a chosen row
RETURNS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# Somebody is inside who was to be stopped.
URGENT: Final = frozenset(
    {ConflictKind.REVOKED_LET_IN, ConflictKind.FLAGGED_LET_IN, ConflictKind.CANCELLED_LET_IN}
)


@dataclass(frozen=True, slots=True)
class ToSettle:
    """A conflict in words: its name, and whom and what it is about."""

    conflict: Conflict
    name: str
    about: str


class ConflictList(TallList[ToSettle]):
    """Emits `opened(ToSettle)` for a click or Enter. Not there while there is nothing to settle."""

    opened = Signal(object)

    def __init__(self, language: Language, theme: Theme) -> None:
        super().__init__(
            language.text("To settle"),
            lambda item: item.conflict.id,
            lambda item: language.beside(item.name, item.about),
        )
        self._painter = _ConflictDelegate(theme)
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


class _ConflictDelegate(RowDelegate[ToSettle]):
    """Rows as high as their line needs (word wrap)."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, HEIGHT, self._put)
        self._name = row_font(15, QFont.Weight.DemiBold)
        self._text = row_font(14)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        model, widget = index.model(), option.widget
        item = model.item(index.row()) if isinstance(model, TupleModel) else None
        if item is None or not isinstance(widget, QListView):
            return super().sizeHint(option, index)
        lines = self._lines(item, widget.viewport().width())
        return QSize(0, HEIGHT - LINE + LINE * len(lines))

    def _put(self, row: RowPainter, item: ToSettle) -> None:
        theme = self._theme
        if row.is_chosen:
            row.chosen()
        if not row.is_last:
            row.rule()
        is_urgent = item.conflict.kind in URGENT
        icon, tone = ("stop", Tone.STOP) if is_urgent else ("warning", Tone.AGAIN)
        row.icon(icon, theme.tone(tone).ink, EDGE, 22)
        top, room = row.box.top(), row.box.width() - TEXT_AT - EDGE
        row.text(item.name, self._name, theme.text, QRect(TEXT_AT, top + 12, room, 22))
        for number, line in enumerate(self._lines(item, row.box.width())):
            place = QRect(TEXT_AT, top + 36 + LINE * number, room, LINE)
            row.text(line, self._text, theme.muted, place)

    def _lines(self, item: ToSettle, width: int) -> list[str]:
        return broken(item.about, self._text, width - TEXT_AT - EDGE)[:MOST_LINES] or [""]
