"""Charts, painted: columns over time, and bars beside their names; mirrored with the window.

No meaning is in a colour alone: each bar has its number beside it, what is expected is an outline and
who came is a filled bar.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.parts.theme import STEP
from ui.parts.widgets.rows import row_font

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ui.parts.theme import Theme

SMALL: Final = 13
NORMAL: Final = 15
AXIS: Final = 24  # height of the hours below the columns
TOP: Final = 24  # room for the number over the highest column
HIGH: Final = 190
LINE: Final = 34
BAR: Final = 12
SECOND_LINE: Final = 18
WIDEST_COLUMN: Final = 72
EDGE: Final = 18
_TEXT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the chart over time; `label` stands below it, `number` above it where it is not empty."""

    count: int
    label: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled bar in an outlined one; `number` says both, `note` is a second line."""

    name: str
    filled: int
    outline: int  # 0: there is none
    number: str
    note: str = ""


class Chart(QWidget):
    """Paints from the leading to the trailing edge."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def place(self, at: float, top: float, width: float, height: float) -> QRectF:
        """A box whose distance from the leading edge is `at`."""
        right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return QRectF(self.width() - at - width if right else at, top, width, height)

    def write(
        self, painter: QPainter, box: QRectF, words: str, font: QFont, side: Qt.AlignmentFlag
    ) -> None:
        """One line at the leading, the trailing side or in the middle, cut with "…"."""
        right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        sides = {
            Qt.AlignmentFlag.AlignLeading: right,
            Qt.AlignmentFlag.AlignTrailing: not right,
        }
        flag = side
        if side in sides:
            flag = Qt.AlignmentFlag.AlignRight if sides[side] else Qt.AlignmentFlag.AlignLeft
        painter.setFont(font)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(box, int(flag | _TEXT | Qt.TextFlag.TextSingleLine), shown)


class ColumnChart(Chart):
    """Columns over time, the first at the leading edge."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._columns: tuple[Column, ...] = ()
        self.setMinimumHeight(HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def columns(self) -> tuple[Column, ...]:
        return self._columns

    def show_columns(self, columns: tuple[Column, ...], spoken: str) -> None:
        """Replaces the columns; `spoken` tells in a sentence what a screen reader cannot see."""
        if columns != self._columns:
            self._columns = columns
            self.update()
        self.setAccessibleName(spoken)

    def sizeHint(self) -> QSize:
        return QSize(320, HIGH)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        base = self.height() - AXIS
        painter.setPen(QPen(QColor(self.theme.hairline), self.theme.line))
        painter.drawLine(EDGE, base, self.width() - EDGE, base)
        highest = max((column.count for column in self._columns), default=0)
        if highest:
            pitch = (self.width() - 2 * EDGE) / len(self._columns)
            width = min(max(pitch * 0.8, 1), WIDEST_COLUMN)
            for at, column in enumerate(self._columns):
                middle = EDGE + (at + 0.5) * pitch
                high = (base - TOP) * column.count / highest
                self._paint(painter, column, middle, QSize(round(width), round(high)))
        painter.end()

    def _paint(self, painter: QPainter, column: Column, middle: float, size: QSize) -> None:
        base = self.height() - AXIS
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.accent))
        half = size.width() / 2
        painter.drawRect(
            self.place(middle - half, base - size.height(), size.width(), size.height())
        )
        centre, wide = Qt.AlignmentFlag.AlignHCenter, 80
        if column.label:
            painter.setPen(QColor(self.theme.muted))
            painter.drawLine(
                self.place(middle - half, base, 0, 5).topLeft(),
                self.place(middle - half, base, 0, 5).bottomLeft(),
            )
            box = self.place(middle - half - wide / 2, base + 4, wide, AXIS - 4)
            self.write(painter, box, column.label, row_font(SMALL), centre)
        if column.number:
            painter.setPen(QColor(self.theme.text))
            top = base - size.height() - TOP
            box = self.place(middle - wide / 2, top, wide, TOP - 2)
            self.write(painter, box, column.number, row_font(SMALL, QFont.Weight.DemiBold), centre)


class BarChart(Chart):
    """A line for each: its name, a bar, its number. It takes the height that it needs."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def bars(self) -> tuple[Bar, ...]:
        return self._bars

    def show_bars(self, bars: tuple[Bar, ...]) -> None:
        """Replaces the bars."""
        if bars == self._bars:
            return
        self._bars = bars
        lines = ((bar.name, bar.number, bar.note) for bar in bars)
        self.setAccessibleName("; ".join(" · ".join(filter(None, line)) for line in lines))
        self.setFixedHeight(sum(map(_height, bars)) + 2 * STEP)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, sum(map(_height, self._bars)) + 2 * STEP)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font, bold = row_font(NORMAL), row_font(NORMAL, QFont.Weight.DemiBold)
        metrics = QFontMetrics(bold)
        numbers = max((metrics.horizontalAdvance(bar.number) for bar in self._bars), default=0) + 2
        most = max((max(bar.filled, bar.outline) for bar in self._bars), default=0)
        room = self.width() - 2 * EDGE - numbers - 2 * STEP
        names = room * 0.55
        top = float(STEP)
        for bar in self._bars:
            painter.setPen(QColor(self.theme.text))
            leading, trailing = Qt.AlignmentFlag.AlignLeading, Qt.AlignmentFlag.AlignTrailing
            self.write(painter, self.place(EDGE, top, names, LINE), bar.name, font, leading)
            end = self.place(self.width() - EDGE - numbers, top, numbers, LINE)
            self.write(painter, end, bar.number, bold, trailing)
            if bar.note:
                painter.setPen(QColor(self.theme.muted))
                place = self.place(EDGE, top + LINE - 6, self.width() - 2 * EDGE, SECOND_LINE)
                self.write(painter, place, bar.note, row_font(SMALL), leading)
            at = QRect(round(EDGE + names + STEP), round(top), round(room - names), LINE)
            self._paint(painter, bar, at, most)
            top += _height(bar)
        painter.end()

    def _paint(self, painter: QPainter, bar: Bar, room: QRect, most: int) -> None:
        top = room.top() + (LINE - BAR) / 2
        if bar.outline:
            painter.setPen(QPen(QColor(self.theme.muted), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            width = room.width() * bar.outline / most
            painter.drawRect(self.place(room.left(), top, max(width, 2), BAR))
        if bar.filled:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.theme.accent))
            width = room.width() * bar.filled / most
            painter.drawRect(self.place(room.left(), top, max(width, 2), BAR))


def _height(bar: Bar) -> int:
    return LINE + (SECOND_LINE if bar.note else 0)
