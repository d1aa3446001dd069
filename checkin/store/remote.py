"""Queries for remote attendance: who was in the video meeting of a session, and how long."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from checkin import schema
from checkin.domain import RemoteVisit
from checkin.meetings import MeetingStay, together
from checkin.time_present import TimePresent, in_meeting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.presence import Calendar

_remote, _batch, _double = schema.remote_attendance.c, schema.batch.c, schema.double.c
_PERSON: sa.ColumnElement[str] = sa.func.coalesce(_double.person, _remote.delegate)
_STANDING = (
    sa.select(
        _PERSON.label("person"),
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
    """How long a delegate was in the meeting of a session on a day, however often they joined.

    `time` is what of it falls into the session's own hours.
    """

    delegate: str
    session: str
    day: str
    stay: MeetingStay
    time: TimePresent


def remote_stays(
    connection: sa.Connection,
    calendar: Calendar,
    session: str | None = None,
    day: str | None = None,
) -> tuple[RemoteStay, ...]:
    """Of one session or of all, of one day or of all. Taken back imports do not count, doubles are the person."""
    query = _STANDING if session is None else _STANDING.where(_remote.session == session)
    return tuple(found for found in _stays(connection, query, calendar) if day in {None, found.day})


def of_delegate(
    connection: sa.Connection, delegate: str, calendar: Calendar
) -> tuple[RemoteVisit, ...]:
    """By session. Without a time in the report, when the session began."""
    visits = []
    for found in _stays(connection, _STANDING.where(_PERSON.in_((delegate,))), calendar):
        session = calendar.sessions.get(found.session)
        began = session.starts if session else None
        visits.append(
            RemoteVisit(found.session, found.stay.since or began or 0, found.stay.minutes)
        )
    return tuple(visits)


def _stays(
    connection: sa.Connection, query: sa.Select[Any], calendar: Calendar
) -> Iterator[RemoteStay]:
    found: dict[tuple[str, str, str], list[MeetingStay]] = defaultdict(list)
    for row in connection.execute(query):
        place = row.person, row.session, calendar.day_of(row.session, row.since)
        found[place].append(MeetingStay(row.minutes, row.since or None, row.until or None))
    for place, stays in sorted(found.items()):
        # The same participant in the reports of two desks is one.
        time = in_meeting(sorted(set(stays), key=_from_until), calendar.sessions.get(place[1]))
        yield RemoteStay(*place, together(stays), time)


def _from_until(stay: MeetingStay) -> tuple[int, int, int]:
    return stay.since or 0, stay.until or 0, stay.minutes


def recorded(connection: sa.Connection, session: str) -> dict[str, set[MeetingStay]]:
    """Delegate → each stay that was recorded of them in a session, and counts."""
    found: dict[str, set[MeetingStay]] = defaultdict(set)
    for row in connection.execute(_STANDING.where(_remote.session == session)):
        stay = MeetingStay(row.minutes, row.since or None, row.until or None)
        found[row.person].add(stay)
    return found
