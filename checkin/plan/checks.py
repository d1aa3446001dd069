"""Checks of an event (lint): days without an entrance, rooms that are taken twice, sessions outside the days."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from checkin.domain import ENTRANCE, Effect, EffectKind
from checkin.presence import calendar_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.domain import Event, Session
    from checkin.presence import Calendar


def problems(event: Event) -> Iterator[Effect]:
    """What of the event by itself is probably a mistake."""
    calendar = calendar_of(event)
    yield from _days_without_entrance(event, calendar)
    for session in event.sessions:
        if session.starts is not None and (day := calendar.day(session.starts)) not in event.days:
            yield Effect(EffectKind.OUTSIDE, session=session.key, day=day)
    for one, other in combinations(event.sessions, 2):
        if one.room and one.room == other.room and _meet(one, other):
            yield Effect(EffectKind.ROOM_TWICE, session=one.key, other=other.key, text=one.room)


def _days_without_entrance(event: Event, calendar: Calendar) -> Iterator[Effect]:
    """An entrance is what is called so, and what others require without requiring anything itself."""
    required = {session.requires for session in event.sessions}
    entrances = [
        session
        for session in event.sessions
        if session.key == ENTRANCE or (session.key in required and not session.requires)
    ]
    for day in event.days if entrances else ():
        if not any(calendar.is_kept_on(session, day) for session in entrances):
            yield Effect(EffectKind.ENTRANCE_MISSING, day=day)


def _meet(one: Session, other: Session) -> bool:
    if one.starts is None or one.ends is None or other.starts is None or other.ends is None:
        return False
    return one.starts < other.ends and other.starts < one.ends
