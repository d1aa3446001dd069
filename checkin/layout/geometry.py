"""Sizes: the badge that there is, and the sheets it is printed on. Data, so that others can follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin.errors import NotFound
from checkin.language import mark
from checkin.layout.fit import Kind
from checkin.layout.items import Box, box, mm
from checkin.layout.script import Weight

if TYPE_CHECKING:
    from collections.abc import Mapping

INK: Final = "#12171f"
MUTED: Final = "#4a5361"  # darker than the screen's: grey is printed as dots
HAIRLINE: Final = "#c3cad3"

A4: Final = (mm(210), mm(297))


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for one text and how it is set in it."""

    box: Box
    kind: Kind
    colour: str = INK


@dataclass(frozen=True, slots=True)
class BadgeLayout:
    """Where everything stands on a badge.

    A text is fitted into its slot. `alone` are the places for the large name when there is no second
    one: it goes where it comes out larger. Title and reading are set as in `above` and stand over the large
    name, in its place.
    """

    name: str
    width: float
    height: float
    band: Box
    category: Slot
    number: Slot
    no_photo: Box
    above: Slot
    first: Slot
    second: Slot
    alone: tuple[Slot, ...]
    affiliation: Slot
    symbol: Box
    rule: Box
    foot: Slot


_NAME: Final = Kind(Weight.BOLD, largest=31, lines=2)
_ALONE: Final = Kind(Weight.BOLD, largest=34, lines=2)

# The quiet zone of the symbol is four modules of 17/21 mm, 3.3 mm: names beside it end at x = 66.8 and
# those of full width at y = 25.9; the foot begins at y = 49.4.
BADGE_91X55: Final = BadgeLayout(
    name="badge-91x55",
    width=mm(91),
    height=mm(55),
    band=box(0, 0, 91, 7.6),
    category=Slot(box(3.7, 0.6, 62, 6.4), Kind(Weight.BOLD, largest=9.5, lines=2)),
    number=Slot(box(74.3, 0.6, 13, 6.4), Kind(Weight.BOLD, largest=10.5)),
    no_photo=box(67.6, 0.9, 7.6, 5.8),
    above=Slot(box(3.7, 9.0, 83.6, 3.8), Kind(Weight.REGULAR, largest=8.5), MUTED),
    first=Slot(box(3.7, 8.8, 83.6, 17.0), _NAME),
    second=Slot(box(3.7, 26.4, 63.1, 9.0), Kind(Weight.REGULAR, largest=19, lines=2)),
    alone=(Slot(box(3.7, 9.6, 83.6, 16.2), _ALONE), Slot(box(3.7, 9.6, 63.1, 24.4), _ALONE)),
    affiliation=Slot(box(3.7, 36.4, 63.1, 11.8), Kind(Weight.REGULAR, largest=9.5, lines=2), MUTED),
    symbol=box(70.3, 29.0, 17, 17),
    rule=box(0, 49.4, 91, 0.15),
    foot=Slot(box(3.7, 49.7, 83.6, 4.8), Kind(Weight.REGULAR, largest=6.8, lines=2), MUTED),
)

LAYOUTS: Final[Mapping[str, BadgeLayout]] = {BADGE_91X55.name: BADGE_91X55}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with places for several badges, filled row by row."""

    name: str
    width: float
    height: float
    left: float
    top: float
    columns: int
    rows: int
    step_x: float
    step_y: float

    @property
    def places(self) -> int:
        return self.columns * self.rows

    def place(self, index: int) -> tuple[float, float]:
        """The upper left corner of the badge with that index on its page."""
        row, column = divmod(index % self.places, self.columns)
        return self.left + column * self.step_x, self.top + row * self.step_y


# A-one 51002 and its like: ten business cards of 91 × 55 mm without gaps.
A4_10: Final = Sheet("a4-10", *A4, mm(14), mm(11), 2, 5, mm(91), mm(55))


def _single(layout: BadgeLayout) -> Sheet:
    return Sheet("", layout.width, layout.height, 0, 0, 1, 1, layout.width, layout.height)


SHEETS: Final[Mapping[str, Sheet]] = {A4_10.name: A4_10}


def layout_named(name: str) -> BadgeLayout:
    """The layout of that name."""
    if name not in LAYOUTS:
        known = ", ".join(LAYOUTS)
        raise NotFound(
            mark("There is no badge layout {name}; there is: {known}."), name=name, known=known
        )
    return LAYOUTS[name]


def sheet_named(name: str, layout: BadgeLayout) -> Sheet:
    """The sheet of that name; no name: one badge a page of its own size."""
    if not name:
        return _single(layout)
    if name not in SHEETS:
        known = ", ".join(SHEETS)
        raise NotFound(mark("There is no sheet {name}; there is: {known}."), name=name, known=known)
    return SHEETS[name]
