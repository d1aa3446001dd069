"""Benchmark of many desks: what the core does when others' entries come, with stores on disk."""

from __future__ import annotations

import gc
import itertools
import threading
import time
from typing import TYPE_CHECKING, Final

from checkin.domain import Tier
from tests.bench.core import resident
from tests.bench.figures import Figure, percentile, seconds, single, timed
from tests.bench.hub_desks import at_a_hub
from tests.bench.stores import say
from tests.bench.venue import SESSIONS, venue
from tests.checkin.joining.new_machine import NewMachine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from checkin.station import Station
    from tests.bench.context import Workshop
    from tests.bench.venue import Venue

ENTRIES: Final = 10_000
PARTS: Final = 10
MICRO: Final = 1_000_000
GROWN_MB: Final = 160  # of 250 for a desk alone; here nine other stores are open in the process
PACE_S: Final = 0.01  # between two scans while entries come in: far more than people do


def desks(workshop: Workshop) -> Iterator[Figure]:
    """Ten desks: each row of the protocol's table."""
    with venue(workshop.home / "venue") as place:
        place.scan(ENTRIES)
        yield from taken_in(place)
        yield scans_meanwhile(place)
        yield joined(workshop, place)
    with venue(workshop.home / "long") as place:
        say(f"{workshop.many:,} scans")
        place.scan(workshop.many)
        yield from a_long_way(place, workshop.many)
        yield from checked(place, workshop.many // 2)
    yield from at_a_hub(workshop)


def taken_in(place: Venue) -> Iterator[Figure]:
    """Ten thousand scans of nine desks that were apart, and the same once more."""
    scans = place.written()
    say(f"taking in {len(scans):,} entries")
    with place.newcomer() as station:
        cost = processor_s(station.exchange.take_in, scans, "bench") / len(scans) * MICRO
        again = processor_s(station.exchange.take_in, scans, "bench") / len(scans) * MICRO
    yield single("CPU, an entry taken in", "µs", cost, 110, entries=len(scans))
    yield single("CPU, an entry that is here already", "µs", again, 5, entries=len(scans))


def processor_s(act: Callable[..., object], *given: object) -> float:
    gc.collect()
    began = time.process_time()
    act(*given)
    return time.process_time() - began


def scans_meanwhile(place: Venue) -> Figure:
    """A scan in the core while ten thousand entries come in, on another thread as in the window."""
    scans = place.written()
    say("scanning meanwhile")
    with place.newcomer() as station:
        taking = threading.Thread(target=station.exchange.take_in, args=(scans, "bench"))
        taking.start()
        samples = timed(_while(taking, _scans(station, place)))
        taking.join()
    values = {
        "p50": percentile(samples, 50),
        "p99": percentile(samples, 99),
        "worst": percentile(samples, 100),
    }
    hold = {"p50": 0.6, "p99": 16.0, "worst": 50.0}
    facts = {"samples": len(samples), "entries": len(scans)}
    return Figure("scan while entries come in, core", "ms", values, hold, facts)


def _scans(station: Station, place: Venue) -> Iterator[Callable[[], object]]:
    for session in itertools.cycle(SESSIONS):
        for _, code in place.guests:
            yield lambda code=code, session=session: station.desk.scan(code, session)  # type: ignore[misc]


def _while(
    thread: threading.Thread, acts: Iterable[Callable[[], object]]
) -> Iterator[Callable[[], object]]:
    for act in acts:
        thread.join(PACE_S)
        if not thread.is_alive():
            return
        yield act


def joined(workshop: Workshop, place: Venue) -> Figure:
    """A new desk's store with all that an event has after a day."""
    machine = NewMachine(workshop.home / "machine", place.clock)
    with place.newcomer() as station:
        scans = place.written()
        station.exchange.take_in(scans, "bench")
        file = workshop.home / "invitation"
        station.invitations.invite(Tier.DESK, file, request=machine.ask("Desk 11"))
        busy = time.process_time()
        took, _ = seconds(machine.join, file)
        facts = {"cpu_s": round(time.process_time() - busy, 2), "entries": len(scans)}
    return single("join", "s", took, 10.0, delegates=len(place.guests), **facts)


def a_long_way(place: Venue, count: int) -> Iterator[Figure]:
    """Many entries about the same people: the last tenth costs what the first one does."""
    parts, before_all = [0.0] * PARTS, resident()
    most = before_all
    with place.newcomer() as station:
        began, done = time.process_time(), 0
        for entries in place.in_rounds():
            before = time.process_time()
            station.exchange.take_in(entries, "bench")
            parts[min(done * PARTS // count, PARTS - 1)] += time.process_time() - before
            done += len(entries)
            if done % (count // PARTS) < len(entries):
                most = max(most, resident())
        took = time.process_time() - began
    per_entry = {"first_us": round(parts[0] / count * PARTS * MICRO)}
    yield single("last tenth against the first", "times", parts[-1] / parts[0], 1.3, **per_entry)
    yield single("many entries taken in, CPU", "s", took, 20.0 * count / 100_000, entries=count)
    grown, there = (round(mib * 1.048576) for mib in (most - before_all, most))
    yield single("memory grown by many entries", "MB", grown, GROWN_MB, entries=count, there=there)


def checked(place: Venue, count: int) -> Iterator[Figure]:
    """The integrity check, and the tables made anew."""
    with place.newcomer() as station:
        for entries in itertools.islice(place.in_rounds(), None):
            station.exchange.take_in(entries, "bench")
            if (count := count - len(entries)) <= 0:
                break
        there = sum(station.exchange.counts().values())
        say(f"checking {there:,} entries")
        took, health = seconds(station.journal.verify)
        assert health.intact
        yield single("verify, ten desks", "s", took, 10.0, entries=there)
        took, _ = seconds(station.journal.rebuild)
        yield single("rebuild, ten desks", "s", took, 10.0, entries=there)
