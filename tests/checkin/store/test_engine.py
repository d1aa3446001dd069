"""SQLite's result codes as errors for the operator, and the check of the SQLite version."""

from __future__ import annotations

from pathlib import PurePath, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher

from checkin.errors import DiskFull, KnownError, StoreBusy, StoreDamaged, StoreReadOnly
from checkin.store import engine
from checkin.store import store as stores
from tests import store_copies

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station

SQLITE = {
    "SQLITE_PERM": (3, StoreReadOnly),
    "SQLITE_BUSY": (5, StoreBusy),
    "SQLITE_BUSY_SNAPSHOT": (517, StoreBusy),
    "SQLITE_LOCKED_SHAREDCACHE": (262, StoreBusy),
    "SQLITE_READONLY_DBMOVED": (1032, StoreReadOnly),
    "SQLITE_IOERR_FSYNC": (1034, StoreReadOnly),
    "SQLITE_IOERR_CORRUPTFS": (8458, StoreDamaged),
    "SQLITE_CORRUPT_INDEX": (779, StoreDamaged),
    "SQLITE_FULL": (13, DiskFull),
    "SQLITE_CANTOPEN_ISDIR": (526, StoreReadOnly),
    "SQLITE_PROTOCOL": (15, StoreBusy),
    "SQLITE_NOTADB": (26, StoreDamaged),
}


@pytest.mark.parametrize(("code", "kind"), SQLITE.values(), ids=SQLITE.keys())
def test_a_failure_of_the_world_is_known_by_its_code(code: int, kind: type[KnownError]) -> None:
    error = sqlcipher.OperationalError("in whatever words")
    error.sqlite_errorcode = code
    with pytest.raises(kind), engine.world():
        raise error


def test_a_statement_that_is_wrong_is_no_failure_of_the_world(station: Station) -> None:
    with pytest.raises(sa.exc.OperationalError), station.store.read() as connection:
        connection.exec_driver_sql("SELECT disk is full")


def test_an_error_of_the_database_names_nobody(station: Station) -> None:
    with pytest.raises(sa.exc.OperationalError) as of_store, station.store.read() as connection:
        connection.execute(sa.text("SELECT :name FROM nowhere"), {"name": "Amina"})
    with (
        pytest.raises(sa.exc.OperationalError) as of_scratch,
        engine.make_scratch_engine().connect() as scratch,
    ):
        scratch.execute(sa.text("SELECT :name FROM nowhere"), {"name": "Amina"})

    assert "Amina" not in f"{of_store.value} {of_scratch.value}"


@pytest.mark.parametrize("code", [5, 10, 13])
def test_a_store_that_cannot_be_read_just_now_is_not_called_damaged(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def fails(*_: object) -> None:
        error = sqlcipher.OperationalError("no")
        error.sqlite_errorcode = code
        raise sa.exc.OperationalError("", {}, error)

    monkeypatch.setattr(stores, "versions", fails)
    with pytest.raises(KnownError) as caught:
        store_copies.opened(folder)
    assert not isinstance(caught.value, StoreDamaged)


def test_the_tables_are_verified_in_the_stores_own_library(station: Station) -> None:
    ours, theirs = "SELECT sqlite_version(), sqlite_source_id()", "PRAGMA cipher_version"
    with station.store.read() as connection, station.store.scratch() as scratch:
        for query in (ours, theirs):
            found = [database.exec_driver_sql(query).all() for database in (connection, scratch)]
            assert found[0] == found[1] != []


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (PurePosixPath("/home/mika/a b?.db"), "file:///home/mika/a%20b%3F.db?mode=rw"),
        (PureWindowsPath(r"C:\Users\Mika\x.db"), "file:///C:/Users/Mika/x.db?mode=rw"),
        (
            PureWindowsPath(r"\\nas\share\受付\x.db"),
            "file:////nas/share/%E5%8F%97%E4%BB%98/x.db?mode=rw",
        ),
        (PureWindowsPath(r"\\?\UNC\nas\share\x.db"), "file:////nas/share/x.db?mode=rw"),
        (PureWindowsPath(r"\\?\C:\x.db"), "file:///C:/x.db?mode=rw"),
    ],
)
def test_the_address_of_a_database_has_no_authority(path: PurePath, address: str) -> None:
    """SQLite refuses one: `file://nas/share/x.db` is on another computer for it."""
    assert engine.database_uri(path, "rw") == address


def test_two_slashes_at_the_beginning_of_a_path_open(tmp_path: Path) -> None:
    """As a share is written; here it is the same place as with one."""
    path = tmp_path / "x.db"
    engine.new_file(path)
    address = engine.database_uri(PureWindowsPath(f"/{path}"), "rw")
    assert address.startswith("file:////")
    sqlcipher.connect(address, uri=True).close()
