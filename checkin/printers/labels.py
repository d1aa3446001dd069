"""Label sizes (media): what is loaded in a label printer, and whether a badge fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from checkin.printers.printer import Size

SLACK: Final = (
    1.0  # tolerance in millimetres for larger badges: no layout prints up to its very edge
)


@dataclass(frozen=True, slots=True)
class Label:
    """Labels of a size in millimetres; without length: a continuous roll, cut after each badge."""

    width: float
    length: float = 0.0

    def __str__(self) -> str:
        both = f"{self.width:g} × {self.length:g}" if self.length else f"{self.width:g}"
        return f"{both} mm"


def fits(size: Size, label: Label) -> bool:
    """Whether a badge fits on the label, upright or rotated."""
    return turn_for(size, label) is not None


def turn_for(size: Size, label: Label) -> int | None:
    """The rotation in degrees with which a badge fits and fills the width best; None if it does not fit."""
    width, height = size
    fitting = [
        (abs(label.width - across), turn)
        for turn, across, along in ((0, width, height), (90, height, width))
        if across <= label.width + SLACK and (not label.length or along <= label.length + SLACK)
    ]
    return min(fitting)[1] if fitting else None


def read_label(words: str) -> Label | None:
    """Parses a label size such as `62` or `62x100`; None where it is invalid."""
    parts = words.lower().replace("×", "x").split("x")
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        return None
    if len(numbers) not in {1, 2} or not all(0 < number <= 400 for number in numbers):
        return None
    return Label(*numbers)
