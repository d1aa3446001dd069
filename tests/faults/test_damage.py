"""Data corruption (flipped bits, a truncated log, a file copied alone): reported or harmless."""

from __future__ import annotations

import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from checkin.errors import KnownError
from checkin.store.store import DATABASE
from tests import factories, store_copies
from tests.factories import DAY, HOUR, MINUTE, MORNING, Clock
from tests.store_copies import ADA, BEN, CANARY, HANA
from tests.thorough import THOROUGH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station

LOG = f"{DATABASE}-wal"


def works(folder: Path) -> bool:
    """Whether a day's work is possible there; False if the program refuses with a sentence."""
    try:
        station = store_copies.opened(folder, Clock(MORNING + HOUR))
    except KnownError:
        return False
    try:
        healthy = station.journal.verify().intact
        station.desk.find(CANARY)
        station.desk.stats()
        for number in store_copies.EVERYBODY:
            station.people.card(store_copies.identifier(number))
            station.desk.checkin(number, "entrance")
        return healthy and station.journal.verify().intact
    except KnownError:
        return False
    finally:
        store_copies.forsake(station)


def flipped(data: bytes, place: int, bit: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]


def places(size: int, count: int, seed: int) -> Iterator[tuple[int, int]]:
    """Some bit positions in so many bytes, including the first and the last."""
    random = factories.randomness(seed)
    yield from ((0, 0), (size - 1, 7))
    for _ in range(count - 2):
        yield int.from_bytes(random(4), "big") % size, random(1)[0] % 8


def test_an_undamaged_store_works(folder: Path) -> None:
    assert works(folder)


@pytest.mark.soak
def test_one_flipped_bit_anywhere_in_the_database_is_said(folder: Path, tmp_path: Path) -> None:
    """The program must not continue silently; a flipped bit in any used page is detected."""
    whole = (folder / DATABASE).read_bytes()
    unnoticed = []
    for place, bit in places(len(whole), 500 if THOROUGH else 40, seed=11):
        copy = tmp_path / "copy.uketsuke"
        shutil.copytree(folder, copy)
        (copy / DATABASE).write_bytes(flipped(whole, place, bit))
        if works(copy):
            unnoticed.append(place // 4096)
        shutil.rmtree(copy)
    assert unnoticed == []


@pytest.mark.soak
def test_verify_itself_says_that_a_bit_has_flipped(folder: Path) -> None:
    """Also a bit in an index, which affects no table."""
    whole = (folder / DATABASE).read_bytes()
    for page in range(0, len(whole) // 4096, 1 if THOROUGH else 3):
        (folder / DATABASE).write_bytes(flipped(whole, page * 4096 + 2_000, 3))
        with suppress(KnownError):
            station = store_copies.opened(folder, read_only=True)
            try:
                assert not station.journal.verify().intact, page
            finally:
                store_copies.forsake(station)


@pytest.mark.parametrize("length", [1, 100, 4_096, 8_191, 40_000, 100_000])
def test_a_database_that_is_cut_is_said(folder: Path, length: int) -> None:
    whole = (folder / DATABASE).read_bytes()
    (folder / DATABASE).write_bytes(whole[:length])
    assert not works(folder)


def test_a_database_that_lost_its_last_page_is_said(folder: Path) -> None:
    whole = (folder / DATABASE).read_bytes()
    (folder / DATABASE).write_bytes(whole[:-4_096])
    assert not works(folder)


class Crashed:
    """The files of a desk after a crash: everything acknowledged is in the write-ahead log."""

    def __init__(self, station: Station, folder: Path, to: Path) -> None:
        self.acknowledged = [station.desk.checkin(ADA, "entrance").entry]
        station.backup(to / "remembered")  # each backup writes down the heads
        self.remembered = len(self.acknowledged)
        for number in (BEN, HANA):
            self.acknowledged.append(station.desk.checkin(number, "entrance").entry)
        self.folder = to / "crashed.uketsuke"
        shutil.copytree(folder, self.folder)
        self.log = (self.folder / LOG).read_bytes()
        self.database = (self.folder / DATABASE).read_bytes()
        (self.folder / f"{DATABASE}-shm").unlink()

    def write_log(self, data: bytes) -> None:
        """Replaces the write-ahead log beside the database."""
        (self.folder / DATABASE).write_bytes(self.database)
        (self.folder / LOG).write_bytes(data)

    def found(self) -> list[str]:
        """The scans in the store, in order; asserts that they are a prefix of the acknowledged ones."""
        station = store_copies.opened(self.folder, Clock(MORNING + HOUR))
        try:
            found = [past.entry for past in reversed(station.desk.last(100))]
            assert found == self.acknowledged[: len(found)]
            problems = {problem.code for problem in station.journal.verify().problems}
            assert problems == (set() if len(found) >= self.remembered else {"rolled_back"})
            return found
        finally:
            store_copies.forsake(station)


@pytest.fixture
def crashed(folder: Path, tmp_path: Path, clock: Clock) -> Crashed:
    station = store_copies.opened(folder, clock)
    try:
        return Crashed(station, folder, tmp_path)
    finally:
        store_copies.forsake(station)


def test_after_a_crash_the_log_gives_back_everything(crashed: Crashed) -> None:
    assert crashed.found() == crashed.acknowledged


def test_a_cut_log_loses_the_end_and_nothing_else_and_that_is_said(crashed: Crashed) -> None:
    """`verify` detects a truncation of what was already recorded as seen."""
    lengths = {}
    for length in range(0, len(crashed.log), 2_999):
        crashed.write_log(crashed.log[:length])
        lengths[length] = len(crashed.found())
    assert lengths[0] == 0
    assert list(lengths.values()) == sorted(lengths.values())


def test_a_flipped_bit_in_the_log_loses_the_end_and_nothing_else(crashed: Crashed) -> None:
    for place, bit in places(len(crashed.log), 25, seed=5):
        crashed.write_log(flipped(crashed.log, place, bit))
        crashed.found()


def test_a_log_that_is_gone_is_noticed(crashed: Crashed) -> None:
    (crashed.folder / LOG).unlink()
    assert crashed.found() == []


def test_a_log_of_another_store_changes_nothing(crashed: Crashed, tmp_path: Path) -> None:
    foreign_store = store_copies.copied(tmp_path / "other")
    station = store_copies.opened(foreign_store, Clock())
    station.desk.checkin(HANA, "reception")
    foreign = (foreign_store / LOG).read_bytes()
    store_copies.forsake(station)
    crashed.write_log(foreign[:32] + bytes(5_000))
    crashed.found()


def test_the_main_file_copied_alone_opens_as_of_the_last_time_it_was_whole(
    crashed: Crashed, tmp_path: Path
) -> None:
    alone = tmp_path / "alone.uketsuke"
    alone.mkdir()
    for name in (DATABASE, "keyslots.json"):
        shutil.copyfile(crashed.folder / name, alone / name)
    with store_copies.opened(alone) as station:
        assert station.desk.last() == ()
        (problem,) = station.journal.verify().problems
        assert problem.code == "heads_lost"  # the note was not copied with it
        station.accept_loss("copied alone")
        station.desk.checkin(ADA, "entrance")
        assert station.journal.verify().intact


def test_a_shared_memory_file_of_rubbish_is_made_anew(crashed: Crashed) -> None:
    (crashed.folder / f"{DATABASE}-shm").write_bytes(bytes(range(256)) * 128)
    assert crashed.found() == crashed.acknowledged


@pytest.mark.parametrize(
    "jumps",
    [
        (HOUR, -2 * HOUR, HOUR),
        (-DAY, DAY),
        (-MORNING, MORNING),
        (75 * 365 * DAY, -75 * 365 * DAY),
        (-1, -1, -1, -1),
        (0, 0, 0),
    ],
    ids=["an hour", "a day back", "1970", "2099", "backwards", "still"],
)
def test_whatever_the_clock_does_in_a_shift_the_order_of_the_scans_stays(
    folder: Path, clock: Clock, jumps: tuple[int, ...]
) -> None:
    acknowledged: list[str] = []
    for jump in (*jumps, MINUTE):
        with store_copies.opened(folder, clock) as station:
            for number in (ADA, BEN, HANA):
                verdict = station.desk.scan(f"{len(acknowledged)} {number}", "entrance")
                acknowledged.append(verdict.entry)
                clock.forward(jump // 3)
            clock.forward(jump - 3 * (jump // 3))
    with store_copies.opened(folder, clock) as station:
        assert [past.entry for past in reversed(station.desk.last(100))] == acknowledged
        assert station.journal.verify().intact


SCANS, NOTED = 30, 20


def test_a_log_cut_after_a_crash_alarms_the_desk_where_noted_entries_are_lost_and_only_there(
    folder: Path, tmp_path: Path, clock: Clock
) -> None:
    """Also without the note in the folder. What came after the last note, at most half a minute, nobody can miss."""
    settings, kept = tmp_path / "settings", tmp_path / "kept"
    station = store_copies.opened(folder, clock)
    station.remember_in(settings)
    for count in range(SCANS):
        station.desk.scan(f"unknown {count}", "entrance")
        if count + 1 == NOTED:
            station.notes.write()
    shutil.copytree(folder, kept)
    store_copies.forsake(station)
    (kept / f"{DATABASE}-shm").unlink()
    (kept / "heads.json").unlink()
    log, left = (kept / LOG).read_bytes(), set()
    for length in range(0, len(log), 4_999 if THOROUGH else 9_999):
        shutil.rmtree(folder)
        shutil.copytree(kept, folder)
        (folder / LOG).write_bytes(log[:length])
        station = store_copies.opened(folder, Clock(MORNING + HOUR))
        try:
            station.remember_in(settings)
            found = len(station.desk.last(100))
            alarm = {problem.code for problem in station.store.alarm.problems}
            assert alarm == ({"rolled_back"} if found < NOTED else set())
            left.add(found)
        finally:
            store_copies.forsake(station)
    assert min(left) < NOTED <= max(left)
