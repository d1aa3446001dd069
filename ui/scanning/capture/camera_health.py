"""Whether a camera sees: black, dark, frozen and silent pictures, told by numbers about frames.

Knows no camera: what a frame is like and when it came goes in, the trouble comes out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

PATIENCE_MS: Final = 2_000  # a camera opens its eye slowly, and a hand may pass before it
SILENT_MS: Final = 3_000
BLACK: Final = 10  # of 255, where nothing in the picture is brighter
DARK: Final = 40  # of 255, on average
STILL_FRAMES: Final = 10  # so many equal ones: even of a wall a living camera makes none


class CameraTrouble(StrEnum):
    """Why nothing may be found, the worst first."""

    VANISHED = "vanished"  # it was unplugged
    REFUSED = "refused"  # another program has it, or the system forbids it
    MISSING = "missing"  # there is no camera
    SILENT = "silent"  # it is there, and no picture comes
    BLACK = "black"
    FROZEN = "frozen"
    DARK = "dark"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Glance:
    """What a frame is like: its brightest and average light, and a number that differs where it differs."""

    brightest: int
    average: int
    digest: int


class CameraHealth:
    """What the frames so far tell of the camera."""

    def __init__(self, began: float) -> None:
        self._last = began
        self._digest: int | None = None
        self._same = 0
        self._same_since = began
        self._lit_at = began
        self._bright_at = began
        self._glance: Glance | None = None

    def see(self, glance: Glance, at: float) -> None:
        """A frame came at that time (in milliseconds)."""
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
        """What is wrong at that time; nothing while it may still come right by itself."""
        if at - self._last >= SILENT_MS:
            return CameraTrouble.SILENT
        if self._glance is None:
            return CameraTrouble.NONE
        if at - self._lit_at >= PATIENCE_MS:
            return CameraTrouble.BLACK
        if self._same >= STILL_FRAMES and at - self._same_since >= PATIENCE_MS:
            return CameraTrouble.FROZEN
        return CameraTrouble.DARK if at - self._bright_at >= PATIENCE_MS else CameraTrouble.NONE
