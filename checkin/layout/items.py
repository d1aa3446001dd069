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


class Element(StrEnum):
    """The parts of a page; those that come from the roster are named like its fields."""

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
class Stroke:
    """A straight line with round ends."""

    x1: float
    y1: float
    x2: float
    y2: float
    thickness: float
    colour: str


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

    `width` is that of the shaped run. Shape it as one piece, rightwards or leftwards as `rtl` says.
    """

    text: str
    x: float
    baseline: float
    width: float
    size: float
    face: Face
    colour: str
    rtl: bool
    element: Element


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
class Stamp:
    """A QR symbol in its place; the quiet zone around the box is left white by the layout."""

    symbol: Symbol
    box: Box
    colour: str = "#000000"


Item = Filled | Stroke | Disc | Text | Stamp


class Flaw(StrEnum):
    """What can be wrong with an element on paper."""

    GLYPH = "glyph"  # a letter that none of the fonts has
    OVERFLOW = "overflow"  # fits only below the legible minimum, so it is cut


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with one element: the letters that are missing, or the text that is cut."""

    element: Element
    flaw: Flaw
    value: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What all badges of one category have in common; `ink` is the colour to write on its band with."""

    items: tuple[Item, ...] = ()
    ink: str = "#000000"
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Composed:
    """One page or badge, ready to be drawn: the ground first, then its own items."""

    width: float
    height: float
    ground: Ground
    own: tuple[Item, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        return self.ground.items + self.own

    @property
    def printable(self) -> bool:
        """Whether it holds nothing that would come out as an empty box."""
        return not any(fault.flaw is Flaw.GLYPH for fault in self.faults)
