"""Reports for staff: attendance per session, absentees, the roster, and the audit log.

Times are the event's. A delegate not named on paper is listed by pseudonym or number, except in the
roster itself, which is the organiser's own and may be imported again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.domain import Status, fields_by_place
from checkin.errors import NotFound
from checkin.language import load, mark
from checkin.layout.properties import EXTRA
from checkin.own_columns import all_values
from checkin.presence import Moment, calendar_of
from checkin.reports import attendance_tables as tables
from checkin.reports import column_counts, journal_lines, presence_lists, writing
from checkin.reports import paper_list as paper_lists
from checkin.reports.keyed import Column, KeyedTable, as_named, said
from checkin.reports.presence_lists import Door
from checkin.roles import Action
from checkin.store import event as events
from checkin.store import listing, people
from checkin.store.held import held
from checkin.store.quorum import quorum_of
from checkin.time_input import parse_day, parse_time

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.domain import Delegate, Event, Session, Table
    from checkin.journal import Journal
    from checkin.language import Language
    from checkin.paper.faces import Faces
    from checkin.reports.writing import Export, Format
    from checkin.roles import Require
    from checkin.store.store import Store

ENGLISH: Final = load("en")

# Column headings that an import recognises (round trip of the roster).
_ROSTER: Final = tuple(field for field in fields_by_place("file") if field.heading)


class Reports:
    """The lists of one store, in the given language; with keys, for a program, where it is None.

    Each raises `NotAllowed` for a role without the right to export.
    """

    def __init__(
        self, store: Store, journal: Journal, require: Require, *, faces: Faces | None = None
    ) -> None:
        self._store = store
        self._journal = journal
        self._require = require
        self._faces = faces

    def attendance(
        self,
        session: str | None = None,
        language: Language | None = ENGLISH,
        *,
        day: str | None = None,
    ) -> Table:
        """Attendance of a session with all who were expected; without a session, of all sessions.

        One session: a row per delegate with first in, last out, the representative and the reason
        of an override. All: a row per delegate, a column per session with the time of the first
        entry. A session without times has columns for each day, unless a day is given. Raises
        `NotFound` for an unknown session, `NotPossible` for what is no day.
        """
        self._require(Action.EXPORT)
        with self._store.read() as connection:
            event = events.current(connection)
            when = self._moment(event)
            chosen = None if day is None else parse_day(day)
            everyone = people.everyone(connection)
            found = None if session is None else _session(event, session)
            present = listing.attendances(connection, when, session, chosen)
            listed = people.listed_sessions(connection)
            quorums = {}
            if found is not None:
                days = tables.days_of(event, found, present, when.calendar, chosen)
                quorums = {date: quorum_of(connection, found, date, when, listed) for date in days}
        if found is None:
            return tables.all_sessions(event, everyone, present, when.calendar, chosen).told(
                language
            )
        coming = tables.invited(everyone, present, found, listed)
        table = tables.one_session(event, found, coming, present, when.calendar, chosen)
        return tables.with_quorum(table, quorums).told(language)

    def absent(
        self,
        session: str | None = None,
        language: Language | None = ENGLISH,
        *,
        day: str | None = None,
        before: str | None = None,
    ) -> Table:
        """Absentees (no-shows): who is expected in a session and has not come, now or before a time.

        Without a session, at the entrance; without a day, today's. `before` is a time of that day,
        as 09:30. Raises `NotFound` for an unknown session, `NotPossible` for what is no day or time.
        """
        self._require(Action.SEE_PRESENCE)
        with self._store.read() as connection:
            event = events.current(connection)
            when = self._moment(event)
            found = (
                presence_lists.door_session(event) if session is None else _session(event, session)
            )
            date = when.day_of(found.key) if day is None else parse_day(day)
            at = when.now if before is None else parse_time(before, when.calendar, date)
            everyone = people.everyone(connection)
            door = Door(found, date, when.calendar, people.listed_sessions(connection))
            present = [
                presence
                for presence in listing.attendances(connection, when, found.key, date)
                if before is None or presence.first_at < at
            ]
        return presence_lists.not_yet_come(event, everyone, present, door, at).told(language)

    def inside(self, language: Language | None = ENGLISH) -> Table:
        """Evacuation list: who is inside now, each person once, by room, and since when."""
        self._require(Action.SEE_PRESENCE)
        with self._store.read() as connection:
            event = events.current(connection)
            when = self._moment(event)
            everyone = people.everyone(connection)
            present = listing.attendances(connection, when)
        return presence_lists.inside_now(event, everyone, present, when).told(language)

    def _moment(self, event: Event) -> Moment:
        return Moment(calendar_of(event), self._journal.now())

    def delegates(self, language: Language | None = ENGLISH) -> Table:
        """The whole roster with all its fields, extra columns of the import last."""
        self._require(Action.EXPORT)
        with self._store.read() as connection:
            event = events.current(connection)
            everyone = people.everyone(connection)
        values = {delegate.id: all_values(delegate) for delegate in everyone}
        # By their headings, which an import recognises. Of one that is written in two ways both stand.
        own = dict.fromkeys(heading for delegate in everyone for heading in values[delegate.id])
        columns = (
            *(Column(field.name, said(field.heading)) for field in _ROSTER),
            *(Column(f"{EXTRA}{heading}", as_named(heading)) for heading in own),
        )
        rows = tuple(
            (
                *(_field(delegate, field.name) for field in _ROSTER),
                *(values[delegate.id].get(heading, "") for heading in own),
            )
            for delegate in everyone
        )
        return KeyedTable(event, "delegates", said(mark("Delegates")), columns, rows).told(language)

    def counts_of_columns(self, language: Language | None = ENGLISH) -> Table:
        """How many delegates have each value of the roster's own columns: diets, hotels, shirts."""
        self._require(Action.EXPORT)
        with self._store.read() as connection:
            event = events.current(connection)
            everyone = people.everyone(connection)
        return column_counts.counts_of_columns(event, everyone).told(language)

    def paper_list(self, session: str | None = None, language: Language | None = ENGLISH) -> Table:
        """Paper list for a power failure: all by name, with a tick box for each session or for one."""
        self._require(Action.EXPORT)
        with self._store.read() as connection:
            event = events.current(connection)
            everyone = people.everyone(connection)
            listed = people.listed_sessions(connection)
        sessions = event.sessions if session is None else (event.session(session),)
        known = [key for key in sessions if key]
        if not known and session is not None:
            raise NotFound(mark("There is no session {session}."), session=session)
        return paper_lists.paper_list(event, everyone, known, listed).told(language)

    def journal(self, language: Language | None = ENGLISH) -> Table:
        """Audit log in the order of arrival, without names or codes; what is held comes last."""
        self._require(Action.EXPORT)
        with self._store.read() as connection:
            event = events.current(connection)
            context = journal_lines.context(connection)
            rows = tuple(
                journal_lines.line(entry, context) for entry in self._journal.opened(connection)
            )
            waiting = held(connection, self._journal.now())
        rows += tuple(journal_lines.held_line(some) for some in waiting)
        columns = journal_lines.COLUMNS
        return KeyedTable(event, "journal", said(mark("Journal")), columns, rows).told(language)

    def write(
        self, table: Table, form: Format | str, path: Path, *, encoding: str = writing.UTF_8
    ) -> Export:
        """Writes a table to a file; see `writing.write`. Whoever may print a list may not take it away."""
        self._require(Action.EXPORT)
        return writing.write(table, form, path, encoding=encoding, faces=self._faces)


def _field(delegate: Delegate, name: str) -> str | int:
    if name == "flags":
        # Roster files have no status column: a cancelled delegate has a flag.
        state = () if delegate.status is Status.EXPECTED else (delegate.status.value,)
        return ", ".join((*delegate.flags, *state))
    value = getattr(delegate, name)
    return value if isinstance(value, int) else str(value)


def _session(event: Event, key: str) -> Session:
    found = event.session(key)
    if found is None:
        raise NotFound(mark("There is no session {session}."), session=key)
    return found
