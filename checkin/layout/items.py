"""What a page is made of: a few kinds of drawn items, the same for the PDF writer and for the window.

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
    """Millimetres as points."""
    return length * POINTS_PER_MM


class TextField(StrEnum):
    """What a text on a page tells; those that come from the roster are named like its fields."""

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
    LAYOUT = "layout"  # nothing of a delegate's: an element of the layout itself


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page, in points."""

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
    """A box given in millimetres."""
    return Box(mm(left), mm(top), mm(width), mm(height))


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled rectangle, its corners rounded by `radius`."""

    box: Box
    colour: str
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Outline:
    """The edge of a rectangle, drawn inside of it, its corners rounded by `radius`."""

    box: Box
    colour: str
    thickness: float
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line with round ends; with `dash`, dashes and gaps of that length."""

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
    """A run of one face and one direction, its left end at (x, baseline), in reading order.

    `width` is that of the shaped run, set `narrow` times as wide as it would be by itself. Shape it as
    one piece, rightwards or leftwards as `rtl` says.
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
    """A QR symbol: rows of modules, each row a number whose highest bit is the leftmost module."""

    rows: tuple[int, ...]

    @property
    def count(self) -> int:
        return len(self.rows)

    def dark(self, column: int, row: int) -> bool:
        """Whether the module is to be printed."""
        return bool(self.rows[row] >> (self.count - 1 - column) & 1)


@dataclass(frozen=True, slots=True)
class PlacedSymbol:
    """A QR symbol in its place; the quiet zone around the box is left white by the layout."""

    symbol: Symbol
    box: Box
    colour: str = "#000000"


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture as rows of grey (one byte a pixel) or of red, green and blue (three)."""

    name: str  # no two pictures have the same
    width: int
    height: int
    channels: int
    data: bytes
    photograph: bool = False  # may be packed with loss


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture drawn over a box; what stands out of `window` is cut off."""

    pixels: Pixels
    box: Box
    window: Box


@dataclass(frozen=True, slots=True)
class Turned:
    """Items of a page of their own, turned clockwise and put into a box.

    At 90 and 270 degrees that page is as wide as the box is tall.
    """

    box: Box
    degrees: int
    items: tuple[Item, ...]

    @property
    def matrix(self) -> tuple[float, float, float, float, float, float]:
        """(a, b, c, d, e, f): (x, y) of the page of its own lies at (ax + cy + e, bx + dy + f)."""
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
    """What can be wrong with an element on paper."""

    GLYPH = "glyph"  # a letter that none of the fonts has
    OVERFLOW = "overflow"  # fits only below the smallest size, so it is cut
    SMALL = "small"  # fits, but below the size that can be read
    SHORTENED = "shortened"  # fits only in its short form
    QR_SMALL = "qr_small"
    QUIET_ZONE = "quiet_zone"  # something stands where the symbol needs white
    CONTRAST = "contrast"  # too little between a text and what is under it
    COARSE = "coarse"  # a picture of too few dots
    NO_PICTURE = "no_picture"  # the file is not there, or is no picture
    OUTSIDE = "outside"  # lies across the edge, or where the printer does not reach
    NO_SYMBOL = "no_symbol"  # a badge that nobody can scan


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with one element: which, what it tells, and the letters or the text concerned."""

    field: TextField
    flaw: Flaw
    value: str
    element: str = ""
    refuses: bool = True  # False: the letter was left out, and the rest prints


@dataclass(frozen=True, slots=True)
class CategoryBackground:
    """What all badges of one category have in common; `ink` is the colour to write on its band with."""

    items: tuple[Item, ...] = ()
    ink: str = "#000000"
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Composed:
    """One side of a badge, or a page, ready to be drawn: the ground first, then its own items.

    `spots` are where its symbol goes until it has one. `back` is the other side, if there is one.
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
        """Whether it holds nothing that would come out as an empty box."""
        faults = (fault for side in self.sides for fault in side.faults)
        return not any(fault.flaw is Flaw.GLYPH and fault.refuses for fault in faults)
