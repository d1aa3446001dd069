"""Days and presence (occupancy): on which day of the event a scan counts, and who is inside until when.

A session without times is kept per day of the event: presence, re-entry, requirements, capacity and
counts look at one day. A day begins at `Event.day_starts`, in the event's time zone.

Presence ends by a scanned exit, on entering another exclusive session, on leaving the session that this
one requires, some minutes after a timed session, and at the end of the day. What ended by itself is no exit.
Pure functions, without store or clock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from checkin.domain import Ending, HandsOut, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checkin.domain import Event, Session

LETS_IN: Final = frozenset({Outcome.ADMITTED, Outcome.READMITTED, Outcome.PROVISIONAL})
MINUTE: Final = 60_000
# What is handed out is kept two thousand years before the day, or on one for the whole event: no count of a day's
# people, and none of who is inside, can take a receiver for a person.
AGO: Final = 2_000
THROUGHOUT: Final = "0100-01-01"
FIRST_OF_PEOPLE: Final = "1000-01-01"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST: Final = 250_000_000_000_000  # in the year 9892

SessionDay = tuple[str, str]  # key of a session, and the ISO date of the day for which it is kept


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of an event, and its sessions by key, also those that were taken away."""

    zone: ZoneInfo
    day_starts: int  # minutes after midnight
    sessions: Mapping[str, Session]

    def day(self, at: int) -> str:
        """The day of the event to which an instant belongs, an ISO date."""
        return _day(self.zone, self.day_starts, at // MINUTE)

    def starts(self, day: str) -> int:
        """The instant at which a day begins."""
        return _day_starts(self.zone, self.day_starts, day)

    def ends(self, day: str) -> int:
        """The instant at which a day ends and the next one begins."""
        return _day_ends(self.zone, self.day_starts, day)

    def instant(self, day: str, clock: time) -> int:
        """A time of day on a day of the event; one before the day begins is after midnight."""
        minutes = clock.hour * 60 + clock.minute
        later = timedelta(days=int(minutes < self.day_starts))
        local = datetime.combine(date.fromisoformat(day) + later, clock, self.zone)
        return int(local.timestamp() * 1000)

    def day_of(self, session: str, at: int) -> str:
        """The day for which a session is kept at an instant: a timed one has a single day."""
        found = self.sessions.get(session)
        if found is not None and not found.lets_in:
            return self._of_things(found, self.day(at))
        return self.day(at if found is None or found.starts is None else found.starts)

    def kept_on(self, session: Session, day: str) -> str:
        """Under which day attendance of a session that is kept on that day stands."""
        if not session.lets_in:
            return self._of_things(session, day)
        return day if session.starts is None else self.day(session.starts)

    def _of_things(self, session: Session, day: str) -> str:
        if session.hands_out is not HandsOut.DAILY:
            return THROUGHOUT
        return f"{int(day[:4]) - AGO:04}{day[4:]}"

    def is_kept_on(self, session: Session, day: str) -> bool:
        """Whether a session takes place on a day: one without times does so every day."""
        return session.starts is None or self.day(session.starts) == day

    def lets_in(self, session: Session, day: str) -> tuple[int, int]:
        """From when until when a session kept on that day lets in."""
        opens, ends = session.doors_open, session.ends
        return (
            self.starts(day) if opens is None else opens,
            self.ends(day) if ends is None else ends,
        )

    def over(self, session: str, day: str) -> tuple[int, Ending]:
        """When presence in a session ends by itself, and what ends it."""
        found = self.sessions.get(session)
        if found is not None and not found.lets_in:
            if found.hands_out is not HandsOut.DAILY:
                return _LATEST, Ending.DAY
            return self.ends(f"{int(day[:4]) + AGO:04}{day[4:]}"), Ending.DAY
        if found is not None and found.ends is not None:
            return found.ends + found.leave_minutes * MINUTE, Ending.SESSION
        return self.ends(day), Ending.DAY


@lru_cache(maxsize=4096)
def _day(zone: ZoneInfo, minutes: int, minute: int) -> str:
    # Another desk's clock may have said anything.
    within = timedelta(milliseconds=min(max(minute * MINUTE, 0), _LATEST))
    local = (_EPOCH + within).astimezone(zone)
    return (local - timedelta(minutes=minutes)).date().isoformat()


@lru_cache(maxsize=64)
def _day_starts(zone: ZoneInfo, minutes: int, day: str) -> int:
    begins = datetime.combine(date.fromisoformat(day), time(minutes // 60, minutes % 60), zone)
    return int(begins.timestamp() * 1000)


@lru_cache(maxsize=64)
def _day_ends(zone: ZoneInfo, minutes: int, day: str) -> int:
    return _day_starts(zone, minutes, (date.fromisoformat(day) + timedelta(days=1)).isoformat())


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant of an event, by which presence is judged."""

    calendar: Calendar
    now: int
    is_past: bool = False  # it was that instant: what happened since does not count

    @property
    def day(self) -> str:
        return self.calendar.day(self.now)

    def day_of(self, session: str) -> str:
        """The day for which a session is kept now."""
        return self.calendar.day_of(session, self.now)


def calendar_of(event: Event) -> Calendar:
    sessions = {session.key: session for session in event.sessions}
    gone = {session.key: session for session in event.gone_sessions if session.key not in sessions}
    return Calendar(ZoneInfo(event.time_zone), event.day_starts, {**sessions, **gone})


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier scan of a delegate; a sequence of them is in the order in which they happened."""

    entry: str
    at: int
    desk: str
    session: str
    outcome: Outcome
    late: bool = False  # entered afterwards, by somebody who knew what was recorded


@dataclass(frozen=True, slots=True)
class Presence:
    """Summary of a delegate's scans in a session on a day.

    `inside` is what the scans alone say; `at` adds what time does. `last_at` is when they came in
    last or, where `ended` says what ended it, when that was.
    """

    first_entry: str
    first_at: int
    first_desk: str
    last_at: int
    inside: bool
    visits: int
    clash: str = ""  # conflict: a second entry at a desk that did not know of the first
    until: int = 0  # when it ends by itself
    ends_with: Ending = Ending.DAY  # what ends it then
    ended: Ending | None = None
    late: bool = False  # they came in by a scan that was entered afterwards

    def is_inside(self, now: int) -> bool:
        """Whether they are there at an instant: presence may have ended by itself."""
        return self.inside and now < self.until

    def at(self, now: int) -> Presence:
        """The presence as it is at an instant."""
        if not self.inside or now < self.until:
            return self
        return replace(self, inside=False, last_at=self.until, ended=self.ends_with)


NOWHERE: Final[Mapping[SessionDay, Presence]] = MappingProxyType({})


def presences(
    scans: Iterable[Past], calendar: Calendar, before: Mapping[SessionDay, Presence] = NOWHERE
) -> dict[SessionDay, Presence]:
    """Summary of all scans of one delegate, given in order without undone ones.

    Where these are the last ones, `before` is the summary of all others, or of those places at least that
    they may change: see `touched_by`.

    Two desks that let the same delegate into a session while offline both keep their entry: the
    earlier one counts, and the later one is the conflict that a lead settles.
    """
    found = dict(before)
    for scan in scans:
        _take(scan, found, calendar)
    return found


def touched_by(session: str, calendar: Calendar) -> list[str]:
    """The sessions that a scan at one may end presence in: it is exclusive, or they require it."""
    is_exclusive = _is_exclusive((session, ""), calendar)
    return [
        other
        for other in calendar.sessions
        if (is_exclusive and other != session and _is_exclusive((other, ""), calendar))
        or (session in _required(other, calendar) and calendar.sessions[other].lets_in)
    ]


@dataclass(frozen=True, slots=True)
class Stay:
    """One visit, from when until when; `ending` is what ended it, None while it lasts."""

    since: int
    until: int
    ending: Ending | None


def all_stays(
    scans: Iterable[Past], calendar: Calendar, now: int
) -> dict[SessionDay, tuple[Stay, ...]]:
    """Each visit of one delegate up to an instant, by session and day; scans as for `presences`."""
    found: dict[SessionDay, Presence] = {}
    begun: dict[SessionDay, int] = {}
    stays_at: dict[SessionDay, tuple[Stay, ...]] = {}
    for scan in scans:
        _take(scan, found, calendar)
        for place, there in found.items():
            inside = there.is_inside(scan.at)
            if inside:
                begun.setdefault(place, scan.at)
            elif place in begun:
                stays_at[place] = (*stays_at.get(place, ()), _stay(begun.pop(place), there, now))
    for place, since in begun.items():
        stays_at[place] = (*stays_at.get(place, ()), _stay(since, found[place], now))
    return stays_at


def _stay(since: int, there: Presence, now: int) -> Stay:
    last = there.at(now)
    return Stay(since, now if last.inside else last.last_at, last.ended)


def stays(scans: Iterable[Past], calendar: Calendar, place: SessionDay) -> list[tuple[int, int]]:
    """From when until when a delegate was in a session on a day, each time, at the latest to its end."""
    over, _ = calendar.over(*place)
    visits = all_stays(scans, calendar, over).get(place, ())
    return [(visit.since, min(visit.until, over)) for visit in visits]


def _take(scan: Past, found: dict[SessionDay, Presence], calendar: Calendar) -> None:
    if scan.outcome in LETS_IN:
        place = scan.session, calendar.day_of(scan.session, scan.at)
        for other in _left_for(place, found, calendar, scan.at):
            found[other] = _ended(found[other], scan.at, Ending.MOVED)
        found[place] = _entered(found.get(place), scan, calendar, place)
    elif scan.outcome is Outcome.LEFT:
        place = scan.session, calendar.day_of(scan.session, scan.at)
        _leave(place, found, calendar, scan.at)


def _left_for(
    place: SessionDay, found: Mapping[SessionDay, Presence], calendar: Calendar, at: int
) -> list[SessionDay]:
    """The places that are left by entering this one: one person, one place."""
    if not _is_exclusive(place, calendar):
        return []
    return [
        other
        for other, there in found.items()
        if other[0] != place[0] and there.is_inside(at) and _is_exclusive(other, calendar)
    ]


def _is_exclusive(place: SessionDay, calendar: Calendar) -> bool:
    session = calendar.sessions.get(place[0])
    return session is not None and session.exclusive


def _leave(
    place: SessionDay, found: dict[SessionDay, Presence], calendar: Calendar, at: int
) -> None:
    before = found.get(place)
    if before is None or not before.is_inside(at):
        return
    found[place] = _ended(before, at, Ending.EXIT)
    # Whoever has left the building is in none of its rooms.
    for other, there in found.items():
        session = calendar.sessions.get(other[0])
        if session is not None and not session.lets_in:
            continue  # what was lent to them has not come back by that
        if there.is_inside(at) and place[0] in _required(other[0], calendar):
            found[other] = _ended(there, at, Ending.WITH_REQUIRED)


def _required(session: str, calendar: Calendar) -> Iterator[str]:
    """The sessions that a session requires, directly and through others."""
    passed: set[str] = set()
    found = calendar.sessions.get(session)
    while found is not None and found.requires and found.requires not in passed:
        passed.add(found.requires)
        yield found.requires
        found = calendar.sessions.get(found.requires)


def _entered(
    before: Presence | None, scan: Past, calendar: Calendar, place: SessionDay
) -> Presence:
    if before is None:
        until, ends_with = calendar.over(*place)
        return Presence(
            scan.entry,
            scan.at,
            scan.desk,
            scan.at,
            inside=True,
            visits=1,
            late=scan.late,
            until=until,
            ends_with=ends_with,
        )
    if before.is_inside(scan.at) and scan.outcome is not Outcome.READMITTED:
        unaware = not (scan.late or before.late)
        return replace(before, clash=before.clash or scan.entry) if unaware else before
    return _changed(before, scan.at, before.visits + 1, None, late=scan.late)


def _ended(before: Presence, at: int, ending: Ending) -> Presence:
    return _changed(before, at, before.visits, ending, late=before.late)


def _changed(
    before: Presence, at: int, visits: int, ended: Ending | None, *, late: bool
) -> Presence:
    """As `replace`, which takes three times as long."""
    return Presence(
        before.first_entry,
        before.first_at,
        before.first_desk,
        at,
        ended is None,
        visits,
        before.clash,
        before.until,
        before.ends_with,
        ended,
        late,
    )
