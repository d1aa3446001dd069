"""The one doorway to work that may take longer than a frame.

`run(work, done, failed)`: the work runs elsewhere, what it returns arrives in the window's thread. Work must
never touch a widget, and whatever crosses is a frozen value. Work on the store is one after another, on one
worker, so that it neither races nor piles up behind SQLite's lock; anything else may run beside it.

There is one signal on one object that lives as long as the window. Objects that move between threads
crash PySide6 when their last Python reference goes while Qt still has an event for them.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from functools import partial
from threading import Event as Flag
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from checkin.errors import KnownError

T = TypeVar("T")
Done = Callable[[T], None]
Failed = Callable[[KnownError], None]


class Lane(Enum):
    STORE = "store"  # touches the store: one after another
    FREE = "free"  # touches nothing that is shared
    CAMERA = "camera"  # looks at frames: nobody's export may hold these up


class Stopped(Exception):
    """Somebody cancelled this work; nobody is told of its end."""


class Progress:
    """How far work has come: the work calls it, the window shows it and may stop it."""

    def __init__(self, arrive: Callable[[Callable[[], None]], None], shown: Done[float]) -> None:
        self._arrive = arrive
        self._shown = shown
        self._stop = Flag()

    def stop(self) -> None:
        self._stop.set()

    def __call__(self, part: float) -> None:
        """`part` of 1 is done. Raises `Stopped` when it was cancelled: the work ends there."""
        if self._stop.is_set():
            raise Stopped
        self._arrive(partial(self._shown, part))


class Background(Protocol):
    """What a page may ask for; in tests the work is done on the spot."""

    def run(
        self,
        work: Callable[[], T],
        done: Done[T],
        failed: Failed | None = None,
        lane: Lane = Lane.STORE,
    ) -> None:
        """Does `work` elsewhere, then calls `done` with what it returned, or `failed` with what the
        world did. Without `failed`, and for a bug, the window's one function for failures is called."""

    def progress(self, shown: Done[float]) -> Progress:
        """A progress that arrives in the window's thread."""

    def close(self) -> None:
        """Waits for the work under way, forgets what waits behind it."""


class _Arrivals(QObject):
    arrived = Signal(object)


class ThreadBackground:
    """`Background` with threads."""

    def __init__(self, unhandled: Callable[[Exception], None]) -> None:
        self._unhandled = unhandled
        self._lanes = {
            Lane.STORE: ThreadPoolExecutor(1, "store"),
            Lane.FREE: ThreadPoolExecutor(2, "free"),
            Lane.CAMERA: ThreadPoolExecutor(1, "camera"),
        }
        self._closed = False
        self._arrivals = _Arrivals()
        self._arrivals.arrived.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], T],
        done: Done[T],
        failed: Failed | None = None,
        lane: Lane = Lane.STORE,
    ) -> None:
        if not self._closed:
            self._lanes[lane].submit(self._work, work, done, failed)

    def progress(self, shown: Done[float]) -> Progress:
        return Progress(self._arrive, shown)

    def close(self) -> None:
        self._closed = True
        for lane in self._lanes.values():
            lane.shutdown(wait=True, cancel_futures=True)

    def _work(self, work: Callable[[], T], done: Done[T], failed: Failed | None) -> None:
        try:
            result = work()
        except Stopped:
            return
        except KnownError as error:
            self._arrive(partial(failed or self._unhandled, error))
        except Exception as bug:  # noqa: BLE001 - one of the two places that may: a thread has no one above
            self._arrive(partial(self._unhandled, bug))
        else:
            self._arrive(partial(done, result))

    def _arrive(self, call: Callable[[], None]) -> None:
        self._arrivals.arrived.emit(call)

    def _call(self, call: Callable[[], None]) -> None:
        if not self._closed:
            call()
