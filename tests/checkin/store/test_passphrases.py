"""What opens a store is added, changed and removed; nothing locks everybody out, nothing is left of an old key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin import backup_check, bootstrap
from checkin.domain import Role
from checkin.errors import (
    DiskFull,
    NotAllowed,
    NotPossible,
    StoreBusy,
    StoreDamaged,
    WrongPassphrase,
)
from checkin.store import backup, keyslots, passphrases
from checkin.store.store import DATABASE
from tests import store_copies
from tests.factories import PASSPHRASE
from tests.store_copies import ADA, CANARY

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.keys import Slot
    from checkin.station import Station

NEW = "a second one for the night"
NOW = 1_764_500_000_000


def opens(folder: Path, passphrase: str) -> bool:
    try:
        keyslots.key_of(folder, passphrase)
    except WrongPassphrase:
        return False
    return True


def recovery() -> str:
    return store_copies.template().recovery


def test_an_added_passphrase_opens_the_store_beside_the_first(station: Station) -> None:
    station.passphrases.add(NEW)
    assert opens(station.folder, NEW)
    assert opens(station.folder, PASSPHRASE)
    kinds = [slot.kind for slot in station.passphrases.slots()]
    assert kinds == ["passphrase", "recovery", "passphrase"]
    assert station.passphrases.slots()[-1].added == station.journal.now()


def test_a_changed_one_takes_the_place_of_the_old(station: Station) -> None:
    station.passphrases.change(PASSPHRASE, NEW)
    assert opens(station.folder, NEW)
    assert not opens(station.folder, PASSPHRASE)
    assert opens(station.folder, recovery())


def test_a_removed_one_opens_nothing_and_the_last_one_stays(station: Station) -> None:
    station.passphrases.add(NEW)
    station.passphrases.remove(PASSPHRASE)
    assert not opens(station.folder, PASSPHRASE)
    with pytest.raises(NotPossible, match="only passphrase"):
        station.passphrases.remove(NEW)
    assert opens(station.folder, NEW)


def test_new_recovery_words_open_the_store_and_the_old_ones_do_not(station: Station) -> None:
    words = station.passphrases.renew_recovery()
    assert opens(station.folder, words.lower().replace("-", " "))
    assert not opens(station.folder, recovery())
    assert opens(station.folder, PASSPHRASE)


@pytest.mark.parametrize("bad", ["", "short", PASSPHRASE])
def test_what_is_short_or_known_changes_nothing(station: Station, bad: str) -> None:
    before = (station.folder / keyslots.NAME).read_bytes()
    for attempt in (
        lambda: station.passphrases.add(bad),
        lambda: station.passphrases.change(PASSPHRASE, bad),
    ):
        with pytest.raises(NotPossible):
            attempt()
    assert (station.folder / keyslots.NAME).read_bytes() == before


def test_a_wrong_passphrase_and_the_recovery_words_are_no_passphrase(station: Station) -> None:
    before = (station.folder / keyslots.NAME).read_bytes()
    with pytest.raises(WrongPassphrase):
        station.passphrases.change("wrong", NEW)
    with pytest.raises(NotPossible, match="recovery words"):
        station.passphrases.remove(recovery())
    assert (station.folder / keyslots.NAME).read_bytes() == before


@pytest.mark.parametrize("role", [Role.LEAD, Role.VOLUNTEER])
def test_a_shift_that_was_opened_with_a_pin_changes_none(station: Station, role: Role) -> None:
    station.shift.role = role
    for attempt in (
        lambda: station.passphrases.add(NEW),
        station.passphrases.renew_recovery,
        station.passphrases.slots,
    ):
        with pytest.raises(NotAllowed):
            attempt()


# The key itself


def test_after_a_rekey_the_store_is_the_same_under_another_key(folder: Path) -> None:
    with store_copies.opened(folder) as station:
        station.desk.checkin(ADA, "entrance")
        station.passphrases.add(NEW)
        made = station.backup_dated()
    done = passphrases.rekey(folder, PASSPHRASE, NOW)
    assert not opens(folder, NEW)
    assert not opens(folder, recovery())
    assert opens(folder, done.recovery)
    assert keyslots.key_of(folder, PASSPHRASE) != store_copies.template().key
    with bootstrap.open_store(folder, PASSPHRASE) as station:
        assert station.journal.verify().intact
        assert station.desk.stats().sessions["entrance"].attended == 1
    assert done.backups == (made,)
    assert backup_check.check_backup(made, NEW).problems == 0  # as told: it opens with the old ones


def test_nothing_of_the_old_database_is_left(folder: Path) -> None:
    store_copies.opened(folder).close()
    passphrases.rekey(folder, PASSPHRASE, NOW)
    assert {path.name for path in folder.parent.iterdir()} == {folder.name}
    with pytest.raises(StoreDamaged):
        store_copies.opened(folder)
    assert CANARY.encode() not in (folder / DATABASE).read_bytes()


def test_what_else_is_in_the_folder_moves_over(folder: Path) -> None:
    store_copies.opened(folder).close()
    (folder / "layouts").mkdir()
    (folder / "layouts" / "ours.toml").write_text("x")
    (folder / "notes of the organiser.txt").write_text("y")
    passphrases.rekey(folder, PASSPHRASE, NOW)
    assert (folder / "layouts" / "ours.toml").read_text() == "x"
    assert (folder / "notes of the organiser.txt").read_text() == "y"


def test_what_another_process_writes_meanwhile_is_not_lost(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_copies.opened(folder).close()
    write = keyslots.write

    def meanwhile(where: Path, slots: tuple[Slot, ...]) -> None:
        write(where, slots)
        with store_copies.opened(folder) as other:
            other.desk.checkin(ADA, "entrance")

    monkeypatch.setattr(keyslots, "write", meanwhile)
    with pytest.raises(StoreBusy, match="meanwhile"):
        passphrases.rekey(folder, PASSPHRASE, NOW)
    with store_copies.opened(folder) as station:
        assert station.desk.stats().sessions["entrance"].attended == 1
    assert {path.name for path in folder.parent.iterdir()} == {folder.name}


def test_an_open_store_is_not_rekeyed(station: Station) -> None:
    before = (station.folder / keyslots.NAME).read_bytes()
    with pytest.raises(StoreBusy):
        passphrases.rekey(station.folder, PASSPHRASE, NOW)
    assert (station.folder / keyslots.NAME).read_bytes() == before
    assert {path.name for path in station.folder.parent.iterdir()} == {station.folder.name}


def test_a_rekey_that_fails_changes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store_copies.opened(folder).close()
    before = (folder / DATABASE).read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keyslots, "write", full)
    with pytest.raises(DiskFull):
        passphrases.rekey(folder, PASSPHRASE, NOW)
    monkeypatch.undo()
    assert (folder / DATABASE).read_bytes() == before
    assert opens(folder, PASSPHRASE)
    assert {path.name for path in folder.parent.iterdir()} == {folder.name}
    assert backup.own(folder) == ()
