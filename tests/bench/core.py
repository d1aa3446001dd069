"""Core benchmarks: scans, searches, rebuild of the tables."""

from __future__ import annotations

import gc
import itertools
import random
import time
from typing import TYPE_CHECKING, Final

import psutil

from checkin.domain import EXIT, Outcome, Verdict
from tests.bench.figures import rate, seconds, single, spread, timed
from tests.bench.stores import HALLS, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checkin.domain import Delegate
    from checkin.station import Station
    from tests.bench.context import Workshop
    from tests.bench.figures import Figure
    from tests.bench.stores import Room

SIZES: Final = (150, 20_000, 100_000)
SAMPLES: Final = 1_000
WARM_UP: Final = 50
LETTERS: Final = 8  # nobody types more letters of a name
SEARCH_HOLD: Final = {150: (1.0, 4.0), 20_000: (1.0, 4.0), 100_000: (4.0, 16.0)}
BATCH: Final = 500
MIB: Final = 1024 * 1024
JOURNAL: Final = 50_000
TICKET: Final = "VOUCHER-{:06}"
UNKNOWN: Final = "https://example.org/ticket/{}"


def scan(workshop: Workshop) -> Iterator[Figure]:
    """An admission: saved, encrypted, durable. And an unknown code."""
    for size in SIZES:
        with workshop.stores.opened(size) as room:
            say(f"scanning at {size:,}")
            yield spread("check-in, core", check_in(room), (0.6, 1.5), delegates=size)
            samples = timed(unknown(room.station, number) for number in range(SAMPLES))
            yield spread("unknown code, core", samples, (0.6, 1.5), delegates=size)
            tickets = (unknown(room.station, number, TICKET) for number in range(SAMPLES))
            yield spread("unknown ticket, core", timed(tickets), (0.6, 1.5), delegates=size)


def check_in(room: Room) -> list[int]:
    """Checks in each delegate once per hall, in random order, to defeat caches."""
    dice = random.Random(1)  # noqa: S311 - the same scans at every run; no secret comes of it
    every = list(itertools.product(room.invitations, HALLS))
    chosen = dice.sample(every, min(len(every), SAMPLES + WARM_UP))
    samples = timed(admitted(room.station, code, hall) for code, hall in chosen)
    return samples[WARM_UP:]


def admitted(station: Station, code: str, hall: str) -> Callable[[], None]:
    def act() -> None:
        outcome = station.desk.scan(code, hall).outcome
        assert outcome is Outcome.ADMITTED, outcome

    return act


def unknown(station: Station, number: int, code: str = UNKNOWN) -> Callable[[], Verdict]:
    return lambda: station.desk.scan(code.format(number), HALLS[0])


def search(workshop: Workshop) -> Iterator[Figure]:
    """Search at every keystroke of names in all their scripts."""
    for size in SIZES:
        with workshop.stores.opened(size) as room:
            say(f"searching in {size:,}")
            desk = room.station.desk
            ready, _ = seconds(desk.look_up.prepare)
            yield single("search index made", "s", ready, delegates=size)
            typed = keystrokes(room.station.roster.delegates())
            samples = timed(looked_up(room.station, text) for text in typed)
            yield spread("name search, core", samples, SEARCH_HOLD[size], delegates=size)


def keystrokes(delegates: tuple[Delegate, ...]) -> list[str]:
    """The search text after each letter of some names, in alternating scripts."""
    dice = random.Random(2)  # noqa: S311 - the same names at every run
    whom = dice.sample(delegates, min(len(delegates), 300))
    scripts = itertools.cycle(("name", "native_name", "reading"))
    turns = zip(whom, scripts, strict=False)
    names = (getattr(delegate, script) or delegate.display_name for delegate, script in turns)
    return [name[:end] for name in names for end in range(1, min(len(name), LETTERS) + 1)]


def looked_up(station: Station, text: str) -> Callable[[], object]:
    return lambda: station.desk.find(text, limit=8)


def sustained(workshop: Workshop) -> Iterator[Figure]:
    """Throughput: as many scans as possible, one after another; memory must not grow."""
    with workshop.stores.opened(20_000) as room:
        say(f"scanning for {workshop.while_s:.0f} s")
        acts = endless(room)
        for act in itertools.islice(acts, BATCH):
            act()
        before = resident()
        began, done = time.perf_counter(), 0
        while time.perf_counter() - began < workshop.while_s:
            for act in itertools.islice(acts, BATCH):
                act()
            done += BATCH
        took = time.perf_counter() - began
        after = resident()
        yield rate("scans one after another", done / took, 1_000, scans=done, seconds=round(took))
        grown = single("memory grown meanwhile", "MiB", after - before, before_mib=round(before))
        yield grown


def endless(room: Room) -> Iterator[Callable[[], object]]:
    """Everybody enters and leaves one hall after another."""
    desk = room.station.desk
    for hall in itertools.cycle(HALLS):
        for code in room.invitations:
            yield lambda code=code, hall=hall: desk.scan(code, hall)  # type: ignore[misc]
        for code in room.invitations:
            yield lambda code=code, hall=hall: desk.scan(code, hall, EXIT)  # type: ignore[misc]


def resident() -> float:
    """Resident memory of this process in MiB."""
    gc.collect()
    return psutil.Process().memory_info().rss / MIB


def rebuild(workshop: Workshop) -> Iterator[Figure]:
    """Rebuilds the tables from a long journal, checking every signature."""
    with workshop.stores.opened(20_000) as room:
        with room.station.store.read() as connection:
            there = sum(head.seq for head in room.station.journal.heads(connection))
        room.record(JOURNAL - there)
        say(f"rebuilding {JOURNAL:,} entries")
        took, _ = seconds(room.station.journal.rebuild)
        yield single("rebuild", "s", took, 10.0, entries=JOURNAL)
