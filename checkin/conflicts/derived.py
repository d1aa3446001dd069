"""All conflicts (merge conflicts) that follow from the tables: the same at every desk of a tier."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import schema
from checkin.conflicts import admissions, desks, programme, roster
from checkin.domain import Conflict, ConflictKind, Settlement, Settling
from checkin.journal import read_calendar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.keys import KeyRing

_settlement = schema.settlement.c
_SETTLED: Final = sa.select(schema.settlement).order_by(
    _settlement.ms, _settlement.counter, _settlement.desk, _settlement.entry
)


def of_entries(connection: sa.Connection, ring: KeyRing) -> list[Conflict]:
    """What follows from the set of entries alone, whatever the order in which they came."""
    calendar = read_calendar(connection)
    changes = programme.changes_of_sessions(connection)
    first = roster.first_changes(connection)
    chains = desks.owners(connection)
    return [
        *admissions.double_entries(connection, calendar),
        *admissions.revoked(connection, ring),
        *admissions.stopped(connection),
        *programme.over_capacity(connection, calendar, changes),
        *programme.changed_meanwhile(connection, changes),
        *roster.numbers_twice(connection),
        *roster.people_twice(connection, first),
        *roster.badges_twice(connection),
        *roster.imports_undone(connection, first),
        *desks.ignored(connection, chains),
        *desks.forks(connection, chains),
        *desks.clocks_put_right(connection),
    ]


def with_settlements(connection: sa.Connection, found: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Each with what a lead said of it, the open ones first, the latest first.

    Those that were settled and are gone by it, as by undoing, are among them.
    """
    settled: dict[str, Conflict] = {}
    for row in connection.execute(_SETTLED):
        settled.setdefault(row.conflict, _settled(row))  # the first that settled it
    there = {conflict.id: conflict for conflict in found}
    known = {
        identifier: replace(conflict, settled=settled[identifier].settled)
        if identifier in settled
        else conflict
        for identifier, conflict in there.items()
    }
    everything = {**settled, **known}.values()
    return tuple(sorted(everything, key=_in_order))


def _in_order(conflict: Conflict) -> tuple[bool, int, str]:
    return conflict.settled is not None, -conflict.at, conflict.id


def _settled(row: Any) -> Conflict:
    said = Settlement(Settling(row.how), row.reason, row.at, row.desk, row.operator)
    people, of_desks, entries = (
        tuple(json.loads(text)) for text in (row.people, row.desks, row.entries)
    )
    kind = ConflictKind(row.kind) if row.kind in set(ConflictKind) else ConflictKind.IGNORED
    return Conflict(row.conflict, kind, row.at, people, of_desks, entries, settled=said)
