"""Check of the whole programme (lint): what is probably a mistake, with the roster as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin import rules
from checkin.domain import Effect, EffectKind
from checkin.plan.checks import problems
from checkin.presence import MINUTE, calendar_of
from checkin.programme import own_conditions
from checkin.store import people
from checkin.store.counts import alike

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import sqlalchemy as sa

    from checkin.domain import Event, Session
    from checkin.presence import Calendar


def checked(connection: sa.Connection, event: Event) -> tuple[Effect, ...]:
    """All that is to look at."""
    groups, listed = alike(connection, event.sessions), people.listed_sessions(connection)
    invited = {
        session.key: sum(group.count for group in groups if rules.entitled(session, group, listed))
        for session in event.sessions
    }
    found = faults(event, invited, is_empty=not people.count(connection))
    return (*found, *own_conditions.of_sessions(connection, event.sessions))


def faults(event: Event, invited: Mapping[str, int], *, is_empty: bool = False) -> Iterator[Effect]:
    """`invited`: how many may enter each session. With an empty roster nothing is said about people."""
    yield from problems(event)
    calendar = calendar_of(event)
    for session in event.sessions:
        count, places = invited.get(session.key, 0), session.capacity
        limited = bool(session.categories or session.people)
        if not count and not is_empty:
            yield Effect(EffectKind.NOBODY, session=session.key)
        elif places is not None and places < count and limited:
            yield Effect(EffectKind.INVITED_OVER, count, session.key, limit=places)
        required = event.session(session.requires) if session.requires else None
        if required is not None and not _can_come_first(required, session, calendar):
            yield Effect(EffectKind.UNREACHABLE, session=session.key, other=required.key)


def _can_come_first(required: Session, session: Session, calendar: Calendar) -> bool:
    """Whether somebody can have been let in there on the same day, before this session is over."""
    if required.starts is None:
        return True
    if session.starts is None or session.ends is None:
        return True  # kept every day: on that of the other it can
    opens = required.doors_open or required.starts
    same_day = calendar.day(required.starts) == calendar.day(session.starts)
    return same_day and opens + MINUTE <= session.ends
