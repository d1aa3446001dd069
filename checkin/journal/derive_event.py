"""The event's row (projection), derived from its changes and those of its sessions and categories."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import schema
from checkin.domain import FOUR_IN_THE_MORNING
from checkin.elements import merge
from checkin.journal.derive import to_json
from checkin.journal.event_row import (
    CATEGORY,
    COLUMN,
    EVENT,
    QUESTION,
    SESSION,
    is_zone,
    read_calendar,
)
from checkin.prepared import insert_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.presence import Calendar

_change = schema.event_change.c
_CHANGES: Final = sa.select(_change.about, _change.key, _change.fields).order_by(
    _change.ms, _change.counter, _change.desk, _change.entry
)
_PUT: Final = sa.insert(schema.event).prefix_with("OR REPLACE")
_TEXTS: Final = ("name", "venue", "name_order")
_LISTS: Final[Mapping[str, object]] = {
    "names": {},
    "days": [],
    "show_at_scan": [],
    "short_names": {},
    "venues": {},
}


def derive_event(connection: sa.Connection) -> bool:
    """Derives the event: each field has the value of its latest change.

    There is none before a change of the event itself is known; it is the last entry of a new event.
    Returns whether attendance may follow otherwise from the scans now.
    """
    before = read_calendar(connection)
    states: dict[tuple[str, str], dict[str, Any]] = {}
    for row in connection.execute(_CHANGES):
        fields = json.loads(row.fields)
        if not is_zone(fields.get("time_zone", "UTC")):
            # The latest zone that this machine knows is nearer to the truth than none.
            del fields["time_zone"]
        merge(states.setdefault((row.about, row.key), {}), fields)
    event = next((key for about, key in states if about == EVENT), None)
    if event is None:
        return False
    insert_rows(connection, _PUT, [_row(event, states)])
    return _marks(read_calendar(connection)) != _marks(before)


def _row(event: str, states: Mapping[tuple[str, str], Mapping[str, Any]]) -> dict[str, Any]:
    about = dict(states[EVENT, event])
    about["days"] = sorted(about.get("days", ()))  # desks apart may have added one each
    return {
        "id": event,
        **{name: about.get(name, "") for name in _TEXTS},
        **{name: to_json(about.get(name, empty)) for name, empty in _LISTS.items()},
        "time_zone": about.get("time_zone", "UTC"),
        "day_starts": about.get("day_starts", FOUR_IN_THE_MORNING),
        "categories": to_json(_listed(CATEGORY, states)),
        "sessions": to_json(_listed(SESSION, states)),
        "columns": to_json(_listed(COLUMN, states)),
        "questions": to_json(_listed(QUESTION, states)),
    }


def _listed(
    kind: str, states: Mapping[tuple[str, str], Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Those of a kind in their order, also those that were taken away."""
    found = [{**state, "key": key} for (about, key), state in states.items() if about == kind]
    return sorted(found, key=lambda state: (state.get("place", 0), state["key"]))


def _marks(calendar: Calendar) -> tuple[object, ...]:
    """What of the event decides on which day a scan counts, and when a presence ends."""
    sessions = {
        key: (
            session.starts,
            session.ends,
            session.leave_minutes,
            session.exclusive,
            session.requires,
        )
        for key, session in calendar.sessions.items()
    }
    return calendar.zone.key, calendar.day_starts, sessions
