"""Columns, tables and views from which the schema is made."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Column, Integer, LargeBinary, Table, Text

CREATED_BY: Final = "created by"  # the SQL of a view, in its `info`
SHOWN: Final = "shown"  # state of an import whose staged rows are visible

journal = sa.MetaData()
fold = sa.MetaData()
local = sa.MetaData()
views = sa.MetaData()


def table(
    name: str, metadata: sa.MetaData, *parts: sa.schema.SchemaItem, rowid: bool = False
) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True, sqlite_with_rowid=rowid)


def text(name: str, *, key: bool = False, default: str = "") -> Column[str]:
    return Column(
        name, Text, primary_key=key, nullable=False, server_default=sa.text(f"'{default}'")
    )


def integer(name: str, *, key: bool = False) -> Column[int]:
    return Column(name, Integer, primary_key=key, nullable=False, server_default=sa.text("0"))


def blob(name: str, *, nullable: bool = False) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=nullable)


def view(rows: Table, name: str, among: str = "") -> Table:
    """A view, created with the tables of the fold: the visible version of each row, of those `among` which it is."""
    hidden = ("since", "until")
    names = [column.name for column in rows.columns if column.name not in hidden]
    is_key = rows.primary_key.columns.keys()
    columns = (_copy(rows.columns[name], key=name in is_key) for name in names)
    shown = f"(SELECT batch FROM staging WHERE state = '{SHOWN}')"  # noqa: S608 - no value from outside
    sql = (
        f"CREATE VIEW {name} AS SELECT {', '.join(names)} FROM {rows.name}"  # noqa: S608 - nor here
        f" WHERE (since = '' OR since IN {shown}) AND (until = '' OR until NOT IN {shown})"
        f"{among and f' AND {among}'}"
    )
    return Table(name, views, *columns, info={CREATED_BY: sql})


def _copy(column: Column[Any], *, key: bool) -> Column[Any]:
    return Column(column.name, column.type, primary_key=key, nullable=False)


def written() -> tuple[Column[Any], ...]:
    """Which entry a row is of, which desk wrote it, and its stamp."""
    return text("entry", key=True), text("writer"), integer("ms"), integer("counter")
