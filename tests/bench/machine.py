"""Baseline of this machine: no figure can be better than these."""

from __future__ import annotations

import os
import platform
import secrets
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, qVersion

from tests.bench.figures import rounded, spread, timed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.figures import Figure

PAGE: Final = 4_096
TIMES: Final = 500


def limits(home: Path) -> dict[str, Any]:
    """The machine, and the cost of only writing a page or only running the event loop."""
    said = {"processor": processor(), "cores": os.cpu_count(), "usable_cores": usable_cores()}
    return {
        **said,
        "python": platform.python_version(),
        "qt": qVersion(),
        "system": platform.platform(),
        "load_before": rounded(os.getloadavg()[0]) if hasattr(os, "getloadavg") else None,
        "fsync_4k_ms": p50_and_p99(fsync(home)),
        "event_loop_ms": p50_and_p99(event_loop()),
    }


def p50_and_p99(figure: Figure) -> dict[str, float]:
    return {key: rounded(value) for key, value in figure.values.items()}


def processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:  # noqa: PTH123 - no file of ours
            names = [line.partition(":")[2].strip() for line in file if "model name" in line]
    except OSError:
        names = []
    return names[0] if names else platform.processor()


def usable_cores() -> int:
    """The number of cores that a container may use."""
    known = hasattr(os, "sched_getaffinity")
    return len(os.sched_getaffinity(0)) if known else os.cpu_count() or 1


def fsync(home: Path) -> Figure:
    """Writes and fsyncs one page, on the disk of this run's stores."""
    page = secrets.token_bytes(PAGE)
    with (home / "page").open("wb", buffering=0) as file:

        def write() -> None:
            file.write(page)
            os.fsync(file.fileno())

        samples = timed([write] * TIMES)
    (home / "page").unlink()
    return spread("fsync of 4 KiB", samples)


def event_loop() -> Figure:
    """Time from posting an event to a Python object until it is delivered."""
    from tests.bench.window import application  # noqa: PLC0415 - Qt starts with the first window

    application()
    target = _Target()

    def round_trip() -> None:
        target.there = False
        QCoreApplication.postEvent(target, QEvent(QEvent.Type.User))
        while not target.there:
            QCoreApplication.processEvents()

    return spread("empty event loop", timed([round_trip] * TIMES))


class _Target(QObject):
    there = False

    def customEvent(self, _: QEvent) -> None:
        self.there = True
