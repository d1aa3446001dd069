"""Backup and restore: complete while scans go on, lossless, and damaged files are refused."""

from __future__ import annotations

import threading
import zipfile
from typing import TYPE_CHECKING

import pytest

from checkin.errors import BadFile, KnownError, NotPossible, StoreBusy, WrongPassphrase
from checkin.store import backup
from checkin.store.store import DATABASE
from tests import factories, store_copies
from tests.desks_in_memory import dump
from tests.factories import PASSPHRASE
from tests.store_copies import ADA, BEN, CANARY

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station
    from tests.desks_in_memory import Dump


@pytest.fixture
def made(tmp_path: Path, station: Station) -> Path:
    """A backup after one scan; the store stays open."""
    station.desk.checkin(ADA, "entrance")
    path = tmp_path / "evening.uketsuke-backup"
    station.backup(path)
    return path


def tables(folder: Path) -> Dump:
    with store_copies.opened(folder, read_only=True) as station, station.store.read() as connection:
        assert station.journal.verify().intact
        return dump(connection)


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_a_backup_says_how_many_entries_it_holds(station: Station, tmp_path: Path) -> None:
    entries = station.journal.verify().entries
    assert station.backup(tmp_path / "one") == entries
    station.desk.checkin(ADA, "entrance")
    assert station.backup(tmp_path / "two") == entries + 1


def test_what_is_restored_is_what_was_saved(made: Path, folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "other" / "restored.uketsuke"
    entries = backup.restore(made, elsewhere, PASSPHRASE)
    assert tables(elsewhere) == tables(folder)
    with store_copies.open_with_passphrase(elsewhere) as restored:
        # The desk goes on in a new chain, which one entry begins.
        assert restored.journal.verify().entries == entries + 1
        assert restored.desk.stats(factories.event().days[0]).sessions["entrance"].attended == 1


def test_the_recovery_passphrase_restores_too(made: Path, tmp_path: Path) -> None:
    recovery = store_copies.template().recovery.lower()
    assert backup.restore(made, tmp_path / "x.uketsuke", recovery) > 0


def test_after_a_restore_scanning_goes_on(made: Path, tmp_path: Path) -> None:
    backup.restore(made, tmp_path / "x.uketsuke", PASSPHRASE)
    with store_copies.opened(tmp_path / "x.uketsuke") as restored:
        restored.desk.checkin(BEN, "entrance")
        assert restored.journal.verify().intact


def test_a_restore_moves_the_old_store_aside_and_loses_nothing(
    made: Path, station: Station, folder: Path
) -> None:
    station.desk.checkin(BEN, "entrance")
    station.close()
    before = tables(folder)
    backup.restore(made, folder, PASSPHRASE)
    aside = folder.with_name(f"{folder.name}.before-restore")
    assert tables(aside) == before
    with store_copies.opened(folder) as restored:
        assert [problem.code for problem in restored.journal.verify().problems] == ["rolled_back"]
        restored.accept_loss("the newer one is damaged")
    assert len(tables(folder)["scan"]) == 1
    backup.restore(made, folder, PASSPHRASE)
    assert folder.with_name(f"{folder.name}.before-restore-2").is_dir()


def test_an_open_store_is_not_replaced(made: Path, station: Station, folder: Path) -> None:
    with pytest.raises(StoreBusy):
        backup.restore(made, folder, PASSPHRASE)
    station.desk.checkin(BEN, "entrance")
    assert station.journal.verify().intact
    assert beside(folder) == {folder.name, made.name}


def beside(folder: Path) -> set[str]:
    return {path.name for path in folder.parent.iterdir()}


def test_a_wrong_passphrase_restores_nothing_and_changes_nothing(
    made: Path, station: Station, folder: Path
) -> None:
    station.close()
    before = contents(folder)
    with pytest.raises(WrongPassphrase):
        backup.restore(made, folder, "wrong")
    assert contents(folder) == before
    assert beside(folder) == {folder.name, made.name}


DAMAGE = {
    "empty": lambda raw: b"",
    "half": lambda raw: raw[: len(raw) // 2],
    "without its end": lambda raw: raw[:-10],
    "another file": lambda raw: b"%PDF-1.7\n" + bytes(5_000),
    "one bit in the database": lambda raw: raw[:90_000] + bytes([raw[90_000] ^ 4]) + raw[90_001:],
    "a hole": lambda raw: raw[:50_000] + bytes(4_096) + raw[54_096:],
    "text in front": lambda raw: b"x" * 100 + raw[50:],
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_backup_is_refused_and_nothing_is_changed(
    made: Path, station: Station, folder: Path, damage: str
) -> None:
    station.close()
    made.write_bytes(DAMAGE[damage](made.read_bytes()))
    before = contents(folder)
    with pytest.raises(KnownError):
        backup.restore(made, folder, PASSPHRASE)
    assert contents(folder) == before
    assert beside(folder) == {folder.name, made.name}


def test_wherever_a_bit_has_flipped_a_backup_is_refused_or_whole(
    made: Path, station: Station, folder: Path, tmp_path: Path
) -> None:
    station.close()
    expected, raw = tables(folder), made.read_bytes()
    random = factories.randomness(3)
    for attempt in range(40):
        place = int.from_bytes(random(4), "big") % len(raw)
        made.write_bytes(raw[:place] + bytes([raw[place] ^ 16]) + raw[place + 1 :])
        target = tmp_path / f"{attempt}.uketsuke"
        try:
            backup.restore(made, target, PASSPHRASE)
        except KnownError:
            assert not target.exists()
        else:  # a bit without effect, such as of a date
            assert tables(target) == expected


def archive(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in members.items():
            packed.writestr(name.replace("_", "."), data)
    return path


def test_an_archive_of_other_things_is_no_backup(tmp_path: Path) -> None:
    for members in ({}, {"keyslots_json": b"{}"}, {"store_db": b"x"}):
        path = archive(tmp_path / "odd", **members)
        with pytest.raises(BadFile, match="no backup of Uketsuke"):
            backup.restore(path, tmp_path / "x.uketsuke", PASSPHRASE)


def test_an_archive_cannot_write_outside_the_store(tmp_path: Path) -> None:
    slots = (store_copies.template().folder / "keyslots.json").read_bytes()
    database = (store_copies.template().folder / DATABASE).read_bytes()
    path = tmp_path / "odd"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("keyslots.json", slots)
        packed.writestr("store.db", database)
        packed.writestr("../../evil", b"x")
        packed.writestr("heads.json", b"x")
    backup.restore(path, tmp_path / "inner" / "x.uketsuke", PASSPHRASE)
    restored = {file.name for file in (tmp_path / "inner" / "x.uketsuke").iterdir()}
    assert {"keyslots.json", "store.db"} <= restored
    assert (tmp_path / "inner" / "x.uketsuke" / "heads.json").read_bytes() != b"x"
    assert not list(tmp_path.rglob("evil"))


def test_a_compressed_member_is_refused_before_it_is_unpacked(made: Path, tmp_path: Path) -> None:
    path = tmp_path / "odd"
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(path, "w") as packed:
        for member in source.namelist():
            packed.writestr(member, source.read(member), zipfile.ZIP_DEFLATED)
    with pytest.raises(BadFile, match="no backup of Uketsuke"):
        backup.restore(path, tmp_path / "x.uketsuke", PASSPHRASE)
    assert not (tmp_path / "x.uketsuke").exists()


@pytest.mark.parametrize("what", ["nothing", "a folder"])
def test_what_is_no_file_is_no_backup(tmp_path: Path, what: str) -> None:
    path = tmp_path / "backup"
    if what == "a folder":
        path.mkdir()
    with pytest.raises(BadFile):
        backup.restore(path, tmp_path / "x.uketsuke", PASSPHRASE)
    assert not (tmp_path / "x.uketsuke").exists()


def test_a_backup_while_somebody_scans_is_of_one_moment(station: Station, tmp_path: Path) -> None:
    """No scan waits, and each backup holds every scan up to its moment, none half."""
    stop, begun = threading.Event(), threading.Event()
    scanned: list[str] = []

    def volunteer() -> None:
        numbers = (number for _ in iter(int, 1) for number in store_copies.EVERYBODY)
        while not stop.is_set():
            verdict = station.desk.scan(f"unknown {next(numbers)} {len(scanned)}", "entrance")
            scanned.append(verdict.entry)
            begun.set()

    thread = threading.Thread(target=volunteer)
    thread.start()
    assert begun.wait(30)
    try:
        backups = [
            (tmp_path / f"{n}", len(scanned), station.backup(tmp_path / f"{n}")) for n in "abc"
        ]
    finally:
        stop.set()
        thread.join()
    for path, acknowledged, entries in backups:
        backup.restore(path, tmp_path / f"{path.name}.uketsuke", PASSPHRASE)
        with store_copies.opened(tmp_path / f"{path.name}.uketsuke", read_only=True) as restored:
            health = restored.journal.verify()
            assert (health.entries, health.intact) == (entries, True)
            there = {past.entry for past in restored.desk.last(100_000)}
            assert set(scanned[:acknowledged]) <= there
    assert station.journal.verify().intact


def test_a_backup_shows_no_name_and_is_for_its_owner_only(made: Path) -> None:
    assert CANARY.encode() not in made.read_bytes()
    assert made.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(made) as packed:
        assert packed.namelist() == ["keyslots.json", "store.db"]


def test_a_backup_replaces_an_older_one_and_leaves_nothing_beside_it(
    made: Path, station: Station, folder: Path
) -> None:
    made.write_bytes(b"an older backup")
    station.backup(made)
    assert zipfile.is_zipfile(made)
    assert beside(folder) == {folder.name, made.name}


@pytest.mark.parametrize("target", ["missing/backup", "a file/backup"])
def test_where_nothing_can_be_written_that_is_said(
    station: Station, tmp_path: Path, target: str
) -> None:
    (tmp_path / "a file").write_bytes(b"x")
    with pytest.raises(KnownError, match="cannot be written"):
        station.backup(tmp_path / target)


def test_a_folder_is_no_place_for_a_backup(station: Station, tmp_path: Path) -> None:
    with pytest.raises(NotPossible, match="Name a file"):
        station.backup(tmp_path)


def test_a_link_among_the_layouts_is_not_followed(station: Station, tmp_path: Path) -> None:
    (tmp_path / "private").write_bytes(b"private")
    layouts = station.folder / "layouts"
    layouts.mkdir(exist_ok=True)
    (layouts / "logo.png").symlink_to(tmp_path / "private")
    station.backup(tmp_path / "kept")
    with zipfile.ZipFile(tmp_path / "kept") as archive:
        assert "layouts/logo.png" not in archive.namelist()


def test_a_reader_may_make_a_backup_too(station: Station, folder: Path, tmp_path: Path) -> None:
    with store_copies.opened(folder, read_only=True) as reader:
        assert reader.backup(tmp_path / "backup") == station.journal.verify().entries


def test_a_backup_holds_the_layouts_of_the_store(
    station: Station, folder: Path, tmp_path: Path
) -> None:
    own = folder / "layouts"
    own.mkdir(exist_ok=True)
    (own / "press.toml").write_text("name = 'press'")
    (own / "logo.png").write_bytes(b"picture")
    station.backup(tmp_path / "kept")
    station.close()
    backup.restore(tmp_path / "kept", tmp_path / "elsewhere.uketsuke", PASSPHRASE)
    restored = tmp_path / "elsewhere.uketsuke" / "layouts"
    assert {path.name: path.read_bytes() for path in restored.iterdir()} == {
        "press.toml": b"name = 'press'",
        "logo.png": b"picture",
    }


@pytest.mark.parametrize("name", ["layouts/../keyslots.json", "layouts/a/b", "../layouts/x"])
def test_a_backup_that_was_made_up_writes_nowhere_else(
    made: Path, tmp_path: Path, name: str
) -> None:
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr(name, "evil")
    target = tmp_path / "elsewhere.uketsuke"
    backup.restore(made, target, PASSPHRASE)
    assert not [
        path for path in target.rglob("*") if path.is_file() and b"evil" in path.read_bytes()
    ]
    assert not (tmp_path / "layouts").exists()


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("forum.uketsuke/backups/00001764500000000.uketsuke-backup", "forum"),
        ("stick/forum.uketsuke-backup", "forum"),
        ("backups/copy of forum.uketsuke-backup", "copy of forum"),
    ],
)
def test_a_backup_is_named_as_its_store(tmp_path: Path, path: str, name: str) -> None:
    assert backup.name_of(tmp_path / path) == name
