"""Counts for a screen: of each session who is expected, came, is inside, was refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from checkin import rules, schema
from checkin.domain import Event, SessionCount, Stats, Status
from checkin.field_values import is_valid_between
from checkin.store import people, quorum
from checkin.store.attendance import IS_INSIDE, REFUSED, STANDING

if TYPE_CHECKING:
    from checkin.presence import Moment

_attendance, _scan, _delegate = schema.attendance.c, schema.scan.c, schema.delegate.c


def stats(connection: sa.Connection, event: Event, when: Moment, day: str | None = None) -> Stats:
    """Statistics: expected and arrived delegates per session, counted from the rows.

    With a day, of the sessions of that day. Without, of all sessions: of a session without times
    what is counted on the day of that moment. Expected are those whom the session may admit then.
    One that was taken away is there if somebody came.
    """
    calendar = when.calendar
    date = day or when.day
    coming = _coming(connection, event)
    listed = people.listed_sessions(connection)
    sessions = {}
    for session in (*event.sessions, *event.gone_sessions):
        if day is not None and not calendar.is_kept_on(session, day):
            continue
        kept_on = date if session.starts is None else calendar.day(session.starts)
        there = sa.and_(_attendance.session == session.key, _attendance.day == kept_on)
        attended = _count(connection, schema.attendance, there)
        if not attended and session in event.gone_sessions:
            continue
        refused = sa.and_(_scan.session == session.key, REFUSED, STANDING)
        if session.starts is None:
            refused = sa.and_(
                refused, _scan.at >= calendar.starts(date), _scan.at < calendar.ends(date)
            )
        sessions[session.key] = SessionCount(
            expected=sum(
                each.count
                for each in coming
                if rules.entitled(session, each, listed)
                and is_valid_between(each, calendar, *calendar.lets_in(session, kept_on))
            ),
            attended=attended,
            inside=_count(connection, schema.attendance, sa.and_(there, IS_INSIDE), when.now),
            refused=_count(connection, schema.scan, refused),
            quorum=quorum.quorum_of(connection, session, kept_on, when, listed),
        )
    return Stats(people.count(connection), sessions)


def _count(
    connection: sa.Connection, table: sa.Table, condition: sa.ColumnElement[bool], now: int = 0
) -> int:
    query = sa.select(sa.func.count()).select_from(table).where(condition)
    return connection.scalar(query, {"now": now}) or 0


@dataclass(frozen=True, slots=True)
class _Alike:
    """How many delegates are alike in what entitles them; a number only where a session lists it."""

    category: str
    number: int
    sessions: str
    valid_from: str
    valid_until: str
    count: int


def _coming(connection: sa.Connection, event: Event) -> list[_Alike]:
    sessions = (*event.sessions, *event.gone_sessions)
    listed = sorted({number for session in sessions for number in session.people})
    number = sa.case((_delegate.number.in_(listed), _delegate.number), else_=0)
    own = (_delegate.sessions, _delegate.valid_from, _delegate.valid_until)
    alike = (_delegate.category, number if listed else sa.literal(0), *own)
    query = sa.select(*alike, sa.func.count()).where(_delegate.status != Status.CANCELLED)
    return [_Alike(*row) for row in connection.execute(query.group_by(*alike))]
