"""Store (encrypted database): one folder per event and machine, with its transactions and lock."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Self

import sqlalchemy as sa

from checkin import schema
from checkin.domain import Tier
from checkin.errors import (
    StoreClosed,
    StoreDamaged,
    StoreMissing,
    StoreReadOnly,
    StoreTooNew,
)
from checkin.keys import BoxKey, KeyRing, Signer, TierKeys
from checkin.language import mark
from checkin.scan_priority import ScanPriority
from checkin.store import engine, keyslots
from checkin.store.alarm import StoreAlarm
from checkin.store.in_place import OpenFiles
from checkin.store.write_lock import WriteLock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

DATABASE: Final = "store.db"
LOG: Final = f"{DATABASE}-wal"
SUFFIX: Final = ".uketsuke"


class Store:
    """An open store. One process writes; others may read meanwhile (`read_only`)."""

    def __init__(self, folder: Path, key: bytes, lock: WriteLock | None) -> None:
        self.folder = folder
        self.read_only = lock is None
        self.priority = ScanPriority()
        self.alarm = StoreAlarm()
        self.after_write: Callable[[], None] = (
            _nothing  # called after each `write`; returns at once
        )
        self._key = key
        self._lock = lock
        self._engine = engine.make_engine(folder / DATABASE, key, read_only=self.read_only)
        # Without a pool each connection is a database of its own; the statements are compiled once.
        self._memory = engine.make_scratch_engine()
        database = folder / DATABASE
        self._writer = self._kept(engine.BEGIN_WRITING) if lock else None
        self._reader = self._kept(engine.BEGIN_READING)
        self._reading = threading.Lock()
        self._files = OpenFiles(*([] if self.read_only else [database, folder / LOG]))
        self._closing = threading.Lock()  # nothing is committed during or after closing
        self._closed = self._is_writing = False

    @classmethod
    def open(cls, folder: Path, key: bytes, *, read_only: bool = False) -> Self:
        """Opens a store by the key from `keyslots.key_of`. Raises the `KnownError` that says why not."""
        engine.check_library()
        if not (folder / DATABASE).is_file():
            raise StoreDamaged(
                mark("The database is missing from {path}. Restore it from a backup."), path=folder
            )
        lock = None if read_only else take_lock(folder)
        try:
            store = cls(folder, key, lock)
        except BaseException:
            release(lock)
            raise
        try:
            store.check_version()
        except BaseException:
            store.close()
            raise
        return store

    @property
    def key(self) -> bytes:
        """The database's key, for keyslots and backups."""
        return self._key

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A consistent snapshot. Raises `StoreClosed`, and what `write` raises for expected failures."""
        self._require_open()
        if not self._reading.acquire(blocking=False):
            # Somebody else is reading, or who reads in between.
            with engine.world(), self._engine.connect() as connection, connection.begin():
                yield connection
            return
        try:
            with engine.world():
                yield self._reader.begin()
        finally:
            with engine.world():
                self._reader.end()
            if self._closed:
                self._reader.close()
            self._reading.release()

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """One transaction: on leaving the block all of it is on disk, or none of it.

        Raises `DiskFull`, `StoreReadOnly`, `StoreBusy` or `StoreDamaged` for expected failures,
        `StoreMoved` where the folder no longer holds the open files, and `StoreClosed` where the
        store was closed before the block is left.
        """
        with self.priority.urgent(), self._transaction() as connection:
            yield connection
        self.after_write()

    @contextmanager
    def write_in_background(self) -> Iterator[sa.Connection]:
        """Like `write`, for one chunk of long work, with a lower priority than scans."""
        with self.priority.background(), self._transaction() as connection:
            yield connection

    @contextmanager
    def _transaction(self) -> Iterator[sa.Connection]:
        if self._writer is None:
            raise StoreReadOnly(mark("The store is open for reading only."))
        with self._closing:
            self._require_open()
            self._is_writing = True
        try:
            self._files.require()
            with engine.world():
                yield self._writer.begin()
                with self._closing:
                    self._require_open()
                    self._files.require()
                    self._writer.commit()
        finally:
            self._end_transaction(self._writer)

    def _end_transaction(self, writer: engine.KeptConnection) -> None:
        with engine.world():
            writer.end()
        with self._closing:
            self._is_writing = False
            if self._closed:
                writer.close()

    def checkpoint(self) -> None:
        """WAL checkpoint: moves written pages into the database file beside other writers, not in a commit."""
        with engine.world():
            connection = self._engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            finally:
                connection.close()

    def compact(self) -> None:
        """Writes the database anew, so that nothing is left in it of what was deleted."""
        with engine.world(), self.priority.background():
            connection = self._engine.raw_connection()
            try:
                cursor = connection.cursor()
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                connection.close()

    @contextmanager
    def scratch(self) -> Iterator[sa.Connection]:
        """A temporary empty in-memory database."""
        with self._memory.begin() as connection:
            yield connection

    def copy_to(self, path: Path) -> int:
        """Copies the database, encrypted as it is, while scans go on. Returns the count of entries."""
        self._require_open()
        self._files.require()
        engine.new_file(path)
        with engine.world():
            source = engine.connect(self.folder / DATABASE, self._key, read_only=True)
            target = engine.connect(path, self._key)
            try:
                source.backup(target)
                target.execute("PRAGMA journal_mode=delete")
                return int(target.execute("SELECT count(*) FROM entry").fetchone()[0])
            finally:
                target.close()
                source.close()

    def check_version(self) -> None:
        """Raises `StoreTooNew` for a newer program's store, `StoreDamaged` for an unreadable one."""
        with self.read() as connection:
            try:
                numbers = versions(connection)
            except (sa.exc.OperationalError, ValueError, KeyError) as error:
                if isinstance(error, sa.exc.OperationalError) and not engine.lacks_tables(error):
                    raise
                raise StoreDamaged(
                    mark("The database is damaged. Restore it from a backup.")
                ) from error
        if numbers["format"] > schema.FORMAT or numbers["tables"] > schema.TABLES:
            raise StoreTooNew(
                mark("This store was written by a newer Uketsuke. Use that one to open it.")
            )

    def close(self) -> None:
        """Closes all connections and releases the lock; uncommitted work is lost."""
        with self._closing:
            self._closed = True
            # A transaction that another thread is in closes its connection itself, at its end.
            if self._writer is not None and not self._is_writing:
                self._writer.close()
        if self._reading.acquire(blocking=False):
            self._reader.close()
        self._engine.dispose()
        release(self._lock)
        self._lock = None

    def _kept(self, begin: str) -> engine.KeptConnection:
        return engine.KeptConnection(self._engine, begin)

    def _require_open(self) -> None:
        if self._closed:
            raise StoreClosed(mark("The store is closed. Open it again."))


def _nothing() -> None:
    pass


def versions(connection: sa.Connection) -> dict[str, int]:
    """The versions of the journal's format and of the tables."""
    return {name: int(get_setting(connection, name)) for name in ("format", "tables")}


def take_lock(folder: Path) -> WriteLock:
    """The write lock of a store. Raises `StoreBusy` when another process has it."""
    return WriteLock(folder)


def release(lock: WriteLock | None) -> None:
    if lock is not None:
        lock.release()


def get_setting(connection: sa.Connection, name: str) -> str:
    """A local setting of this store on this machine. Raises KeyError."""
    query = sa.select(schema.setting.c.value).where(schema.setting.c.name == name)
    value = connection.scalar(query)
    if value is None:
        raise KeyError(name)
    return str(value)


def put_setting(connection: sa.Connection, name: str, value: str) -> None:
    statement = sa.insert(schema.setting).prefix_with("OR REPLACE")
    connection.execute(statement, {"name": name, "value": value})


def write_ring(connection: sa.Connection, ring: KeyRing) -> None:
    """Stores a desk's secrets in the encrypted database."""
    secrets = {
        f"seal {tier} {epoch}": key
        for tier, keys in ring.sealing.items()
        for epoch, key in keys.by_epoch.items()
    }
    secrets |= {"sign": ring.signer.private, "box": ring.box.private, "code": ring.code_key}
    rows = [{"name": name, "value": value} for name, value in secrets.items() if value]
    connection.execute(sa.insert(schema.secret).prefix_with("OR REPLACE"), rows)


def replace_ring(connection: sa.Connection, ring: KeyRing) -> None:
    """Stores a desk's secrets, and destroys the keys that are not among them."""
    name = schema.secret.c.name
    connection.execute(sa.delete(schema.secret).where(name.startswith("seal ")))
    write_ring(connection, ring)


def read_ring(connection: sa.Connection) -> KeyRing:
    """This desk's secrets; a desk of the tier door holds fewer sealing keys, and no code key."""
    rows = connection.execute(sa.select(schema.secret.c.name, schema.secret.c.value)).all()
    held = {row.name: row.value for row in rows}
    by_tier: dict[Tier, dict[int, bytes]] = {}
    for name, value in held.items():
        if name.startswith("seal "):
            _, tier, epoch = name.split()
            by_tier.setdefault(Tier(tier), {})[int(epoch)] = value
    sealing = {tier: TierKeys(by_tier[tier]) for tier in Tier if tier in by_tier}
    return KeyRing(sealing, Signer(held["sign"]), BoxKey(held["box"]), held.get("code", b""))


def require(folder: Path) -> None:
    """Raises `StoreMissing` unless there is a store in the folder."""
    if not (folder / keyslots.NAME).exists():
        raise StoreMissing(mark("There is no store at {path}."), path=folder)
