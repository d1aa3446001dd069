"""Many desks, each a process, that were apart and come back to one hub at once."""

from __future__ import annotations

import multiprocessing
import time
from typing import TYPE_CHECKING, Final

import pytest

from checkin import hub as hubs
from checkin.bootstrap import open_with_key
from checkin.domain import ENTRY, Outcome, Tier, Verdict
from checkin.journal import scanned
from tests.checkin.hub.desks_at_hub import desks_at_hub, ids, login_of, sync
from tests.factories import MORNING, Clock
from tests.thorough import THOROUGH

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.bootstrap import Station
    from checkin.hub.local import LocalHub

DESKS: Final = 10 if THOROUGH else 2
ENTRIES: Final = 1_000 if THOROUGH else 100
PATIENCE: Final = 300


def come_back(folder: Path, key: bytes, in_all: int) -> None:
    """Writes apart, then syncs until it has what all the others wrote."""
    until = time.monotonic() + PATIENCE
    with open_with_key(folder, key, clock=Clock()) as station:
        scan_strangers(station)
        while sum(station.exchange.counts().values()) < in_all:
            assert time.monotonic() < until
            hubs.sync_once(station.exchange, login_of(station))


def scan_strangers(station: Station) -> None:
    """Scans of codes that nobody knows, one after the other at a real desk."""
    verdict = Verdict(Outcome.UNKNOWN, session="entrance", at=MORNING, entry="")
    with station.store.write() as connection:
        drafts = (scanned(verdict, f"code {number}", "", ENTRY) for number in range(ENTRIES))
        station.journal.append_many(connection, drafts)


@pytest.mark.soak
def test_many_desks_that_were_apart_have_the_same(cluster: LocalHub, tmp_path: Path) -> None:
    with desks_at_hub(cluster, tmp_path, [Tier.DESK] * DESKS) as desks:
        first, *others = desks.stations
        sync(first, *others)
        in_all = sum(first.exchange.counts().values()) + DESKS * ENTRIES
        stores = [(station.folder, station.store.key) for station in others]
        for station in others:
            station.close()
        context = multiprocessing.get_context("spawn")
        processes = [context.Process(target=come_back, args=(*store, in_all)) for store in stores]
        for process in processes:
            process.start()
        for process in processes:
            process.join(PATIENCE)
            assert process.exitcode == 0
        sync(first)
        for folder, key in stores:
            with open_with_key(folder, key, clock=Clock()) as station:
                assert ids(station) == ids(first)
                assert station.journal.verify().intact
