"""Camera health check: detects black, dark, frozen and missing pictures from frame statistics.

Independent of cameras: frame statistics and times go in, the trouble comes out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

PATIENCE_MS: Final = 2_000  # a camera starts slowly, and a hand may pass before it
SILENT_MS: Final = 3_000
BLACK: Final = 10  # of 255, as the brightest pixel
DARK: Final = 40  # of 255, on average
STILL_FRAMES: Final = 10  # equal frames; noise makes a working camera differ even before a wall


class CameraTrouble(StrEnum):
    """Why nothing may be found, the worst first."""

    VANISHED = "vanished"  # it was unplugged
    REFUSED = "refused"  # another program has it, or the system forbids it
    MISSING = "missing"  # there is no camera
    SILENT = "silent"  # it is there, but sends no frames
    BLACK = "black"
    FROZEN = "frozen"
    DARK = "dark"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Glance:
    """Statistics of a frame: its maximum and mean brightness, and a checksum."""

    brightest: int
    average: int
    digest: int


class CameraHealth:
    """The state of the camera over the latest frames."""

    def __init__(self, began: float) -> None:
        self._last = began
        self._digest: int | None = None
        self._same = 0
        self._same_since = began
        self._lit_at = began
        self._bright_at = began
        self._glance: Glance | None = None

    def see(self, glance: Glance, at: float) -> None:
        """Adds a frame received at that time (in milliseconds)."""
        self._glance = glance
        self._last = at
        if glance.brightest > BLACK:
            self._lit_at = at
        if glance.average > DARK:
            self._bright_at = at
        if glance.digest == self._digest:
            self._same += 1
        else:
            self._digest, self._same, self._same_since = glance.digest, 0, at

    def trouble(self, at: float) -> CameraTrouble:
        """The trouble at that time; none while it may still recover by itself."""
        if at - self._last >= SILENT_MS:
            return CameraTrouble.SILENT
        if self._glance is None:
            return CameraTrouble.NONE
        if at - self._lit_at >= PATIENCE_MS:
            return CameraTrouble.BLACK
        if self._same >= STILL_FRAMES and at - self._same_since >= PATIENCE_MS:
            return CameraTrouble.FROZEN
        return CameraTrouble.DARK if at - self._bright_at >= PATIENCE_MS else CameraTrouble.NONE
