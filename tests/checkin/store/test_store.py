"""Store: durable, encrypted, one writer, many readers; and the errors of opening it."""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

from checkin import bootstrap, open_store, schema
from checkin.errors import (
    KnownError,
    NotPossible,
    StoreBusy,
    StoreDamaged,
    StoreExists,
    StoreMissing,
    StoreOutdated,
    StoreReadOnly,
    StoreTooNew,
    UnsuitableLibrary,
    WrongPassphrase,
)
from checkin.store import backup, engine
from checkin.store.store import DATABASE, put_setting
from checkin.store.write_lock import LOCK
from tests import factories, store_copies
from tests.factories import PASSPHRASE, Clock
from tests.paths import ROOT
from tests.store_copies import ADA, CANARY

if TYPE_CHECKING:
    from pathlib import Path

    import sqlalchemy as sa

    from checkin.station import Station

PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "secure_delete": 1,
    "temp_store": 2,
    "busy_timeout": 5000,
}


def pragmas(connection: sa.Connection) -> dict[str, Any]:
    return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS}


def test_every_connection_is_durable_and_careful(station: Station) -> None:
    with ExitStack() as stack:
        readers = [stack.enter_context(station.store.read()) for _ in range(4)]
        writer = stack.enter_context(station.store.write())
        assert [pragmas(connection) for connection in (*readers, writer)] == [PRAGMAS] * 5


def test_a_reader_beside_the_writer_is_set_up_alike_and_cannot_write(
    station: Station, folder: Path
) -> None:
    with store_copies.opened(folder, read_only=True) as reader, reader.store.read() as connection:
        assert pragmas(connection) == PRAGMAS
        assert connection.exec_driver_sql("PRAGMA query_only").scalar() == 1


def test_a_store_opened_for_reading_refuses_to_write(station: Station, folder: Path) -> None:
    with store_copies.opened(folder, read_only=True) as reader:
        with pytest.raises(StoreReadOnly, match="for reading only"):
            reader.desk.checkin(ADA, "entrance")
        assert reader.journal.verify().intact


def test_a_writer_holds_the_right_to_write_from_its_first_moment(station: Station) -> None:
    other_connection = engine.connect(station.folder / DATABASE, station.store.key)
    other_connection.execute("PRAGMA busy_timeout=0")
    with station.store.write(), pytest.raises(StoreBusy), engine.world():
        other_connection.execute("BEGIN IMMEDIATE")
    other_connection.execute("BEGIN IMMEDIATE")
    other_connection.close()


def test_a_reader_sees_one_moment_whatever_is_written_meanwhile(
    station: Station, folder: Path
) -> None:
    query = "SELECT count(*) FROM entry"
    with store_copies.opened(folder, read_only=True) as reader:
        with reader.store.read() as connection:
            before = connection.exec_driver_sql(query).scalar_one()
            station.desk.checkin(ADA, "entrance")
            assert connection.exec_driver_sql(query).scalar_one() == before
        with reader.store.read() as connection:
            assert connection.exec_driver_sql(query).scalar_one() == before + 1


def test_readers_find_export_and_verify_beside_a_writer(station: Station, folder: Path) -> None:
    with store_copies.opened(folder, Clock(), read_only=True) as reader:
        station.desk.checkin(ADA, "entrance")
        assert reader.desk.find(CANARY)
        assert reader.desk.stats().sessions["entrance"].inside == 1
        assert reader.journal.verify().intact


def run(code: str, *arguments: str) -> str:
    """The output of another process."""
    command = [sys.executable, "-c", code, *arguments]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return result.stdout.strip()


OPEN = """
import sys
from checkin import open_store
from checkin.errors import KnownError
try:
    with open_store(sys.argv[1], sys.argv[2], read_only=sys.argv[3] == "reading") as station:
        print(len(station.desk.last()), "scans")
except KnownError as error:
    print(type(error).__name__)
"""


def test_a_second_process_is_told_that_the_store_is_open(station: Station, folder: Path) -> None:
    assert run(OPEN, str(folder), PASSPHRASE, "writing") == "StoreBusy"


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be deleted there")
def test_a_deleted_lock_lets_no_second_process_in(station: Station, folder: Path) -> None:
    (folder / LOCK).unlink()
    assert run(OPEN, str(folder), PASSPHRASE, "writing") == "StoreBusy"


def test_a_second_process_may_read_meanwhile(station: Station, folder: Path) -> None:
    station.desk.checkin(ADA, "entrance")
    assert run(OPEN, str(folder), PASSPHRASE, "reading") == "1 scans"


def test_after_the_first_has_closed_the_second_may_write(folder: Path) -> None:
    with store_copies.opened(folder):
        pass
    assert run(OPEN, str(folder), PASSPHRASE, "writing") == "0 scans"


def test_in_one_process_too_a_store_is_open_once(station: Station, folder: Path) -> None:
    with pytest.raises(StoreBusy, match="already open"):
        open_store(folder, PASSPHRASE)


@pytest.mark.parametrize(
    ("cipher", "sqlite"),
    [("", "3.53.4"), ("4.9.0 community", "3.51.2"), ("4.9.0", "3.7.0"), ("4.9.0", "3.46")],
)
def test_a_library_that_cannot_encrypt_or_may_corrupt_is_refused(cipher: str, sqlite: str) -> None:
    with pytest.raises(UnsuitableLibrary):
        engine.suitable_library(cipher, sqlite)


@pytest.mark.parametrize("sqlite", ["3.51.3", "3.52.0", "4.0.0"])
def test_a_safe_library_is_taken(sqlite: str) -> None:
    engine.suitable_library("4.9.0 community", sqlite)


def test_the_library_that_is_installed_is_a_safe_one() -> None:
    engine.check_library()


@pytest.mark.parametrize("name", ["format", "tables"])
def test_a_store_of_a_newer_program_is_refused_and_left_alone(folder: Path, name: str) -> None:
    with store_copies.opened(folder) as station, station.store.write() as connection:
        put_setting(connection, name, "99")
    before = (folder / DATABASE).read_bytes()
    with pytest.raises(StoreTooNew, match="newer"):
        open_store(folder, PASSPHRASE)
    assert (folder / DATABASE).read_bytes() == before


def test_tables_of_an_older_program_are_made_anew_after_a_backup(folder: Path) -> None:
    with store_copies.opened(folder) as station, station.store.write() as connection:
        put_setting(connection, "tables", "0")
        connection.exec_driver_sql("DROP TABLE attendance")
        connection.exec_driver_sql("CREATE TABLE of_an_older_program (x)")
    with store_copies.opened(folder) as station:
        assert station.journal.verify().intact
        assert backup.latest(folder) is not None
        with station.store.read() as connection:
            tables = connection.exec_driver_sql("SELECT name FROM sqlite_schema").scalars().all()
    assert set(schema.fold.tables) <= set(tables)
    assert "of_an_older_program" not in tables


def test_no_file_of_a_store_shows_a_name_an_address_or_a_code(
    station: Station, folder: Path
) -> None:
    station.desk.checkin(ADA, "entrance")
    station.backup_dated()
    while_open = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    station.close()
    closed = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    names = {path.name for path in while_open}
    assert {DATABASE, f"{DATABASE}-wal", "keyslots.json", "heads.json"} <= names
    secrets = (
        CANARY,
        "エイダ",
        "hana@example.org",
        store_copies.invitation(ADA),
        PASSPHRASE,
        "SQLite",
    )
    for path, data in (*while_open.items(), *closed.items()):
        for secret in secrets:
            assert secret.encode() not in data, (path.name, secret)
            assert secret.encode("utf-16-le") not in data, (path.name, secret)


def test_what_a_store_is_made_of_is_for_its_owner_only(station: Station, folder: Path) -> None:
    station.desk.checkin(ADA, "entrance")
    station.backup_dated()
    modes = {path: path.stat().st_mode & 0o777 for path in [folder, *folder.rglob("*")]}
    for path, mode in modes.items():
        assert mode == (0o700 if path.is_dir() else 0o600), path.name


def test_a_new_store_is_for_its_owner_only_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "forum.uketsuke"
    created = bootstrap.create_store(path, store_copies.plan(), PASSPHRASE)
    assert created.path == path
    assert list(path.parent.iterdir()) == [path]
    assert path.stat().st_mode & 0o777 == 0o700
    with open_store(path, PASSPHRASE) as station:
        assert station.desk.event.id == created.event
        assert station.journal.verify().intact


@pytest.mark.parametrize("there", ["folder", "file", "link to nowhere"])
def test_a_new_store_overwrites_nothing(tmp_path: Path, there: str) -> None:
    path = tmp_path / "forum.uketsuke"
    if there == "folder":
        path.mkdir()
    elif there == "file":
        path.write_text("precious", encoding="utf-8")
    else:
        path.symlink_to(tmp_path / "nowhere")
    with pytest.raises(KnownError) as caught:
        bootstrap.create_store(path, store_copies.plan(), PASSPHRASE)
    assert there == "link to nowhere" or isinstance(caught.value, StoreExists)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_new_store_without_a_passphrase_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotPossible, match="passphrase is needed"):
        bootstrap.create_store(tmp_path / "forum.uketsuke", store_copies.plan(), "")
    assert list(tmp_path.iterdir()) == []


def test_a_plan_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    class Failing:
        def event(self, identifier: str) -> None:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        bootstrap.create_store(tmp_path / "x", Failing(), PASSPHRASE)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_the_event_is_as_the_plan_said(station: Station) -> None:
    planned = factories.event(id=station.desk.event.id)
    assert station.desk.event == planned


def test_a_wrong_passphrase_opens_nothing_and_changes_nothing(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(WrongPassphrase, match="Nothing was changed"):
        open_store(folder, "wrong")
    after = {path: path.read_bytes() for path in folder.iterdir() if path.name != "lock"}
    assert after == {path: data for path, data in before.items() if path.name != "lock"}


def test_after_a_wrong_passphrase_the_right_one_opens(folder: Path) -> None:
    with pytest.raises(WrongPassphrase):
        open_store(folder, "wrong")
    with open_store(folder, PASSPHRASE) as station:
        assert station.journal.verify().intact


def test_the_recovery_passphrase_opens_typed_in_lower_case_without_hyphens(folder: Path) -> None:
    recovery = store_copies.template().recovery
    with open_store(folder, recovery.lower().replace("-", "")) as station:
        assert station.desk.find(CANARY)


@pytest.mark.parametrize("what", ["nothing", "an empty folder", "a file", "below a file"])
def test_where_there_is_no_store_that_is_said(tmp_path: Path, what: str) -> None:
    path = tmp_path / "forum.uketsuke"
    if what == "an empty folder":
        path.mkdir()
    elif what != "nothing":
        path.write_bytes(b"something else")
    with pytest.raises(StoreMissing, match="no store"):
        open_store(path / "x" if what == "below a file" else path, PASSPHRASE)


def test_where_the_database_is_missing_a_backup_is_offered(folder: Path) -> None:
    (folder / DATABASE).unlink()
    with pytest.raises(StoreDamaged, match="Restore it from a backup"):
        open_store(folder, PASSPHRASE)


RUBBISH = {
    "empty": b"",
    "zeros": bytes(8192),
    "text": b"SQLite format 3\0" + b"x" * 8192,
    "short": b"x",
}


@pytest.mark.parametrize("raw", RUBBISH.values(), ids=RUBBISH.keys())
@pytest.mark.parametrize("read_only", [False, True])
def test_a_database_that_is_none_is_said_to_be_damaged(
    folder: Path, raw: bytes, read_only: bool
) -> None:
    (folder / DATABASE).write_bytes(raw)
    with pytest.raises(StoreDamaged, match="Restore it from a backup"):
        store_copies.opened(folder, read_only=read_only)


def test_a_database_under_another_key_is_said_to_be_damaged(folder: Path, tmp_path: Path) -> None:
    other_store = bootstrap.create_store(
        tmp_path / "other.uketsuke", store_copies.plan(), PASSPHRASE
    )
    (folder / DATABASE).write_bytes((other_store.path / DATABASE).read_bytes())
    with pytest.raises(StoreDamaged):
        open_store(folder, PASSPHRASE)


def test_a_store_that_could_not_be_opened_is_not_held(folder: Path) -> None:
    good = (folder / DATABASE).read_bytes()
    (folder / DATABASE).write_bytes(b"rubbish")
    with pytest.raises(StoreDamaged):
        store_copies.opened(folder)
    (folder / DATABASE).write_bytes(good)
    with store_copies.opened(folder) as station:
        assert station.journal.verify().intact


def test_a_closed_store_can_be_opened_again_and_again(folder: Path, clock: Clock) -> None:
    for _ in range(5):
        with store_copies.opened(folder, clock) as station:
            station.desk.checkin(ADA, "entrance")
            clock.forward(factories.MINUTE)
    with store_copies.opened(folder, clock) as station:
        assert len(station.desk.last()) == 5


def test_an_older_store_that_may_only_be_read_says_what_to_do(folder: Path) -> None:
    with store_copies.opened(folder) as station, station.store.write() as connection:
        put_setting(connection, "tables", "0")
    with pytest.raises(StoreOutdated, match="Open it once"):
        store_copies.opened(folder, read_only=True)
    store_copies.opened(folder).close()
    store_copies.opened(folder, read_only=True).close()
