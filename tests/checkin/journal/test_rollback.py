"""Integrity check after a rollback: yesterday's copy of a store put back is noticed."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from checkin.domain import Outcome
from checkin.errors import NotPossible
from checkin.store import backup, engine, keyslots
from checkin.store.store import DATABASE
from checkin.sync import NewChain
from tests import store_copies
from tests.checkin.journal.verified import codes_of, verified
from tests.factories import MINUTE, PASSPHRASE, Clock
from tests.store_copies import ADA, BEN, DORA, HANA

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


def test_it_is_still_noticed_when_work_has_gone_on(folder: Path, clock: Clock) -> None:
    (folder / DATABASE).write_bytes(yesterday(folder, clock))
    with store_copies.opened(folder, clock) as station:
        for number in (HANA, DORA, ADA, BEN):
            station.desk.checkin(number, "reception")
            clock.forward(MINUTE)
    assert "rolled_back" in codes_of(verified(folder))


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


def test_heads_written_by_somebody_without_the_key_are_passed_over(
    folder: Path, clock: Clock
) -> None:
    with store_copies.opened(folder, clock):
        pass
    heads = folder / "heads.json"
    heads.write_text(heads.read_text().replace('"mac": "', '"mac": "0'))
    assert verified(folder).intact
    heads.write_bytes(b"\0rubbish")
    assert verified(folder).intact


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
