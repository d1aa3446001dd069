"""The big screen (digital signage): how many are where, and what comes next; nothing about a person.

It is painted, so that it fills a screen of any size, and can be read across a hall.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from checkin.language import time_of_day
from ui.overview.charts import Chart
from ui.parts.theme import base_font

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from checkin.domain import Event
    from checkin.language import Language
    from checkin.overview import PublicCounts, PublicRoom
    from ui.parts.theme import Theme

MOST_ROOMS: Final = 6
LARGEST: Final = 1.4  # times as large, where there are few rooms
ACROSS, DOWN = 160, 100  # units of the screen
EDGE: Final = 6
LEFT: Final = 58  # width of the big number
LEADING, TRAILING = Qt.AlignmentFlag.AlignLeading, Qt.AlignmentFlag.AlignTrailing


class BigScreen(Chart):
    """Shows `PublicCounts`."""

    def __init__(self, event: Event, language: Language, theme: Theme) -> None:
        super().__init__(theme)
        self._event, self._language = event, language
        self.shown: PublicCounts | None = None
        right = Qt.LayoutDirection.RightToLeft
        self.setLayoutDirection(right if language.right_to_left else Qt.LayoutDirection.LeftToRight)

    def show_counts(self, shown: PublicCounts) -> None:
        """Replaces the counts."""
        self.shown = shown
        self.setAccessibleName(self._language.sentences(*self.lines(shown)))
        self.update()

    def lines(self, shown: PublicCounts) -> tuple[str, ...]:
        """All that it says, in order."""
        tr = self._language
        rooms = (
            tr.labelled(self._name(room.key), self._number(room))
            for room in shown.rooms[:MOST_ROOMS]
        )
        inside = tr.labelled(tr.text("Inside now"), str(shown.inside))
        return (self._title(), inside, self._came(shown), *rooms, self._next(shown))

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(self.theme.surface))
        if self.shown is not None:
            self._paint_head(painter, self.shown)
            self._paint_inside(painter, self.shown)
            self._paint_rooms(painter, self.shown)
            self._paint_next(painter, self.shown)
        painter.end()

    # What it says

    def _title(self) -> str:
        event, tr = self._event, self._language
        return tr.name(event.short_names) or tr.name(event.names) or event.name

    def _came(self, shown: PublicCounts) -> str:
        return self._language.plural("{n} came today", "{n} came today", shown.came)

    def _name(self, key: str) -> str:
        session, tr = self._event.session(key), self._language
        return tr.beside(session.room, tr.name(session.name)) if session else key

    def _number(self, room: PublicRoom) -> str:
        tr = self._language
        if room.capacity is None:
            return str(room.inside)
        full = tr.text("Full") if room.is_full else ""
        return tr.beside(tr.text("{n} of {all}", n=room.inside, all=room.capacity), full)

    def _next(self, shown: PublicCounts) -> str:
        session, tr = self._event.session(shown.next_session), self._language
        if session is None or session.starts is None:
            return ""
        time = time_of_day(session.starts, self._event.time_zone)
        return tr.text("Next: {session}", session=tr.beside(time, self._name(session.key)))

    # Where it stands, in units

    def _paint_head(self, painter: QPainter, shown: PublicCounts) -> None:
        time = time_of_day(shown.as_of, self._event.time_zone)
        wide = ACROSS - 2 * EDGE
        self._write(painter, (EDGE, 5, wide - 24, 10), self._title(), 5.5, LEADING)
        self._write(painter, (ACROSS - EDGE - 22, 5, 22, 10), time, 5.5, TRAILING, self.theme.muted)
        painter.setPen(QPen(QColor(self.theme.hairline), self.theme.line))
        line = self._box(EDGE, 17, wide, 0)
        painter.drawLine(line.topLeft(), line.topRight())

    def _paint_inside(self, painter: QPainter, shown: PublicCounts) -> None:
        tr, theme = self._language, self.theme
        self._write(painter, (EDGE, 24, LEFT, 8), tr.text("Inside now"), 5, LEADING, theme.muted)
        self._write(painter, (EDGE, 32, LEFT, 36), str(shown.inside), 32, LEADING)
        self._write(painter, (EDGE, 70, LEFT, 8), self._came(shown), 4.5, LEADING, theme.muted)

    def _paint_rooms(self, painter: QPainter, shown: PublicCounts) -> None:
        begins = float(EDGE + LEFT + 6)
        wide = ACROSS - EDGE - begins
        rooms = shown.rooms[:MOST_ROOMS]
        most = max((room.capacity or room.inside for room in rooms), default=0)
        larger = min(MOST_ROOMS / max(len(rooms), 1), LARGEST)
        size, line = 3.6 * larger, 6 * larger
        for at, room in enumerate(rooms):
            top = 22 + 10.2 * larger * at
            place = (begins, top, wide * 0.68, line)
            self._write(painter, place, self._name(room.key), size, LEADING)
            place = (begins + wide * 0.69, top, wide * 0.31, line)
            self._write(painter, place, self._number(room), size, TRAILING)
            self._paint_bar(painter, room, (begins, top + 1.07 * line, wide), most)

    def _paint_bar(
        self, painter: QPainter, room: PublicRoom, at: tuple[float, float, float], most: int
    ) -> None:
        left, top, wide = at
        if room.capacity and most:
            painter.setPen(QPen(QColor(self.theme.muted), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._box(left, top, wide * room.capacity / most, 1.6))
        if room.inside and most:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.theme.accent))
            painter.drawRect(self._box(left, top, wide * min(room.inside / most, 1), 1.6))

    def _paint_next(self, painter: QPainter, shown: PublicCounts) -> None:
        self._write(painter, (EDGE, 86, ACROSS - 2 * EDGE, 9), self._next(shown), 5, LEADING)

    @property
    def _unit(self) -> float:
        return min(self.width() / ACROSS, self.height() / DOWN)

    def _box(self, left: float, top: float, wide: float, high: float) -> QRectF:
        """Across it takes the whole screen; down too, whatever its shape."""
        x, y = self.width() / ACROSS, self.height() / DOWN
        return self.place(left * x, top * y, wide * x, high * y)

    def _write(
        self,
        painter: QPainter,
        place: tuple[float, float, float, float],
        words: str,
        size: float,
        side: Qt.AlignmentFlag,
        colour: str = "",
    ) -> None:
        font = QFont(base_font())
        font.setPixelSize(max(round(size * self._unit), 8))
        font.setWeight(QFont.Weight.Bold)
        painter.setPen(QColor(colour or self.theme.text))
        self.write(painter, self._box(*place), words, font, side)
