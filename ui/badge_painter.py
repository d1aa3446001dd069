"""Paints what the layout composed: the same items, glyph for glyph, as the PDF writer draws.

The glyphs come from the same shaping as on paper, so that the preview cannot promise what the printer does
not keep. A painter belongs to the thread that made it: Qt's raw fonts may not change threads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPen, QRawFont

from checkin.layout import Disc, Filled, Stamp, Stroke, Text

if TYPE_CHECKING:
    from checkin.layout import Box, Composed, Face, Item, Symbol
    from checkin.paper.faces import Faces

# A printer that smooths pictures would blur modules of one pixel each.
PIXELS_A_MODULE: Final = 8
UNITS: Final = 1000  # of the outlines, as of the shaping: parts of the type size


class BadgePainter:
    """Paints badges; one point of the layout is one unit of the painter."""

    def __init__(self, faces: Faces) -> None:
        self._faces = faces
        self._fonts: dict[Face, QRawFont] = {}
        self._outlines: dict[tuple[Face, int], QPainterPath] = {}

    def paint(self, painter: QPainter, badge: Composed) -> None:
        """The badge, its upper left corner at the painter's origin; nothing outside its edges."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(QRectF(0, 0, badge.width, badge.height), Qt.ClipOperation.IntersectClip)
        for item in badge.items:
            self._item(painter, item)
        painter.restore()

    def _item(self, painter: QPainter, item: Item) -> None:
        match item:
            case Text():
                self._text(painter, item)
            case Filled():
                _plain(painter, item.colour)
                painter.drawRoundedRect(_rect(item.box), item.radius, item.radius)
            case Disc():
                _plain(painter, item.colour)
                painter.drawEllipse(QPointF(item.x, item.y), item.radius, item.radius)
            case Stroke():
                pen = QPen(QColor(item.colour), item.thickness)
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                painter.setPen(pen)
                painter.drawLine(QPointF(item.x1, item.y1), QPointF(item.x2, item.y2))
            case Stamp():
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
                painter.drawImage(_rect(item.box), _image(item.symbol, item.colour))
            case _:
                assert_never(item)

    def _text(self, painter: QPainter, item: Text) -> None:
        """Glyphs as outlines: Qt leaves out those of a raw font that are too large for its cache."""
        painter.save()
        painter.translate(item.x, item.baseline)
        painter.scale(item.size / UNITS, item.size / UNITS)
        at = 0.0
        for glyph in self._faces.shape(item.text, item.face, rtl=item.rtl):
            outline = self._outline(item.face, glyph.number)
            painter.fillPath(
                outline.translated(at + glyph.x_offset, -glyph.y_offset), QColor(item.colour)
            )
            at += glyph.advance
        painter.restore()

    def _outline(self, face: Face, number: int) -> QPainterPath:
        known = self._outlines.get((face, number))
        if known is None:
            known = self._font(face).pathForGlyph(number)
            # The strokes of these fonts overlap; the other rule would leave holes where they cross.
            known.setFillRule(Qt.FillRule.WindingFill)
            self._outlines[face, number] = known
        return known

    def _font(self, face: Face) -> QRawFont:
        font = self._fonts.get(face)
        if font is None:
            hinting = QFont.HintingPreference.PreferNoHinting
            font = self._fonts[face] = QRawFont(str(self._faces.path(face)), UNITS, hinting)
        return font


def _rect(box: Box) -> QRectF:
    return QRectF(box.left, box.top, box.width, box.height)


def _plain(painter: QPainter, colour: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))


def _image(symbol: Symbol, colour: str) -> QImage:
    side = symbol.count * PIXELS_A_MODULE
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    dark = QPainter(image)
    for row in range(symbol.count):
        for column in range(symbol.count):
            if symbol.dark(column, row):
                left, top = column * PIXELS_A_MODULE, row * PIXELS_A_MODULE
                dark.fillRect(left, top, PIXELS_A_MODULE, PIXELS_A_MODULE, QColor(colour))
    dark.end()
    return image
