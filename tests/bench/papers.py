"""Benchmarks of badges, PDFs and exports."""

from __future__ import annotations

import itertools
import statistics
import threading
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from tests.bench.figures import NANOSECONDS_PER_MS, seconds, single, spread, timed
from tests.bench.stores import HALLS, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from checkin.badges import Badges
    from checkin.domain import Delegate
    from checkin.station import Station
    from tests.bench.context import Workshop
    from tests.bench.figures import Figure
    from tests.bench.stores import Room

MIB: Final = 1024 * 1024
ONES: Final = 100
LIST: Final = 2_000
AGAIN: Final = 5
BETWEEN: Final = 0.02  # seconds between two scans
BADGES_HOLD: Final = {150: 0.25, 2_000: 2.5}
LIST_HOLD: Final = {"csv": 20, "xlsx": 100, "pdf": 400}


def badges(workshop: Workshop) -> Iterator[Figure]:
    """Badges with shaped text and a code each, fonts loaded. The first time a code is issued for each."""
    for size, hold in BADGES_HOLD.items():
        with workshop.stores.opened(size) as room:
            say(f"making {size:,} badges")
            delegates = room.station.roster.delegates()
            room.station.badges.make(delegates[:1])
            first, _ = seconds(room.station.badges.make, delegates)
            yield single("badges with new codes", "s", first, delegates=size)
            again, made = seconds(room.station.badges.make, delegates)
            yield single("badges", "s", again, hold, delegates=size, badges=made.badges)
            if size == LIST:
                mib = len(made.pdf) / MIB
                yield single("file of badges", "MiB", mib, 2.5, badges=made.badges)
                yield spread("check-in while badges are made", meanwhile(room), badges=LIST)
                ones = timed(
                    one_badge(room.station.badges, delegate) for delegate in delegates[:ONES]
                )
                yield spread("one badge", ones, (6.0, 15.0))


def meanwhile(room: Room) -> list[int]:
    """Check-ins one after another, while all badges are made again in the background."""
    badges, everybody = room.station.badges, room.station.roster.delegates()
    pairs = iter(itertools.product(HALLS, room.invitations))
    a_moment, samples = threading.Event(), list[int]()
    worker = threading.Thread(target=badges.make, args=(everybody,))
    worker.start()
    while worker.is_alive():
        hall, code = next(pairs)
        samples += timed([partial(room.station.desk.scan, code, hall)])
        a_moment.wait(BETWEEN)
    worker.join()
    return samples


def one_badge(badges: Badges, delegate: Delegate) -> Callable[[], object]:
    return lambda: badges.make([delegate])


def lists(workshop: Workshop) -> Iterator[Figure]:
    """Attendance exports, from the store to the file; the median of a few."""
    with workshop.stores.opened(LIST) as room:
        room.record(LIST)
        for form, hold in LIST_HOLD.items():
            say(f"writing a list as {form}")
            out = workshop.home / f"attendance.{form}"
            acts: list[Any] = [written(room.station, form, out)] * (AGAIN + 1)
            took = statistics.median(timed(acts)[1:]) / NANOSECONDS_PER_MS
            yield single(f"attendance list as {form}", "ms", took, hold, rows=LIST)


def written(station: Station, form: str, out: Path) -> Callable[[], object]:
    return lambda: station.reports.write(station.reports.attendance("hall-1"), form, out)
