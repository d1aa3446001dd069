"""Rasteriser: renders a composed page to a bitmap, for label printers. Needs no window and no Qt.

It draws the same items, glyph for glyph, as the PDF writer and the preview. In black and white a colour
becomes black if text on it would be white; pictures are dithered.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final, assert_never

from PIL import Image

from checkin.layout import (
    Box,
    Disc,
    Filled,
    Outline,
    Picture,
    PlacedSymbol,
    Stroke,
    Text,
    Turned,
    colours,
)
from checkin.paper.filling import Canvas
from checkin.paper.outlines import (
    GlyphOutlines,
    Matrix,
    circle,
    combined,
    line,
    moved,
    rectangle,
)
from checkin.paper.pictures import as_image

if TYPE_CHECKING:
    from checkin.layout import Composed, Item
    from checkin.paper.faces import Faces

POINTS_AN_INCH: Final = 72
UNITS: Final = 1000  # units of the outlines per type size
THIN: Final = 1.5  # points; a thinner line is always black in black and white, or it would vanish
NEARLY_WHITE: Final = 0.85
LOST: Final = 0.08  # share of its size that a symbol may lose so that all modules are equal


class Depth(IntEnum):
    """Bits per dot."""

    BLACK = 1
    GREY = 8


@dataclass(frozen=True, slots=True)
class Bitmap:
    """A bitmap row by row. One bit: eight dots per byte, the leftmost is the highest bit, 1 is black, rows
    are padded to whole bytes. Eight bits: one byte per dot, 0 is black."""

    width: int
    height: int
    depth: Depth
    data: bytes

    @property
    def row_bytes(self) -> int:
        return (self.width + 7) // 8 if self.depth is Depth.BLACK else self.width

    def row(self, number: int) -> bytes:
        return self.data[number * self.row_bytes : (number + 1) * self.row_bytes]

    def image(self) -> Image.Image:
        """Converts to a Pillow image, black on white."""
        size = (self.width, self.height)
        if self.depth is Depth.GREY:
            return Image.frombytes("L", size, self.data)
        return Image.frombytes("1", size, bytes(byte ^ 0xFF for byte in self.data))


class Rasteriser:
    """Renders composed pages to bitmaps; caches glyph outlines. Not thread-safe."""

    def __init__(self, faces: Faces) -> None:
        self._faces = faces
        self._outlines = GlyphOutlines(faces)

    def bitmap(
        self, page: Composed, dpi: float, depth: Depth = Depth.BLACK, turn: int = 0
    ) -> Bitmap:
        """Renders one side of a badge at a resolution in dpi, rotated clockwise by 0, 90, 180 or 270 degrees.

        The bitmap is as wide as the side after rotation, to the nearest dot.
        """
        scale = dpi / POINTS_AN_INCH
        size = (round(page.width * scale), round(page.height * scale))
        canvas = Canvas(*size, smooth=depth is Depth.GREY)
        sheet = _Drawing(self._faces, self._outlines, canvas)
        for item in page.items:
            sheet.item(item, (scale, 0, 0, scale, 0, 0))
        image = Image.frombuffer("L", size, bytes(canvas.dots), "raw", "L", 0, 1)
        turned = image.transpose(_TURNS[turn]) if turn else image
        if depth is Depth.GREY:
            return Bitmap(*turned.size, depth, turned.tobytes())
        black = turned.point(_INVERTED).convert("1", dither=Image.Dither.NONE)
        return Bitmap(*turned.size, depth, black.tobytes())


_INVERTED: Final = [255 - value for value in range(256)]
# Pillow rotates counter-clockwise.
_TURNS: Final = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


class _Drawing:
    """Draws items onto a canvas."""

    def __init__(self, faces: Faces, outlines: GlyphOutlines, canvas: Canvas) -> None:
        self._faces = faces
        self._outlines = outlines
        self._canvas = canvas

    def item(self, item: Item, matrix: Matrix) -> None:  # noqa: C901 - a case an item
        match item:
            case Text():
                self._text(item, matrix)
            case Filled():
                thin = min(item.box.width, item.box.height) <= THIN
                grey = self._grey(item.colour, thin=thin)
                self._fill((rectangle(item.box, item.radius),), matrix, grey)
            case Outline():
                self._outline(item, matrix)
            case Disc():
                disc = circle(item.x, item.y, item.radius)
                self._fill((disc,), matrix, self._grey(item.colour))
            case Stroke():
                thin = item.thickness <= THIN
                self._fill(line(item), matrix, self._grey(item.colour, thin=thin))
            case PlacedSymbol():
                self._stamp(item, matrix)
            case Picture():
                self._picture(item, matrix)
            case Turned():
                for inner in item.items:
                    self.item(inner, combined(matrix, item.matrix))
            case _:
                assert_never(item)

    def _fill(
        self, contours: tuple[tuple[tuple[float, float], ...], ...], matrix: Matrix, grey: int
    ) -> None:
        self._canvas.fill([moved(contour, matrix) for contour in contours], grey)

    def _text(self, item: Text, matrix: Matrix) -> None:
        size = item.size / UNITS
        at = 0.0
        grey = self._grey(item.colour)
        for glyph in self._faces.shape(item.text, item.face, rtl=item.rtl):
            x = item.x + (at + glyph.x_offset) * size * item.narrow
            y = item.baseline - glyph.y_offset * size
            place = combined(matrix, (size * item.narrow, 0, 0, -size, x, y))
            self._fill(self._outlines.glyph_outlines(item.face, glyph.number), place, grey)
            at += glyph.advance

    def _outline(self, item: Outline, matrix: Matrix) -> None:
        """A border inside its box: the inner contour runs in the opposite direction."""
        by = item.thickness
        box = item.box
        inner = Box(box.left + by, box.top + by, box.width - 2 * by, box.height - 2 * by)
        hole = tuple(reversed(rectangle(inner, max(0.0, item.radius - by))))
        grey = self._grey(item.colour, thin=by <= THIN)
        self._fill((rectangle(box, item.radius), hole), matrix, grey)

    def _stamp(self, item: PlacedSymbol, matrix: Matrix) -> None:
        """The modules in whole dots, in black and white all of one size: scanners need sharp edges."""
        corners = moved(rectangle(item.box), matrix)
        left, top = min(x for x, _ in corners), min(y for _, y in corners)
        side, count = max(x for x, _ in corners) - left, item.symbol.count
        module = side / count
        sharp = not self._canvas.smooth
        if sharp and int(module) >= 1 and module - int(module) <= LOST * module:
            spare = (side - int(module) * count) / 2
            left, top, module = round(left + spare), round(top + spare), int(module)
        ends = [round(module * index) for index in range(count + 1)]
        x0, y0 = round(left), round(top)
        for row in range(count):
            for column in range(count):
                if item.symbol.dark(column, row):
                    self._canvas.rectangle(
                        x0 + ends[column],
                        y0 + ends[row],
                        x0 + ends[column + 1],
                        y0 + ends[row + 1],
                        0,
                    )

    def _picture(self, item: Picture, matrix: Matrix) -> None:
        """A picture, rotated in quarter turns by the matrix."""
        box, window = moved(rectangle(item.box), matrix), moved(rectangle(item.window), matrix)
        left, top, right, bottom = _edges(box)
        image = as_image(item.pixels).convert("L")
        quarter = _quarter(matrix)
        if quarter:
            image = image.transpose(_TURNS[quarter])
        size = (max(1, round(right - left)), max(1, round(bottom - top)))
        image = image.resize(size, Image.Resampling.LANCZOS)
        if not self._canvas.smooth:
            image = image.convert("1").convert("L")
        paper = Image.frombuffer(
            "L", (self._canvas.width, self._canvas.height), self._canvas.dots, "raw", "L", 0, 1
        ).copy()
        cut = [round(edge) for edge in _edges(window)]
        x, y = round(left), round(top)
        part = image.crop((cut[0] - x, cut[1] - y, cut[2] - x, cut[3] - y))
        paper.paste(part, (cut[0], cut[1]))
        self._canvas.dots = bytearray(paper.tobytes())

    def _grey(self, colour: str, *, thin: bool = False) -> int:
        red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
        light = (299 * red + 587 * green + 114 * blue) / 1000
        if self._canvas.smooth:
            return round(light)
        if thin:
            return 255 if light >= 255 * NEARLY_WHITE else 0
        # Black where text on it would be white, so that a band and its text never look alike.
        return 0 if colours.on(colour) == "#ffffff" else 255


def _quarter(matrix: Matrix) -> int:
    """The clockwise rotation of a matrix in degrees, in quarter turns."""
    across, down = matrix[0], matrix[1]
    if abs(across) >= abs(down):
        return 0 if across > 0 else 180
    return 90 if down > 0 else 270


def _edges(corners: tuple[tuple[float, float], ...]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
