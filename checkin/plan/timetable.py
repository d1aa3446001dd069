"""The programme as it is drawn (timetable layout): days, rooms beside each other, sessions one below the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin.presence import MINUTE, calendar_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkin.domain import Event, Session

HOUR: Final = 60  # minutes
_WITHOUT_END: Final = HOUR  # how long a session is drawn that has no end
_SHORTEST: Final = 15


@dataclass(frozen=True, slots=True)
class SessionBlock:
    """A session in the column of its room; minutes after midnight of the day, which may be after the next one.

    Sessions that meet in one room share its column: `lane` of `lanes`, counted from 0.
    """

    session: Session
    column: int
    begins: int
    ends: int
    lane: int = 0
    lanes: int = 1


@dataclass(frozen=True, slots=True)
class DayPlan:
    """A day with sessions or of the event; `begins` and `ends` are full hours, in minutes after midnight."""

    day: str
    rooms: tuple[str, ...]  # one column each; empty for sessions without a room
    blocks: tuple[SessionBlock, ...]
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class Timetable:
    """All of the programme: timed sessions by day, those that are kept every day, those taken away."""

    days: tuple[DayPlan, ...]
    daily: tuple[Session, ...]
    gone: tuple[Session, ...]


def timetable(event: Event) -> Timetable:
    """The programme of an event. Each room has one column on all days, in the order of their names."""
    calendar = calendar_of(event)
    timed = [session for session in event.sessions if session.starts is not None]
    by_day: dict[str, list[tuple[int, int, Session]]] = {day: [] for day in event.days}
    for session in timed:
        assert session.starts is not None  # noqa: S101 - for the type checker
        day = calendar.day(session.starts)
        midnight = calendar.starts(day) - event.day_starts * MINUTE
        begins = (session.starts - midnight) // MINUTE
        ends = begins + _WITHOUT_END
        if session.ends is not None:
            ends = max((session.ends - midnight) // MINUTE, begins + _SHORTEST)
        by_day.setdefault(day, []).append((begins, ends, session))
    rooms = sorted({session.room for session in timed}, key=lambda room: (room == "", room))
    days = tuple(_day(day, tuple(rooms), sessions) for day, sessions in sorted(by_day.items()))
    daily = tuple(session for session in event.sessions if session.starts is None)
    return Timetable(days, daily, event.gone_sessions)


def _day(day: str, all_rooms: Sequence[str], sessions: list[tuple[int, int, Session]]) -> DayPlan:
    used = {session.room for _, _, session in sessions}
    rooms = tuple(room for room in all_rooms if room in used)
    blocks: list[SessionBlock] = []
    for column, room in enumerate(rooms):
        there = sorted(
            (part for part in sessions if part[2].room == room),
            key=lambda part: (part[0], part[1], part[2].key),
        )
        blocks += _in_lanes(column, there)
    begins = min((block.begins for block in blocks), default=9 * HOUR) // HOUR * HOUR
    ends = -(-max((block.ends for block in blocks), default=17 * HOUR) // HOUR) * HOUR
    return DayPlan(day, rooms, tuple(blocks), begins, ends)


def _in_lanes(column: int, sessions: Sequence[tuple[int, int, Session]]) -> list[SessionBlock]:
    """Those that meet are beside each other."""
    blocks: list[SessionBlock] = []
    together: list[tuple[int, int, Session, int]] = []
    free: list[int] = []  # when each lane is free again

    def settle() -> None:
        blocks.extend(
            SessionBlock(session, column, begins, ends, lane, len(free))
            for begins, ends, session, lane in together
        )
        together.clear()
        free.clear()

    for begins, ends, session in sessions:
        if all(until <= begins for until in free):
            settle()
        lane = next((at for at, until in enumerate(free) if until <= begins), len(free))
        free[lane : lane + 1] = [ends]
        together.append((begins, ends, session, lane))
    settle()
    return blocks
