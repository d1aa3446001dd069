"""Database connection (SQLCipher, SQLAlchemy engine), and the mapping of its error codes."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from pathlib import PurePath, PureWindowsPath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote_from_bytes

import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.pool import NullPool, QueuePool
from sqlalchemy.util import LRUCache

from checkin.errors import (
    DiskFull,
    KnownError,
    StoreBusy,
    StoreDamaged,
    StoreReadOnly,
    UnsuitableLibrary,
)
from checkin.language import mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

OLDEST_SQLITE: Final = (3, 51, 3)  # 3.7.0 to 3.51.2 can corrupt a database when the WAL is reset
BEGIN_READING: Final = "BEGIN"
BEGIN_WRITING: Final = "BEGIN IMMEDIATE"
PRAGMAS: Final = {
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": "on",
    "trusted_schema": "off",
    "secure_delete": "on",
    "temp_store": "memory",
    "busy_timeout": "5000",
    "cache_size": "-16384",  # 16 MiB a connection: a cached page need not be decrypted again
    "wal_autocheckpoint": "8000",  # a checkpoint delays one scan; not one in a hundred
}
_DIALECT: Final = sa.create_engine("sqlite://", module=sqlcipher).dialect
_COMPILED: Final = LRUCache[Any, Any](2_000)  # statements
_FULL: Final = (
    DiskFull,
    mark("The disk is full. Nothing was recorded: make room, or write on paper meanwhile."),
)
_NOT_WRITABLE: Final = (
    StoreReadOnly,
    mark("The disk cannot be written. Nothing was recorded: write on paper meanwhile."),
)
_NO_ANSWER: Final = (
    StoreReadOnly,
    mark("The disk does not answer. Nothing was recorded: write on paper meanwhile."),
)
_HELD: Final = (StoreBusy, mark("Another program holds the store. Close it and try again."))
_DAMAGED: Final = (StoreDamaged, mark("The database is damaged. Restore it from a backup."))
# SQLite's result codes (https://www.sqlite.org/rescode.html) that are expected failures, and the
# error of each. A code that is not here, such as SQLITE_ERROR or SQLITE_CONSTRAINT, is a bug of
# ours.
FAILURES: Final[Mapping[int, tuple[type[KnownError], str]]] = MappingProxyType(
    {
        3: _NOT_WRITABLE,  # SQLITE_PERM
        5: _HELD,  # SQLITE_BUSY
        6: _HELD,  # SQLITE_LOCKED
        8: _NOT_WRITABLE,  # SQLITE_READONLY
        10: _NO_ANSWER,  # SQLITE_IOERR
        11: _DAMAGED,  # SQLITE_CORRUPT
        13: _FULL,  # SQLITE_FULL
        14: _NO_ANSWER,  # SQLITE_CANTOPEN
        15: _HELD,  # SQLITE_PROTOCOL: the locks of the log were not available
        24: _DAMAGED,  # SQLITE_FORMAT
        26: _DAMAGED,  # SQLITE_NOTADB: another file, or another key
        # Extended codes that differ in meaning from their primary code.
        10 | 33 << 8: _DAMAGED,  # SQLITE_IOERR_CORRUPTFS
    }
)
# The driver's `backup` has no code, only SQLite's fixed text for it (`sqlite3_errstr`).
_CODE_OF_TEXT: Final = MappingProxyType(
    {
        "database is locked": 5,
        "database table is locked": 6,
        "attempt to write a readonly database": 8,
        "disk I/O error": 10,
        "database disk image is malformed": 11,
        "database or disk is full": 13,
        "unable to open database file": 14,
        "file is not a database": 26,
    }
)
_PRIMARY: Final = 0xFF  # the lowest byte of an extended code is its primary code
_ERROR: Final = 1  # SQLITE_ERROR: the statement does not fit the tables


def check_library() -> None:
    """Raises `UnsuitableLibrary` unless this is SQLCipher on a safe SQLite."""
    connection = sqlcipher.connect(":memory:")
    try:
        row = connection.execute("PRAGMA cipher_version").fetchone()
        suitable_library(row[0] if row else "", sqlcipher.sqlite_version)
    finally:
        connection.close()


def suitable_library(cipher_version: str, sqlite_version: str) -> None:
    """Raises `UnsuitableLibrary` for a library that cannot encrypt or may corrupt."""
    numbers = tuple(int(part) for part in re.findall(r"\d+", sqlite_version))
    if not cipher_version:
        raise UnsuitableLibrary(
            mark("The database library cannot encrypt. Install Uketsuke again: make setup.")
        )
    if numbers < OLDEST_SQLITE:
        raise UnsuitableLibrary(
            mark("The database library {version} is too old to be safe. Install Uketsuke again."),
            version=sqlite_version,
        )


def connect(path: Path, key: bytes, *, read_only: bool = False) -> Any:
    """A keyed and configured driver connection; the key is never part of a URL or a log."""
    mode = "rw"
    if read_only:
        mode = "ro&immutable=1" if _cannot_change(path) else "ro"
    connection = sqlcipher.connect(
        database_uri(path.absolute(), mode),
        uri=True,
        check_same_thread=False,
        timeout=5,
        isolation_level=None,
    )
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    for name, value in PRAGMAS.items():
        if not (read_only and name == "journal_mode"):
            connection.execute(f"PRAGMA {name}={value}")
    if read_only:
        connection.execute("PRAGMA query_only=on")
    return connection


def database_uri(path: PurePath, mode: str) -> str:
    r"""SQLite's address of a database. Its authority is empty: a share (`\\nas\share`) is named in the path.

    The long form of Windows (`\\?\C:\…`, `\\?\UNC\nas\share`) is written short: it takes no slashes.
    """
    place = str(path)
    if isinstance(path, PureWindowsPath):
        place = path.as_posix()
        if place.startswith(("//?/", "//./")):
            place = place[4:]
            place = f"//{place[4:]}" if place.lower().startswith("unc/") else place
        place = place if place.startswith("/") else f"/{place}"
    return f"file://{quote_from_bytes(os.fsencode(place), safe='/:')}?mode={mode}"


def _cannot_change(path: Path) -> bool:
    """Whether the database is closed on a read-only medium, where SQLite cannot create its shared files."""
    return not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()


def make_scratch_engine() -> sa.Engine:
    """An engine whose connections are each an empty in-memory database, of the store's own library."""
    return _sharing_what_is_compiled(
        sa.create_engine(
            "sqlite://",
            module=sqlcipher,
            creator=lambda: sqlcipher.connect(":memory:", check_same_thread=False),
            poolclass=NullPool,
            hide_parameters=True,
        )
    )


def _sharing_what_is_compiled(engine: sa.Engine) -> sa.Engine:
    """The engine with the process's cache of compiled statements, whose keys name the dialect.

    A statement is compiled once, not once for each store that is opened, verified or practised on.
    """
    engine.dialect = _DIALECT
    return engine.execution_options(compiled_cache=_COMPILED)


def new_file(path: Path) -> None:
    """Creates an empty database file that only its owner may read."""
    path.touch(mode=0o600, exist_ok=False)


def make_engine(path: Path, key: bytes, *, read_only: bool = False) -> sa.Engine:
    """An engine whose readers see one snapshot; who writes keeps a connection (`KeptConnection`)."""
    engine = _sharing_what_is_compiled(
        sa.create_engine(
            "sqlite://",
            module=sqlcipher,
            creator=lambda: connect(path, key, read_only=read_only),
            poolclass=QueuePool,
            hide_parameters=True,  # values are people's: none stands in an error, nor in a log of one
            pool_reset_on_return=None,  # every transaction here ends before its connection is returned to the pool
        )
    )

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        if not connection.get_execution_options().get("kept"):
            # Of the driver itself: SQLAlchemy's way there takes a twentieth of a scan.
            _driver(connection).execute(BEGIN_READING)

    return engine


class KeptConnection:
    """A connection that is kept while the store is open, for one transaction at a time.

    For SQLAlchemy it is in one long transaction; those of the database are begun and ended on the driver,
    which takes SQLAlchemy an eighth of a scan. Its page cache stays warm, and with it the log (WAL)
    remains the same file, which SQLite removes with the last connection.
    """

    def __init__(self, engine: sa.Engine, begin: str) -> None:
        self._begin = begin
        with world():
            self._connection = engine.execution_options(kept=True).connect()
            self._connection.begin()
            self._driver = _driver(self._connection)
            self._driver.execute("SELECT count(*) FROM sqlite_schema").fetchone()

    def begin(self) -> sa.Connection:
        """Begins a transaction; the caller sees to it that there is one at a time."""
        self._driver.execute(self._begin)
        return self._connection

    def commit(self) -> None:
        """All of the transaction is on disk."""
        self._driver.commit()

    def end(self) -> None:
        """Rolls back what is not committed: also after a failed COMMIT, where SQLite may keep the transaction open."""
        if self._driver.in_transaction:
            self._driver.rollback()

    def close(self) -> None:
        """Closes the connection."""
        self._connection.close()


@contextmanager
def world() -> Iterator[None]:
    """Converts expected database failures in the block into `KnownError`s; bugs pass through."""
    try:
        yield
    except (sa.exc.DBAPIError, sqlcipher.Error) as error:
        raise (known(error_code(error)) or error) from error


def _driver(connection: sa.Connection) -> Any:
    return connection.connection.driver_connection


def lacks_tables(error: Exception) -> bool:
    """Whether a statement failed because the tables are not those of a store."""
    return error_code(error) & _PRIMARY == _ERROR


def error_code(error: Exception) -> int:
    """SQLite's result code, maybe an extended one; 0 where the driver itself refused."""
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    return int(getattr(cause, "sqlite_errorcode", 0)) or _CODE_OF_TEXT.get(str(cause), 0)


def known(code: int) -> KnownError | None:
    """The `KnownError` of a result code; None for a bug of ours."""
    found = FAILURES.get(code) or FAILURES.get(code & _PRIMARY)
    return found[0](found[1]) if found else None
