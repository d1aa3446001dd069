"""Schema: an append-only journal, and tables of the fold that can be dropped and made again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from checkin import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

SECTIONS = ("door", "desk_section", "organiser")
ROW: dict[str, Any] = {
    "n": 1,
    "id": "aa",
    "desk": "bb",
    "seq": 1,
    "ms": 1,
    "counter": 0,
    "wall": 1,
    "kind": "scanned",
    "version": 1,
    "prev": b"p",
    "hashes": b"h",
    "signature": b"s",
    **dict.fromkeys(SECTIONS, b"sealed"),
}


@pytest.fixture
def connection() -> Iterator[sa.Connection]:
    engine = sa.create_engine("sqlite://")
    with engine.begin() as opened:
        schema.create(opened)
        opened.execute(sa.insert(schema.entry).values(ROW))
        yield opened
    engine.dispose()


@pytest.mark.parametrize("column", schema.entry.columns.keys())
def test_no_column_of_an_entry_is_altered(connection: sa.Connection, column: str) -> None:
    old = ROW[column]
    new = old + 1 if isinstance(old, int) else old + old
    with pytest.raises(sa.exc.IntegrityError, match="append-only"):
        connection.execute(sa.update(schema.entry).values({column: new}))


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_may_be_emptied(connection: sa.Connection, section: str) -> None:
    connection.execute(sa.update(schema.entry).values({section: None}))
    assert connection.scalar(sa.select(schema.entry.c[section])) is None


def test_no_entry_is_deleted(connection: sa.Connection) -> None:
    with pytest.raises(sa.exc.IntegrityError, match="append-only"):
        connection.execute(sa.delete(schema.entry))


def test_the_fold_is_made_again_whatever_was_in_it_and_the_rest_stays(
    connection: sa.Connection,
) -> None:
    connection.exec_driver_sql("CREATE TABLE of_an_older_program (a)")
    connection.execute(sa.insert(schema.setting).values(name="format", value="1"))
    connection.execute(sa.insert(schema.batch).values(id="b", entry="e"))
    schema.drop_fold(connection)
    found = sa.inspect(connection)
    made = set(schema.journal.tables) | set(schema.fold.tables) | set(schema.local.tables)
    assert set(found.get_table_names()) == made
    assert set(found.get_view_names()) == set(schema.views.tables)
    assert connection.scalar(sa.select(schema.batch.c.id)) is None
    assert connection.scalar(sa.select(schema.setting.c.value)) == "1"
    assert connection.scalar(sa.select(schema.entry.c.id)) == ROW["id"]
