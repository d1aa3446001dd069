"""The feed of the overview (throttled live query): the counts anew when something has changed, at most once a second."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QElapsedTimer, QObject, Signal

from ui.parts.timers import repeating, single_shot

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.errors import KnownError
    from checkin.overview import DayOverview, Overview
    from ui.parts.background import Background

LEAST_MS: Final = 1_000  # between two readings
RESTS: Final = 4  # times as long as a reading took: a large event leaves the processor to the scans
# Presence also ends by itself, and a desk of another machine may write without a word to this window.
TURN_MS: Final = 20_000


class OverviewFeed(QObject):
    """Emits `came(DayOverview)`, read in the background, and `failed(KnownError)`.

    It reads only while `is_watched` says that somebody looks. What changes during a reading is in the next one.
    """

    came = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        overview: Overview,
        background: Background,
        is_watched: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._overview, self._background = overview, background
        self._is_watched = is_watched
        self.day: str | None = None  # None: today
        self._is_reading = self._is_wanted = False
        self._took = QElapsedTimer()
        self._pause = single_shot(self, LEAST_MS, self._after_pause)
        self._turn = repeating(self, TURN_MS, self.wake)
        self._turn.start()

    def show_day(self, day: str | None) -> None:
        """Chooses a day, and reads it at once."""
        self.day = day
        self._pause.stop()
        self._read()

    def wake(self) -> None:
        """Something may have changed."""
        if self._pause.isActive() or self._is_reading:
            self._is_wanted = True
        elif self._is_watched():
            self._read()

    def _after_pause(self) -> None:
        if self._is_wanted and self._is_watched():
            self._read()

    def _read(self) -> None:
        day = self.day
        self._is_reading, self._is_wanted = True, False
        self._took.start()

        def done(shown: DayOverview) -> None:
            if not shiboken6.isValid(self):
                return
            self._rest()
            if day == self.day:
                self.came.emit(shown)

        def failed(error: KnownError) -> None:
            if shiboken6.isValid(self):
                self._rest()
                self.failed.emit(error)

        self._background.run(lambda: self._overview.of(day), done, failed)

    def _rest(self) -> None:
        self._is_reading = False
        self._pause.start(max(LEAST_MS, RESTS * self._took.elapsed()))
