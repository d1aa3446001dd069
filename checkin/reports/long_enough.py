"""Who attended long enough for a certificate (threshold of minutes, or of a share of the sessions)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin import rules
from checkin.errors import NotPossible
from checkin.language import mark
from checkin.meetings import MINUTE
from checkin.time_present import together

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from checkin.domain import Delegate, Session
    from checkin.store.visits import Visits
    from checkin.time_present import TimePresent

WHOLE: Final = 100  # per cent
NO_SHARE: Final = mark("None of these sessions has a beginning and an end, so it has no share.")
OUT_OF_RANGE: Final = mark("The least time is 0 minutes or more, the share 0 to 100 per cent.")


@dataclass(frozen=True, slots=True)
class Threshold:
    """What is long enough: at least so many minutes, and at least such a share of the sessions.

    The sessions are those with these keys, or all. The share is of the hours of those that have a
    beginning and an end and that the delegate may enter, or did.
    """

    minutes: int = 0
    percent: int = 0
    sessions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attended:
    """A delegate who was there long enough: for how many minutes, those in video meetings among them, and in which sessions (keys)."""

    delegate: Delegate
    minutes: int
    remote_minutes: int
    sessions: tuple[str, ...]


def long_enough(
    everyone: Iterable[Delegate],
    visits: Visits,
    asked: Threshold,
    sessions: Sequence[Session],
    listed: Collection[str],
) -> tuple[Attended, ...]:
    """Who reached the threshold in these sessions, in person or remotely. A seat that somebody else filled does not count."""
    if asked.minutes < 0 or not 0 <= asked.percent <= WHOLE:
        raise NotPossible(OUT_OF_RANGE)
    if asked.percent and not any(map(_length, sessions)):
        raise NotPossible(NO_SHARE)
    own, found = visits.own(), []
    keys = {session.key for session in sessions}
    for delegate in everyone:
        there: dict[str, list[TimePresent]] = {}
        for (session_key, _), time in own.get(delegate.id, {}).items():
            if session_key in keys:
                there.setdefault(session_key, []).append(time)
        if not there:
            continue
        in_all = _time(there, sessions)
        if in_all.all_minutes >= asked.minutes and _has_share(
            asked, delegate, there, sessions, listed
        ):
            in_order = tuple(session.key for session in sessions if session.key in there)
            minutes, remote = in_all.all_minutes, in_all.remote_minutes
            found.append(Attended(delegate, minutes, remote, in_order))
    return tuple(found)


def _has_share(
    asked: Threshold,
    delegate: Delegate,
    there: Mapping[str, Sequence[TimePresent]],
    sessions: Iterable[Session],
    listed: Collection[str],
) -> bool:
    if not asked.percent:
        return True
    timed = [
        session
        for session in sessions
        if _length(session) and (session.key in there or rules.entitled(session, delegate, listed))
    ]
    whole = sum(map(_length, timed))
    return bool(whole) and _time(there, timed).all_minutes * MINUTE * WHOLE >= whole * asked.percent


def _time(there: Mapping[str, Sequence[TimePresent]], sessions: Iterable[Session]) -> TimePresent:
    return together(time for session in sessions for time in there.get(session.key, ()))


def _length(session: Session) -> int:
    if session.starts is None or session.ends is None:
        return 0
    return max(0, session.ends - session.starts)
