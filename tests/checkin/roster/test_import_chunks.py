"""Chunked import: scans run in between, and nothing of it is visible before its last entry."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

import pytest
import sqlalchemy as sa

from checkin import codes, schema
from checkin.domain import CodeKind
from checkin.errors import NotFound
from checkin.journal import EntryKind, batch_applied, delegate_changed
from checkin.roster import Worksheet
from checkin.store import people
from tests import factories, store_copies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkin.station import Station

ROWS = 5_000
BATCH: Final = "b1" * 16
BEFORE = len(store_copies.EVERYBODY)
HEADINGS = ["name", "organisation"]
ADA = 1


def sheet(organisation: str, count: int = ROWS) -> Worksheet:
    return Worksheet([HEADINGS, *([f"Person {row}", organisation] for row in range(count))])


def kinds(station: Station) -> Sequence[str]:
    """The kinds of the written entries, in order."""
    with station.store.read() as connection:
        return connection.scalars(sa.select(schema.entry.c.kind).order_by(schema.entry.c.n)).all()


class Scanning(threading.Thread):
    """Scans without pause in another thread, until the import is over."""

    def __init__(self, station: Station) -> None:
        super().__init__()
        self._station = station
        self.over = threading.Event()
        self.seen: set[int] = set()  # size of the roster before each scan

    def run(self) -> None:
        count = 0
        while not self.over.wait(0.05):
            count += 1
            self.seen.add(len(self._station.roster.delegates()))
            self._station.desk.scan(f"unknown {count}", "entrance")


def test_scans_come_between_the_rows_of_an_import_that_is_seen_whole_or_not_at_all(
    station: Station,
) -> None:
    preview = station.roster.preview(sheet("Import"))
    before = len(kinds(station))
    scanning = Scanning(station)
    scanning.start()
    preview.apply(accept=True)
    scanning.over.set()
    scanning.join()
    written = kinds(station)
    first = written.index(EntryKind.DELEGATE_CHANGED, before)
    between = written[first : written.index(EntryKind.BATCH_APPLIED, first)]
    assert between.count(EntryKind.DELEGATE_CHANGED) == ROWS
    assert between.count(EntryKind.SCANNED) > 3
    assert scanning.seen <= {BEFORE, BEFORE + ROWS}
    assert len(station.roster.delegates()) == BEFORE + ROWS
    assert len(station.desk.find("Person 4711")) > 0
    assert station.journal.verify().intact


def interrupted(station: Station) -> str:
    """An import killed midway, with a new delegate and a correction. Returns the new delegate's code."""
    newcomer = {"number": 500, "name": "Newcomer", "organisation": "Import"}
    ada = store_copies.identifier(ADA)
    code = codes.mint(store_copies.code_key(station), factories.randomness(500))
    drafts = (
        delegate_changed(
            store_copies.identifier(500),
            newcomer,
            batch=BATCH,
            codes={code: CodeKind.INVITATION},
        ),
        delegate_changed(ada, {"organisation": "Import"}, batch=BATCH),
    )
    with station.store.write() as connection:
        station.journal.append_many(connection, drafts)
    return code


def test_of_an_interrupted_import_nothing_is_seen(station: Station) -> None:
    before, changes = (
        station.roster.delegates(),
        len(station.people.card(store_copies.identifier(ADA)).changes),
    )
    code = interrupted(station)
    assert station.roster.delegates() == before
    assert station.desk.find("Newcomer") == ()
    assert station.roster.imports() == ()
    assert len(station.people.card(store_copies.identifier(ADA)).changes) == changes
    with station.store.read() as connection:
        assert code not in {issued.code for issued in people.codes(connection)}
        with pytest.raises(NotFound):
            people.by_number(connection, 500)
    assert station.desk.stats().delegates == len(before)
    assert station.journal.verify().intact
    station.journal.rebuild()
    assert station.roster.delegates() == before


def test_its_last_entry_shows_all_of_an_import_and_whoever_was_scanned_meanwhile(
    station: Station,
) -> None:
    station.desk.find("x")
    code = interrupted(station)
    assert station.desk.scan(code, "entrance").person is None
    with station.store.write() as connection:
        station.journal.append(connection, batch_applied(BATCH, {"added": 1, "changed": 1}))
    assert [hit.number for hit in station.desk.find("Newcomer")] == [500]
    assert station.people.card(store_copies.identifier(ADA)).delegate.organisation == "Import"
    assert station.people.card(store_copies.identifier(500)).codes[0].code == code
    assert station.journal.verify().intact


def test_who_is_corrected_while_an_import_is_under_way_keeps_both(station: Station) -> None:
    interrupted(station)
    ada = store_copies.identifier(ADA)
    station.people.correct(ada, {"title": "Prof."})
    with station.store.write() as connection:
        station.journal.append(connection, batch_applied(BATCH, {"added": 1, "changed": 1}))
    delegate = station.people.card(ada).delegate
    assert (delegate.title, delegate.organisation) == ("Prof.", "Import")
    assert station.journal.verify().intact


def test_after_an_interrupted_import_the_file_comes_in_and_can_be_taken_back(
    station: Station,
) -> None:
    before = station.roster.delegates()
    interrupted(station)
    rows = [
        ["number", *HEADINGS],
        [str(ADA), before[0].display_name, "Second"],
        ["", "New", "Second"],
    ]
    applied = station.roster.preview(Worksheet(rows)).apply(accept=True)
    assert (applied.added, applied.changed) == (1, 1)
    assert [delegate.organisation for delegate in station.roster.delegates()].count("Second") == 2
    assert station.journal.verify().intact
    assert applied.batch
    station.roster.undo(applied.batch)
    assert station.roster.delegates() == before
    assert station.journal.verify().intact


def test_two_imports_and_their_undoing_agree_with_a_rebuild(station: Station) -> None:
    first = station.roster.preview(sheet("First", 80)).apply(accept=True)
    second = station.roster.preview(sheet("Second", 120)).apply(accept=True)
    assert first.batch
    assert second.batch
    assert (second.added, second.changed) != (0, 0)
    assert station.journal.verify().intact
    before = station.roster.delegates()
    station.journal.rebuild()
    assert station.roster.delegates() == before
    station.roster.undo(second.batch)
    assert station.journal.verify().intact
    station.roster.undo(first.batch)
    assert len(station.roster.delegates()) == BEFORE
    assert station.journal.verify().intact


def test_a_walk_in_during_an_import_gets_a_number_of_their_own(station: Station) -> None:
    numbers: list[int] = []
    preview = station.roster.preview(sheet("Import", 2_000))
    importing = threading.Thread(target=lambda: preview.apply(accept=True))
    importing.start()
    while importing.is_alive() and len(kinds(station)) < BEFORE + 200:
        pass
    numbers.append(station.desk.walkin({"name": "Walk In"}).number)
    importing.join()
    everybody = [delegate.number for delegate in station.roster.delegates()]
    assert len(everybody) == len(set(everybody)) == BEFORE + 2_001
    assert numbers[0] in everybody
