"""The last entries are noted outside of a store's folder too: who puts back the whole folder is noticed."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from checkin.domain import Outcome
from checkin.errors import StoreAltered
from checkin.store import backup, heads, passphrases
from checkin.store.store import DATABASE
from checkin.sync import NewChain
from tests import store_copies
from tests.factories import MINUTE, MORNING, PASSPHRASE, Clock
from tests.store_copies import ADA, BEN, CHIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station


class Desk:
    """A store of a user, with what an attacker has kept of its folder."""

    def __init__(self, folder: Path, settings: Path, clock: Clock) -> None:
        self.folder, self.settings, self._clock = folder, settings, clock

    @contextmanager
    def opened(self, settings: Path | None = None, key: bytes = b"") -> Iterator[Station]:
        with store_copies.opened(self.folder, self._clock, key=key) as station:
            station.remember_in(settings or self.settings)
            yield station

    def checks_in(self, number: int) -> None:
        with self.opened() as station:
            assert station.desk.checkin(number, "entrance").outcome is Outcome.ADMITTED
            self._clock.forward(MINUTE)

    def found(self, settings: Path | None = None) -> set[str]:
        """The codes of what is found when the store is opened."""
        with self.opened(settings) as station:
            return {problem.code for problem in station.store.alarm.problems}

    def note(self, place: Path | None = None) -> Path:
        (found,) = (place or self.settings).glob(f"*{heads.SUFFIX}")
        return found


@pytest.fixture
def desk(folder: Path, tmp_path: Path, clock: Clock) -> Desk:
    made = Desk(folder, tmp_path / "settings", clock)
    made.checks_in(ADA)
    return made


@pytest.fixture
def yesterday(desk: Desk, tmp_path: Path) -> Path:
    """The whole folder as it was, before somebody else came."""
    kept = tmp_path / "yesterday"
    shutil.copytree(desk.folder, kept)
    desk.checks_in(BEN)
    return kept


def put_back(desk: Desk, kept: Path) -> None:
    shutil.rmtree(desk.folder)
    shutil.copytree(kept, desk.folder)


def test_a_whole_folder_that_was_put_back_is_noticed(desk: Desk, yesterday: Path) -> None:
    put_back(desk, yesterday)
    for _ in range(2):  # however often it is opened
        with desk.opened() as station:
            with pytest.raises(StoreAltered):
                station.desk.checkin(CHIO, "entrance")
            assert {problem.code for problem in station.journal.verify().problems} == {
                "rolled_back"
            }
    with desk.opened() as station:
        station.accept_loss("the laptop was set up anew")
        assert station.desk.checkin(CHIO, "entrance").outcome is Outcome.ADMITTED
    assert not desk.found()


def test_it_goes_on_in_a_new_chain_so_that_nothing_has_a_number_twice(
    desk: Desk, yesterday: Path
) -> None:
    put_back(desk, yesterday)
    with desk.opened() as station:
        identity = station.journal.identity
        assert identity.writes != identity.desk


def test_without_the_note_in_the_settings_the_folder_is_believed(
    desk: Desk, yesterday: Path, tmp_path: Path
) -> None:
    """As of a store that was moved to another computer, or is opened by another user."""
    put_back(desk, yesterday)
    assert not desk.found(tmp_path / "of another user")


def test_a_copy_in_another_folder_is_no_older_copy(
    desk: Desk, yesterday: Path, clock: Clock
) -> None:
    assert not Desk(yesterday, desk.settings, clock).found()
    assert not desk.found()


def test_the_newest_note_wins(desk: Desk) -> None:
    older = desk.note().read_bytes()
    desk.checks_in(BEN)
    desk.note().write_bytes(older)
    assert not desk.found()
    assert desk.note().read_bytes() != older


@pytest.mark.parametrize("how", ["deleted", "spoilt"])
def test_one_note_is_enough_and_the_other_is_written_anew(desk: Desk, how: str) -> None:
    note = desk.folder / heads.NAME
    before = note.read_bytes()
    note.unlink()
    if how == "spoilt":
        note.write_bytes(b"\0rubbish")
    assert not desk.found()
    assert note.read_bytes() == before


def test_an_older_database_is_noticed_by_the_settings_alone(desk: Desk, yesterday: Path) -> None:
    shutil.copy(yesterday / DATABASE, desk.folder / DATABASE)
    (desk.folder / heads.NAME).unlink()
    assert desk.found() == {"rolled_back"}


def test_without_any_note_it_is_said(desk: Desk) -> None:
    (desk.folder / heads.NAME).unlink()
    desk.note().unlink()
    assert desk.found() == {"heads_lost", "note_gone"}


@pytest.mark.parametrize("how", ["deleted", "spoilt"])
def test_a_note_in_the_settings_that_is_gone_is_said_until_somebody_accepts_it(
    desk: Desk, yesterday: Path, how: str
) -> None:
    """Who puts back the folder and deletes that note leaves a trace."""
    put_back(desk, yesterday)
    note = desk.note()
    note.unlink()
    if how == "spoilt":
        note.write_bytes(b"\0rubbish")
    for _ in range(2):
        assert desk.found() == {"note_gone"}
    with desk.opened() as station:
        station.accept_loss("the settings were deleted")
    assert not desk.found()


def test_a_backup_that_is_restored_on_purpose_alarms_nobody(
    desk: Desk, tmp_path: Path, clock: Clock
) -> None:
    with desk.opened() as station:
        station.backup(tmp_path / "kept")
    desk.checks_in(BEN)
    backup.restore(tmp_path / "kept", desk.folder, PASSPHRASE, desk.settings)
    with desk.opened() as station:
        assert station.began is NewChain.WENT_BACK
        assert station.desk.checkin(BEN, "entrance").outcome is Outcome.ADMITTED
    assert not desk.found()


def test_nor_does_one_that_is_restored_where_the_folder_was_lost(
    desk: Desk, tmp_path: Path
) -> None:
    with desk.opened() as station:
        station.backup(tmp_path / "kept")
    desk.checks_in(BEN)
    shutil.rmtree(desk.folder)
    backup.restore(tmp_path / "kept", desk.folder, PASSPHRASE, desk.settings)
    with desk.opened() as station:
        assert station.began is NewChain.WENT_BACK
        assert not station.store.alarm.problems


def test_what_was_restored_and_is_put_back_again_is_noticed(desk: Desk, tmp_path: Path) -> None:
    with desk.opened() as station:
        station.backup(tmp_path / "kept")
    desk.checks_in(BEN)
    backup.restore(tmp_path / "kept", desk.folder, PASSPHRASE, desk.settings)
    with desk.opened():
        pass
    kept = tmp_path / "after the restore"
    shutil.copytree(desk.folder, kept)
    desk.checks_in(BEN)
    put_back(desk, kept)
    assert desk.found() == {"rolled_back"}


def test_a_store_with_a_new_key_has_the_same_notes(
    desk: Desk, yesterday: Path, clock: Clock
) -> None:
    key = store_copies.template().key
    passphrases.rekey(desk.folder, PASSPHRASE, MORNING)
    shutil.rmtree(desk.folder)
    shutil.copytree(yesterday, desk.folder)  # which opens with the old key
    with desk.opened(key=key) as station:
        assert {problem.code for problem in station.store.alarm.problems} == {"rolled_back"}


class TestAtTheSecondPlace:
    @pytest.fixture
    def stick(self, desk: Desk, tmp_path: Path) -> Path:
        place = tmp_path / "stick"
        place.mkdir()
        self.back_up(desk, place)
        return place

    def back_up(self, desk: Desk, stick: Path) -> None:
        with desk.opened() as station:
            station.backup_dated(stick)

    def found_with(self, desk: Desk, stick: Path, settings: Path) -> set[str]:
        with desk.opened(settings) as station:
            station.look_at(stick)
            return {problem.code for problem in station.store.alarm.problems}

    def test_what_is_put_back_with_the_settings_is_noticed(
        self, desk: Desk, stick: Path, tmp_path: Path
    ) -> None:
        for name, place in (("folder", desk.folder), ("note", desk.settings)):
            shutil.copytree(place, tmp_path / "kept" / name)
        desk.checks_in(BEN)
        self.back_up(desk, stick)
        for name, place in (("folder", desk.folder), ("note", desk.settings)):
            shutil.rmtree(place)
            shutil.copytree(tmp_path / "kept" / name, place)
        assert not desk.found()
        assert self.found_with(desk, stick, desk.settings) == {"rolled_back"}

    def test_a_stick_without_a_note_or_with_a_spoilt_one_is_given_one(
        self, desk: Desk, stick: Path
    ) -> None:
        before = desk.note(stick).read_bytes()
        desk.note(stick).write_bytes(b"\0rubbish")
        assert not self.found_with(desk, stick, desk.settings)
        self.back_up(desk, stick)
        assert desk.note(stick).read_bytes() == before

    def test_a_loss_that_was_accepted_while_the_stick_was_out_is_not_said_again(
        self, desk: Desk, stick: Path, yesterday: Path
    ) -> None:
        self.back_up(desk, stick)
        put_back(desk, yesterday)
        with desk.opened() as station:
            station.accept_loss("the laptop was set up anew")
        assert not self.found_with(desk, stick, desk.settings)
        self.back_up(desk, stick)
        assert not self.found_with(desk, stick, desk.settings)

    def test_a_backup_restored_from_the_stick_on_a_new_computer_alarms_nobody(
        self, desk: Desk, stick: Path, tmp_path: Path, clock: Clock
    ) -> None:
        desk.checks_in(BEN)
        with desk.opened() as station:
            station.notes.write(stick)  # the backup beside it is older
        (kept,) = stick.glob("*.uketsuke-backup")
        new = Desk(tmp_path / "new" / desk.folder.name, tmp_path / "of the new one", clock)
        backup.restore(kept, new.folder, PASSPHRASE, new.settings)
        assert not self.found_with(new, stick, new.settings)


def test_a_note_is_written_when_entries_have_come_and_not_otherwise(desk: Desk) -> None:
    with desk.opened() as station:
        station.notes.write()
        before = desk.note().stat().st_mtime_ns
        station.notes.write()
        assert desk.note().stat().st_mtime_ns == before
        station.desk.checkin(BEN, "entrance")
        assert station.notes.entries_since == 1
        station.notes.write()
        assert station.notes.entries_since == 0
        assert desk.note().stat().st_mtime_ns != before
        assert desk.note().read_bytes() == (desk.folder / heads.NAME).read_bytes()


def test_settings_that_cannot_be_written_do_not_keep_a_store_from_opening(
    desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "a file"
    file.write_bytes(b"")
    assert not desk.found(file / "below")
