"""Desks and operators (projection): derived from all that was written about each, in any order of arrival."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from checkin import schema
from checkin.journal.derive import to_json
from checkin.prepared import PreparedQuery, insert_rows, is_any_of

if TYPE_CHECKING:
    from collections.abc import Collection

_introduction, _name = schema.introduction.c, schema.desk_name.c
_operator = schema.operator_change.c
_INTRODUCTIONS: Final = PreparedQuery(
    sa.select(schema.introduction)
    .where(is_any_of(_introduction.desk, "ids"))
    .order_by(
        _introduction.desk,
        _introduction.ms,
        _introduction.counter,
        _introduction.writer,
        _introduction.entry,
    )
)
_NAMES: Final = PreparedQuery(
    sa.select(_name.desk, _name.name)
    .where(is_any_of(_name.desk, "ids"))
    .order_by(_name.ms, _name.counter, _name.entry)
)
_OPERATORS: Final = PreparedQuery(
    sa.select(schema.operator_change)
    .where(is_any_of(_operator.operator, "ids"))
    .order_by(_operator.ms, _operator.counter, _operator.writer, _operator.entry)
)
_PUT_DESKS: Final = insert(schema.desk).prefix_with("OR REPLACE")
_PUT_OPERATORS: Final = insert(schema.operator).prefix_with("OR REPLACE")


def derive_desks(connection: sa.Connection, desks: Collection[str]) -> None:
    """Each desk as its first introduction has it, under the name that it has given itself last.

    A desk that names itself before it is introduced is none yet.
    """
    ids = to_json(sorted(desks))
    names = {row.desk: row.name for row in _NAMES.all_rows(connection, ids=ids)}
    rows = []
    found = _INTRODUCTIONS.all_rows(connection, ids=ids)
    for desk, introductions in groupby(found, key=lambda row: row.desk):
        first = next(introductions)
        row: dict[str, Any] = {
            "id": desk,
            "name": names.get(desk, first.name),
            "tier": first.tier,
            "public_key": first.public_key,
            "box_key": first.box_key,
            "first_number": first.first_number,
        }
        rows.append(row)
    if rows:
        insert_rows(connection, _PUT_DESKS, rows)


def derive_operators(connection: sa.Connection, operators: Collection[str]) -> None:
    """Each operator as last set."""
    found = _OPERATORS.all_rows(connection, ids=to_json(sorted(operators)))
    latest = {
        row.operator: {
            "id": row.operator,
            "name": row.name,
            "role": row.role,
            "pin": row.pin,
        }
        for row in found
    }
    insert_rows(connection, _PUT_OPERATORS, list(latest.values()))
