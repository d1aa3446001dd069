"""Reports for staff: attendance per session, absentees, the roster, and the audit log.

Times are the event's. A delegate not named on paper is listed by pseudonym or number, except in the
roster itself, which is the organiser's own and may be imported again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from checkin.domain import ListKind, Order
from checkin.language import load, mark
from checkin.presence import THROUGHOUT, Moment, calendar_of
from checkin.reports import answers as answer_lists
from checkin.reports import attendance_tables as tables
from checkin.reports import column_counts, journal_lines, presence_lists
from checkin.reports import long_enough as certificates
from checkin.reports import matrix as matrices
from checkin.reports import paper_list as paper_lists
from checkin.reports import refusals as exceptions
from checkin.reports import signatures as signing
from checkin.reports import totals as sums
from checkin.reports.asked import BY_COLUMN, session_named
from checkin.reports.keyed import KeyedTable, said
from checkin.reports.long_enough import Threshold
from checkin.reports.outgoing import OutgoingLists
from checkin.reports.presence_lists import Door
from checkin.reports.roster_list import roster_list
from checkin.reports.sheets import sheets_of
from checkin.reports.who import in_order
from checkin.roles import Action
from checkin.store import attendance, listing, people
from checkin.store import event as events
from checkin.store.held import held
from checkin.store.quorum import quorum_of
from checkin.store.refusals import turned_away
from checkin.store.remote import remote_stays
from checkin.store.visits import visits
from checkin.time_input import parse_day, parse_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from checkin.domain import Delegate, Event, Table
    from checkin.export_log import ExportLog
    from checkin.journal import Journal
    from checkin.language import Language
    from checkin.paper.faces import Faces
    from checkin.reports.asked import Asked
    from checkin.reports.long_enough import Attended
    from checkin.roles import Require
    from checkin.store.listing import Present
    from checkin.store.remote import RemoteStay
    from checkin.store.store import Store

ENGLISH: Final = load("en")
ANY_TIME: Final = Threshold()


class Reports:
    """The lists of one store, in the given language; with keys, for a program, where it is None.

    Each raises `NotAllowed` for a role without the right to export.
    """

    def __init__(
        self,
        store: Store,
        journal: Journal,
        require: Require,
        log: ExportLog,
        *,
        faces: Faces | None = None,
    ) -> None:
        self._store = store
        self._journal = journal
        self._require = require
        outgoing = OutgoingLists(store, require, log, faces)
        self.write = outgoing.write
        self.leaving = outgoing.leaving

    def table(self, asked: Asked, language: Language | None = ENGLISH) -> Table:
        """The list that was asked for; what cannot be chosen for it is ignored."""
        session, day, before, also = asked.session, asked.day, asked.before, asked.protected
        order = asked.order or Order.NUMBER
        by_name = asked.order or Order.NAME
        makers: dict[ListKind, Callable[[], Table]] = {
            ListKind.ATTENDANCE: lambda: self.attendance(session, language, day=day, order=order),
            ListKind.MATRIX: lambda: self.matrix(language, day=day, order=order),
            ListKind.TOTALS: lambda: self.totals(language, day=day),
            ListKind.REFUSALS: lambda: self.refusals(session, language, day=day),
            ListKind.INSIDE: lambda: self.inside(language, order=order),
            ListKind.LENT: lambda: self.lent(language, order=order),
            ListKind.ABSENT: lambda: self.absent(
                session, language, day=day, before=before, order=order
            ),
            ListKind.SIGNATURES: lambda: self.signatures(session, language, day=day, order=by_name),
            ListKind.PAPER_LIST: lambda: self.paper_list(session, language, day=day, order=by_name),
            ListKind.DELEGATES: lambda: self.delegates(language, order=order, protected=also),
            ListKind.ANSWERS: lambda: self.answers(language, order=order),
            ListKind.COLUMNS: lambda: self.counts_of_columns(language),
            ListKind.BY_COLUMN: lambda: self.by_column(language, asked),
            ListKind.JOURNAL: lambda: self.journal(language),
        }
        return replace(makers[asked.which](), session=session or "", day=day or "")

    def attendance(
        self,
        session: str | None = None,
        language: Language | None = ENGLISH,
        *,
        day: str | None = None,
        order: Order = Order.NUMBER,
    ) -> Table:
        """Attendance of a session with all who were expected; without a session, of all sessions.

        One session: a row per delegate with first in, last out, the representative and the reason
        of an override. All: a row per delegate, a column per session with the time of the first
        entry. A session without times has columns for each day, unless a day is given; one with a
        video meeting says how each attended. Raises `NotFound` for an unknown session,
        `NotPossible` for what is no day.
        """
        self._require(Action.EXPORT)
        with self._store.read() as connection:
            event = events.current(connection)
            when = self._moment(event)
            chosen = None if day is None else parse_day(day)
            everyone = in_order(people.everyone(connection), order)
            found = None if session is None else session_named(event, session)
            present = listing.attendances(connection, when, session, chosen)
            listed = people.listed_sessions(connection)
            remote = remote_stays(connection, when.calendar, session, chosen)
            quorums = {}
            if found is not None:
                days = tables.days_of(event, found, present, when.calendar, chosen)
                quorums = {date: quorum_of(connection, found, date, when, listed) for date in days}
        came: list[Present | RemoteStay] = [*present, *remote]
        if found is None:
            return tables.all_sessions(tables.of_people(event), everyone, came, when, chosen).told(
                language
            )
        coming = tables.invited(everyone, came, found, listed)
        attended = tables.SessionAttendance(present, tables.remotely(remote))
        table = tables.one_session(event, found, coming, attended, when, chosen)
        return tables.with_quorum(table, quorums).told(language)

    def matrix(
        self,
        language: Language | None = ENGLISH,
        *,
        day: str | None = None,
        order: Order = Order.NUMBER,
    ) -> Table:
        """A row per delegate with title and country, each session, first in, last out and the time present.

        Time in video meetings is told apart. Of one day or of all. Raises `NotPossible` for what is no day.
        """
        self._require(Action.EXPORT)
        chosen = None if day is None else parse_day(day)
        with self._store.read() as connection:
            event = events.current(connection)
            when = self._moment(event)
            everyone = in_order(people.everyone(connection), order)
            found = visits(connection, when, chosen)
        return matrices.matrix(tables.of_people(event), everyone, found, when, chosen).told(
            language
        )

    def totals(self, language: Language | None = ENGLISH, *, day: str | None = None) -> Table:
        """How many were expected, came and did not come: each session, day, category and country.

        Who attended remotely came. Of one day or of all, with the journal's seal. Raises `NotPossible` for no day.
        """
        self._require(Action.EXPORT)
        chosen = None if day is None else parse_day(day)
        with self._store.read() as connection:
            event = events.current(connection)
            when = self._moment(event)
            everyone = people.everyone(connection)
            came: tuple[Present | RemoteStay, ...] = (
                *listing.attendances(connection, when, day=chosen),
                *remote_stays(connection, when.calendar, day=chosen),
            )
            listed = people.listed_sessions(connection)
            seal = self._journal.seal(connection)
        keyed = sums.totals(tables.of_people(event), everyone, came, listed, when, chosen)
        return sums.sealed(keyed.told(language), seal, language)

    def refusals(
        self,
        session: str | None = None,
        language: Language | None = ENGLISH,
        *,
        day: str | None = None,
    ) -> Table:
        """Who was turned away or let in anyway, when, why and by whom: of one session or day, or of all.

        Raises `NotFound` for an unknown session, `NotPossible` for what is no day.
        """
        self._require(Action.EXPORT)
        chosen = None if day is None else parse_day(day)
        with self._store.read() as connection:
            event = events.current(connection)
            when = self._moment(event)
            found = None if session is None else session_named(event, session)
            hours = (when.calendar.starts(chosen), when.calendar.ends(chosen)) if chosen else None
            everyone = people.everyone(connection)
            scans = turned_away(connection, found.key if found else None, hours)
        return exceptions.refusals(event, everyone, scans, when.now).told(language)

    def absent(
        self,
        session: str | None = None,
        language: Language | None = ENGLISH,
        *,
        day: str | None = None,
        before: str | None = None,
        order: Order = Order.NUMBER,
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
                presence_lists.door_session(event)
                if session is None
                else session_named(event, session)
            )
            date = when.day_of(found.key) if day is None else parse_day(day)
            at = when.now if before is None else parse_time(before, when.calendar, date)
            everyone = in_order(people.everyone(connection), order)
            door = Door(found, date, when.calendar, people.listed_sessions(connection))
            present = [
                presence
                for presence in listing.attendances(connection, when, found.key, date)
                if before is None or presence.first_at < at
            ]
        return presence_lists.not_yet_come(event, everyone, present, door, at).told(language)

    def attended_long_enough(self, asked: Threshold = ANY_TIME) -> tuple[Attended, ...]:
        """Who was there long enough for a certificate, in person or remotely, by number, with minutes and sessions.

        Time counts as `checkin.time_present` says, up to now. Raises `NotFound` for an unknown session,
        `NotPossible` for a threshold out of range, and for a share of sessions without hours.
        """
        self._require(Action.EXPORT)
        with self._store.read() as connection:
            event = events.current(connection)
            when = self._moment(event)
            everyone = people.everyone(connection)
            found = visits(connection, when)
            listed = people.listed_sessions(connection)
        entered = tables.of_people(event)
        every = (*entered.sessions, *entered.gone_sessions)
        sessions = [session_named(event, key) for key in asked.sessions] or every
        return certificates.long_enough(everyone, found, asked, sessions, listed)

    def inside(self, language: Language | None = ENGLISH, *, order: Order = Order.NUMBER) -> Table:
        """Evacuation list: who is inside now, each person once, by room, and since when."""
        self._require(Action.SEE_PRESENCE)
        with self._store.read() as connection:
            event = events.current(connection)
            when = self._moment(event)
            everyone = in_order(people.everyone(connection), order)
            present = listing.attendances(connection, when)
        return presence_lists.inside_now(event, everyone, present, when).told(language)

    def lent(self, language: Language | None = ENGLISH, *, order: Order = Order.NUMBER) -> Table:
        """What was lent and has not come back, who has it, and since when."""
        self._require(Action.SEE_PRESENCE)
        with self._store.read() as connection:
            event = events.current(connection)
            when = self._moment(event)
            everyone = in_order(people.everyone(connection), order)
            present = listing.attendances(connection, when, day=THROUGHOUT)
        return presence_lists.lent(event, everyone, present, when).told(language)

    def _moment(self, event: Event) -> Moment:
        return Moment(calendar_of(event), self._journal.now())

    def delegates(
        self,
        language: Language | None = ENGLISH,
        *,
        order: Order = Order.NUMBER,
        among: Iterable[str] | None = None,
        protected: bool = False,
    ) -> Table:
        """The roster with all its fields, extra columns of the import last: the whole, or these delegates as they come.

        It alone would name protected people, who are left out unless they are asked for.
        """
        self._require(Action.EXPORT)
        with self._store.read() as connection:
            event = events.current(connection)
            everyone = (
                in_order(people.everyone(connection), order)
                if among is None
                else people.some(connection, among)
            )
        return roster_list(event, everyone, self._journal.now(), language, protected=protected)

    def counts_of_columns(self, language: Language | None = ENGLISH) -> Table:
        """How many delegates have each value of the roster's own columns: diets, hotels, shirts."""
        about = (*self._roster(Order.NUMBER), self._journal.now())
        return column_counts.counts_of_columns(*about).told(language)

    def by_column(self, language: Language | None = ENGLISH, asked: Asked = BY_COLUMN) -> Table:
        """Who is at which table, in which hotel or bus; of one column with a plan. Raises `NotFound`."""
        about = (*self._roster(asked.order or Order.NAME), self._journal.now())
        return column_counts.people_by_column(*about, asked.column).told(language)

    def _roster(self, order: Order) -> tuple[Event, tuple[Delegate, ...]]:
        self._require(Action.EXPORT)
        with self._store.read() as connection:
            return events.current(connection), in_order(people.everyone(connection), order)

    def answers(self, language: Language | None = ENGLISH, *, order: Order = Order.NUMBER) -> Table:
        """The answers to the event's own questions, each with when and where it was given."""
        self._require(Action.EXPORT)
        with self._store.read() as connection:
            event = events.current(connection)
            everyone = in_order(people.everyone(connection), order)
            replies = attendance.replies(connection)
        return answer_lists.answers(event, everyone, replies, self._journal.now()).told(language)

    def signatures(
        self,
        session: str | None = None,
        language: Language | None = ENGLISH,
        *,
        day: str | None = None,
        order: Order = Order.NAME,
    ) -> Table:
        """Sheets to sign: for a session on a day, or for each of them; as PDF each on pages of its own.

        Raises `NotFound` for an unknown session, `NotPossible` for what is no day.
        """
        self._require(Action.EXPORT)
        chosen = None if day is None else parse_day(day)
        with self._store.read() as connection:
            event = events.current(connection)
            when = self._moment(event)
            every = tables.of_people(event).sessions
            sessions = every if session is None else (session_named(event, session),)
            everyone = in_order(people.everyone(connection), order)
            listed = people.listed_sessions(connection)
        sheets = sheets_of(event, sessions, when.calendar, chosen)
        return signing.signatures(event, everyone, sheets, listed, when).told(language)

    def paper_list(
        self,
        session: str | None = None,
        language: Language | None = ENGLISH,
        *,
        day: str | None = None,
        order: Order = Order.NAME,
    ) -> Table:
        """Paper list for a power failure: all with a tick box for each session.

        For one session who may enter it, with room for the time, on one day or on each.
        Raises `NotFound` for an unknown session, `NotPossible` for what is no day.
        """
        self._require(Action.EXPORT)
        chosen = None if day is None else parse_day(day)
        with self._store.read() as connection:
            event = events.current(connection)
            when = self._moment(event)
            everyone = in_order(people.everyone(connection), order)
            listed = people.listed_sessions(connection)
        if session is None:
            table = paper_lists.paper_list(
                event, everyone, tables.of_people(event).sessions, listed, when.now
            )
        else:
            sheets = sheets_of(event, (session_named(event, session),), when.calendar, chosen)
            table = paper_lists.session_list(event, everyone, sheets, listed, when)
        return table.told(language)

    def journal(self, language: Language | None = ENGLISH) -> Table:
        """Audit log in the order of arrival, without names or codes; what is held comes last."""
        self._require(Action.EXPORT)
        with self._store.read() as connection:
            event = events.current(connection)
            context = journal_lines.context(connection)
            rows = tuple(
                journal_lines.line(entry, context) for entry in self._journal.opened(connection)
            )
            now = self._journal.now()
            waiting = held(connection, now)
        rows += tuple(journal_lines.held_line(some) for some in waiting)
        columns = journal_lines.COLUMNS
        title = said(mark("Journal"))
        return KeyedTable(event, "journal", title, columns, rows, at=now).told(language)
