"""Who stays although the import that brought them was undone: somebody on whom something else stands.

They were let in, their badge was printed, they were corrected or joined with somebody, by a desk that
had not heard of the undoing. Taken off the roster they would be in the building and on no list.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from checkin import schema
from checkin.prepared import PreparedQuery, is_any_of
from checkin.presence import LETS_IN

_change, _batch = schema.change.c, schema.batch.c
_scan, _print = schema.scan.c, schema.print_made.c
_double = schema.double.c
_other = schema.change.alias("other_change").c
_OTHER_STANDS: Final = sa.or_(
    _other.batch == "",
    sa.exists().where(_batch.id == _other.batch, _batch.undone == 0, _batch.entry != ""),
)
_ANY_UNDONE: Final = PreparedQuery(sa.select(_batch.id).where(_batch.undone == 1).limit(1))


def is_any_undone(connection: sa.Connection) -> bool:
    return _ANY_UNDONE.first_row(connection) is not None


def is_undone(batch: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Whether an import was undone."""
    return sa.exists().where(_batch.id == batch, _batch.undone == 1)


_BROUGHT: Final = PreparedQuery(
    sa.select(_change.delegate)
    .where(
        is_any_of(_change.delegate, "ids"),
        _change.batch != "",
        is_undone(_change.batch),
    )
    .distinct()
)


def stays(delegate: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Whether a delegate whom nothing but undone imports brought stays on the roster."""
    let_in = sa.exists().where(
        _scan.owner == delegate,
        _scan.owner != sa.literal_column("''"),
        _scan.delegate == delegate,
        sa.or_(*(_scan.outcome == outcome.value for outcome in sorted(LETS_IN))),
        ~schema.is_undone(),
    )
    printed = sa.exists().where(_print.delegate == delegate)
    joined = sa.exists().where(sa.or_(_double.delegate == delegate, _double.person == delegate))
    corrected = sa.exists().where(_other.delegate == delegate, _OTHER_STANDS)
    # Whoever has a number by something else was on the roster before, or came onto it otherwise.
    number = sa.func.json_extract(_other.fields, "$.number")
    brought_otherwise = sa.exists().where(
        _other.delegate == delegate, _OTHER_STANDS, number.is_not(None)
    )
    return sa.and_(sa.or_(let_in, printed, corrected, joined), ~brought_otherwise)


def brought_by_undone(connection: sa.Connection, ids: str) -> set[str]:
    """Of these delegates (JSON) those whom an undone import has brought or changed."""
    return {row.delegate for row in _BROUGHT.all_rows(connection, ids=ids)}
