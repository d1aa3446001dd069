"""The feed of the overview (throttled live query): the counts anew when something has changed, at most once a second."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QElapsedTimer, QObject, Signal

from ui.parts.timers import repeating, single_shot

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.errors import KnownError
    from ui.parts.background import Background

LEAST_MS: Final = 1_000  # between two readings
RESTS: Final = 4  # times as long as a reading took: a large event leaves the processor to the scans
# Presence also ends by itself, and a desk of another machine may write without a word to this window.
TURN_MS: Final = 20_000


class OverviewFeed(QObject):
    """Emits `came` with what `read` returned in the background, and `failed(KnownError)`.

    It reads only while `is_watched` says that somebody looks. What changes during a reading is in the next one.
    """

    came = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        read: Callable[[], object],
        background: Background,
        is_watched: Callable[[], bool],
        parent: QObject,
        turn_ms: int = TURN_MS,
    ) -> None:
        super().__init__(parent)
        self._work, self._background = read, background
        self._is_watched = is_watched
        self._is_reading = self._is_wanted = False
        self._took = QElapsedTimer()
        self._pause = single_shot(self, LEAST_MS, self._after_pause)
        self._turn = repeating(self, turn_ms, self.wake)
        self._turn.start()

    def wake(self) -> None:
        """Something may have changed."""
        if self._pause.isActive() or self._is_reading:
            self._is_wanted = True
        elif self._is_watched():
            self._read()

    def read_now(self) -> None:
        """Something else is asked for: without a pause, unless the last answer is still awaited."""
        self._pause.stop()
        self.wake()

    def _after_pause(self) -> None:
        if self._is_wanted and self._is_watched():
            self._read()

    def _read(self) -> None:
        self._is_reading, self._is_wanted = True, False
        self._took.start()

        def done(found: object) -> None:
            if shiboken6.isValid(self):
                self._rest()
                self.came.emit(found)

        def failed(error: KnownError) -> None:
            if shiboken6.isValid(self):
                self._rest()
                self.failed.emit(error)

        self._background.run(self._work, done, failed)

    def _rest(self) -> None:
        self._is_reading = False
        self._pause.start(max(LEAST_MS, RESTS * self._took.elapsed()))
