"""Printer interface for the print queue, and routing: which printer a badge goes to."""

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
    """What is known about badges after a printer has accepted them."""

    OUT = auto()  # confirmed as printed
    TAKEN = auto()  # accepted; no confirmation will follow


class Printer(Protocol):
    """A device that prints composed badges."""

    @property
    def name(self) -> str:
        """The printer's name, shown to the operator."""
        ...

    def check(self, size: Size) -> None:
        """Raises `PrinterTrouble` where it is not ready, or its paper is known to be of another size."""
        ...

    def send(self, badges: Sequence[Composed]) -> Came:
        """Prints the badges; returns when the printer has accepted them.

        Raises `PrinterTrouble` where none of them was printed, `PrinterInDoubt` where that is unknown.
        """
        ...

    def rest(self) -> None:
        """Releases the device when there is nothing to print, so that another desk can use it."""
        ...


class Dots(Protocol):
    """A 1-bit bitmap: eight dots per byte, the leftmost is the highest bit, 1 is black."""

    @property
    def width(self) -> int: ...

    @property
    def height(self) -> int: ...

    def row(self, number: int) -> bytes: ...


class Draw(Protocol):
    """Renders one side of a badge to a bitmap."""

    def __call__(self, page: Composed, dpi: int, turn: int) -> Dots:
        """Renders at `dpi`, rotated clockwise by 0 or 90 degrees."""
        ...


@dataclass(frozen=True, slots=True)
class Routes:
    """Routing: the printer of the badge's category, else that of its layout, else the default one."""

    usual: Printer | None = None
    special: Mapping[str, Printer] = field(default_factory=lambda: MappingProxyType({}))

    def printer(self, delegate: Delegate, layout: str) -> Printer | None:
        """The printer for a badge; None: the badge waits."""
        for key in (CATEGORY + delegate.category, LAYOUT + layout):
            if key in self.special:
                return self.special[key]
        return self.usual

    def all(self) -> tuple[Printer, ...]:
        """All printers, without duplicates."""
        given = [printer for printer in (self.usual, *self.special.values()) if printer is not None]
        return tuple({id(printer): printer for printer in given}.values())


def size_of(page: Composed) -> Size:
    """The size of a badge, in millimetres."""
    return (page.width * MM_A_POINT, page.height * MM_A_POINT)


def size_words(size: Size) -> str:
    """The size as text, without the unit."""
    return " × ".join(f"{round(length, 1):g}" for length in size)
