"""Backup and restore: one file with a store's keyslots and its database, encrypted as they are."""

from __future__ import annotations

import errno
import lzma
import os
import re
import shutil
import zipfile
import zlib
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checkin import files, folder_exchange, outside, schema, unfinished
from checkin.errors import BadFile, DiskFull, KnownError, NotPossible, StoreDamaged
from checkin.folder_exchange import ExchangeReason, FolderExchange
from checkin.journal import HybridClock, Identity, Journal
from checkin.language import mark
from checkin.store import engine, heads, keyslots, known_findings, rotation
from checkin.store.store import (
    DATABASE,
    Store,
    get_setting,
    read_ring,
    release,
    take_lock,
    versions,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checkin.journal import KnownHeads

SUFFIX: Final = ".uketsuke-backup"
FOLDER: Final = "backups"
LAYOUTS: Final = "layouts"  # in a store, as in `checkin.paper.library`
LARGEST: Final = 8 * 1024**3
_SCRATCH: Final = ".backup-"
# A desk that exists twice is a conflict, which a lead settles; tables are made anew.
_NO_REFUSAL: Final = frozenset({"fork", "table"})
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# What an archive raises that is none, is damaged, or that another program has packed.
_NO_ARCHIVE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    KeyError,
    EOFError,
    RuntimeError,
    NotImplementedError,
)
_DATED: Final = re.compile(r"[0-9]{14,16}")  # 14, but for clocks beyond the year 5138
_LINK: Final = mark(
    "{path} leads to another place. Backups follow no links: put a folder of that name there."
)
_NOT_WRITTEN: Final = mark("{path} cannot be written: is the disk full, or the place read-only?")


def write(store: Store, path: Path) -> int:
    """Writes a consistent copy while scans go on; replaces `path`. Returns the count of entries."""
    if path.is_dir():
        raise NotPossible(mark("{path} is a folder. Name a file."), path=path)
    with disk(path), unfinished.folder(_SCRATCH, path.parent) as scratch:
        copy, packed = scratch / DATABASE, scratch / "packed"
        entries = store.copy_to(copy)
        with zipfile.ZipFile(packed, "x", zipfile.ZIP_STORED) as archive:
            archive.write(store.folder / keyslots.NAME, keyslots.NAME)
            archive.write(copy, DATABASE)
            for own in _own_layouts(store.folder):
                archive.write(own, f"{LAYOUTS}/{own.name}")
        with packed.open("rb+") as file:
            os.fsync(file.fileno())
        packed.chmod(files.OWNER_ONLY)
        packed.replace(path)
        files.sync_folder(path.parent)
    return entries


def write_dated(store: Store, now: int, second_place: Path | None = None) -> Path:
    """Writes a backup in the store's own folder, removes old ones (`rotation`), copies to the second place.

    Raises `NotPossible` where that folder is a link to another place, and `DiskFull`.
    """
    folder = store.folder / FOLDER
    if files.is_link(folder):
        raise NotPossible(_LINK, path=folder)
    with disk(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
    if not store.read_only:  # a reader must not remove a file that the writer is working on
        for left in folder.glob(f"{_SCRATCH}*"):
            shutil.rmtree(left, ignore_errors=True)  # left by a killed program
    path = folder / f"{_after_the_latest(store.folder, now):014d}{SUFFIX}"
    write(store, path)
    with disk(folder):
        dated = {int(made.stem): made for made in _dated(store.folder)}
        for old in dated.keys() - rotation.kept(dated):
            dated[old].unlink()
    if second_place is not None:
        copy_to_second_place(path, second_place / f"{store.folder.stem}{SUFFIX}")
    return path


def own(folder: Path) -> tuple[Path, ...]:
    """All backups in a store's own folder, oldest first; what leads to another place is none."""
    place = folder / FOLDER
    if files.is_link(place):
        return ()
    return tuple(sorted(path for path in place.glob(f"*{SUFFIX}") if not files.is_link(path)))


def latest(folder: Path) -> Path | None:
    """The newest automatic backup in a store's own folder, by the time in its name."""
    newest_first = sorted(_named(folder), reverse=True)
    return next((path for path in newest_first if _readable(path)), None)


def behind(folder: Path, second_place: Path) -> float | None:
    """By how many seconds the copy in a second place is older than the newest backup; None where there is none."""
    newest = latest(folder)
    try:
        copied = (second_place / f"{folder.stem}{SUFFIX}").stat().st_mtime
        return newest.stat().st_mtime - copied if newest else 0.0
    except OSError:
        return None


def _dated(folder: Path) -> tuple[Path, ...]:
    """The automatic backups: ours by their name, and readable as such.

    Whatever else lies there is somebody's own: it crowds none out, and is not removed.
    """
    return tuple(path for path in _named(folder) if _readable(path))


def _named(folder: Path) -> tuple[Path, ...]:
    return tuple(path for path in own(folder) if _DATED.fullmatch(path.stem))


def _readable(path: Path) -> bool:
    """Whether a file has what a backup has, as far as this can be told without a passphrase."""
    try:
        with outside.opened(path, links=False) as file, zipfile.ZipFile(file) as archive:
            slots, database = archive.getinfo(keyslots.NAME), archive.getinfo(DATABASE)
            for member in (slots, database):
                _suitable(member)
            with archive.open(slots) as kept:
                keyslots.parse(kept.read(keyslots.LARGEST))
            return database.file_size > 0
    except (*_NO_ARCHIVE, OSError, KnownError):
        return False


def _after_the_latest(folder: Path, now: int) -> int:
    """After a clock that was ahead was corrected, a new backup must not sort as the oldest."""
    newest = latest(folder)
    return max(now, int(newest.stem) + 1) if newest else now


def copy_to_second_place(path: Path, target: Path) -> None:
    """Copies a backup, for example to a USB stick, atomically; it is on the disk when this returns.

    A link at `target` is replaced, not followed.
    """
    with (
        disk(target),
        outside.opened(path, links=False) as source,
        files.replacing(target) as file,
    ):
        shutil.copyfileobj(source, file)


def restore(backup: Path, folder: Path, passphrase: str, noted_in: Path | None = None) -> int:
    """Restores a backup in the place of a store; the old store is moved aside, never overwritten.

    The backup is opened, read through and verified before anything is changed. `noted_in` is where the last
    entries are noted in this user's settings. Returns the count of entries. Raises `StoreDamaged` for a backup
    whose journal is not intact, but for what was accepted in it; tables that differ are made anew.
    """
    folder_exchange.put_right(folder)
    with disk(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as kept:
        with disk(folder):
            new = unfinished.folder(f".{ExchangeReason.RESTORE}-", folder.parent)
            scratch = kept.enter_context(new)
        _unpack(backup, scratch)
        restored = _read_through(scratch, passphrase, folder, (noted_in, backup.parent))
        with disk(folder):
            if noted_in is not None:
                noted_in.mkdir(mode=0o700, parents=True, exist_ok=True)
                place = heads.path_elsewhere(noted_in, restored.desk, folder)
                heads.write(place, restored.key, restored.known)
            _swap(scratch, folder)
    return restored.entries


@contextmanager
def unpacked(backup: Path) -> Iterator[Path]:
    """The store in a backup, in a folder that is removed afterwards; encrypted there as it was.

    Raises `BadFile` for what is no backup.
    """
    with unfinished.folder("uketsuke-backup-") as scratch:
        _unpack(backup, scratch)
        yield scratch


def name_of(backup: Path) -> str:
    """The name of the store that a backup was made of, as far as its place tells."""
    if backup.parent.name == FOLDER and backup.stem.isdecimal():
        return backup.parent.parent.stem
    return backup.stem


def _swap(scratch: Path, folder: Path) -> None:
    if folder.exists():
        # A program with it open would keep writing into the moved folder.
        release(take_lock(folder))
        FolderExchange(folder, scratch, ExchangeReason.RESTORE).run(lambda _: True)
        return
    scratch.replace(folder)
    files.sync_folder(folder.parent)


def _unpack(backup: Path, scratch: Path) -> None:
    try:
        with outside.opened(backup) as file, zipfile.ZipFile(file) as archive:
            for name in (keyslots.NAME, DATABASE):
                _suitable(archive.getinfo(name))
                with archive.open(name) as source, (scratch / name).open("xb") as target:
                    shutil.copyfileobj(source, target)
                    target.flush()
                    os.fsync(target.fileno())
                (scratch / name).chmod(files.OWNER_ONLY)
            _unpack_layouts(archive, scratch / LAYOUTS)
    except _NO_ARCHIVE as error:
        raise _unsuitable(backup) from error
    except FileNotFoundError as error:
        raise BadFile(mark("There is no file {path}."), path=backup) from error
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise DiskFull(_NOT_WRITTEN, path=scratch.parent) from error
        raise _unsuitable(backup) from error


def _suitable(member: zipfile.ZipInfo) -> None:
    """Raises `BadZipFile` for a member that a backup cannot have: ours are stored as they are."""
    if member.compress_type != zipfile.ZIP_STORED or member.file_size > LARGEST:
        raise zipfile.BadZipFile


def _own_layouts(folder: Path) -> list[Path]:
    """The organiser's own layouts and their pictures, which lie beside the database."""
    found = (folder / LAYOUTS).glob("*")
    return sorted(path for path in found if path.is_file() and not path.is_symlink())


def _unpack_layouts(archive: zipfile.ZipFile, target: Path) -> None:
    for member in archive.infolist():
        folder, _, name = member.filename.partition("/")
        if folder != LAYOUTS or not name or Path(name).name != name or name in {".", ".."}:
            continue
        _suitable(member)
        target.mkdir(mode=0o700, exist_ok=True)
        with archive.open(member) as source, (target / name).open("xb") as written:
            shutil.copyfileobj(source, written)


@dataclass(frozen=True, slots=True)
class _Restored:
    """What is restored: how much, whose it is, and what is to be noted of it with which key."""

    entries: int
    desk: str
    key: bytes
    known: KnownHeads


def _read_through(
    scratch: Path, passphrase: str, folder: Path, noted_in: Iterable[Path | None]
) -> _Restored:
    """Reads a backup through and verifies it, and notes what it lacks of the store in whose place it comes.

    What was written after the backup is missed, and the desk does not go on in its old chain.
    """
    store = Store.open(scratch, keyslots.key_of(scratch, passphrase))
    try:
        entries = read_through(store)
        _require_intact(store)
        with store.read() as connection:
            key, desk = heads.key_of(read_ring(connection)), get_setting(connection, "desk")
        before = heads.read(folder / heads.NAME, key)
        for place in noted_in:
            if place is not None:
                before = before.joined(heads.read_all(place, key))
        return _Restored(entries, desk, key, note_heads(store, before))
    finally:
        store.close()


def _require_intact(store: Store) -> None:
    """Raises `StoreDamaged` for a backup whose journal was altered; its tables follow from the journal."""
    journal = _journal_of(store)
    with store.read() as connection:
        outdated = versions(connection)["tables"] < schema.TABLES
    problems = journal.verify_entries().problems if outdated else journal.verify().problems
    with store.read() as connection:
        found = known_findings.not_accepted(connection, problems)
    if any(problem.code not in _NO_REFUSAL for problem in found):
        raise StoreDamaged(
            mark(
                "Entries of this backup are missing or altered. Nothing was changed: try an older one."
            )
        )
    if any(problem.code == "table" for problem in found):
        journal.rebuild()


def _journal_of(store: Store) -> Journal:
    """The journal of an opened backup, in which nothing is written."""
    with store.read() as connection:
        ring, root = read_ring(connection), bytes.fromhex(get_setting(connection, "root"))
        event, desk, chain = (get_setting(connection, name) for name in ("event", "desk", "chain"))
    return Journal(store, Identity(event, desk, ring, root, chain), HybridClock(lambda: 0))


def note_heads(store: Store, before: KnownHeads) -> KnownHeads:
    """Notes the last entries beside an opened backup; returns the note."""
    with store.read() as connection, disk(store.folder):
        known = heads.after_restore(connection, before)
        heads.write(store.folder / heads.NAME, heads.key_of(read_ring(connection)), known)
    return known


def read_through(store: Store) -> int:
    """Reads each page of an opened backup. Returns the count of entries; raises `StoreDamaged`."""
    with store.read() as connection:
        checked = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
        if checked != "ok":
            raise StoreDamaged(mark("This backup is damaged. Try an older one."))
        return int(connection.exec_driver_sql("SELECT count(*) FROM entry").scalar_one())


def _unsuitable(path: Path) -> KnownError:
    return BadFile(mark("{path} is no backup of Uketsuke, or it is damaged."), path=path)


@contextmanager
def disk(path: Path) -> Iterator[None]:
    """Converts write errors of a file into `KnownError`s."""
    try:
        with engine.world():
            yield
    except OSError as error:
        raise DiskFull(_NOT_WRITTEN, path=path) from error
