"""Counts for a screen: of each session who is expected, came, is inside, was refused."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import rules, schema
from checkin.domain import Event, Flag, Session, SessionCount, Stats, Status
from checkin.field_values import is_valid_between
from checkin.prepared import PreparedQuery
from checkin.store import people, quorum
from checkin.store.attendance import IS_INSIDE, REFUSED, STANDING
from checkin.store.listing import INVITED
from checkin.store.remote import remote_stays

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.presence import Moment

_attendance, _scan, _delegate = schema.attendance.c, schema.scan.c, schema.delegate.c
_CAME: Final = PreparedQuery(
    sa.select(
        _attendance.session,
        _attendance.day,
        sa.func.count().label("attended"),
        sa.func.sum(sa.case((IS_INSIDE, 1), else_=0)).label("inside"),
    ).group_by(_attendance.session, _attendance.day)
)
_REFUSED: Final = PreparedQuery(
    sa.select(
        _scan.session,
        sa.func.count().label("ever"),
        sa.func.sum(
            sa.case(
                (_scan.at.between(sa.bindparam("starts"), sa.bindparam("ends") - 1), 1), else_=0
            )
        ).label("on_the_day"),
    )
    .where(REFUSED, STANDING)
    .group_by(_scan.session)
)


def stats(connection: sa.Connection, event: Event, when: Moment, day: str | None = None) -> Stats:
    """Statistics: expected and arrived delegates per session, counted from the rows.

    With a day, of the sessions of that day. Without, of all sessions: of a session without times
    what is counted on the day of that moment. Expected are those whom the session may admit then.
    One that was taken away is there if somebody came.
    """
    calendar = when.calendar
    date = day or when.day
    coming = alike(connection, (*event.sessions, *event.gone_sessions))
    listed = people.listed_sessions(connection)
    came = {(row.session, row.day): row for row in _CAME.all_rows(connection, now=when.now)}
    on_that_day = {"starts": calendar.starts(date), "ends": calendar.ends(date)}
    refused = {row.session: row for row in _REFUSED.all_rows(connection, **on_that_day)}
    remote = Counter((stay.session, stay.day) for stay in remote_stays(connection, calendar))
    sessions = {}
    for session in (*event.sessions, *event.gone_sessions):
        if day is not None and not calendar.is_kept_on(session, day):
            continue
        kept_on = calendar.kept_on(session, date)
        there = came.get((session.key, kept_on))
        if there is None and session in event.gone_sessions:
            continue
        turned_away = refused.get(session.key)
        sessions[session.key] = SessionCount(
            expected=sum(
                each.count
                for each in coming
                if rules.entitled(session, each, listed)
                and is_valid_between(each, calendar, *calendar.lets_in(session, date))
            ),
            attended=there.attended if there else 0,
            inside=there.inside if there else 0,
            refused=_refused(turned_away, session),
            remote=remote[session.key, kept_on],
            quorum=quorum.quorum_of(connection, session, kept_on, when, listed),
        )
    return Stats(people.count(connection), sessions)


def _refused(row: Any, session: Session) -> int:
    if row is None:
        return 0
    return int(row.on_the_day if session.starts is None else row.ever)


@dataclass(frozen=True, slots=True)
class AlikeDelegates:
    """How many delegates are alike in what entitles them; a number only where a session lists it."""

    category: str
    number: int
    sessions: str
    valid_from: str
    valid_until: str
    count: int


def alike(
    connection: sa.Connection, sessions: Iterable[Session], *, only_invited: bool = False
) -> list[AlikeDelegates]:
    """All delegates who may come, grouped by what decides which of these sessions they may enter.

    With `only_invited` only those for whom an invitation was written.
    """
    listed = sorted({number for session in sessions for number in session.people})
    number = sa.case((_delegate.number.in_(listed), _delegate.number), else_=0)
    own = (_delegate.sessions, _delegate.valid_from, _delegate.valid_until)
    decides = (_delegate.category, number if listed else sa.literal(0), *own)
    comes = sa.and_(
        _delegate.status != Status.CANCELLED, ~_delegate.flags.contains(f'"{Flag.REMOTE}"')
    )
    if only_invited:
        comes &= _delegate.id.in_(INVITED)
    query = sa.select(*decides, sa.func.count()).where(comes)
    return [AlikeDelegates(*row) for row in connection.execute(query.group_by(*decides))]
