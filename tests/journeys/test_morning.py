"""End-to-end in the core: a whole morning, from plan and roster file to the attendance list."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

import pytest

from checkin.bootstrap import create_store, open_store
from checkin.demo import FOLDER
from checkin.domain import ENTRANCE, EXIT, CodeKind, Manner, Outcome, Question
from checkin.plan.plan import read_plan
from checkin.store import backup, people
from tests.factories import DAY, HOUR, MINUTE, MORNING, PASSPHRASE, Clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.domain import Verdict
    from checkin.station import Station

# As in README.md of the demo event.
CANCELLED: Final = 57
CALL_LEAD: Final = {64, 82, 117}
IDENTITY: Final = {26, 66, 149}
CONSENT: Final = {28, 45, 71, 127}
NOT_APPROVED: Final = 150
EVERYBODY: Final = range(1, 151)
TWICE: Final = (10, 11, 12)
WENT_OUT: Final = (20, 21, 22)
CAME_BACK: Final = 21
REPRESENTED: Final = 3
UNDONE: Final = 30
LATE: Final = 40  # checked in after the backup


class Morning:
    """The desk, its clock, and the codes of all delegates."""

    def __init__(self, station: Station, clock: Clock) -> None:
        self.station, self.clock = station, clock
        with station.store.read() as connection:
            numbers = {delegate.id: delegate.number for delegate in people.everyone(connection)}
            self.codes = {
                numbers[code.delegate or ""]: code.code
                for code in people.codes(connection)
                if code.kind is CodeKind.INVITATION
            }

    def scan(self, number: int, how: Manner | None = None) -> Verdict:
        """A delegate presents the invitation, ten seconds after the one before."""
        self.clock.forward(MINUTE // 6)
        return self.station.desk.scan(self.codes[number], ENTRANCE, how or Manner())

    def attended(self, out: Path) -> dict[int, dict[str, str]]:
        """The rows of the exported attendance file."""
        table = self.station.reports.attendance(ENTRANCE)
        self.station.reports.write(table, "csv", out)
        rows = csv.DictReader(out.read_text("utf-8-sig").splitlines())
        return {int(row["Number"]): row for row in rows if row["Status"] == "Attended"}


@pytest.fixture
def clock() -> Clock:
    return Clock(MORNING - DAY)


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> Path:
    folder = tmp_path / "forum.uketsuke"
    return create_store(folder, read_plan(FOLDER / "plan.toml"), PASSPHRASE, clock=clock).path


@pytest.fixture
def morning(folder: Path, clock: Clock) -> Iterator[Morning]:
    """The roster is imported the day before; then it is nine o'clock."""
    with open_store(folder, PASSPHRASE, clock=clock) as station:
        applied = station.roster.read(FOLDER / "roster.csv").apply(accept=True)
        assert (applied.added, applied.refused) == (len(EVERYBODY), 0)
        clock.set(MORNING)
        yield Morning(station, clock)


def test_a_morning_ends_in_a_list_of_exactly_what_happened(
    morning: Morning, folder: Path, tmp_path: Path
) -> None:
    everybody_comes_but_one(morning)
    some_come_twice_some_go_out(morning)
    what_a_lead_decides(morning)
    one_is_undone_and_one_walks_in(morning)
    saved = tmp_path / "forum.backup"
    entries = morning.station.backup(saved)
    before = morning.attended(tmp_path / "before.csv")
    assert morning.scan(LATE).outcome is Outcome.ADMITTED
    after = morning.attended(tmp_path / "after.csv")
    assert set(after) == expected_list()
    assert set(before) == expected_list() - {LATE}
    assert after[REPRESENTED]["Represented by"] == "Secretary"
    assert after[CANCELLED]["Let in because"] == "invited anew"
    assert {number for number, row in after.items() if row["Last out"]} == {*WENT_OUT} - {CAME_BACK}
    health = morning.station.journal.verify()
    scans, exports = 1, 2  # since the backup
    assert (health.intact, health.entries) == (True, entries + scans + exports)
    the_backup_is_the_morning_until_then(folder.parent / "again.uketsuke", saved, before)


def everybody_comes_but_one(morning: Morning) -> None:
    verdicts = {number: morning.scan(number) for number in EVERYBODY if number != LATE}
    expected = dict.fromkeys(verdicts, Outcome.ADMITTED)
    expected |= dict.fromkeys(CALL_LEAD, Outcome.CALL_LEAD)
    expected |= dict.fromkeys(IDENTITY | CONSENT, Outcome.NEEDS_ANSWER)
    expected |= {CANCELLED: Outcome.CANCELLED, NOT_APPROVED: Outcome.NEEDS_APPROVAL}
    assert {number: verdict.outcome for number, verdict in verdicts.items()} == expected
    assert morning.station.desk.stats().delegates == len(EVERYBODY)


def some_come_twice_some_go_out(morning: Morning) -> None:
    for number in TWICE:
        again = morning.scan(number)
        assert again.outcome is Outcome.ALREADY_IN
        assert again.first_at == MORNING + number * MINUTE // 6
    for number in WENT_OUT:
        assert morning.scan(number, EXIT).outcome is Outcome.LEFT
    assert morning.scan(CAME_BACK).outcome is Outcome.READMITTED


def what_a_lead_decides(morning: Morning) -> None:
    """Answered questions, an override, a delegate who is represented."""
    for number in IDENTITY | CONSENT:
        assert morning.scan(number, Manner(answers=frozenset(Question))).outcome is Outcome.ADMITTED
    forced = morning.scan(CANCELLED, Manner(force="invited anew"))
    assert (forced.outcome, forced.forced) == (Outcome.ADMITTED, "invited anew")
    undo_last_of(morning, REPRESENTED)
    instead = morning.scan(REPRESENTED, Manner(represented_by="Secretary"))
    assert instead.outcome is Outcome.ADMITTED


def undo_last_of(morning: Morning, number: int) -> None:
    scans = morning.station.desk.last(1_000)
    scan = next(past for past in scans if past.person and past.person.number == number)
    morning.station.desk.undo(scan.entry)


def one_is_undone_and_one_walks_in(morning: Morning) -> None:
    desk = morning.station.desk
    undo_last_of(morning, UNDONE)
    new = desk.walkin({"name": "Sole Example", "category": "press"}, approved=True)
    assert desk.checkin(new.number, ENTRANCE).outcome is Outcome.ADMITTED
    assert desk.scan("WIFI:T:WPA;S:forum;;", ENTRANCE).outcome is Outcome.UNKNOWN


def expected_list() -> set[int]:
    walk_in = len(EVERYBODY) + 1
    return {*EVERYBODY, walk_in} - CALL_LEAD - {NOT_APPROVED, UNDONE}


def the_backup_is_the_morning_until_then(
    folder: Path, saved: Path, before: dict[int, dict[str, str]]
) -> None:
    backup.restore(saved, folder, PASSPHRASE)
    with open_store(folder, PASSPHRASE, clock=Clock(MORNING + 10 * HOUR)) as station:
        assert station.journal.verify().intact
        restored = Morning(station, Clock())
        assert restored.attended(folder.parent / "restored.csv") == before
        station.journal.rebuild()
        assert restored.attended(folder.parent / "rebuilt.csv") == before
