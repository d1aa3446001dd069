"""Deduplicates symbols of consecutive camera frames: one scan per presentation, one at a time.

Independent of cameras: texts and times go in, a decision comes out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

# A symbol held still is missed in some frames; missing for this long it was taken away.
GONE_MS: Final = 1_200
# Two symbols are not always found in the same frame: this close in time they are held up together.
TOGETHER_MS: Final = 300


class Sight(Enum):
    """What the camera sees."""

    NOTHING = auto()
    HELD = auto()  # still the scanned symbol
    SCANNED = auto()  # a new symbol
    SEVERAL = auto()  # ambiguous: more than one


@dataclass(frozen=True, slots=True)
class Sighted:
    sight: Sight
    text: str = ""


class Sightings:
    """The symbols of recent frames, and the last scan."""

    def __init__(self) -> None:
        self._seen: dict[str, float] = {}
        self._scanned = ""

    def look(self, texts: Collection[str], at: float) -> Sighted:
        """The decision for the symbols of one frame at that time (in milliseconds)."""
        self._forget(at)
        for text in texts:
            self._seen[text] = at
        together = {text for text, last in self._seen.items() if at - last < TOGETHER_MS}
        if len(together) > 1:
            return Sighted(Sight.SEVERAL)
        if not texts:
            return Sighted(Sight.NOTHING)
        (text,) = together
        if text == self._scanned:
            return Sighted(Sight.HELD, text)
        self._scanned = text
        return Sighted(Sight.SCANNED, text)

    def _forget(self, at: float) -> None:
        self._seen = {text: last for text, last in self._seen.items() if at - last < GONE_MS}
        if self._scanned not in self._seen:
            self._scanned = ""
