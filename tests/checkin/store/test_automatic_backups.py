"""Automatic backups: their rotation, the second place, and nothing else that lies there crowds them out."""

from __future__ import annotations

import errno
import os
import zipfile
from typing import TYPE_CHECKING

import pytest

from checkin.errors import KnownError, NotPossible
from checkin.store import backup, rotation
from tests import factories
from tests.factories import DAY, MINUTE, Clock

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station

HOUR = 60 * MINUTE


@pytest.fixture
def made(tmp_path: Path, station: Station) -> Path:
    """A backup by hand; the store stays open."""
    path = tmp_path / "evening.uketsuke-backup"
    station.backup(path)
    return path


def test_a_new_backup_makes_room_as_the_rotation_says(station: Station, clock: Clock) -> None:
    made = []
    for _ in range(rotation.NEWEST + 3):
        made.append(station.backup_dated())
        clock.forward(5 * MINUTE)
    left = {int(path.stem) for path in made if path.exists()}
    assert left == rotation.kept(int(path.stem) for path in made)
    assert len(left) < len(made)
    assert backup.latest(station.folder) == made[-1]


def test_a_file_of_another_name_crowds_no_backup_out(station: Station) -> None:
    first = station.backup_dated()
    for name in range(40):
        (first.parent / f"copy {name}{backup.SUFFIX}").write_bytes(b"x")
        (first.parent / f"9999999{name:07}-{backup.SUFFIX}").write_bytes(b"x")
    second = station.backup_dated()
    assert first.exists()
    assert second.exists()
    assert backup.latest(station.folder) == second


@pytest.mark.parametrize("what", ["another file", "an archive of other things", "a link", "a pipe"])
def test_what_is_named_as_a_backup_and_is_none_crowds_none_out(
    station: Station, tmp_path: Path, what: str
) -> None:
    first = station.backup_dated()
    for hours in range(200):
        odd = first.with_name(f"{factories.MORNING + hours * HOUR + 1:014d}{backup.SUFFIX}")
        if what == "another file":
            odd.write_bytes(b"x")
        elif what == "an archive of other things":
            with zipfile.ZipFile(odd, "w") as archive:
                archive.writestr("keyslots.json", b"{}")
                archive.writestr("store.db", b"x")
        elif what == "a link":
            odd.symlink_to(first)
        else:
            os.mkfifo(odd)
    assert backup.latest(station.folder) == first
    second = station.backup_dated()
    assert first.exists()
    assert backup.latest(station.folder) == second
    assert int(second.stem) < factories.MORNING + HOUR  # no false name was counted on from


def test_a_folder_of_backups_that_is_a_link_is_refused(station: Station, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (station.folder / backup.FOLDER).symlink_to(elsewhere)
    with pytest.raises(NotPossible, match="leads to another place"):
        station.backup_dated()
    assert not list(elsewhere.iterdir())
    station.backup(elsewhere / f"{factories.MORNING:014d}{backup.SUFFIX}")
    assert backup.latest(station.folder) is None
    assert backup.own(station.folder) == ()


@pytest.mark.parametrize("jump", [-DAY, -factories.MORNING, 0])
def test_after_the_clock_went_back_a_new_backup_is_still_the_newest_and_kept(
    station: Station, clock: Clock, jump: int
) -> None:
    for _ in range(rotation.NEWEST):
        station.backup_dated()
        clock.forward(MINUTE)
    clock.forward(jump)
    path = station.backup_dated()
    assert path.exists()
    assert backup.latest(station.folder) == path
    assert len(list((station.folder / backup.FOLDER).iterdir())) >= rotation.NEWEST


def test_a_second_place_gets_a_copy_under_the_events_name(station: Station, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    path = station.backup_dated(stick)
    (copy,) = stick.glob(f"*{backup.SUFFIX}")
    assert copy.name == f"{station.folder.stem}{backup.SUFFIX}"
    assert copy.read_bytes() == path.read_bytes()
    assert copy.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", [".copy.new", "copy"])
def test_a_link_at_the_second_place_leads_nowhere(made: Path, tmp_path: Path, name: str) -> None:
    elsewhere, place = tmp_path / "elsewhere", tmp_path / "stick"
    elsewhere.write_bytes(b"kept")
    place.mkdir()
    (place / name).symlink_to(elsewhere)
    backup.copy_to_second_place(made, place / "copy")
    assert elsewhere.read_bytes() == b"kept"
    assert (place / "copy").read_bytes() == made.read_bytes()


def test_what_is_at_the_second_place_is_on_its_disk_file_and_folder(
    station: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick, synced, fsync = tmp_path / "stick", list[tuple[int, bool]](), os.fsync
    stick.mkdir()

    def noting(handle: int) -> None:
        fsync(handle)
        synced.append((os.fstat(handle).st_ino, (stick / copy).exists()))

    copy = f"{station.folder.stem}{backup.SUFFIX}"
    monkeypatch.setattr(os, "fsync", noting)
    station.backup_dated(stick)
    assert ((stick / copy).stat().st_ino, False) in synced  # before it has its name
    assert (stick.stat().st_ino, True) in synced


@pytest.mark.parametrize("code", [errno.EINVAL, errno.EACCES])
def test_a_second_place_whose_folders_cannot_be_synced_takes_a_copy_too(
    station: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    stick, fsync = tmp_path / "stick", os.fsync
    stick.mkdir()

    def refusing(handle: int) -> None:
        """Some network shares and sticks answer so for a folder."""
        if os.fstat(handle).st_ino == stick.stat().st_ino:
            raise OSError(code, os.strerror(code))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", refusing)
    station.backup_dated(stick)
    assert len(list(stick.glob(f"*{backup.SUFFIX}"))) == 1


def test_a_second_place_that_is_gone_is_said_and_the_first_is_there(
    station: Station, tmp_path: Path
) -> None:
    with pytest.raises(KnownError, match="cannot be written"):
        station.backup_dated(tmp_path / "pulled out")
    assert backup.latest(station.folder) is not None


def test_without_a_backup_there_is_no_latest_one(folder: Path) -> None:
    assert backup.latest(folder) is None
