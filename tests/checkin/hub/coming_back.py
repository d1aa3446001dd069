"""Many desks, each a process, that wrote apart and come back to one hub at once."""

from __future__ import annotations

import hashlib
import multiprocessing
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from checkin import hub as hubs
from checkin.bootstrap import open_with_key
from checkin.domain import ENTRY, Outcome, Tier, Verdict
from checkin.journal import scanned
from tests.checkin.hub.desks_at_hub import desks_at_hub, ids, login_of, sync
from tests.factories import MORNING, Clock

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.hub.local import LocalHub
    from checkin.station import Station

PATIENCE: Final = 300


@dataclass(frozen=True)
class CameBack:
    """How long it took until the last of the desks had what all the others wrote.

    `hashes` are one of each desk's entries. `intact` says of each whether its journal verifies.
    """

    seconds: float
    busiest: float  # CPU seconds of the desk that needed most
    hashes: frozenset[str]
    intact: tuple[bool, ...]


def come_back_at_once(cluster: LocalHub, folder: Path, desks: int, entries: int) -> CameBack:
    with desks_at_hub(cluster, folder, [Tier.DESK] * desks) as at_hub:
        first, *others = at_hub.stations
        sync(first, *others)
        in_all = sum(first.exchange.counts().values()) + desks * entries
        stores = [(station.folder, station.store.key) for station in others]
        for station in others:
            station.close()
        took, busiest = _run(stores, entries, in_all)
        sync(first)
        hashes, intact = {_hash(first)}, [first.journal.verify().intact]
        for store in stores:
            with open_with_key(*store, clock=Clock()) as station:
                hashes.add(_hash(station))
                intact.append(station.journal.verify().intact)
    return CameBack(took, busiest, frozenset(hashes), tuple(intact))


def _run(stores: list[tuple[Path, bytes]], entries: int, in_all: int) -> tuple[float, float]:
    """What is measured begins when the last process is there and has written."""
    context = multiprocessing.get_context("spawn")
    together, told = context.Barrier(len(stores) + 1), context.SimpleQueue()
    processes = [
        context.Process(target=_come_back, args=(*store, entries, in_all, together, told))
        for store in stores
    ]
    for process in processes:
        process.start()
    together.wait(PATIENCE)
    began = time.monotonic()
    for process in processes:
        process.join(PATIENCE)
        assert process.exitcode == 0
    ends, busy = zip(*(told.get() for _ in processes), strict=True)
    return max(ends) - began, max(busy)


def _come_back(
    folder: Path, key: bytes, entries: int, in_all: int, together: Any, told: Any
) -> None:
    """Writes apart, then syncs until it has what all the others wrote."""
    with open_with_key(folder, key, clock=Clock()) as station:
        scan_strangers(station, entries)
        together.wait(PATIENCE)
        until, busy = time.monotonic() + PATIENCE, time.process_time()
        while sum(station.exchange.counts().values()) < in_all:
            assert time.monotonic() < until
            hubs.sync_once(station.exchange, login_of(station))
        # The same clock in all processes.
        told.put((time.monotonic(), time.process_time() - busy))


def scan_strangers(station: Station, entries: int) -> None:
    """Scans of codes that nobody knows, one after the other at a real desk."""
    verdict = Verdict(Outcome.UNKNOWN, session="entrance", at=MORNING, entry="")
    with station.store.write() as connection:
        drafts = (scanned(verdict, f"code {number}", "", ENTRY) for number in range(entries))
        station.journal.append_many(connection, drafts)


def _hash(station: Station) -> str:
    return hashlib.sha256("".join(sorted(ids(station))).encode()).hexdigest()
