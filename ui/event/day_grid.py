"""A day of the programme as a grid (timetable): columns of rooms, rows of hours, a block for each session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from checkin.plan.timetable import HOUR
from ui.parts.theme import TOUCH, base_font

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QFont, QPaintEvent, QResizeEvent

    from checkin.language import Language
    from checkin.plan.timetable import DayPlan
    from ui.event.session_block import SessionBlock
    from ui.parts.theme import Theme

TIMES: Final = 56  # width of the column of hours
HEAD: Final = 28
HOUR_HEIGHT: Final = 48
HIGHEST: Final = 132  # of an hour, where there are short sessions
COLUMN: Final = 132  # the narrowest
SHORTEST: Final = 26
GAP: Final = 2


class DayGrid(QWidget):
    """Places blocks that are given to it; the hours and the rooms are painted."""

    def __init__(self, language: Language, theme: Theme) -> None:
        super().__init__()
        self._language, self._theme = language, theme
        self._day: DayPlan | None = None
        self._hour = HOUR_HEIGHT
        self._blocks: Mapping[str, SessionBlock] = {}
        self.head = RoomHeads(self, theme)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_day(self, day: DayPlan, blocks: Mapping[str, SessionBlock]) -> None:
        """Shows a day; `blocks` are those of its sessions, by key."""
        kept = set(blocks.values())
        for old in self._blocks.values():
            if old not in kept:
                old.hide()
                old.deleteLater()
        self._day, self._blocks = day, blocks
        for block in blocks.values():
            if block.parentWidget() is not self:
                block.setParent(self)
                block.show()
        shortest = min((placed.ends - placed.begins for placed in day.blocks), default=HOUR)
        touched = (TOUCH + GAP) * HOUR // shortest
        self._hour = min(max(touched, HOUR_HEIGHT), HIGHEST)
        self.setFixedHeight(HEAD + (day.ends - day.begins) * self._hour // HOUR + GAP)
        self.setMinimumWidth(TIMES + COLUMN * max(len(day.rooms), 1))
        self.head.show_rooms(
            [room or self._language.text("No room") for room in day.rooms], self.room_place
        )
        self._arrange()
        self.update()

    def keep_head(self, top: int) -> None:
        """Keeps the names of the rooms in sight, while the hours are scrolled."""
        self.head.move(0, top)

    def room_place(self, column: int) -> QRect:
        """The place of a room's name at the head of its column."""
        return self._mirrored(self._column(column, 0, 1, 0, HEAD))

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
        painter.setFont(_small())
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
        self.head.resize(self.width(), HEAD)
        self.head.raise_()
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
        return HEAD + round((minute - self._day.begins) * self._hour / HOUR)

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


class RoomHeads(QWidget):
    """The names of the rooms, above the hours."""

    def __init__(self, grid: QWidget, theme: Theme) -> None:
        super().__init__(grid)
        self._theme = theme
        self._rooms: Sequence[str] = ()
        self._place: Callable[[int], QRect] = lambda _: QRect()

    def show_rooms(self, rooms: Sequence[str], place: Callable[[int], QRect]) -> None:
        """`place` is where the name of each column stands."""
        self._rooms, self._place = rooms, place
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, font = QPainter(self), _small()
        painter.fillRect(self.rect(), QColor(self._theme.surface))
        painter.setFont(font)
        painter.setPen(QColor(self._theme.muted))
        for column, room in enumerate(self._rooms):
            place = self._place(column)
            shown = QFontMetrics(font).elidedText(room, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, shown)
        painter.end()


def _small() -> QFont:
    font = base_font()
    font.setPixelSize(13)
    return font
