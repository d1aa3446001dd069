"""Outdated (stale) badges: those that would now differ from the one printed last."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import schema
from checkin.domain import FIELD_TABLE, CodeStatus
from checkin.layout.properties import EXTRA

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checkin.layout import Composer

# Fields that every badge shows, or that affect what it shows.
ON_BADGE: Final = tuple(field.name for field in FIELD_TABLE if field.printed)
OF_THE_EVENT: Final = {"event": "name", "venue": "venue", "days": "days", "sessions": "sessions"}

_change, _print, _batch = schema.change.c, schema.print_made.c, schema.batch.c
_past, _code = schema.event_past.c, schema.code.c
_PRINTS: Final = sa.select(_print.delegate, _print.code, _print.at).order_by(_print.at)
# The change of an import counts from its last entry.
_SINCE: Final = sa.func.max(_change.wall, sa.func.coalesce(_batch.at, 0))
_CHANGES: Final = (
    sa.select(_change.delegate, _change.fields, _SINCE.label("at"))
    .outerjoin(schema.batch, _batch.id == _change.batch)
    .where(sa.or_(_change.batch == "", _batch.undone == 0))
    .order_by(_change.delegate, _change.ms, _change.counter, _change.desk, _change.entry)
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
        before: dict[str, Any] = {}
        now: dict[str, Any] = {}
        for row in group:
            fields = json.loads(row.fields)
            now |= fields
            if row.at <= prints[delegate].at:
                before |= fields
        if _shown(before, sources) != _shown(now, sources):
            yield delegate


def _shown(fields: Mapping[str, Any], sources: frozenset[str]) -> list[object]:
    """The values that a badge shows of these fields."""
    extras = fields.get("extras", {})
    columns = sorted(source[len(EXTRA) :] for source in sources if source.startswith(EXTRA))
    return [
        *(fields.get(name) or None for name in ON_BADGE),
        *(extras.get(column, "") for column in columns),
    ]


def _of_the_event(
    connection: sa.Connection, prints: Mapping[str, LatestPrint], sources: frozenset[str]
) -> Iterator[str]:
    """The delegates whose badge shows an old name of the event or of their category."""
    query = sa.select(schema.event_past).order_by(_past.ms, _past.counter, _past.desk)
    states = connection.execute(query).all()
    if len(states) < 2:
        return
    table = schema.delegate.c
    delegates = connection.execute(sa.select(table.id, table.category))
    seen: dict[tuple[str, str], list[object]] = {}
    for delegate in delegates:
        made = prints.get(delegate.id)
        if made is None or made.at >= states[-1].wall:
            continue
        then = _state_at(states, made.at)
        for state in (then, states[-1]):
            key = (state.entry, delegate.category)
            if key not in seen:
                seen[key] = _told(state, delegate.category, sources)
        if seen[then.entry, delegate.category] != seen[states[-1].entry, delegate.category]:
            yield delegate.id


def _state_at(states: Sequence[Any], at: int) -> Any:
    """The state of the event at a time; before the first state, the first one."""
    return next((state for state in reversed(states) if state.wall <= at), states[0])


def _told(state: Any, category: str, sources: frozenset[str]) -> list[object]:
    """What a badge shows of the event: always the colour of the category, its name where it is shown."""
    told: list[object] = [
        getattr(state, column) for source, column in OF_THE_EVENT.items() if source in sources
    ]
    for load in json.loads(state.categories):
        if load["key"] == category:
            told += [load["colour"], load["name"] if "category" in sources else None]
    return told
