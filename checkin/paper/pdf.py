"""PDF writer: draws composed items with ReportLab, shaped by HarfBuzz; no personal metadata.

ReportLab embeds and subsets the fonts; the text operators are written here, because its own code takes three
times as long and a list has twenty thousand cells. The caller holds the lock
`WRITING`. Text is never parsed as markup.
"""

from __future__ import annotations

import io
import threading
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, assert_never

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFImageXObject
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from checkin.layout import Box, Disc, Filled, Outline, Picture, PlacedSymbol, Stroke, Text, Turned
from checkin.paper.pictures import packed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from checkin.layout import CategoryBackground, Composed, Face, Item, Symbol
    from checkin.paper.faces import Faces

WRITING: Final = threading.RLock()
"""One TTFont serves one document at a time: it keeps the letters of the one being written."""

# A viewer that smooths images would blur modules that are one pixel each.
PIXELS_A_MODULE: Final = 4
_CIRCLE: Final = 0.5523  # Bézier handle length of a quarter circle, in radii

rl_config.useA85 = 0  # four bytes instead of five


@cache
def _registered(path: Path, name: str) -> Any:
    """Registers the font with ReportLab. Its type stubs lack what is needed here."""
    font: Any = TTFont(name, str(path), asciiReadable=False)
    pdfmetrics.registerFont(font)
    font.hbFont()  # makes room for glyphs without a character
    return font


@dataclass(frozen=True, slots=True)
class _Piece:
    """Letters in one subset of a font: codes with the gaps between them in thousandths, and a rise."""

    font: str
    shown: str
    lift: float


class Pen:
    """Draws one document, page by page. Created, used and finished while holding `WRITING`."""

    def __init__(self, faces: Faces, title: str) -> None:
        self._faces = faces
        self._bytes = io.BytesIO()
        # invariant: no creation date; the same badges give the same bytes.
        self._canvas: Any = Canvas(self._bytes, pageCompression=1, invariant=1)
        self._canvas.setTitle(title)
        self._canvas.setAuthor("Uketsuke")
        self._canvas.setCreator("Uketsuke")
        self._pieces: dict[tuple[str, Face, bool], tuple[_Piece, ...]] = {}
        # For each letter in this document: the name of its subset, its code, its width in thousandths.
        self._glyphs: dict[Face, dict[str, tuple[str, str, float]]] = {}
        self._grounds: dict[int, tuple[CategoryBackground, str]] = {}
        self._colour = ""
        self._height = 0.0
        self.pages = 0

    def begin(self, width: float, height: float) -> None:
        """Begins a page of that size in points."""
        self._canvas.setPageSize((width, height))
        self._height = height
        self._colour = ""

    def end(self) -> None:
        """Ends the page."""
        self._canvas.showPage()
        self.pages += 1

    def place(self, composed: Composed, left: float, top: float) -> None:
        """Draws a composed page with its upper left corner at (left, top)."""
        name = self._ground(composed)
        bottom = self._height - top - composed.height
        self._canvas.addLiteral(f"q 1 0 0 1 {_n(left)} {_n(bottom)} cm")
        self._canvas.doForm(name)
        self._canvas.addLiteral("Q")
        self.draw(composed.own, left, self._height - top)

    def draw(self, items: Iterable[Item], left: float, upper: float) -> None:
        """Draws items relative to a corner; `upper` counts from the page's lower edge."""
        for item in items:
            self._canvas.addLiteral(self._operators(item, left, upper))

    def finish(self) -> bytes:
        """The bytes of the whole document."""
        self._canvas.save()
        return self._bytes.getvalue()

    def _ground(self, composed: Composed) -> str:
        """The form XObject with the shared background of a category, written once."""
        known = self._grounds.get(id(composed.ground))
        if known is None:
            known = (composed.ground, f"ground{len(self._grounds)}")
            self._grounds[id(composed.ground)] = known
            self._canvas.beginForm(known[1], 0, 0, composed.width, composed.height)
            self._colour = ""
            self.draw(composed.ground.items, 0, composed.height)
            self._canvas.endForm()
            self._colour = ""
        return known[1]

    def _operators(self, item: Item, left: float, upper: float) -> str:  # noqa: C901 - a case an item
        match item:
            case Text():
                return self._text(item, left, upper)
            case Filled():
                return self._ink(item.colour) + _shape(item.box, item.radius, left, upper) + " f"
            case Disc():
                return self._ink(item.colour) + _circle(item, left, upper)
            case Stroke():
                return _stroke(item, left, upper)
            case PlacedSymbol():
                return self._ink(item.colour) + _stamp(item, left, upper)
            case Outline():
                return _outline(item, left, upper)
            case Picture():
                return self._picture(item, left, upper)
            case Turned():
                return self._turned(item, left, upper)
            case _:
                assert_never(item)

    def _picture(self, item: Picture, left: float, upper: float) -> str:
        """Draws the picture, embedded once per document, clipped to its window."""
        key = item.pixels.name
        document = self._canvas._doc  # noqa: SLF001 - drawImage would lose its place among the operators
        name = document.getXObjectName(key)
        if document.idToObject.get(name) is None:
            stream = PDFImageXObject(key, packed(item.pixels))
            stream.name = key
            self._canvas._setXObjects(stream)  # noqa: SLF001
            document.Reference(stream, name)
            document.addForm(key, stream)
        self._canvas._formsinuse.append(key)  # noqa: SLF001
        box, cut = item.box, item.window
        return (
            f"q {_n(left + cut.left)} {_n(upper - cut.bottom)} {_n(cut.width)} {_n(cut.height)} re W n "
            f"{_n(box.width)} 0 0 {_n(box.height)} {_n(left + box.left)} {_n(upper - box.bottom)} cm "
            f"/{name} Do Q"
        )

    def _turned(self, item: Turned, left: float, upper: float) -> str:
        """Draws a rotated group: y runs downwards in the group and upwards in PDF."""
        a, b, c, d, e, f = item.matrix
        matrix = (a, -b, -c, d, left + e, upper - f)
        self._colour = ""
        parts = [self._operators(inner, 0.0, 0.0) for inner in item.items]
        self._colour = ""
        return f"q {' '.join(map(_n, matrix))} cm {' '.join(parts)} Q"

    def _ink(self, colour: str) -> str:
        """Sets the colour if it differs from the current one."""
        if colour == self._colour:
            return ""
        self._colour = colour
        return f"{_rgb(colour)} rg "

    def _text(self, item: Text, left: float, upper: float) -> str:
        parts = [self._ink(item.colour)]
        if item.rtl:
            # Glyphs are in visual order; this text is what a viewer copies and searches.
            meant = item.text.encode("utf-16-be").hex()
            parts.append(f"/Span <</ActualText <FEFF{meant}>>> BDC ")
        parts.append(f"BT 1 0 0 1 {_n(left + item.x)} {_n(upper - item.baseline)} Tm")
        narrow = item.narrow != 1
        if narrow:
            parts.append(f" {_n(item.narrow * 100)} Tz")
        for piece in self._encoded(item):
            lift = f" {_n(piece.lift * item.size)} Ts" if piece.lift else ""
            level = " 0 Ts" if piece.lift else ""
            parts.append(f" /{piece.font} {_n(item.size)} Tf{lift} {piece.shown}{level}")
        if narrow:
            parts.append(" 100 Tz")
        parts.append(" ET EMC" if item.rtl else " ET")
        return "".join(parts)

    def _encoded(self, item: Text) -> tuple[_Piece, ...]:
        key = (item.text, item.face, item.rtl)
        pieces = self._pieces.get(key)
        if pieces is None:
            pieces = self._pieces[key] = self._encode(item)
        return pieces

    def _encode(self, item: Text) -> tuple[_Piece, ...]:
        """Encodes the shaped text in the codes of the font's subsets."""
        font = _registered(self._faces.path(item.face), item.face)
        document = self._canvas._doc  # noqa: SLF001 - the subsets of a font belong to a document
        known = self._glyphs.setdefault(item.face, {})
        if self._faces.stands_alone(item.text, rtl=item.rtl):
            return tuple(
                _Piece(font.getSubsetInternalName(subset, document)[1:], f"<{codes.hex()}> Tj", 0.0)
                for subset, codes in font.splitString(item.text, document)
            )
        pieces: list[_Piece] = []
        gap = 0.0
        for glyph in self._faces.shape(item.text, item.face, rtl=item.rtl):
            letter = self._letter(font, item, glyph.number, glyph.cluster)
            if letter not in known:
                ((subset, code),) = font.splitString(letter, document)
                name = font.getSubsetInternalName(subset, document)[1:]
                known[letter] = (name, f"<{code.hex()}>", font.face.charWidths[ord(letter)])
            name, shown, width = known[letter]
            gap -= glyph.x_offset
            if round(gap, 2):
                shown = f"{_n(gap)}{shown}"
            gap = width - glyph.advance + glyph.x_offset
            pieces.append(_Piece(name, shown, glyph.y_offset / 1000))
        return tuple(_joined(pieces))

    def _letter(self, font: Any, item: Text, number: int, cluster: int) -> str:
        """A character that maps to the glyph: that of the text if possible, so that text can be copied."""
        own = item.text[cluster]
        mapped = font.face.charToGlyph
        if mapped.get(ord(own)) == number and own != "\u00a0":
            return own
        others = font.face.glyphToChar.get(number)
        if others:
            return chr(others[0])
        advance = self._faces.advance(item.face, number)
        return chr(font.hbAddPrivate(f"glyph{number}", number, advance))


def _joined(pieces: list[_Piece]) -> Iterable[_Piece]:
    """Merges neighbours of one subset and one rise into one TJ array."""
    start = 0
    for index in range(1, len(pieces) + 1):
        first = pieces[start]
        if index < len(pieces) and (pieces[index].font, pieces[index].lift) == (
            first.font,
            first.lift,
        ):
            continue
        shown = "".join(piece.shown for piece in pieces[start:index]).replace("><", "")
        yield _Piece(first.font, f"[{shown}] TJ", first.lift)
        start = index


def _n(value: float) -> str:
    """Formats a number as short as possible."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"


@cache
def _rgb(colour: str) -> str:
    return " ".join(_n(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))


def _shape(box: Box, radius: float, left: float, upper: float) -> str:
    x, y = left + box.left, upper - box.bottom
    width, height = box.width, box.height
    if not radius:
        return f"{_n(x)} {_n(y)} {_n(width)} {_n(height)} re"
    r = min(radius, width / 2, height / 2)
    k = r * (1 - _CIRCLE)
    right, top = x + width, y + height
    corners = (
        ("m", x + r, y),
        ("l", right - r, y),
        ("c", right - k, y, right, y + k, right, y + r),
        ("l", right, top - r),
        ("c", right, top - k, right - k, top, right - r, top),
        ("l", x + r, top),
        ("c", x + k, top, x, top - k, x, top - r),
        ("l", x, y + r),
        ("c", x, y + k, x + k, y, x + r, y),
    )
    return _path(corners)


def _circle(item: Disc, left: float, upper: float) -> str:
    x, y, r = left + item.x, upper - item.y, item.radius
    k = r * _CIRCLE
    quarters = (
        ("m", x + r, y),
        ("c", x + r, y + k, x + k, y + r, x, y + r),
        ("c", x - k, y + r, x - r, y + k, x - r, y),
        ("c", x - r, y - k, x - k, y - r, x, y - r),
        ("c", x + k, y - r, x + r, y - k, x + r, y),
    )
    return _path(quarters) + " f"


def _path(steps: Iterable[tuple[str | float, ...]]) -> str:
    return " ".join(
        " ".join([*(_n(float(point)) for point in points), str(operator)])
        for operator, *points in steps
    )


def _stroke(item: Stroke, left: float, upper: float) -> str:
    ends = (("m", left + item.x1, upper - item.y1), ("l", left + item.x2, upper - item.y2))
    line = f"{_rgb(item.colour)} RG {_n(item.thickness)} w"
    if item.dash:
        return f"{line} 0 J [{_n(item.dash)}] 0 d {_path(ends)} S [] 0 d"
    return f"{line} 1 J {_path(ends)} S"


def _outline(item: Outline, left: float, upper: float) -> str:
    """A border inside its box: inset by half of its thickness on each side."""
    half = item.thickness / 2
    place = item.box
    inner = Box(
        place.left + half, place.top + half, place.width - 2 * half, place.height - 2 * half
    )
    shape = _shape(inner, max(0.0, item.radius - half), left, upper)
    return f"{_rgb(item.colour)} RG {_n(item.thickness)} w {shape} s"


def _stamp(item: PlacedSymbol, left: float, upper: float) -> str:
    """The QR code as a 1-bit image mask: a fifth of the time and half the size of rectangles."""
    side = item.symbol.count * PIXELS_A_MODULE
    x, y = _n(left + item.box.left), _n(upper - item.box.bottom)
    return (
        f"q {_n(item.box.width)} 0 0 {_n(item.box.height)} {x} {y} cm "
        f"BI /W {side} /H {side} /IM true /D [1 0] /BPC 1 /F /AHx ID {_stencil(item.symbol)}> EI Q"
    )


def _stencil(symbol: Symbol) -> str:
    side = symbol.count * PIXELS_A_MODULE
    width = (side + 7) // 8
    lines = []
    for row in symbol.rows:
        bits = "".join(bit * PIXELS_A_MODULE for bit in f"{row:0{symbol.count}b}")
        line = int(bits.ljust(width * 8, "0"), 2).to_bytes(width, "big").hex()
        lines.append(line * PIXELS_A_MODULE)
    return "".join(lines)
