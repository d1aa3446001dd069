"""Who was invited when, and whose invitation is outdated (stale) since: other name, address, language or code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import schema
from checkin.domain import FIELD_TABLE, CodeStatus
from checkin.elements import merged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ON_INVITATION: Final = tuple(field.name for field in FIELD_TABLE if field.letter)
_invited, _double = schema.invited.c, schema.double.c
_change, _batch, _code = schema.change.c, schema.batch.c, schema.code.c
_PERSON: Final = sa.func.coalesce(_double.person, _invited.delegate).label("person")
_ALL: Final = (
    sa.select(_PERSON, _invited.code, _invited.at)
    .select_from(schema.invited.outerjoin(schema.double, _double.delegate == _invited.delegate))
    .order_by(_invited.at, _invited.ms, _invited.counter)
)
_LATEST: Final = (
    sa.select(_invited.delegate, sa.func.max(_invited.at).label("at"))
    .group_by(_invited.delegate)
    .subquery()
)
# The change of an import counts from its last entry.
_SINCE: Final = sa.func.max(_change.wall, sa.func.coalesce(_batch.at, 0))
_CHANGES: Final = (
    sa.select(_change.delegate, _change.fields, _SINCE.label("at"))
    .outerjoin(schema.batch, _batch.id == _change.batch)
    .where(sa.or_(_change.batch == "", _batch.undone == 0))
    .order_by(_change.delegate, _change.ms, _change.counter, _change.desk, _change.entry)
)
_TOUCHED: Final = (
    sa.select(_change.delegate)
    .outerjoin(schema.batch, _batch.id == _change.batch)
    .join(_LATEST, sa.and_(_LATEST.c.delegate == _change.delegate, _LATEST.c.at < _SINCE))
)


@dataclass(frozen=True, slots=True)
class LastInvitation:
    """When somebody was invited last, and whether that invitation says what is no longer so."""

    at: int
    outdated: bool


def last_invitations(connection: sa.Connection) -> dict[str, LastInvitation]:
    """Delegate id → the last invitation, for those who were invited."""
    latest = {row.person: (row.at, row.code) for row in connection.execute(_ALL)}
    changed = set(_changed(connection, {person: at for person, (at, _) in latest.items()}))
    valid = sa.select(_code.code).where(_code.status == CodeStatus.VALID)
    standing = set(connection.scalars(valid)) if latest else set()
    return {
        person: LastInvitation(at, person in changed or code not in standing)
        for person, (at, code) in latest.items()
    }


def _changed(connection: sa.Connection, invited_at: Mapping[str, int]) -> Iterator[str]:
    query = _CHANGES.where(_change.delegate.in_(_TOUCHED))
    for delegate, group in groupby(connection.execute(query), key=lambda row: row.delegate):
        changes = [(row.at, json.loads(row.fields)) for row in group]
        until = invited_at.get(delegate)
        if until is not None and _shown(
            [fields for at, fields in changes if at <= until]
        ) != _shown([fields for _, fields in changes]):
            yield delegate


def _shown(changes: list[dict[str, Any]]) -> list[object]:
    fields = merged(changes)
    return [fields.get(name) or None for name in _ON_INVITATION]
