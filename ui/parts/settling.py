"""Reaction time (grace period): what has just been shown cannot have been read yet."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

SETTLE_MS: Final = 250  # nobody reads a new card, and answers it, sooner
GLANCE_MS: Final = 10_000  # names that the operator asked for stay in sight this long


class Settling:
    """When something new was shown last. One for all pages of a window: a key is judged by what is in sight,
    whichever page showed it. `clock` counts seconds, and never goes back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._since = float("-inf")

    def now(self) -> float:
        """The time in milliseconds."""
        return self.clock() * 1000

    def renew(self) -> None:
        """Called when a card, question, note, refusal or sheet has just been shown."""
        self._since = self.now()

    def unread(self, at: float) -> bool:
        """Whether a key pressed at that time was meant for what was shown before."""
        return at - self._since < SETTLE_MS
