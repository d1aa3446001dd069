"""The overview (dashboard): one day of the event as it goes, counted from the rows each time it is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checkin import visibility
from checkin.domain import Flag, Outgoing
from checkin.journal import Leaving
from checkin.overview import queries, tables
from checkin.overview.values import Awaited, DayOverview, PublicCounts, PublicRoom, SessionState
from checkin.paper import output
from checkin.presence import Moment, calendar_of
from checkin.reports.outgoing import OutgoingLists
from checkin.roles import Action
from checkin.store import counts
from checkin.store import event as events
from checkin.time_input import parse_day

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.conflicts import Conflicts
    from checkin.desk import Shift
    from checkin.domain import Delegate, Event, Format, Session, SessionCount
    from checkin.export_log import ExportLog
    from checkin.journal import Journal
    from checkin.language import Language
    from checkin.reports.writing import Export
    from checkin.store.store import Store


class Overview:
    """The counts of one store, for leads and organisers. Nothing of it is in the path of a scan."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        shift: Shift,
        conflicts: Conflicts,
        log: ExportLog,
    ) -> None:
        self._store = store
        self._journal = journal
        self._shift = shift
        self._conflicts = conflicts
        self._log = log
        self._outgoing = OutgoingLists(store, shift.require, log)

    def of(self, day: str | None = None) -> DayOverview:
        """A day as it is now; without one today or, before and after the event, the nearest of its days.

        Raises `NotAllowed`, `NotPossible` for what is no day.
        """
        self._shift.require(Action.SEE_PRESENCE)
        to_settle = self._conflicts.counts().to_settle
        with self._store.read() as connection:
            event = events.current(connection)
            when = Moment(calendar_of(event), self._journal.now())
            chosen = _nearest(event.days, when.day) if day is None else parse_day(day)
            is_today = chosen == when.day
            coming = queries.attendees(connection, event, when.calendar, chosen)
            desks = events.desk_names(connection)
            found = queries.counted(connection, coming, desks, chosen)
            stats = counts.stats(connection, event, when, chosen)
            here = queries.here(connection, event, when) if is_today else {}
            refusals = queries.refusals(connection, when.calendar, chosen)
            awaited = queries.awaited(connection, coming, chosen)
        sessions = tuple(
            _session(session, stats.sessions[session.key], here.get(session.key, 0), when, chosen)
            for session in (*event.sessions, *event.gone_sessions)
            if session.key in stats.sessions
        )
        return DayOverview(
            day=chosen,
            days=tuple(sorted({*event.days, chosen})),
            as_of=when.now,
            is_today=is_today,
            expected=found.everybody.expected,
            came=found.everybody.came,
            missing=found.everybody.missing,
            inside=sum(here.values()),
            slots=found.slots,
            sessions=sessions,
            next_session=_next(event, when) if is_today else "",
            groups=found.groups,
            refusals=refusals,
            to_settle=to_settle,
            awaited=tuple(map(self._awaited, awaited)),
        )

    def public(self) -> PublicCounts:
        """Today's counts for a screen that the public sees, whoever is at work at this desk."""
        with self._store.read() as connection:
            event = events.current(connection)
            when = Moment(calendar_of(event), self._journal.now())
            here = queries.here(connection, event, when)
            inside = queries.inside(connection, when)
            came = queries.came(connection, when.day)
        rooms = tuple(
            _room(session, inside.get(session.key, 0), here.get(session.key, 0))
            for session in event.sessions
            if here.get(session.key) or _is_on(session, when, when.day)
        )
        return PublicCounts(when.now, sum(here.values()), came, rooms, _next(event, when))

    def write(
        self, shown: DayOverview, language: Language, form: Format | str, path: Path
    ) -> Export:
        """Writes the numbers of a day to a file, as `reports.write` does. Raises `NotAllowed`."""
        self._shift.require(Action.EXPORT)
        with self._store.read() as connection:
            event = events.current(connection)
        table = replace(tables.numbers(event, shown).told(language), day=shown.day)
        return self._outgoing.write(table, form, path)

    def write_picture(self, shown: DayOverview, data: bytes, path: Path) -> None:
        """Writes a picture of the counts (PNG) as safely. Raises `NotAllowed`, `NotPossible`, `DiskFull`."""
        self._shift.require(Action.EXPORT)
        with self._log.leaving(Leaving(Outgoing.PICTURE, "png", day=shown.day)):
            output.write(path, data)

    def _awaited(self, delegate: Delegate) -> Awaited:
        """Lists and screens call a protected delegate by the alias."""
        seen = visibility.delegate(delegate, self._shift.viewer)
        marks = tuple(flag for flag in seen.flags if flag != Flag.PROTECTED)
        return Awaited(seen, marks, seen.tell_on_arrival)


def _nearest(days: tuple[str, ...], today: str) -> str:
    """Today, the first day before the event, the last one after it."""
    if not days or today in days:
        return today
    return min((day for day in days if day > today), default=max(days))


def _session(
    session: Session, count: SessionCount, here: int, when: Moment, day: str
) -> SessionState:
    return SessionState(
        key=session.key,
        expected=count.expected,
        attended=count.attended,
        inside=count.inside,
        here=here,
        refused=count.refused,
        capacity=session.capacity,
        quorum=count.quorum,
        remote=count.remote,
        is_on=_is_on(session, when, day),
    )


def _room(session: Session, inside: int, here: int) -> PublicRoom:
    count = here if session.capacity is None else inside
    return PublicRoom(session.key, count, session.capacity)


def _is_on(session: Session, when: Moment, day: str) -> bool:
    opens, closes = when.calendar.lets_in(session, day)
    return opens <= when.now < closes


def _next(event: Event, when: Moment) -> str:
    later = [
        session
        for session in event.sessions
        if session.starts is not None
        and session.starts > when.now
        and when.calendar.is_kept_on(session, when.day)
    ]
    return min(later, key=lambda session: session.starts or 0).key if later else ""
