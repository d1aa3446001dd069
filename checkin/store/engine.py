"""The connection to SQLCipher, and what its failures mean."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.pool import QueuePool

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
    from collections.abc import Iterator
    from pathlib import Path

OLDEST_SQLITE: Final = (3, 51, 3)  # 3.7.0 to 3.51.2 can corrupt a database when the WAL is reset
PRAGMAS: Final = {
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": "on",
    "trusted_schema": "off",
    "secure_delete": "on",
    "temp_store": "memory",
    "busy_timeout": "5000",
    "cache_size": "-65536",  # 64 MiB: a page that is at hand need not be deciphered again
    "wal_autocheckpoint": "8000",  # a checkpoint holds up one scan; not one in a hundred
}
# What the library says when the world fails, and what that is to us.
_WORLD: Final[tuple[tuple[str, type[KnownError], str], ...]] = (
    (
        "disk is full",
        DiskFull,
        mark("The disk is full. Nothing was recorded: make room, or write on paper meanwhile."),
    ),
    (
        "readonly database|read-only",
        StoreReadOnly,
        mark("The disk cannot be written. Nothing was recorded: write on paper meanwhile."),
    ),
    (
        "disk I/O error|unable to open database file",
        StoreReadOnly,
        mark("The disk does not answer. Nothing was recorded: write on paper meanwhile."),
    ),
    (
        "database is locked|database table is locked",
        StoreBusy,
        mark("Another program holds the store. Close it and try again."),
    ),
    (
        "not a database|malformed|hmac check|file is encrypted",
        StoreDamaged,
        mark("The database is damaged. Restore it from a backup."),
    ),
)


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
    """A connection of the driver, keyed and set up; the key never is part of a URL or a log."""
    mode = "rw"
    if read_only:
        mode = "ro&immutable=1" if _cannot_change(path) else "ro"
    connection = sqlcipher.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
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


def _cannot_change(path: Path) -> bool:
    """Whether the database lies closed on a medium where SQLite could not make the files that it shares."""
    return not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()


def new_file(path: Path) -> None:
    """An empty database file that only its owner may read."""
    path.touch(mode=0o600, exist_ok=False)


def make_engine(path: Path, key: bytes, *, read_only: bool = False) -> sa.Engine:
    """An engine whose writers begin immediately and whose readers see one snapshot."""
    engine = sa.create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connect(path, key, read_only=read_only),
        poolclass=QueuePool,
        pool_reset_on_return=None,  # every transaction here ends before its connection goes back
    )

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def world() -> Iterator[None]:
    """Turns the world's failures inside the block into `KnownError`s; ours go through as they are."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        raise (_known(str(error.orig)) or error) from error
    except sqlcipher.Error as error:
        raise (_known(str(error)) or error) from error


def _known(message: str) -> KnownError | None:
    for pattern, kind, sentence in _WORLD:
        if re.search(pattern, message, re.IGNORECASE):
            return kind(sentence)
    return None
