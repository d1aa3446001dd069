"""List of desks: name and state, what its tier may see, and what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from checkin.sync import DeskPhase, DeskState
from checkin.wording import tier_name
from ui.desks.tall_list import TallList
from ui.desks.words import line_of, mark_of_desk, phase_name
from ui.parts.widgets.rows import Index, RowDelegate, RowPainter, TupleModel, row_font
from ui.parts.widgets.texts import broken

if TYPE_CHECKING:
    from checkin.language import Language
    from ui.parts.theme import Theme

EDGE: Final = 18
TEXT_AT: Final = 58
HEIGHT: Final = 88  # of a row with one line about it
LINE: Final = 20
MOST_LINES: Final = 3


class DeskList(TallList[DeskState]):
    """All desks of the event."""

    def __init__(self, time_zone: str, language: Language, theme: Theme) -> None:
        super().__init__(
            language.text("Desks of this event"),
            lambda desk: desk.id,
            self.spoken,
            fills=True,
        )
        self._zone, self._language = time_zone, language
        self._now = 0
        self._painter = _DeskDelegate(self, language, theme)
        self.view.setItemDelegate(self._painter)

    def show_desks(self, desks: tuple[DeskState, ...], now: int) -> None:
        """Replaces the list; the same desk stays chosen."""
        self._now = now
        self.show_items(desks)

    @property
    def desks(self) -> tuple[DeskState, ...]:
        return self.items

    def line(self, desk: DeskState) -> str:
        return line_of(desk, self._now, self._zone, self._language)

    def spoken(self, desk: DeskState) -> str:
        """The whole row, for a screen reader."""
        tr = self._language
        parts = (desk.name, phase_name(desk, tr), tier_name(desk.tier, tr), self.line(desk))
        return tr.beside(*parts)


class _DeskDelegate(RowDelegate[DeskState]):
    """Rows as high as what is known of a desk needs (word wrap)."""

    def __init__(self, shown: DeskList, language: Language, theme: Theme) -> None:
        super().__init__(theme, HEIGHT, self._put)
        self._shown, self._language = shown, language
        self._name = row_font(16, QFont.Weight.DemiBold)
        self._phase = row_font(13, QFont.Weight.DemiBold)
        self._text = row_font(14)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        model, widget = index.model(), option.widget
        desk = model.item(index.row()) if isinstance(model, TupleModel) else None
        if desk is None or not isinstance(widget, QListView):
            return super().sizeHint(option, index)
        lines = self._lines(desk, widget.viewport().width())
        return QSize(0, HEIGHT - LINE + LINE * len(lines))

    def _put(self, row: RowPainter, desk: DeskState) -> None:
        theme = self._theme
        if row.is_chosen:
            row.chosen()
        row.rule()
        icon, tone = mark_of_desk(desk)
        ink = theme.tone(tone).ink if tone else theme.muted
        row.icon(icon, ink, EDGE, 22)
        top, wide = row.box.top(), row.box.width()
        phase = phase_name(desk, self._language)
        needed = QFontMetrics(self._phase).horizontalAdvance(phase) + 1
        loud = ink if desk.phase is DeskPhase.REVOKED else theme.muted
        row.text(phase, self._phase, loud, QRect(wide - EDGE - needed, top + 12, needed, 22))
        room = wide - TEXT_AT - EDGE
        row.text(
            desk.name, self._name, theme.text, QRect(TEXT_AT, top + 12, room - needed - EDGE, 22)
        )
        tier = tier_name(desk.tier, self._language)
        row.text(tier, self._text, theme.muted, QRect(TEXT_AT, top + 36, room, LINE))
        for number, line in enumerate(self._lines(desk, wide)):
            place = QRect(TEXT_AT, top + 56 + LINE * number, room, LINE)
            row.text(line, self._text, theme.muted, place)

    def _lines(self, desk: DeskState, width: int) -> list[str]:
        words = self._shown.line(desk)
        return broken(words, self._text, width - TEXT_AT - EDGE)[:MOST_LINES] or [""]
