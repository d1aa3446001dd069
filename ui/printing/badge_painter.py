"""Renders badges with QPainter, glyph for glyph as the PDF writer does.

The glyphs come from the same text shaping as on paper, so that preview and print match. A painter belongs
to the thread that made it: QRawFont may not change threads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPen, QRawFont, QTransform

from checkin.layout import Disc, Filled, Outline, Picture, PlacedSymbol, Stroke, Text, Turned

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.layout import Box, Composed, Face, Item, Pixels, Symbol
    from checkin.paper.faces import Faces

# A printer that smooths images would blur modules of one pixel each.
PIXELS_A_MODULE: Final = 8
UNITS: Final = 1000  # units per em, of the outlines and of the shaping


class BadgePainter:
    """Paints badges; one point of the layout is one unit of the painter."""

    def __init__(self, faces: Faces) -> None:
        self._faces = faces
        self._fonts: dict[Face, QRawFont] = {}
        self._outlines: dict[tuple[Face, int], QPainterPath] = {}
        self._pictures: dict[str, QImage] = {}

    def paint(self, painter: QPainter, badge: Composed) -> None:
        """Paints the badge, clipped, with its upper left corner at the painter's origin."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(QRectF(0, 0, badge.width, badge.height), Qt.ClipOperation.IntersectClip)
        self.draw(painter, badge.items)
        painter.restore()

    def draw(self, painter: QPainter, items: Iterable[Item]) -> None:
        """Paints single items, such as crop marks, which lie outside of every badge."""
        for item in items:
            self._item(painter, item)

    def _item(self, painter: QPainter, item: Item) -> None:  # noqa: C901 - one case per item type
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
                painter.setPen(_pen(item))
                painter.drawLine(QPointF(item.x1, item.y1), QPointF(item.x2, item.y2))
            case Outline():
                _outline(painter, item)
            case Picture():
                self._picture(painter, item)
            case Turned():
                painter.save()
                painter.setTransform(QTransform(*item.matrix), combine=True)
                for nested in item.items:
                    self._item(painter, nested)
                painter.restore()
            case PlacedSymbol():
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
                painter.drawImage(_rect(item.box), _image(item.symbol, item.colour))
            case _:
                assert_never(item)

    def _picture(self, painter: QPainter, item: Picture) -> None:
        name = item.pixels.name
        image = self._pictures.get(name)
        if image is None:
            image = self._pictures[name] = _image_of(item.pixels)
        painter.save()
        painter.setClipRect(_rect(item.window), Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(_rect(item.box), image)
        painter.restore()

    def _text(self, painter: QPainter, item: Text) -> None:
        """Paints glyphs as outlines: Qt omits glyphs that are too large for its cache."""
        painter.save()
        painter.translate(item.x, item.baseline)
        painter.scale(item.size * item.narrow / UNITS, item.size / UNITS)
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
            # The strokes of these fonts overlap; the even-odd rule would leave holes where they cross.
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


def _pen(item: Stroke) -> QPen:
    pen = QPen(QColor(item.colour), item.thickness)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    if item.dash:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([item.dash / item.thickness] * 2)
    return pen


def _outline(painter: QPainter, item: Outline) -> None:
    """A border that lies inside its box."""
    half = item.thickness / 2
    pen = QPen(QColor(item.colour), item.thickness)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = max(0.0, min(item.radius, item.box.width / 2, item.box.height / 2) - half)
    painter.drawRoundedRect(_rect(item.box).adjusted(half, half, -half, -half), radius, radius)


def _image_of(pixels: Pixels) -> QImage:
    grey = pixels.channels == 1
    form = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB888
    line = pixels.width * pixels.channels
    return QImage(pixels.data, pixels.width, pixels.height, line, form).copy()


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
