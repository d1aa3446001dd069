"""Rulers, and conversion between millimetres of a layout and pixels of the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPen

from ui.parts.widgets.rows import row_font

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QScreen

    from checkin.layout import Layout
    from checkin.layout.model import Frame
    from ui.parts.theme import Theme

INCH: Final = 25.4
PLAUSIBLE: Final = (
    50.0,
    400.0,
)  # plausible DPI; some screens report a metre, or nothing
RULER: Final = 22  # pixels, from the edge of the page outwards
GAP: Final = 6
FINE: Final = 4.0  # pixels per millimetre, from which each millimetre gets a tick
COARSE: Final = 1.6  # below this, only every fifty get a number


@dataclass(frozen=True, slots=True)
class PageScale:
    """The position of the page: its upper left corner, and pixels per millimetre."""

    left: float
    top: float
    scale: float

    def rect(self, frame: Frame) -> QRectF:
        """Converts a frame on the page to pixels."""
        return QRectF(
            self.left + frame.left * self.scale,
            self.top + frame.top * self.scale,
            frame.width * self.scale,
            frame.height * self.scale,
        )

    def point(self, across: float, down: float) -> QPointF:
        return QPointF(self.left + across * self.scale, self.top + down * self.scale)

    def place(self, at: QPointF) -> tuple[float, float]:
        """Converts pixels to millimetres of the page."""
        return (at.x() - self.left) / self.scale, (at.y() - self.top) / self.scale


def true_scale(screen: QScreen) -> float:
    """Pixels per millimetre at which a page on this screen has its true (physical) size."""
    dots = screen.physicalDotsPerInch()
    least, most = PLAUSIBLE
    return (dots if least <= dots <= most else screen.logicalDotsPerInch()) / INCH


class Rulers:
    """Millimetres along the upper and the left edge, with the extent of the selection."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._font = row_font(10)

    def paint(
        self, painter: QPainter, ground: PageScale, layout: Layout, chosen: Frame | None
    ) -> None:
        painter.setFont(self._font)
        for across, length in ((True, layout.width), (False, layout.height)):
            if chosen is not None:
                self._mark(painter, ground, chosen, across=across)
            self._ticks(painter, ground, length, across=across)

    def _mark(self, painter: QPainter, ground: PageScale, chosen: Frame, *, across: bool) -> None:
        box = ground.rect(chosen)
        tint = QColor(self._theme.accent)
        tint.setAlphaF(0.25)
        if across:
            place = QRectF(box.left(), ground.top - GAP - RULER, box.width(), RULER)
        else:
            place = QRectF(ground.left - GAP - RULER, box.top(), RULER, box.height())
        painter.fillRect(place, tint)

    def _ticks(self, painter: QPainter, ground: PageScale, length: float, *, across: bool) -> None:
        scale = ground.scale
        numbered = 10 if scale >= COARSE else 50
        lines, start = [], (ground.left if across else ground.top)
        base = (ground.top if across else ground.left) - GAP
        painter.setPen(QPen(QColor(self._theme.muted), 1))
        for at in range(int(length) + 1):
            if at % 5 and scale < FINE:
                continue
            size = 9 if at % 10 == 0 else 6 if at % 5 == 0 else 3
            spot = round(start + at * scale) + 0.5
            lines.append(
                QLineF(spot, base - size, spot, base)
                if across
                else QLineF(base - size, spot, base, spot)
            )
            if at % numbered == 0 and at:
                self._number(painter, str(at), spot, base, across=across)
        painter.drawLines(lines)

    def _number(
        self, painter: QPainter, words: str, spot: float, base: float, *, across: bool
    ) -> None:
        wide = QFontMetrics(self._font).horizontalAdvance(words) + 4
        if across:
            place = QRectF(spot - wide / 2, base - RULER, wide, 12)
        else:
            place = QRectF(base - RULER, spot - 13, RULER - 4, 12)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
