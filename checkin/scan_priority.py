"""Priority lock for database writers: they take turns, and a scan goes before background work.

The lock has two classes and surrounds each writing transaction, so that no thread relies on
SQLite's busy handler, which has no order. Background work comes in chunks of a few milliseconds and
takes the lock anew for each.
"""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from checkin.errors import StoreBusy
from checkin.language import mark

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST: Final = 0.25  # seconds that `give_way` waits at most; the work is late, not lost
PATIENCE: Final = 5.0  # seconds that an urgent writer waits for others
QUIET: Final = 2.0  # seconds without an urgent writer after which chunks may be longer
SHORT_CHUNK: Final = 0.005  # seconds of work that a chunk may take while scans come
LONG_CHUNK: Final = 0.06  # and while none does
FEWEST_IN_CHUNK: Final = 25  # a transaction costs as much as some ten entries, however few it holds
MOST_IN_CHUNK: Final = 500


class ScanPriority:
    """The lock of one store. Urgent writers are short; long work is background work."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._urgent = 0  # waiting or writing
        self._writing = False
        self._last_urgent = -QUIET

    @contextmanager
    def urgent(self) -> Iterator[None]:
        """For scans and all short writes: next after the current writer. Raises `StoreBusy` on timeout."""
        with self._changed:
            self._urgent += 1
        try:
            with self._changed:
                if not self._changed.wait_for(self._is_free, PATIENCE):
                    raise StoreBusy(
                        mark("Another program holds the store. Close it and try again.")
                    )
                self._writing = True
            try:
                yield
            finally:
                self._release()
        finally:
            with self._changed:
                self._urgent -= 1
                self._last_urgent = time.monotonic()
                self._changed.notify_all()

    @contextmanager
    def background(self) -> Iterator[None]:
        """For one chunk of long work: waits until no urgent writer waits or writes, however long that takes."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_free() and not self._urgent)
            self._writing = True
        try:
            yield
        finally:
            self._release()

    def give_way(self) -> None:
        """Yields to urgent writers; long work that does not write calls it every millisecond or so."""
        time.sleep(0)  # noqa: TID251 - no wait: yields to other threads
        with self._changed:
            self._changed.wait_for(lambda: not self._urgent, LONGEST)

    def is_wanted(self) -> bool:
        """Whether an urgent writer waits or writes."""
        return self._urgent > 0

    def is_quiet(self) -> bool:
        """Whether no urgent writer came for a while."""
        with self._changed:
            return not self._urgent and time.monotonic() - self._last_urgent >= QUIET

    def _is_free(self) -> bool:
        return not self._writing

    def _release(self) -> None:
        with self._changed:
            self._writing = False
            self._changed.notify_all()


class ChunkSize:
    """Adaptive chunk size of background work: as many entries as the time allows."""

    def __init__(self, priority: ScanPriority) -> None:
        self._priority = priority
        self._entries = FEWEST_IN_CHUNK

    def next(self) -> int:
        return self._entries

    def took(self, entries: int, seconds: float) -> None:
        """Adapts the size to a measured chunk; it at most doubles from one to the next."""
        allowed = LONG_CHUNK if self._priority.is_quiet() else SHORT_CHUNK
        fit = int(entries * allowed / max(seconds, 1e-6))
        self._entries = min(max(fit, FEWEST_IN_CHUNK), 2 * self._entries, MOST_IN_CHUNK)
