"""Queries for remote attendance: who was in the video meeting of a session, and how long."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from checkin import schema
from checkin.meetings import MeetingStay, together

if TYPE_CHECKING:
    from checkin.presence import Calendar

_remote, _batch, _double = schema.remote_attendance.c, schema.batch.c, schema.double.c
_STANDING = (
    sa.select(
        sa.func.coalesce(_double.person, _remote.delegate).label("person"),
        _remote.session,
        _remote.minutes,
        _remote.since,
        _remote.until,
    )
    .join(schema.batch, sa.and_(_batch.id == _remote.batch, _batch.entry != "", _batch.undone == 0))
    .outerjoin(schema.double, _double.delegate == _remote.delegate)
    .select_from(schema.remote_attendance)
)


@dataclass(frozen=True, slots=True)
class RemoteStay:
    """How long a delegate was in the meeting of a session on a day, however often they joined."""

    delegate: str
    session: str
    day: str
    stay: MeetingStay


def remote_stays(
    connection: sa.Connection,
    calendar: Calendar,
    session: str | None = None,
    day: str | None = None,
) -> tuple[RemoteStay, ...]:
    """Of one session or of all, of one day or of all. Taken back imports do not count, doubles are the person."""
    query = _STANDING if session is None else _STANDING.where(_remote.session == session)
    found: dict[tuple[str, str, str], list[MeetingStay]] = defaultdict(list)
    for row in connection.execute(query):
        date = calendar.day_of(row.session, row.since)
        if day in {None, date}:
            stay = MeetingStay(row.minutes, row.since or None, row.until or None)
            found[row.person, row.session, date].append(stay)
    return tuple(RemoteStay(*place, together(stays)) for place, stays in sorted(found.items()))


def recorded(connection: sa.Connection, session: str) -> dict[str, set[MeetingStay]]:
    """Delegate → each stay that was recorded of them in a session, and counts."""
    found: dict[str, set[MeetingStay]] = defaultdict(set)
    for row in connection.execute(_STANDING.where(_remote.session == session)):
        stay = MeetingStay(row.minutes, row.since or None, row.until or None)
        found[row.person].add(stay)
    return found
