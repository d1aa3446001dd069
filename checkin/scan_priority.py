"""Whose turn it is: a scan goes before a pile of badges that is drawn behind the window.

Python lets one thread work at a time and changes over only every few milliseconds. Long work that asks
after each badge whether somebody waits hands over at once instead.
"""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST: Final = 0.25  # seconds that long work waits at once; it is late, not lost


class Turns:
    """Of one store. Whoever goes `first` is short; whoever gives way is long."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._under_way = 0
        self._nobody = threading.Event()
        self._nobody.set()

    @contextmanager
    def first(self) -> Iterator[None]:
        """Meanwhile long work waits."""
        with self._lock:
            self._under_way += 1
            self._nobody.clear()
        try:
            yield
        finally:
            with self._lock:
                self._under_way -= 1
                if not self._under_way:
                    self._nobody.set()

    def give_way(self) -> None:
        """Called by long work every millisecond or so: hands over to whoever waits, and waits for them."""
        time.sleep(0)  # noqa: TID251 - it waits for nothing: the others get their turn
        self._nobody.wait(LONGEST)
