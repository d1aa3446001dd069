"""Tamper detection: changes by a holder of the key who bypasses the program are found."""

# ruff: noqa: S608 - the names of tables and columns come from the schema

from __future__ import annotations

import itertools
import shutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checkin import schema
from checkin.domain import Conflict, ConflictKind, Manner, Role, Settling, Tier
from checkin.errors import StoreDamaged
from checkin.journal import (
    EntryDraft,
    EntryKind,
    Leaving,
    attended_remotely,
    badge_handed_out,
    badge_printed,
    batch_applied,
    cards_opened,
    clock_corrected,
    conflict_settled,
    delegate_erased,
    delegate_marked,
    delegates_joined,
    desk_revoked,
    export_failed,
    exported,
    invited,
    keys_renewed,
    photo_set,
    watch_added,
    watch_cleared,
    watch_matched,
    watch_removed,
)
from checkin.keys import Signer
from checkin.store.store import DATABASE
from tests import store_copies
from tests.checkin.journal.verified import codes_of, verified
from tests.desks_in_memory import dump
from tests.factories import Clock
from tests.store_copies import ADA, BEN, DORA, HANA

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Table


COLUMNS = [column.name for column in schema.entry.columns]
SEALED = ("door", "desk_section", "organiser")


@cache
def _morning() -> Path:
    """A closed store with a few scans in it, and a row in every table."""
    folder, clock = store_copies.copied(store_copies.scratch()), Clock()
    with store_copies.opened(folder, clock) as station:
        verdicts = [
            station.desk.checkin(number, "entrance", Manner(represented_by="Sato"))
            for number in (ADA, BEN, DORA, HANA)
        ]
        station.desk.undo(verdicts[-1].entry)
        station.people.revoke_code(store_copies.invitation(HANA))
        station.people.lost_badge(store_copies.identifier(ADA))
        station.people.correct(store_copies.identifier(BEN), {"sessions": "plenary"})
        station.shift.set_pin(Role.LEAD, "246813")
        station.rename_desk("North")
        station.desk.lead_calls.answer(station.desk.lead_calls.call("entrance"))
        drafts = (
            desk_revoked("d0" * 16, {"d0" * 16: 7}),
            delegate_erased("e1" * 16),
            delegates_joined(store_copies.identifier(ADA), "e2" * 16),
            clock_corrected("d0" * 16, (1, 2), 5, (1, 2)),
            keys_renewed(1, {"d0" * 16: bytes(92)}),
            badge_printed(store_copies.identifier(ADA), "X"),
            invited(store_copies.identifier(ADA), "A"),
            exported(Leaving("delegates", "csv", 12, why="for the venue")),
            export_failed("ff" * 32),
            cards_opened(31),
            badge_handed_out(store_copies.identifier(ADA)),
            batch_applied("b1" * 16, {"added": 1}),
            attended_remotely(store_copies.identifier(ADA), "plenary", 62, (1, 2), "b1" * 16),
            watch_added("a1" * 16, "Erik Lund", "known", {"given": ["d1" * 16]}),
            conflict_settled(Conflict("c1", ConflictKind.FORK, 0), Settling.NOTE, "seen"),
            watch_removed("a1" * 16),
            watch_matched("a1" * 16, store_copies.identifier(ADA)),
            watch_cleared(store_copies.identifier(ADA), ("a1" * 16,), "somebody else"),
            delegate_marked(store_copies.identifier(ADA), {"set": ["lead:00"], "gone": []}),
            photo_set(store_copies.identifier(ADA), b"\xff\xd8\xff\xe0"),
            EntryDraft(EntryKind.UNDONE, {Tier.DOOR: {"entry": 7}}),  # ignored
        )
        with station.store.write() as connection:
            station.journal.append_many(connection, drafts)
            station.journal.begin_chain(connection, "c0" * 16)
    return folder


@pytest.fixture
def morning(tmp_path: Path) -> Path:
    return Path(shutil.copytree(_morning(), tmp_path / "forum.uketsuke"))


def put_back(folder: Path) -> None:
    """The database before the tampering."""
    shutil.copyfile(_morning() / DATABASE, folder / DATABASE)


def problems(folder: Path) -> set[tuple[str, str]]:
    """The problems found, each with the desk or the table; a store that does not open counts too."""
    try:
        return {(problem.code, problem.desk) for problem in verified(folder).problems}
    except StoreDamaged:
        return {("damaged", "event")}


def altered(value: Any) -> Any:
    """The value with one bit or one letter changed."""
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1])
    if isinstance(value, int):
        return value + 1
    return value[:-1] + ("1" if value[-1] == "0" else "0")


def seq_of(n: int) -> int:
    """The number in the first desk's chain: before it come two entries of the root on paper."""
    return n - 2


def test_an_untouched_store_is_intact(morning: Path) -> None:
    health = verified(morning)
    assert health.intact
    assert health.desks == 1


@pytest.mark.parametrize("n", [3, 7, 20], ids=["the first", "a delegate", "a scan"])
def test_one_altered_byte_in_any_column_of_an_entry_is_found(morning: Path, n: int) -> None:
    """But for its signature, where a later one proves the entry."""
    for column in [name for name in COLUMNS if name not in ("n", "signature")]:
        put_back(morning)
        with store_copies.by_force(morning) as database:
            (value,) = database.execute(f"SELECT {column} FROM entry WHERE n = ?", (n,)).fetchone()
            if value is None:  # a section that this kind does not have
                continue
            change = f"UPDATE entry SET {column} = ? WHERE n = ?"
            database.execute(change, (altered(value), n))
        found = verified(morning).problems
        assert any(problem.seq in (seq_of(n), seq_of(n) + 1) for problem in found), column


def test_an_altered_byte_in_any_place_of_a_sealed_body_is_found(morning: Path) -> None:
    n, body = read(morning, "SELECT n, desk_section FROM entry WHERE kind = 'delegate_changed'")
    for place in range(0, len(body), 7):
        put_back(morning)
        flipped = body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]
        with store_copies.by_force(morning) as database:
            database.execute("UPDATE entry SET desk_section = ? WHERE n = ?", (flipped, n))
        assert codes_of(verified(morning)) == {"altered"}


def read(folder: Path, query: str) -> Any:
    with store_copies.by_force(folder) as database:
        row = database.execute(query).fetchone()
    put_back(folder)
    return row


# A later signature may prove the entry, whatever its own is.
@pytest.mark.parametrize("column", [name for name in COLUMNS if name != "signature"])
def test_an_entry_with_nonsense_in_a_column_is_found_and_no_crash(
    morning: Path, column: str
) -> None:
    nonsense: Any = {"INTEGER": -(2**63), "TEXT": "\u202e'", "BLOB": b""}
    kind = str(schema.entry.c[column].type)
    with store_copies.by_force(morning) as database:
        database.execute(f"UPDATE entry SET {column} = ? WHERE n = 18", (nonsense[kind],))
    assert not verified(morning).intact


@pytest.mark.parametrize("upper", ["id", "desk"])
def test_a_name_written_in_other_letters_is_altered_too(morning: Path, upper: str) -> None:
    with store_copies.by_force(morning) as database:
        database.execute(f"UPDATE entry SET {upper} = upper({upper}) WHERE n = 18")
    assert not verified(morning).intact


def test_bytes_moved_from_one_column_to_the_next_are_found(morning: Path) -> None:
    with store_copies.by_force(morning) as database:
        prev, kind = database.execute("SELECT prev, kind FROM entry WHERE n = 18").fetchone()
        database.execute(
            "UPDATE entry SET prev = ?, kind = ? WHERE n = 18",
            (prev + kind[:1].encode(), kind[1:]),
        )
    assert not verified(morning).intact


@pytest.mark.parametrize("n", [1, 3, 9])
def test_a_dropped_entry_leaves_a_gap(morning: Path, n: int) -> None:
    with store_copies.by_force(morning) as database:
        database.execute("DELETE FROM entry WHERE n = ?", (n,))
    assert "gap" in codes_of(verified(morning))


def test_a_dropped_last_entry_is_missed(morning: Path) -> None:
    with store_copies.by_force(morning) as database:
        database.execute("DELETE FROM entry WHERE n = (SELECT max(n) FROM entry)")
    assert "rolled_back" in codes_of(verified(morning))


def test_two_swapped_entries_are_out_of_order(morning: Path) -> None:
    with store_copies.by_force(morning) as database:
        for old, new in ((16, 1000), (17, 16), (1000, 17)):
            database.execute("UPDATE entry SET n = ? WHERE n = ?", (new, old))
    assert "gap" in codes_of(verified(morning))


def test_an_entry_that_is_there_twice_is_a_fork(morning: Path) -> None:
    names = ", ".join(name for name in COLUMNS if name not in ("n", "id"))
    another = (
        f"INSERT INTO entry (id, {names}) SELECT '{'f' * 64}', {names} FROM entry WHERE n = 18"
    )
    with store_copies.by_force(morning) as database:
        database.execute(another)
    assert "fork" in codes_of(verified(morning))


def test_a_signature_of_another_key_is_forged(morning: Path) -> None:
    with store_copies.by_force(morning) as database:
        forged = Signer(bytes(32)).sign(b"whatever")
        (last,) = database.execute("SELECT max(n) - 1 FROM entry").fetchone()
        database.execute("UPDATE entry SET signature = ? WHERE n = ?", (forged, last))
    (problem,) = verified(morning).problems
    assert (problem.code, problem.seq) == ("forged", seq_of(last))


def test_a_later_signature_proves_what_it_follows(morning: Path) -> None:
    """Each entry names the one before: another desk may have been sent the run with one signature."""
    with store_copies.by_force(morning) as database:
        database.execute("UPDATE entry SET signature = zeroblob(64) WHERE n = 18")
    assert verified(morning).intact


def test_an_emptied_section_is_no_alteration_but_the_tables_tell(morning: Path) -> None:
    """Erasing a person empties sections; the signature covers their hashes, not them."""
    with store_copies.by_force(morning) as database:
        database.execute("UPDATE entry SET desk_section = NULL WHERE kind = 'scanned'")
    health = verified(morning)
    assert codes_of(health) == {"table", "section_missing"}
    assert {problem.desk for problem in health.problems if problem.code == "table"} == {"scan"}


@pytest.mark.parametrize("section", SEALED)
def test_whatever_section_is_emptied_the_journal_can_be_read_and_folded_anew(
    morning: Path, section: str
) -> None:
    with store_copies.by_force(morning) as database:
        database.execute(f"UPDATE entry SET {section} = NULL WHERE n > 2 AND kind <> 'chain_begun'")
    station = store_copies.opened(morning, Clock())
    try:
        assert codes_of(station.journal.verify()) == {"table", "section_missing"}
        station.journal.rebuild()
        assert codes_of(station.journal.verify()) == {"section_missing"}
    finally:
        store_copies.forsake(station)


# The journal does not determine which hidden versions exist.
TABLES = [table for table in schema.fold.sorted_tables if table is not schema.staging]


# Without its event a store does not open, so nothing else would be found with it.
COMPARED = [table for table in TABLES if table is not schema.event]


def named(tables: Sequence[Table]) -> set[tuple[str, str]]:
    """One problem for each table; of a versioned table the view is named."""
    return {("table", table.name.removesuffix("_row")) for table in tables}


def event_damaged(folder: Path) -> bool:
    return problems(folder) in ({("damaged", "event")}, {("table", "event")})


# Tables are compared one by one, so all can be altered before one verification.


def test_a_removed_row_of_any_table_is_found(morning: Path) -> None:
    with store_copies.by_force(morning) as database:
        for table in COMPARED:
            database.execute(f"DELETE FROM {table} WHERE {first_row(table)}")
    assert problems(morning) == named(COMPARED)
    put_back(morning)
    with store_copies.by_force(morning) as database:
        database.execute("DELETE FROM event")
    assert event_damaged(morning)


def test_an_added_row_in_any_table_is_found(morning: Path) -> None:
    with store_copies.by_force(morning) as database:
        for table in COMPARED:
            database.execute(f"INSERT INTO {table} DEFAULT VALUES")
        # Else the new delegate would be a double, and none that is listed.
        database.execute("UPDATE double SET delegate = 'nobody' WHERE delegate = ''")
    assert problems(morning) == named(COMPARED)
    put_back(morning)
    with store_copies.by_force(morning) as database:
        database.execute("INSERT INTO event DEFAULT VALUES")
    assert event_damaged(morning)


def cells(table: Table) -> list[str]:
    """The columns of a table that the journal determines."""
    return [column.name for column in table.columns if column.name not in ("since", "until")]


def alter_first(database: Any, table: Table, column: str) -> None:
    row = database.execute(f"SELECT {column} FROM {table} WHERE {first_row(table)}")
    (value,) = row.fetchone()
    new = value + 1 if isinstance(value, int) else value + "x"
    change = f"UPDATE {table} SET {column} = ? WHERE {first_row(table)}"
    database.execute(change, (new,))


def test_one_changed_cell_of_any_table_is_found(morning: Path) -> None:
    """One cell of every table at a time, until every column has had its turn."""
    for columns in itertools.zip_longest(*(cells(table) for table in COMPARED)):
        put_back(morning)
        changed = {
            table: column
            for table, column in zip(COMPARED, columns, strict=True)
            if column is not None
        }
        with store_copies.by_force(morning) as database:
            for table, column in changed.items():
                alter_first(database, table, column)
        assert problems(morning) == named(list(changed)), changed


@pytest.mark.parametrize("column", cells(schema.event))
def test_one_changed_cell_of_the_event_is_found(morning: Path, column: str) -> None:
    with store_copies.by_force(morning) as database:
        alter_first(database, schema.event, column)
    assert event_damaged(morning)


def first_row(table: Table) -> str:
    keys = ", ".join(table.primary_key.columns.keys())
    return f"({keys}) = (SELECT {keys} FROM {table} ORDER BY {keys} LIMIT 1)"


def test_rebuilding_puts_altered_tables_right(morning: Path) -> None:
    with store_copies.opened(morning, Clock()) as station, station.store.read() as connection:
        before = dump(connection)
    with store_copies.by_force(morning) as database:
        database.execute("DELETE FROM scan")
        database.execute("UPDATE delegate_row SET name = 'Nobody'")
    with store_copies.opened(morning, Clock()) as station:
        assert not station.journal.verify().intact
        station.journal.rebuild()
        assert station.journal.verify().intact
        with station.store.read() as connection:
            assert dump(connection) == before


def test_an_altered_journal_is_not_folded_and_nothing_changes(morning: Path) -> None:
    with store_copies.by_force(morning) as database:
        database.execute("UPDATE entry SET hashes = zeroblob(33) WHERE n = 18")
    station = store_copies.opened(morning, Clock())
    try:
        with station.store.read() as connection:
            before = dump(connection)
        with pytest.raises(StoreDamaged, match="altered or damaged"):
            station.journal.rebuild()
        with station.store.read() as connection:
            assert dump(connection) == before
    finally:
        store_copies.forsake(station)


def test_every_entry_is_looked_at_even_after_a_bad_one(morning: Path) -> None:
    with store_copies.by_force(morning) as database:
        database.execute("UPDATE entry SET wall = wall + 1 WHERE n IN (5, 18)")
    found = verified(morning).problems
    assert {problem.seq for problem in found if problem.code == "altered"} == {
        seq_of(5),
        seq_of(18),
    }
