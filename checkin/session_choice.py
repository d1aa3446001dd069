"""Session choice: for which session a desk marks attendance, from the clock and its room. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.domain import ENTRANCE
from checkin.rules import on_now

if TYPE_CHECKING:
    from checkin.domain import Session


def choose_session(sessions: tuple[Session, ...], now: int, room: str) -> Session:
    """The session for which a desk marks attendance, from the clock and its room.

    A desk in a room takes the running session there, or the next one. A desk without a room stands
    at the entrance: it takes a session without times, else the running or next one of those that
    are in no room either, and only where there is none of these any session. `sessions` must not be
    empty.
    """
    # An event of things alone is the only one where the clock has nothing else to choose.
    sessions = tuple(session for session in sessions if session.lets_in) or sessions
    here = [session for session in sessions if room and session.room == room]
    if not here:
        untimed = [session for session in sessions if session.starts is None]
        entrance = next((session for session in untimed if session.key == ENTRANCE), None)
        if entrance or untimed:
            return entrance or untimed[0]
        here = [session for session in sessions if not session.room] or list(sessions)
    on = [session for session in here if on_now(session, now)]
    if on:
        return max(on, key=lambda session: session.starts or 0)
    coming = [session for session in here if session.starts is not None and session.starts > now]
    if coming:
        return min(coming, key=lambda session: session.starts or 0)
    return max(here, key=lambda session: session.starts or 0)
