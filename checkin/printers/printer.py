"""What a printer is to the queue, and which printer a badge goes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checkin.domain import Delegate
    from checkin.layout import Composed

MM_A_POINT: Final = 25.4 / 72
CATEGORY: Final = "category:"
LAYOUT: Final = "layout:"

Size = tuple[float, float]
"""Width and height of a badge in millimetres."""


class Came(Enum):
    """What is known of badges when a printer has taken them."""

    OUT = auto()  # the printer says that they came out
    TAKEN = auto()  # it has them and will say no more


class Printer(Protocol):
    """Something that puts composed badges on paper."""

    @property
    def name(self) -> str:
        """What the operator knows the printer by."""
        ...

    def check(self, size: Size) -> None:
        """Raises `PrinterTrouble` where it is not ready, or its paper is known to be of another size."""
        ...

    def send(self, badges: Sequence[Composed]) -> Came:
        """Prints the badges and returns when the printer has taken them.

        Raises `PrinterTrouble` where none of them came out, `PrinterInDoubt` where that is not known.
        """
        ...

    def rest(self) -> None:
        """Nothing more for now: lets go of the device, so that another desk can use it."""
        ...


class Dots(Protocol):
    """A picture in black and white: eight dots a byte, the leftmost the highest bit, 1 is black."""

    @property
    def width(self) -> int: ...

    @property
    def height(self) -> int: ...

    def row(self, number: int) -> bytes: ...


class Draw(Protocol):
    """Makes dots of one side of a badge."""

    def __call__(self, page: Composed, dpi: int, turn: int) -> Dots:
        """At so many dots an inch, turned clockwise by 0 or 90 degrees."""
        ...


@dataclass(frozen=True, slots=True)
class Routes:
    """Which printer a badge goes to: that of its category, else that of its layout, else the usual one."""

    usual: Printer | None = None
    special: Mapping[str, Printer] = field(default_factory=lambda: MappingProxyType({}))

    def printer(self, delegate: Delegate, layout: str) -> Printer | None:
        """None: the badge waits."""
        for key in (CATEGORY + delegate.category, LAYOUT + layout):
            if key in self.special:
                return self.special[key]
        return self.usual

    def all(self) -> tuple[Printer, ...]:
        """Each printer once."""
        given = [one for one in (self.usual, *self.special.values()) if one is not None]
        return tuple({id(one): one for one in given}.values())


def size_of(page: Composed) -> Size:
    """How large a badge is, in millimetres."""
    return (page.width * MM_A_POINT, page.height * MM_A_POINT)


def size_words(size: Size) -> str:
    """For a sentence, without the unit."""
    return " × ".join(f"{round(one, 1):g}" for one in size)
