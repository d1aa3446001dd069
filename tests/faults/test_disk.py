"""Disk full or read-only: no admission is shown that is not on the disk."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from checkin import bootstrap, bundle
from checkin.domain import Outcome
from checkin.errors import DiskFull, KnownError, StoreReadOnly
from checkin.store import backup
from checkin.sync import Exchanged
from tests import store_copies
from tests.factories import PASSPHRASE, Clock
from tests.paths import ROOT
from tests.store_copies import ADA, CANARY
from tests.thorough import THOROUGH

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station

MIB = 1024 * 1024


def fill(disk: Path, leave: int) -> Path:
    """Fills the disk except for so many bytes."""
    filler = disk / "filler"
    room = os.statvfs(disk)
    free = room.f_bavail * room.f_frsize
    filler.write_bytes(bytes(max(0, free - leave)))
    return filler


def scan_until_it_fails(station: Station) -> tuple[int, str, KnownError]:
    """Scans new codes until one fails; returns how many succeeded, the failed one, and the error."""
    for count in range(20_000):
        text = f"unknown {count}"
        try:
            station.desk.scan(text, "entrance")
        except KnownError as error:
            return count, text, error
    pytest.fail("the disk never was full")


@pytest.mark.parametrize("leave", [0, 4_096, 12_288, 40_960, 300_000])
def test_on_a_full_disk_the_scan_is_not_taken_and_after_making_room_it_is(
    small_disk: Path, leave: int
) -> None:
    station = store_copies.opened(store_copies.copied(small_disk), Clock())
    try:
        filler = fill(small_disk, leave)
        answered, text, error = scan_until_it_fails(station)
        assert isinstance(error, DiskFull | StoreReadOnly)
        assert "Nothing was recorded" in error.sentence
        assert len(station.desk.last(100_000)) == answered
        with pytest.raises(KnownError):
            station.desk.checkin(ADA, "entrance")
        assert station.desk.stats().sessions["entrance"].inside == 0
        filler.unlink()
        assert station.desk.scan(text, "entrance").outcome is Outcome.UNKNOWN
        assert station.desk.checkin(ADA, "entrance").outcome is Outcome.ADMITTED
        assert len(station.desk.last(100_000)) == answered + 2
        assert station.journal.verify().intact
    finally:
        station.close()


def test_a_full_disk_is_read_from_and_searched_all_the_same(small_disk: Path) -> None:
    station = store_copies.opened(store_copies.copied(small_disk), Clock())
    try:
        fill(small_disk, 0)
        scan_until_it_fails(station)
        assert station.desk.find(CANARY)
        assert station.journal.verify().intact
    finally:
        station.close()


def test_a_store_can_be_opened_on_a_full_disk_or_says_why_not(small_disk: Path) -> None:
    folder = store_copies.copied(small_disk)
    filler = fill(small_disk, 0)
    with suppress(KnownError):
        store_copies.opened(folder, Clock()).close()
    filler.unlink()
    with store_copies.opened(folder, Clock()) as station:
        assert station.journal.verify().intact


def test_a_backup_to_a_full_disk_is_said_and_leaves_nothing(small_disk: Path, folder: Path) -> None:
    fill(small_disk, 8_192)
    with store_copies.opened(folder) as station, pytest.raises(KnownError):
        station.backup(small_disk / "backup")
    assert [path.name for path in small_disk.iterdir()] == ["filler"]


def test_a_bundle_to_a_full_disk_is_said_and_the_old_one_stays(
    small_disk: Path, folder: Path
) -> None:
    stick = small_disk / "bundle"
    stick.write_bytes(b"of yesterday")
    fill(small_disk, 8_192)
    with (
        store_copies.opened(folder) as station,
        pytest.raises(DiskFull, match="cannot be written"),
    ):
        bundle.write(station.exchange, stick)
    assert sorted(path.name for path in small_disk.iterdir()) == ["bundle", "filler"]
    assert stick.read_bytes() == b"of yesterday"


def test_a_bundle_that_has_no_room_beside_the_store_is_not_taken_in(
    small_disk: Path, tmp_path: Path
) -> None:
    with store_copies.opened(store_copies.copied(small_disk)) as station:
        bundle.write(station.exchange, tmp_path / "bundle")
        filler = fill(small_disk, 0)
        with pytest.raises(DiskFull, match="cannot be written"):
            bundle.read(station.exchange, tmp_path / "bundle")
        filler.unlink()
        assert bundle.read(station.exchange, tmp_path / "bundle") == Exchanged()


def test_restoring_to_a_full_disk_is_said_and_leaves_nothing(
    small_disk: Path, folder: Path, tmp_path: Path
) -> None:
    with store_copies.opened(folder) as station:
        station.backup(tmp_path / "backup")
    fill(small_disk, 8_192)
    with pytest.raises(DiskFull, match="cannot be written"):
        backup.restore(tmp_path / "backup", small_disk / "x.uketsuke", PASSPHRASE)
    assert [path.name for path in small_disk.iterdir()] == ["filler"]


def test_a_new_store_on_a_full_disk_is_said_and_leaves_nothing(small_disk: Path) -> None:
    fill(small_disk, 8_192)
    with pytest.raises(KnownError):
        bootstrap.create_store(small_disk / "new.uketsuke", store_copies.plan(), PASSPHRASE)
    assert [path.name for path in small_disk.iterdir()] == ["filler"]


def remount(disk: Path, how: str) -> None:
    done = subprocess.run(
        ["mount", "-o", f"remount,{how}", str(disk)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip(f"this machine does not remount: {done.stderr.decode().strip()}")


def test_a_medium_that_has_turned_read_only_is_said_and_nothing_is_lost(small_disk: Path) -> None:
    folder = store_copies.copied(small_disk)
    with store_copies.opened(folder, Clock()) as station:
        station.desk.checkin(ADA, "entrance")
    # A disk cannot become read-only while a file is open for writing: the error comes at the next opening.
    remount(small_disk, "ro")
    try:
        with pytest.raises(StoreReadOnly, match="cannot be written"):
            store_copies.opened(folder, Clock())
        with pytest.raises(KnownError):
            bootstrap.create_store(small_disk / "new.uketsuke", store_copies.plan(), PASSPHRASE)
    finally:
        remount(small_disk, "rw")
    with store_copies.opened(folder, Clock()) as station:
        assert station.desk.checkin(store_copies.BEN, "entrance").outcome is Outcome.ADMITTED
        assert station.journal.verify().intact


def test_on_a_read_only_medium_a_store_can_be_read(small_disk: Path) -> None:
    folder = store_copies.copied(small_disk)
    remount(small_disk, "ro")
    try:
        with store_copies.opened(folder, read_only=True) as station:
            assert station.desk.find(CANARY)
            assert station.journal.verify().intact
    finally:
        remount(small_disk, "rw")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do anything")
def test_a_folder_that_refuses_writing_is_said(folder: Path) -> None:
    folder.chmod(0o500)
    try:
        with pytest.raises(StoreReadOnly, match="cannot be written"):
            store_copies.opened(folder)
    finally:
        folder.chmod(0o700)


LIMITED = """
import json, resource, sys
from pathlib import Path
from checkin.errors import KnownError
from tests import store_copies
from tests.factories import Clock

def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

folder, key, more = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), int(sys.argv[3])
clock = Clock()
station = store_copies.opened(folder, clock, key=key)
station.desk.checkin(2, "entrance")
limit((folder / "store.db-wal").stat().st_size + more)
answered, failure = 0, ""
while not failure:
    try:
        station.desk.scan(f"unknown {answered}", "entrance")
        answered += 1
    except KnownError as error:
        failure = type(error).__name__
refused = len(station.desk.last(100_000))
limit(resource.RLIM_INFINITY)
after = station.desk.checkin(1, "entrance").outcome
intact = station.journal.verify().intact
print(json.dumps([failure, answered, refused, after, intact]))
station.close()
"""


@pytest.mark.skipif(os.name != "posix", reason="file sizes are limited on POSIX only")
@pytest.mark.soak
@pytest.mark.parametrize("more", [0, 1, 4_096, 5_000, 30_000] if THOROUGH else [1, 5_000])
def test_a_file_that_may_not_grow_is_like_a_full_disk(folder: Path, more: int) -> None:
    """The same without being root: the system limits the size of the log."""
    result = subprocess.run(
        [sys.executable, "-c", LIMITED, str(folder), store_copies.template().key.hex(), str(more)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    failure, answered, recorded, after, intact = json.loads(result.stdout)
    assert failure in ("DiskFull", "StoreReadOnly")
    assert recorded == answered + 1
    assert (after, intact) == ("admitted", True)
