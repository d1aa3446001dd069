"""Load test: a hundred scans a second typed into the main window; all are answered in order."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Qt, QTimer

from tests.bench.core import resident
from tests.bench.figures import rate, single, spread
from tests.bench.stores import say
from tests.bench.window import key, letter_key, main_window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.context import Workshop
    from tests.bench.figures import Figure
    from ui.desk.page import DeskPage

A_SECOND: Final = 100
SECONDS: Final = 60
BEAT_MS: Final = 5
STEADY: Final = 10  # memory is measured from a tenth on


@dataclass
class Hour:
    """The result of the load test."""

    asked: int = 0
    answered: int = 0  # in order, each with the right person
    seconds: float = 0.0
    busy_ms: float = 0.0  # processor time per scan with its keys, its verdict and its paint
    gaps: list[int] = field(default_factory=list)  # nanoseconds between two beats of the event loop
    grown: float = 0.0  # MiB


def pressure(workshop: Workshop) -> Iterator[Figure]:
    """With 20,000 delegates, for a whole minute."""
    with main_window(workshop.stores.copied(20_000)) as (page, room):
        say(f"typing {A_SECOND} scans a second for {SECONDS} s")
        numbered = [(guest.number, code) for code, guest in room.guests.items()]
        hour = under_pressure(page, numbered, A_SECOND * SECONDS)
    facts = {
        "asked": hour.asked,
        "answered_in_turn": hour.answered,
        "seconds": round(hour.seconds, 1),
    }
    answered = hour.answered / hour.seconds
    yield rate("scans a second, typed into the window", answered, 0.99 * A_SECOND, **facts)
    yield single("processor time of a scan under pressure", "ms", hour.busy_ms, A_SECOND / 10)
    yield single("scans not answered in turn", "scans", hour.asked - hour.answered, 0)
    yield spread("between two beats of the event loop", hour.gaps, (10.0, 50.0))
    yield single("memory grown under pressure", "MiB", hour.grown, 16)


def under_pressure(page: DeskPage, codes: list[tuple[int, str]], count: int) -> Hour:
    """Types `count` scans, a hundred a second; each code comes with the number of its delegate."""
    hour = Hour()
    beat = QTimer()
    beat.setTimerType(Qt.TimerType.PreciseTimer)
    beat.setInterval(BEAT_MS)
    last = [time.perf_counter_ns()]

    def beats() -> None:
        now = time.perf_counter_ns()
        hour.gaps.append(now - last[0])
        last[0] = now

    beat.timeout.connect(beats)
    beat.start()
    began, before = time.perf_counter(), 0.0
    for at, (number, code) in enumerate(itertools.islice(itertools.cycle(codes), count)):
        while time.perf_counter() < began + at / A_SECOND:
            QCoreApplication.processEvents()
        busy = time.process_time()
        burst(page, code)
        hour.asked += 1
        hour.answered += page.card.face.number.endswith(f" {number:03}")
        QCoreApplication.processEvents()
        hour.busy_ms += (time.process_time() - busy) * 1_000 / count
        if at == count // STEADY:
            before = resident()
    hour.seconds = time.perf_counter() - began
    hour.grown = resident() - before
    beat.stop()
    return hour


def burst(page: DeskPage, code: str) -> None:
    """Types a code as a scanner does, as fast as keys can come."""
    for letter in code:
        QCoreApplication.sendEvent(page.field.edit, letter_key(letter))
    QCoreApplication.sendEvent(page.field.edit, key(Qt.Key.Key_Return, "\r"))
