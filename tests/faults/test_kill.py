"""`kill -9` at many moments: everything acknowledged survives, and the store opens at once.

Sixty moments here, two hundred and forty in `make soak`.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from typing import IO, TYPE_CHECKING

import pytest

from checkin.store import backup
from tests import factories, store_copies
from tests.faults.desk_process import ROWS, SETTINGS
from tests.paths import ROOT
from tests.thorough import THOROUGH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="a desk is forked to be killed"),
    pytest.mark.soak,
]

SECONDS_TO_OPEN = 3.0  # of processor time: a busy machine is no fault of the store
LONGEST_SPIN = 0.004  # seconds; several scans long, so that every part of a commit is hit
MANY = 4 if THOROUGH else 1
RUNS_OF_A_STORE = 10  # then a fresh store, because verifying would take longer and longer


class Nursery:
    """Starts desk processes, and kills them."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin
        assert process.stdout
        self._orders: IO[str] = process.stdin
        self._said: IO[str] = process.stdout
        assert self._said.readline() == "ready\n"

    def kill_after(self, order: dict[str, object], count: int, spin: float) -> list[str]:
        """What a desk had acknowledged until it was killed, some time after acknowledgement `count`."""
        key = store_copies.template().key.hex()
        self._orders.write(json.dumps({**order, "key": key}) + "\n")
        self._orders.flush()
        process, done = 0, list[str]()
        while not process or len(done) < count:
            word, _, what = self._said.readline().strip().partition(" ")
            assert word in ("started", "done"), f"the desk has failed: {word} {what}"
            if word == "started":
                process = int(what)
            else:
                done.append(what)
        until = time.perf_counter() + spin
        while time.perf_counter() < until:
            pass
        os.kill(process, signal.SIGKILL)
        while (line := self._said.readline()) != "ended\n":
            done.append(line.strip().partition(" ")[2])
        return done


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.desk_process"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield Nursery(process)
        assert process.stdin
        process.stdin.close()


def reopened(folder: Path) -> Station:
    """The store after a kill: asserts that it opens at once and is intact."""
    began = time.thread_time()
    station = store_copies.opened(folder)
    assert time.thread_time() - began < SECONDS_TO_OPEN
    assert station.journal.verify().problems == ()
    return station


def kills(
    nursery: Nursery, home: Path, work: str, times: int, most: int
) -> Iterator[tuple[Station, list[str]]]:
    """Yields, after each kill, the store and everything acknowledged in it so far."""
    random = factories.randomness(sum(work.encode()))
    folder, acknowledged = home, list[str]()
    for run in range(times):
        if run % RUNS_OF_A_STORE == 0:
            folder, acknowledged = store_copies.copied(home / f"{run}"), []
        count, spin = 1 + random(1)[0] % most, random(1)[0] / 255 * LONGEST_SPIN
        order: dict[str, object] = {"folder": str(folder), "work": work, "run": run}
        acknowledged += nursery.kill_after(order, count, spin)
        station = reopened(folder)
        try:
            yield station, acknowledged
        finally:
            store_copies.forsake(station)


def test_every_acknowledged_scan_is_there_after_a_kill(nursery: Nursery, tmp_path: Path) -> None:
    for station, acknowledged in kills(nursery, tmp_path, "scanning", times=30 * MANY, most=8):
        there = {past.entry for past in station.desk.last(100_000)}
        assert set(acknowledged) <= there
        # The entry that was being written at the kill may be complete, but nothing else.
        assert len(there - set(acknowledged)) <= RUNS_OF_A_STORE


def test_a_kill_between_scans_and_notes_alarms_nobody(nursery: Nursery, tmp_path: Path) -> None:
    noted = 0
    for station, acknowledged in kills(nursery, tmp_path, "noting", times=30 * MANY, most=8):
        settings = station.folder.parent / SETTINGS
        station.remember_in(settings)
        assert station.store.alarm.problems == ()
        assert set(acknowledged) <= {past.entry for past in station.desk.last(100_000)}
        noted += len(list(settings.glob("*")))
    assert noted


def test_an_import_is_there_whole_or_not_at_all_after_a_kill(
    nursery: Nursery, tmp_path: Path
) -> None:
    for station, acknowledged in kills(nursery, tmp_path, "importing", times=12 * MANY, most=2):
        organisations = [delegate.organisation for delegate in station.roster.delegates()]
        imported = {name for name in organisations if name.startswith("Import")}
        assert set(acknowledged) <= imported
        assert all(organisations.count(name) == ROWS for name in imported)


def test_a_backup_is_whole_or_not_there_after_a_kill(nursery: Nursery, tmp_path: Path) -> None:
    for station, acknowledged in kills(nursery, tmp_path, "saving", times=6 * MANY, most=3):
        made = list((station.folder / backup.FOLDER).glob(f"*{backup.SUFFIX}"))
        assert {path.name for path in made} >= set(acknowledged[-3:])
        for path in made:
            with zipfile.ZipFile(path) as archive:
                assert archive.testzip() is None


def test_after_a_kill_the_next_backup_tidies_what_was_left(
    nursery: Nursery, tmp_path: Path
) -> None:
    for station, _ in kills(nursery, tmp_path, "saving", times=2, most=2):
        station.backup_dated()
        folder = station.folder / backup.FOLDER
        assert all(path.suffix == backup.SUFFIX for path in folder.iterdir())


def test_a_rebuild_that_was_killed_leaves_the_tables_whole(
    nursery: Nursery, tmp_path: Path
) -> None:
    for station, acknowledged in kills(nursery, tmp_path, "rebuilding", times=5 * MANY, most=2):
        assert len(station.roster.delegates()) == len(store_copies.EVERYBODY)
        assert acknowledged
