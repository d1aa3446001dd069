"""Late timer: a timeout that does not count the time in which the event loop was blocked."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

LATE_MS: Final = 2  # a timer this late means that the event loop was blocked
CATCH_UP_MS: Final = 5
ROUNDS: Final = 20


class LateTimer:
    """A single-shot timer that fires slightly late on purpose: keys pressed before the timeout may still be in
    the event queue, and come first. After a blocked event loop it waits again."""

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
        """Restarts the full interval, if it is running."""
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
