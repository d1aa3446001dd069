"""Drawing items (display list): the primitives that the PDF writer, the window and printers draw.

Lengths are points (1/72 inch) from the upper left corner, y downwards; colours are "#rrggbb".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from checkin.layout.script import Face

POINTS_PER_MM: Final = 72 / 25.4


def mm(length: float) -> float:
    """Converts millimetres to points."""
    return length * POINTS_PER_MM


class TextField(StrEnum):
    """Which field a text on a page shows; fields of the roster have the roster's names."""

    CATEGORY = "category"
    NUMBER = "number"
    TITLE = "title"
    READING = "reading"
    NATIVE_NAME = "native_name"
    NAME = "name"
    BADGE_NAME = "badge_name"
    ORGANISATION = "organisation"
    COUNTRY = "country"
    EVENT = "event"
    CODE = "code"
    INSTRUCTION = "instruction"
    PHOTO = "photo"
    LAYOUT = "layout"  # no data of a delegate: text of the layout itself


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


def box(left: float, top: float, width: float, height: float) -> Box:
    """A `Box` given in millimetres."""
    return Box(mm(left), mm(top), mm(width), mm(height))


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled rectangle with corner radius `radius`."""

    box: Box
    colour: str
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Outline:
    """The border of a rectangle, drawn inside of it, with corner radius `radius`."""

    box: Box
    colour: str
    thickness: float
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line with round caps; `dash` is the length of dashes and gaps."""

    x1: float
    y1: float
    x2: float
    y2: float
    thickness: float
    colour: str
    dash: float = 0.0


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle."""

    x: float
    y: float
    radius: float
    colour: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text run of one face and one direction, in logical order, its left end at (x, baseline).

    `width` is that of the shaped run after horizontal scaling by `narrow`. Shape it as one run,
    right-to-left if `rtl`.
    """

    text: str
    x: float
    baseline: float
    width: float
    size: float
    face: Face
    colour: str
    rtl: bool
    field: TextField
    narrow: float = 1.0


@dataclass(frozen=True, slots=True)
class Symbol:
    """A QR code as a bitmap: one integer per row, whose highest bit is the leftmost module."""

    rows: tuple[int, ...]

    @property
    def count(self) -> int:
        return len(self.rows)

    def dark(self, column: int, row: int) -> bool:
        """Whether the module is dark."""
        return bool(self.rows[row] >> (self.count - 1 - column) & 1)


@dataclass(frozen=True, slots=True)
class PlacedSymbol:
    """A QR code at its place on the page; the layout keeps the quiet zone around the box white."""

    symbol: Symbol
    box: Box
    colour: str = "#000000"


@dataclass(frozen=True, slots=True)
class Pixels:
    """A bitmap as rows of grey (one byte per pixel) or RGB (three bytes)."""

    name: str  # unique for each picture
    width: int
    height: int
    channels: int
    data: bytes
    photograph: bool = False  # may be compressed with loss


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture scaled to a box and clipped to `window`."""

    pixels: Pixels
    box: Box
    window: Box


@dataclass(frozen=True, slots=True)
class Turned:
    """A group of items on its own page, rotated clockwise and placed into a box.

    At 90 and 270 degrees the width of that page is the height of the box.
    """

    box: Box
    degrees: int
    items: tuple[Item, ...]

    @property
    def matrix(self) -> tuple[float, float, float, float, float, float]:
        """The transform (a, b, c, d, e, f): (x, y) of its page maps to (ax + cy + e, bx + dy + f)."""
        place = self.box
        match self.degrees:
            case 90:
                return (0, 1, -1, 0, place.right, place.top)
            case 180:
                return (-1, 0, 0, -1, place.right, place.bottom)
            case 270:
                return (0, -1, 1, 0, place.left, place.bottom)
            case _:
                return (1, 0, 0, 1, place.left, place.top)


Item = Filled | Outline | Stroke | Disc | Text | PlacedSymbol | Picture | Turned


class Flaw(StrEnum):
    """The kinds of print problems of an element."""

    GLYPH = "glyph"  # a character that none of the fonts has
    OVERFLOW = "overflow"  # does not fit at the smallest size, so it is truncated
    SMALL = "small"  # fits, but below the legible size
    SHORTENED = "shortened"  # fits only in a shortened form
    QR_SMALL = "qr_small"
    QUIET_ZONE = "quiet_zone"  # something is printed in the white border of the symbol
    CONTRAST = "contrast"  # too little contrast between a text and its background
    COARSE = "coarse"  # the resolution of a picture is too low
    NO_PICTURE = "no_picture"  # the file is missing, or is not a picture
    OUTSIDE = "outside"  # lies across the edge, or in the printer's unprintable margin
    OVERLAP = "overlap"  # two elements are printed over each other
    NO_SYMBOL = "no_symbol"  # a badge without a QR code


@dataclass(frozen=True, slots=True)
class Fault:
    """One print problem: its element, the field it shows, and the characters or text concerned."""

    field: TextField
    flaw: Flaw
    value: str
    element: str = ""
    refuses: bool = True  # False: the character was left out, and the rest is printed


@dataclass(frozen=True, slots=True)
class CategoryBackground:
    """The part that all badges of a category share; `ink` is the text colour on its band."""

    items: tuple[Item, ...] = ()
    ink: str = "#000000"
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Composed:
    """A rendered page or side of a badge: the background first, then its own items.

    `spots` are the boxes for its QR code until it has one. `back` is the other side, if there is one.
    """

    width: float
    height: float
    ground: CategoryBackground
    own: tuple[Item, ...]
    faults: tuple[Fault, ...] = ()
    spots: tuple[Box, ...] = ()
    back: Composed | None = None

    @property
    def items(self) -> tuple[Item, ...]:
        return self.ground.items + self.own

    @property
    def sides(self) -> tuple[Composed, ...]:
        return (self, self.back) if self.back else (self,)

    @property
    def printable(self) -> bool:
        """Whether no character lacks a glyph, which would print as an empty box."""
        faults = (fault for side in self.sides for fault in side.faults)
        return not any(fault.flaw is Flaw.GLYPH and fault.refuses for fault in faults)
