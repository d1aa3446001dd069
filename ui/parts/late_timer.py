"""A timer that counts the window's own time: what it was too busy to hear is not silence."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

LATE_MS: Final = 2  # a timer so late means that the window was busy
CATCH_UP_MS: Final = 5
ROUNDS: Final = 20


class LateTimer:
    """A single shot that comes a blink late on purpose: what was pressed before it ran out may still be on
    its way, and comes first. Where the window was busy it waits once more, and again."""

    def __init__(self, parent: QObject, after: int, call: Callable[[], None]) -> None:
        self._after, self._call = after, call
        self._due = 0.0
        self._rounds = 0
        self._timer = QTimer(parent)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._fire)

    def start(self) -> None:
        self._rounds = 0
        self._wait(self._after)

    def start_again(self) -> None:
        """Waits for as long as at first, if it waits."""
        if self.is_active():
            self.start()

    def stop(self) -> None:
        self._timer.stop()

    def is_active(self) -> bool:
        return self._timer.isActive()

    def _wait(self, after: int) -> None:
        self._due = time.monotonic() * 1000 + after
        self._timer.start(after)

    def _fire(self) -> None:
        self._rounds += 1
        late = time.monotonic() * 1000 - self._due > LATE_MS
        if self._rounds == 1 or (late and self._rounds < ROUNDS):
            self._wait(CATCH_UP_MS)
        else:
            self._call()
