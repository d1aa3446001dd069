"""Prepared statements: compiled once, and handed to the driver past SQLAlchemy, where a scan waits for them."""

from __future__ import annotations

import re
from collections import namedtuple
from functools import cache, cached_property
from itertools import starmap
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_PARAMETER: Final = re.compile(r":([a-z_0-9]+)", re.IGNORECASE)


class PreparedQuery:
    """A query that a scan waits for: compiled once, asked of the driver as it is.

    SQLAlchemy's own work on a statement takes four times as long as SQLite's on such a look-up. The tables
    hold nothing but text, numbers and bytes, which need no conversion on their way in or out.
    """

    def __init__(self, query: sa.Select[Any]) -> None:
        self._query = query

    def all_rows(self, connection: sa.Connection, **values: object) -> list[Any]:
        """The rows, as named tuples."""
        sql, row = self._compiled
        return list(starmap(row, _driver(connection).execute(sql, values)))

    def first_row(self, connection: sa.Connection, **values: object) -> Any | None:
        """The first row, as a named tuple."""
        sql, row = self._compiled
        found = _driver(connection).execute(sql, values).fetchone()
        return None if found is None else row(*found)

    @cached_property
    def _compiled(self) -> tuple[str, Callable[..., Any]]:
        """Its words, with the values that are always the same, and what makes a row.

        For a partial index SQLite looks at a parameter's value, and prepares the statement again whenever
        it is given one.
        """
        compiled = self._query.compile(dialect=sqlite.dialect(paramstyle="named"))
        fixed = {name: value for name, value in compiled.params.items() if value is not None}
        sql = _PARAMETER.sub(
            lambda found: _literal(fixed[found[1]]) if found[1] in fixed else found[0],
            str(compiled),
        )
        columns = [str(column.key) for column in self._query.selected_columns]
        return sql, namedtuple("Row", columns)


def _literal(value: object) -> str:
    if isinstance(value, int):
        return str(int(value))
    return "'" + str(value).replace("'", "''") + "'"


def is_any_of(column: sa.ColumnElement[str], name: str) -> sa.ColumnElement[bool]:
    """Whether the column has one of the values of this parameter, a JSON list of texts of any length.

    With a list of parameters instead, the statement would be another one for each length.
    """
    values = sa.func.json_each(sa.bindparam(name)).table_valued("value")
    return column.in_(sa.select(values.c.value))


def insert_rows(
    connection: sa.Connection, statement: sa.Insert, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Inserts rows that all have the same columns; the statement is one that is kept.

    They go to the driver as they are: for twenty thousand delegates, SQLAlchemy's care for each value of
    each row, of which plain text and numbers need none, costs as much as the inserting.
    """
    sql, order = _insert(statement, tuple(rows[0]))
    driver = _driver(connection)
    if len(rows) == 1:
        driver.execute(sql, order(rows[0]))
    else:
        driver.executemany(sql, [order(row) for row in rows])


def insert_cells(
    connection: sa.Connection,
    statement: sa.Insert,
    names: tuple[str, ...],
    rows: Sequence[Sequence[object]],
) -> None:
    """The same for rows whose values are in the order of the table's columns, which have these names."""
    sql, _ = _insert(statement, names)
    _driver(connection).executemany(sql, rows)


@cache
def _insert(
    statement: sa.Insert, names: tuple[str, ...]
) -> tuple[str, Callable[[Mapping[str, Any]], tuple[Any, ...]]]:
    """The statement for rows with these columns, and what puts a row's values in its order."""
    compiled = statement.compile(dialect=sqlite.dialect(paramstyle="qmark"), column_keys=names)
    return str(compiled), itemgetter(*compiled.positiontup or names)


def _driver(connection: sa.Connection) -> Any:
    return connection.connection.driver_connection
