"""Provenance of values: what a delegate would be like without the corrections made by hand.

What differs from it now was corrected at a desk, and an import keeps it unless somebody says
otherwise (three-way merge).
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import elements, schema
from checkin.presence import LETS_IN

if TYPE_CHECKING:
    from collections.abc import Mapping

_change, _batch, _scan = schema.change.c, schema.batch.c, schema.scan.c
_ORDER: Final = (_change.delegate, _change.ms, _change.counter, _change.desk, _change.entry)
# The entry that adds a delegate has their number: what a walk-in was registered with is no correction.
_ADDS: Final = sa.func.json_extract(_change.fields, "$.number").is_not(None)
_IMPORTED: Final = sa.exists().where(
    _batch.id == _change.batch, _batch.entry != "", _batch.undone == 0
)
_CORRECTED: Final = sa.select(_change.delegate).where(_change.batch == "", ~_ADDS)
_LISTED: Final = (
    sa.select(_change.delegate, _change.fields)
    .where(_change.delegate.in_(_CORRECTED), sa.or_(_ADDS, _IMPORTED))
    .order_by(*_ORDER)
)
_BROUGHT: Final = (
    sa.select(_change.delegate, _change.batch).where(_ADDS, _IMPORTED).order_by(*_ORDER)
)
_BEEN_IN: Final = (
    sa.select(_scan.owner)
    .where(_scan.owner != "", ~schema.is_undone())
    .where(_scan.outcome.in_(sorted(outcome.value for outcome in LETS_IN)))
    .distinct()
)


def imported_values(connection: sa.Connection) -> Mapping[str, Mapping[str, Any]]:
    """Of each delegate who was corrected by hand: their fields as imports alone have made them."""
    rows = connection.execute(_LISTED)
    return {
        delegate: elements.merged(json.loads(row.fields) for row in group)
        for delegate, group in groupby(rows, key=lambda row: row.delegate)
    }


def brought_by(connection: sa.Connection) -> Mapping[str, str]:
    """Delegate → the import that added them."""
    return {row.delegate: row.batch for row in connection.execute(_BROUGHT)}


def been_let_in(connection: sa.Connection) -> frozenset[str]:
    """Who has been let in anywhere at any time."""
    return frozenset(connection.scalars(_BEEN_IN))


def persons_of_doubles(connection: sa.Connection) -> Mapping[str, str]:
    """Delegate who was joined with another → the person who they are."""
    double = schema.double.c
    rows = connection.execute(sa.select(double.delegate, double.person))
    return {row.delegate: row.person for row in rows}


def erased(connection: sa.Connection) -> frozenset[str]:
    return frozenset(connection.scalars(sa.select(schema.erasure.c.delegate)))
