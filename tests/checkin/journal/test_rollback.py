"""Integrity check after a rollback: yesterday's copy of a store put back is noticed."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from checkin.domain import Outcome, Role
from checkin.errors import NotAllowed, NotPossible, StoreAltered
from checkin.store import backup, engine, keyslots
from checkin.store.store import DATABASE
from checkin.sync import NewChain
from tests import store_copies
from tests.checkin.journal.verified import codes_of, verified
from tests.factories import MINUTE, PASSPHRASE, Clock
from tests.store_copies import ADA, BEN

if TYPE_CHECKING:
    from pathlib import Path


def yesterday(folder: Path, clock: Clock) -> bytes:
    """The database before the next scans, which are remembered at the end."""
    with store_copies.opened(folder, clock):
        pass
    copy = (folder / DATABASE).read_bytes()
    with store_copies.opened(folder, clock) as station:
        for number in (ADA, BEN):
            station.desk.checkin(number, "entrance")
            clock.forward(MINUTE)
    return copy


def test_yesterdays_copy_put_back_is_noticed(folder: Path, clock: Clock) -> None:
    (folder / DATABASE).write_bytes(yesterday(folder, clock))
    (problem,) = verified(folder).problems
    assert problem.code == "rolled_back"


def test_it_is_still_noticed_after_the_program_was_opened_and_closed(
    folder: Path, clock: Clock
) -> None:
    (folder / DATABASE).write_bytes(yesterday(folder, clock))
    for _ in range(2):
        with store_copies.opened(folder, clock):
            pass
    assert "rolled_back" in codes_of(verified(folder))


def test_nothing_is_recorded_until_an_organiser_has_seen_it(folder: Path, clock: Clock) -> None:
    (folder / DATABASE).write_bytes(yesterday(folder, clock))
    for _ in range(2):  # however often it is opened
        with store_copies.opened(folder, clock) as station:
            with pytest.raises(StoreAltered):
                station.desk.checkin(ADA, "reception")
            assert station.desk.find("a")  # people are still found, to write on paper
    assert "rolled_back" in codes_of(verified(folder))
    with store_copies.opened(folder, clock) as station:
        station.shift.role = Role.LEAD
        with pytest.raises(NotAllowed):
            station.accept_loss("never mind")
        station.shift.role = Role.ORGANISER
        station.accept_loss("the laptop was set up anew")
        assert station.desk.checkin(ADA, "reception").outcome is Outcome.ADMITTED
    with store_copies.opened(folder, clock) as station:
        assert station.desk.checkin(BEN, "reception").outcome is Outcome.ADMITTED


@pytest.mark.parametrize("how", ["deleted", "rubbish", "of another key"])
def test_a_note_of_the_last_entries_that_is_gone_or_spoilt_is_a_finding(
    folder: Path, clock: Clock, how: str
) -> None:
    with store_copies.opened(folder, clock):
        pass
    note = folder / "heads.json"
    match how:
        case "deleted":
            note.unlink()
        case "rubbish":
            note.write_bytes(b"\0rubbish")
        case _:
            note.write_text(note.read_text().replace('"mac": "', '"mac": "0'))
    assert codes_of(verified(folder)) == {"heads_lost"}
    with store_copies.opened(folder, clock) as station:
        with pytest.raises(StoreAltered):
            station.desk.checkin(ADA, "entrance")
        station.accept_loss("I deleted it")
        assert station.desk.checkin(ADA, "entrance").outcome is Outcome.ADMITTED
    assert verified(folder).intact


def test_triggers_that_were_dropped_are_found_when_the_store_is_opened(
    folder: Path, clock: Clock
) -> None:
    with store_copies.opened(folder, clock):
        pass
    connection = engine.connect(folder / DATABASE, store_copies.template().key)
    connection.execute("DROP TRIGGER entry_is_never_deleted")
    connection.close()
    with store_copies.opened(folder, clock) as station, pytest.raises(StoreAltered):
        station.desk.checkin(ADA, "entrance")


def test_a_restored_backup_misses_what_came_after_it_until_that_is_accepted(
    folder: Path, clock: Clock, tmp_path: Path
) -> None:
    with store_copies.opened(folder, clock) as station:
        station.backup(tmp_path / "kept")
        station.desk.checkin(ADA, "entrance")
    backup.restore(tmp_path / "kept", folder, PASSPHRASE)
    with store_copies.opened(folder, clock) as station:
        assert station.began is NewChain.WENT_BACK
        assert station.desk.checkin(ADA, "entrance").outcome is Outcome.ADMITTED
    assert codes_of(verified(folder)) == {"rolled_back"}
    with store_copies.opened(folder, clock) as station:
        assert station.began is None
        station.accept_loss("the laptop fell")
    assert verified(folder).intact
    with store_copies.opened(folder, clock) as station, pytest.raises(NotPossible):
        station.accept_loss("once more")


def test_a_whole_folder_that_was_copied_is_intact(folder: Path, tmp_path: Path) -> None:
    with store_copies.opened(folder):
        pass
    copy = tmp_path / "copy.uketsuke"
    shutil.copytree(folder, copy)
    assert verified(copy).intact


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("DROP TRIGGER entry_is_never_deleted", "entry_is_never_deleted"),
        ("CREATE TRIGGER more AFTER INSERT ON entry BEGIN SELECT 1; END", "more"),
        ("CREATE TABLE more (n INTEGER)", "more"),
    ],
    ids=["a trigger dropped", "a trigger added", "a table added"],
)
def test_a_changed_schema_is_found(folder: Path, change: str, name: str) -> None:
    with store_copies.opened(folder):
        pass
    connection = engine.connect(folder / DATABASE, keyslots.key_of(folder, PASSPHRASE))
    connection.execute(change)
    connection.close()
    assert [(found.code, found.desk) for found in verified(folder).problems] == [("schema", name)]
