"""A day of the programme as a grid (timetable): columns of rooms, rows of hours, a block for each session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from checkin.plan.timetable import HOUR
from ui.parts.theme import base_font

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QFont, QPaintEvent, QResizeEvent

    from checkin.language import Language
    from checkin.plan.timetable import DayPlan
    from ui.event.session_block import SessionBlock
    from ui.parts.theme import Theme

TIMES: Final = 56  # width of the column of hours
HEAD: Final = 28
HOUR_HEIGHT: Final = 48
COLUMN: Final = 132  # the narrowest
SHORTEST: Final = 26
GAP: Final = 2


class DayGrid(QWidget):
    """Places blocks that are given to it; the hours and the rooms are painted."""

    def __init__(self, language: Language, theme: Theme) -> None:
        super().__init__()
        self._language, self._theme = language, theme
        self._day: DayPlan | None = None
        self._blocks: Mapping[str, SessionBlock] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_day(self, day: DayPlan, blocks: Mapping[str, SessionBlock]) -> None:
        """Shows a day; `blocks` are those of its sessions, by key."""
        for old in self._blocks.values():
            old.hide()
            old.deleteLater()
        self._day, self._blocks = day, blocks
        for block in blocks.values():
            block.setParent(self)
            block.show()
        hours = (day.ends - day.begins) / HOUR
        self.setFixedHeight(round(HEAD + hours * HOUR_HEIGHT) + GAP)
        self.setMinimumWidth(TIMES + COLUMN * max(len(day.rooms), 1))
        self._arrange()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.minimumWidth(), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, _: QPaintEvent) -> None:
        day = self._day
        if day is None:
            return
        painter = QPainter(self)
        font = _small()
        painter.setFont(font)
        for column, room in enumerate(day.rooms):
            words = room or self._language.text("No room")
            place = self._mirrored(self._column(column, 0, 1, 0, HEAD))
            shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, place.width())
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, shown)
        for minute in range(day.begins, day.ends + 1, HOUR):
            top = self._top(minute)
            line = self._mirrored(QRect(TIMES - 6, top, self.width() - TIMES + 6, 1))
            painter.setPen(QPen(QColor(self._theme.hairline), 1))
            painter.drawLine(line.topLeft(), line.topRight())
            painter.setPen(QColor(self._theme.muted))
            words = f"{minute // HOUR % 24:02}:00"
            spot = self._mirrored(QRect(0, top, TIMES - 8, 18))
            side = Qt.AlignmentFlag.AlignLeft if self._runs_left() else Qt.AlignmentFlag.AlignRight
            if minute < day.ends:
                painter.drawText(spot, side | Qt.AlignmentFlag.AlignAbsolute, words)
        painter.end()

    def _arrange(self) -> None:
        if self._day is None:
            return
        for placed in self._day.blocks:
            block = self._blocks.get(placed.session.key)
            if block is None:
                continue
            top, bottom = self._top(placed.begins), self._top(placed.ends)
            high = max(bottom - top - GAP, SHORTEST)
            place = self._column(placed.column, placed.lane, placed.lanes, top + 1, high)
            block.setGeometry(self._mirrored(place))

    def _top(self, minute: int) -> int:
        assert self._day is not None  # noqa: S101 - for the type checker
        return HEAD + round((minute - self._day.begins) * HOUR_HEIGHT / HOUR)

    def _column(self, column: int, lane: int, lanes: int, top: int, high: int) -> QRect:
        assert self._day is not None  # noqa: S101 - for the type checker
        wide = (self.width() - TIMES) / max(len(self._day.rooms), 1)
        part = (wide - 2 * GAP) / lanes
        left = TIMES + column * wide + GAP + lane * part
        return QRect(round(left), top, round(part) - GAP, high)

    def _mirrored(self, place: QRect) -> QRect:
        if self._runs_left():
            place.moveLeft(self.width() - place.left() - place.width())
        return place

    def _runs_left(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft


def _small() -> QFont:
    font = base_font()
    font.setPixelSize(13)
    return font
