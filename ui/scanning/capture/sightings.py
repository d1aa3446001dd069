"""From symbols in frame after frame to scans: each presentation once, two at a time never.

Knows no camera: texts and times go in, what to do comes out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

# A symbol that is held still is lost in a frame here and there; gone for so long it was taken away.
GONE_MS: Final = 1_200
# Two symbols are not always found in the same frame: so close together they are held up together.
TOGETHER_MS: Final = 300


class Sight(Enum):
    """What is in front of the camera."""

    NOTHING = auto()
    HELD = auto()  # still the one that was scanned
    SCANNED = auto()  # one that came just now
    SEVERAL = auto()  # whose turn it is cannot be told


@dataclass(frozen=True, slots=True)
class Sighted:
    sight: Sight
    text: str = ""


class Sightings:
    """What has been seen lately, and what was scanned last."""

    def __init__(self) -> None:
        self._seen: dict[str, float] = {}
        self._scanned = ""

    def look(self, texts: Collection[str], at: float) -> Sighted:
        """What the symbols of one frame at that time (in milliseconds) amount to."""
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
