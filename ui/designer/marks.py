"""Selection frame, resize handles and snap guides, painted over the page.

Paper is white in every theme, so these have fixed colours with contrast on white.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from checkin.layout import preflight
from checkin.layout.model import QrElement, TextElement
from checkin.layout.snapping import HANDLES, Axis, Guide, Handle

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPainter

    from checkin.layout.model import AnyElement
    from ui.designer.ruler import PageScale

CHOSEN: Final = "#1f4e9c"
GUIDE: Final = "#c2005b"
HANDLE: Final = 9.0  # pixels
HOLD: Final = 14.0  # pixels, hit tolerance of a handle
SMALL: Final = 26.0  # pixels; below it edge handles would hide the element


def handle_at(ground: PageScale, element: AnyElement, at: QPointF) -> Handle | None:
    """The resize handle of an element under a point, corners first."""
    box = ground.rect(element.box)
    by_corner = sorted(_shown(box), key=lambda handle: not (handle.across and handle.down))
    for handle in by_corner:
        spot = _spot(box, handle)
        if abs(spot.x() - at.x()) <= HOLD / 2 and abs(spot.y() - at.y()) <= HOLD / 2:
            return handle
    return None


def paint_hover(painter: QPainter, ground: PageScale, element: AnyElement) -> None:
    """A light hover frame: the element that a press would select."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(CHOSEN), 1, Qt.PenStyle.DotLine))
    painter.drawRect(ground.rect(element.box))


def paint_chosen(painter: QPainter, ground: PageScale, element: AnyElement, *, focus: bool) -> None:
    """The selection frame and its handles; related elements are dashed."""
    box = ground.rect(element.box)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(CHOSEN), 1, Qt.PenStyle.DashLine))
    if isinstance(element, TextElement) and element.other_box:
        painter.drawRect(ground.rect(element.other_box))
    if isinstance(element, QrElement):
        painter.drawRect(ground.rect(preflight.quiet_zone(element)))
    painter.setPen(QPen(QColor("white"), 4))
    painter.drawRect(box)
    painter.setPen(QPen(QColor(CHOSEN), 2 if focus else 1))
    painter.drawRect(box)
    painter.setPen(QPen(QColor(CHOSEN), 1.5))
    painter.setBrush(QColor("white"))
    for handle in _shown(box):
        spot = _spot(box, handle)
        half = HANDLE / 2
        painter.drawRect(QRectF(spot.x() - half, spot.y() - half, HANDLE, HANDLE))


def paint_guides(painter: QPainter, ground: PageScale, guides: Iterable[Guide]) -> None:
    painter.setPen(QPen(QColor(GUIDE), 1))
    for guide in guides:
        if guide.axis is Axis.ACROSS:
            painter.drawLine(ground.point(guide.at, guide.start), ground.point(guide.at, guide.end))
        else:
            painter.drawLine(ground.point(guide.start, guide.at), ground.point(guide.end, guide.at))


def _shown(box: QRectF) -> list[Handle]:
    return [
        handle
        for handle in HANDLES
        if (handle.across or box.width() >= SMALL) and (handle.down or box.height() >= SMALL)
    ]


def _spot(box: QRectF, handle: Handle) -> QPointF:
    across = (box.left(), box.center().x(), box.right())[handle.across + 1]
    down = (box.top(), box.center().y(), box.bottom())[handle.down + 1]
    return QPointF(across, down)
