"""Time present (duration of attendance): how much of a delegate's visits counts. Pure.

Of a session with a beginning and an end its own hours count, so that neither the wait before it nor the
minutes until everybody is taken to have left make it longer. A visit that only the end of the day has
ended has no known end: none of it counts, and that is said. Who was in two sessions at once was there once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin.domain import Ending

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.domain import Session
    from checkin.presence import Stay

MINUTE: Final = 60_000

Span = tuple[int, int]  # from when until when


@dataclass(frozen=True, slots=True)
class TimePresent:
    """The spans that count, and whether there was a visit of which the end is not known."""

    spans: tuple[Span, ...] = ()
    is_open: bool = False

    @property
    def minutes(self) -> int:
        """The whole minutes of all spans together, each instant once."""
        total, reached = 0, 0
        for since, until in sorted(self.spans):
            total += max(0, until - max(since, reached))
            reached = max(reached, until)
        return total // MINUTE


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


def together(several: Iterable[TimePresent]) -> TimePresent:
    """The time present in any of several sessions."""
    times = tuple(several)
    spans = tuple(span for time in times for span in time.spans)
    return TimePresent(spans, any(time.is_open for time in times))
