"""Outdated (stale) badges: those that would now differ from the one printed last."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import sqlalchemy as sa

from checkin import schema
from checkin.domain import FIELD_TABLE, CodeStatus
from checkin.elements import merge, merged
from checkin.journal import CATEGORY, EVENT, SESSION
from checkin.layout.properties import EXTRA

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checkin.layout import Composer

# The fields of the event, of each session and of each category, by what they are of and its key.
EventState: TypeAlias = "dict[tuple[str, str], dict[str, Any]]"

# Fields that every badge shows, or that affect what it shows.
ON_BADGE: Final = tuple(field.name for field in FIELD_TABLE if field.printed)
OF_THE_EVENT: Final = {
    "event": ("name", "names"),
    "short_event": ("short_names",),
    "venue": ("venue", "venues"),
    "days": ("days",),
}
OF_A_SESSION: Final = ("name", "starts", "ends")

_change, _print, _batch = schema.change.c, schema.print_made.c, schema.batch.c
_event_change, _code = schema.event_change.c, schema.code.c
_PRINTS: Final = sa.select(_print.delegate, _print.code, _print.at).order_by(_print.at)
# The change of an import counts from its last entry.
_SINCE: Final = sa.func.max(_change.wall, sa.func.coalesce(_batch.at, 0))
_CHANGES: Final = (
    sa.select(_change.delegate, _change.fields, _SINCE.label("at"))
    .outerjoin(schema.batch, _batch.id == _change.batch)
    .where(sa.or_(_change.batch == "", _batch.undone == 0))
    .order_by(_change.delegate, _change.ms, _change.counter, _change.desk, _change.entry)
)
_EVENT_CHANGES: Final = sa.select(schema.event_change).order_by(
    _event_change.ms, _event_change.counter, _event_change.desk, _event_change.entry
)
_LATEST_PRINT: Final = (
    sa.select(_print.delegate, sa.func.max(_print.at).label("at"))
    .group_by(_print.delegate)
    .subquery()
)
# Delegates changed since their print: no others need comparing.
_TOUCHED: Final = (
    sa.select(_change.delegate)
    .outerjoin(schema.batch, _batch.id == _change.batch)
    .join(
        _LATEST_PRINT,
        sa.and_(_LATEST_PRINT.c.delegate == _change.delegate, _LATEST_PRINT.c.at < _SINCE),
    )
)


@dataclass(frozen=True, slots=True)
class LatestPrint:
    """When a badge was printed last, and with which code."""

    at: int
    code: str


def since_print(connection: sa.Connection, composer: Composer) -> frozenset[str]:
    """The delegates with a change in something that the layout shows since their badge was printed."""
    prints = {row.delegate: LatestPrint(row.at, row.code) for row in connection.execute(_PRINTS)}
    if not prints:
        return frozenset()
    found = set(_of_the_roster(connection, prints, composer.depends_on))
    found.update(_of_the_event(connection, prints, composer.depends_on))
    if composer.coded:
        valid = sa.select(_code.code).where(_code.status == CodeStatus.VALID)
        standing = set(connection.scalars(valid))
        found.update(
            delegate for delegate, made in prints.items() if made.code and made.code not in standing
        )
    return frozenset(found)


def _of_the_roster(
    connection: sa.Connection, prints: Mapping[str, LatestPrint], sources: frozenset[str]
) -> Iterator[str]:
    """The delegates whose own fields differ from when their badge was printed."""
    query = _CHANGES.where(_change.delegate.in_(_TOUCHED))
    for delegate, group in groupby(connection.execute(query), key=lambda row: row.delegate):
        changes = [(row.at, json.loads(row.fields)) for row in group]
        now = merged(fields for _, fields in changes)
        printed = merged(fields for at, fields in changes if at <= prints[delegate].at)
        if _shown(printed, sources) != _shown(now, sources):
            yield delegate


def _shown(fields: Mapping[str, Any], sources: frozenset[str]) -> list[object]:
    """The values that a badge shows of these fields."""
    extras = {**fields.get("extras", {}), **fields.get("at_scan", {})}
    columns = sorted(source[len(EXTRA) :] for source in sources if source.startswith(EXTRA))
    return [
        *(fields.get(name) or None for name in ON_BADGE),
        *(extras.get(column, "") for column in columns),
    ]


def _of_the_event(
    connection: sa.Connection, prints: Mapping[str, LatestPrint], sources: frozenset[str]
) -> Iterator[str]:
    """The delegates whose badge shows an old name of the event or of their category."""
    changes = connection.execute(_EVENT_CHANGES).all()
    # The event's own first entry completes a new event: no badge was printed before.
    begun = next((change.wall for change in changes if change.about == EVENT), 0)
    latest = max((change.wall for change in changes), default=0)
    walls = sorted({change.wall for change in changes})
    table = schema.delegate.c
    now = _state_at(changes, latest)
    states: dict[int, EventState] = {}
    for delegate in connection.execute(sa.select(table.id, table.category)):
        made = prints.get(delegate.id)
        if made is None or made.at >= latest:
            continue
        # Of all prints between two changes the state is the same.
        until = bisect_right(walls, max(made.at, begun))
        if until not in states:
            states[until] = _state_at(changes, walls[until - 1])
        if _told(states[until], delegate.category, sources) != _told(
            now, delegate.category, sources
        ):
            yield delegate.id


def _state_at(changes: Sequence[Any], at: int) -> EventState:
    """The event, sessions and categories from what had been changed at that time."""
    state: EventState = {}
    for change in changes:
        if change.wall <= at:
            merge(state.setdefault((change.about, change.key), {}), json.loads(change.fields))
    return state


def _told(state: EventState, category: str, sources: frozenset[str]) -> list[object]:
    """What a badge shows of the event: always the colour of the category, its name where it is shown."""
    event = next((fields for (about, _), fields in state.items() if about == EVENT), {})
    told: list[object] = [
        event.get(column)
        for source, columns in OF_THE_EVENT.items()
        if source in sources
        for column in columns
    ]
    if "sessions" in sources:
        told += [
            (key, [fields.get(name) for name in OF_A_SESSION])
            for (about, key), fields in sorted(state.items(), key=itemgetter(0))
            if about == SESSION
        ]
    of_category = state.get((CATEGORY, category), {})
    told.append(of_category.get("colour"))
    return [*told, of_category.get("name")] if "category" in sources else told
