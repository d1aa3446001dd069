"""A backup is tried before it is needed; nothing is changed by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.backup_check import check_backup
from checkin.errors import KnownError, WrongPassphrase
from checkin.store.store import put_setting
from tests import store_copies
from tests.factories import PASSPHRASE
from tests.store_copies import ADA

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station


@pytest.fixture
def made(tmp_path: Path, station: Station) -> Path:
    """A backup after one scan; the store stays open."""
    station.desk.checkin(ADA, "entrance")
    path = tmp_path / "evening.uketsuke-backup"
    station.backup(path)
    return path


DAMAGE = {
    "empty": lambda raw: b"",
    "half": lambda raw: raw[: len(raw) // 2],
    "another file": lambda raw: b"%PDF-1.7\n" + bytes(5_000),
    "one bit in the database": lambda raw: raw[:90_000] + bytes([raw[90_000] ^ 4]) + raw[90_001:],
}


def test_a_backup_that_is_checked_tells_what_it_holds(made: Path, station: Station) -> None:
    before = made.read_bytes()
    checked = check_backup(made, PASSPHRASE)
    assert checked.event == station.desk.event.name
    assert checked.event_id == station.desk.event.id
    assert checked.entries == station.journal.verify().entries
    assert checked.made == station.journal.now()
    assert checked.problems == 0
    assert made.read_bytes() == before


def test_a_backup_of_an_older_program_is_checked_as_well(station: Station, tmp_path: Path) -> None:
    with station.store.write() as connection:
        put_setting(connection, "tables", "0")
    path = tmp_path / "older.uketsuke-backup"
    entries = station.backup(path)
    assert (check_backup(path, PASSPHRASE).entries, check_backup(path, PASSPHRASE).problems) == (
        entries,
        0,
    )


def test_the_recovery_passphrase_checks_too(made: Path) -> None:
    assert check_backup(made, store_copies.template().recovery.lower()).problems == 0


def test_a_wrong_passphrase_checks_nothing(made: Path) -> None:
    with pytest.raises(WrongPassphrase):
        check_backup(made, "wrong")


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_backup_does_not_pass_the_check(made: Path, damage: str) -> None:
    made.write_bytes(DAMAGE[damage](made.read_bytes()))
    with pytest.raises(KnownError):
        check_backup(made, PASSPHRASE)
