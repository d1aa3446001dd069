"""Background tasks: the only way to run work in worker threads that may take longer than a frame.

`run(work, done, failed)`: the work runs in a worker thread, its result arrives in the GUI thread. Work must
never touch a widget, and only frozen values cross threads. Work on the store is serialised on one worker,
so that it neither races nor piles up behind SQLite's lock; anything else may run in parallel.

There is one signal on one object that lives as long as the window. PySide6 crashes when the last Python
reference to an object that moved between threads goes while Qt still has an event for it.
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
    STORE = "store"  # uses the store: serialised
    FREE = "free"  # uses no shared state
    CAMERA = "camera"  # decodes frames: no export may delay them


class Stopped(Exception):
    """The work was cancelled; no callback is called."""


class Progress:
    """Progress and cancellation: the work reports its progress, the window shows it and may cancel."""

    def __init__(self, arrive: Callable[[Callable[[], None]], None], shown: Done[float]) -> None:
        self._arrive = arrive
        self._shown = shown
        self._stop = Flag()

    def stop(self) -> None:
        self._stop.set()

    def __call__(self, part: float) -> None:
        """Reports a fraction from 0 to 1. Raises `Stopped` when the work was cancelled, which ends it."""
        if self._stop.is_set():
            raise Stopped
        self._arrive(partial(self._shown, part))


class Background(Protocol):
    """The interface that pages use; tests run the work synchronously."""

    def run(
        self,
        work: Callable[[], T],
        done: Done[T],
        failed: Failed | None = None,
        lane: Lane = Lane.STORE,
    ) -> None:
        """Runs `work` in a worker, then calls `done` with its result, or `failed` with its `KnownError`.
        Without `failed`, and for a bug, the window's global failure handler is called."""

    def progress(self, shown: Done[float]) -> Progress:
        """Returns a progress that is delivered in the GUI thread."""

    def close(self) -> None:
        """Waits for the running work and drops the queue."""


class _Arrivals(QObject):
    arrived = Signal(object)


class ThreadBackground:
    """`Background` with a thread pool."""

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
        except Exception as bug:  # noqa: BLE001 - allowed in two places: a thread has no caller
            self._arrive(partial(self._unhandled, bug))
        else:
            self._arrive(partial(done, result))

    def _arrive(self, call: Callable[[], None]) -> None:
        self._arrivals.arrived.emit(call)

    def _call(self, call: Callable[[], None]) -> None:
        if not self._closed:
            call()
