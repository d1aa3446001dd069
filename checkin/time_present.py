"""Time present (duration of attendance): how much of a delegate's visits counts. Pure.

Of a session with a beginning and an end its own hours count, so that neither the wait before it nor the
minutes until everybody is taken to have left make it longer. A visit that only the end of the day has
ended has no known end: none of it counts, and that is said. Who was in two sessions at once was there once.
Time in a video meeting is told apart from it, and the part of it in which somebody was in person is not counted again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkin.domain import Ending
from checkin.meetings import MINUTE, MeetingStay

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.domain import Session
    from checkin.presence import Stay

Span = tuple[int, int]  # from when until when


@dataclass(frozen=True, slots=True)
class TimePresent:
    """The spans in person that count, whether there was a visit of which the end is not known, and time in meetings."""

    spans: tuple[Span, ...] = ()
    is_open: bool = False
    meetings: tuple[MeetingStay, ...] = ()

    @property
    def minutes(self) -> int:
        """The whole minutes in person of all spans together, each instant once."""
        return _covered(self.spans) // MINUTE

    @property
    def remote_minutes(self) -> int:
        """The minutes in meetings while nobody was there in person: no more than their own, and each instant once."""
        windows: list[Span] = []
        counted, without_times = 0, 0
        for stay in self.meetings:
            if stay.since is None or stay.until is None:
                without_times += stay.minutes
                continue
            windows.append((stay.since, stay.until))
            counted += min(stay.minutes, self._apart(windows[-1:]))
        return min(counted, self._apart(windows)) + without_times

    @property
    def all_minutes(self) -> int:
        """In person and remote."""
        return self.minutes + self.remote_minutes

    def _apart(self, windows: Iterable[Span]) -> int:
        """The minutes of these windows that no span covers."""
        return round((_covered((*self.spans, *windows)) - _covered(self.spans)) / MINUTE)


def in_session(stays: Iterable[Stay], session: Session | None) -> TimePresent:
    """The time present in a session; `session` is None for one that the event does not know."""
    spans, is_open = [], False
    begins = session.starts if session else None
    ends = session.ends if session else None
    for stay in stays:
        if stay.ending is Ending.DAY:
            is_open = True
            continue
        since = stay.since if begins is None else max(stay.since, begins)
        until = stay.until if ends is None else min(stay.until, ends)
        if since < until:
            spans.append((since, until))
    return TimePresent(tuple(spans), is_open)


def in_meeting(stays: Iterable[MeetingStay], session: Session | None) -> TimePresent:
    """The time in the video meeting of a session; a report without times is of the session's own hours."""
    begins = session.starts if session else None
    ends = session.ends if session else None
    counted = []
    for stay in stays:
        since = begins if stay.since is None else max(stay.since, begins or 0)
        until = ends if stay.until is None else min(stay.until, ends or stay.until)
        if since is None or until is None:
            counted.append(MeetingStay(stay.minutes))
        elif since < until:
            minutes = min(stay.minutes, round((until - since) / MINUTE))
            counted.append(MeetingStay(minutes, since, until))
    return TimePresent(meetings=tuple(counted))


def together(several: Iterable[TimePresent]) -> TimePresent:
    """The time present in any of several sessions, in person or in a meeting."""
    times = tuple(several)
    spans = tuple(span for time in times for span in time.spans)
    meetings = tuple(stay for time in times for stay in time.meetings)
    return TimePresent(spans, any(time.is_open for time in times), meetings)


def _covered(spans: Iterable[Span]) -> int:
    """How long at least one of the spans lasts."""
    total, reached = 0, 0
    for since, until in sorted(spans):
        total += max(0, until - max(since, reached))
        reached = max(reached, until)
    return total
