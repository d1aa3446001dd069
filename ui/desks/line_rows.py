"""Painted rows of an icon, a name and some lines about it (item delegate), as high as their lines need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from ui.parts.widgets.rows import Index, RowDelegate, RowPainter, TupleModel, row_font
from ui.parts.widgets.texts import broken

if TYPE_CHECKING:
    from checkin.wording import Tone
    from ui.parts.theme import Theme

EDGE: Final = 18
TEXT_AT: Final = 58
HEIGHT: Final = 68  # of a row with one line about it
LINE: Final = 20
MOST_LINES: Final = 3
FOOT: Final = 8  # the round corners below a chosen row


class NamedLines(Protocol):
    """What a row shows. Each text of `abouts` begins on a line of its own."""

    @property
    def name(self) -> str: ...
    @property
    def abouts(self) -> tuple[str, ...]: ...
    @property
    def icon(self) -> tuple[str, Tone | None]: ...


L = TypeVar("L", bound=NamedLines)


class LineRows(RowDelegate[L]):
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

    def _put(self, row: RowPainter, item: L) -> None:
        theme = self._theme
        if row.is_chosen:
            row.chosen()
        if not row.is_last:
            row.rule()
        icon, tone = item.icon
        row.icon(icon, theme.tone(tone).ink if tone else theme.muted, EDGE, 22)
        top, room = row.box.top(), row.box.width() - TEXT_AT - EDGE
        row.text(item.name, self._name, theme.text, QRect(TEXT_AT, top + 12, room, 22))
        for number, line in enumerate(self._lines(item, row.box.width())):
            place = QRect(TEXT_AT, top + 36 + LINE * number, room, LINE)
            row.text(line, self._text, theme.muted, place)

    def _lines(self, item: L, width: int) -> list[str]:
        room = width - TEXT_AT - EDGE
        lines = [
            line for about in item.abouts for line in broken(about, self._text, room)[:MOST_LINES]
        ]
        return lines or [""]
