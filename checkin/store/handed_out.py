"""Queries of badges that were handed over, and not taken back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

import sqlalchemy as sa

from checkin import schema
from checkin.prepared import is_any_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_handed, _double = schema.handed_out.c, schema.double.c
_entry, _undo = schema.entry.c, schema.undo.c
# A badge that a double was given is the person's.
_PERSON: Final = sa.func.coalesce(_double.person, _handed.delegate)
_WITH_PERSON: Final = schema.handed_out.outerjoin(
    schema.double, _double.delegate == _handed.delegate
)
# As with scans: an undo that names another place in the chain is of nothing.
_STANDS: Final = ~sa.exists().where(
    _undo.target == _handed.entry,
    _entry.id == _handed.entry,
    _entry.desk == _undo.chain,
    _entry.seq == _undo.seq,
)
_FIRST: Final = (
    sa.select(_PERSON.label("person"), sa.func.min(_handed.at).label("at"))
    .select_from(_WITH_PERSON)
    .where(is_any_of(_PERSON, "ids"), _STANDS)
    .group_by(_PERSON)
)


class HandedOut(NamedTuple):
    """The entry of a badge that was handed over, and its place in the journal of its desk."""

    entry: str
    desk: str
    seq: int


def when(connection: sa.Connection, delegates: Iterable[str]) -> dict[str, int]:
    """Delegate id → when their badge was first handed over, for those who have it."""
    rows = connection.execute(_FIRST, {"ids": json.dumps(list(delegates))})
    return {row.person: row.at for row in rows}


def everybody(connection: sa.Connection) -> frozenset[str]:
    """All who have their badge."""
    query = sa.select(_PERSON).select_from(_WITH_PERSON).where(_STANDS).distinct()
    return frozenset(connection.scalars(query))


def entries(connection: sa.Connection, delegates: Iterable[str]) -> tuple[HandedOut, ...]:
    """Each time that a badge of theirs was handed over; several where desks were apart."""
    joined = _WITH_PERSON.join(schema.entry, _entry.id == _handed.entry)
    query = (
        sa.select(_entry.id, _entry.desk, _entry.seq)
        .select_from(joined)
        .where(is_any_of(_PERSON, "ids"), _STANDS)
    )
    rows = connection.execute(query, {"ids": json.dumps(list(delegates))})
    return tuple(HandedOut(*row) for row in rows)
