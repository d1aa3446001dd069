"""Reports for staff: attendance per session, absentees, the roster, and the audit log.

Times are the event's. A delegate not named on paper is listed by pseudonym or number, except in the
roster itself, which is the organiser's own and may be imported again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from checkin import rules
from checkin.domain import Status, fields_by_place
from checkin.errors import NotFound
from checkin.language import day_and_time, load, mark
from checkin.layout import must_stay_unnamed, name_on_paper
from checkin.layout.properties import EXTRA
from checkin.reports import journal_lines, keyed, writing
from checkin.reports import paper_list as paper_lists
from checkin.reports.keyed import Attendance, Column, KeyedTable, as_named, named, said
from checkin.roles import Action
from checkin.store import event as events
from checkin.store import listing, people

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from checkin.domain import Delegate, Event, Session, Table
    from checkin.journal import Journal
    from checkin.language import Language
    from checkin.paper.faces import Faces
    from checkin.reports.keyed import Said
    from checkin.reports.writing import Export, Format
    from checkin.roles import Require
    from checkin.store.listing import Present
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

    def attendance(self, session: str | None = None, language: Language | None = ENGLISH) -> Table:
        """Attendance of a session with all who were expected; without a session, of all sessions.

        One session: a row per delegate with first in, last out, the representative and the reason
        of an override. All: a row per delegate, a column per session with the time of the first
        entry.
        """
        return self._attendance(session).told(language)

    def absent(self, session: str, language: Language | None = ENGLISH) -> Table:
        """Absentees (no-shows): delegates who are expected in a session and have not come."""
        whole = self._attendance(session)
        status = whole.index("status")
        missing = tuple(
            row[:status] for row in whole.rows if row[status] is Attendance.NOT_ATTENDED
        )
        return replace(
            whole,
            key=f"{whole.key} · {Attendance.NOT_ATTENDED}",
            title=lambda tr: f"{whole.title(tr)} · {tr.text('Not attended')}",
            columns=whole.columns[:status],
            rows=missing,
        ).told(language)

    def _attendance(self, session: str | None) -> KeyedTable:
        self._require(Action.EXPORT)
        with self._store.read() as connection:
            event = events.current(connection)
            everyone = people.everyone(connection)
            present = listing.attendances(connection, session)
        if session is None:
            return _all_sessions(event, everyone, present)
        found = event.session(session)
        if found is None:
            raise NotFound(mark("There is no session {session}."), session=session)
        return _one_session(event, found, everyone, present)

    def inside(self, language: Language | None = ENGLISH) -> Table:
        """Evacuation list: the delegates in each session now, and since when."""
        self._require(Action.EXPORT)
        with self._store.read() as connection:
            event = events.current(connection)
            everyone = {delegate.id: delegate for delegate in people.everyone(connection)}
            present = [
                attendance
                for attendance in listing.attendances(connection)
                if attendance.left_at is None
            ]
        order = {session.key: index for index, session in enumerate(event.sessions)}
        there = [
            presence
            for presence in present
            if presence.session in order and presence.delegate in everyone
        ]
        there.sort(
            key=lambda presence: (order[presence.session], everyone[presence.delegate].number)
        )
        columns = (keyed.session(), *_WHO, keyed.instant("since", said(mark("Since"))))
        rows = tuple(
            (presence.session, *_who(everyone[presence.delegate]), presence.last_in)
            for presence in there
        )
        return KeyedTable(event, "inside", said(mark("Inside now")), columns, rows).told(language)

    def delegates(self, language: Language | None = ENGLISH) -> Table:
        """The whole roster with all its fields, extra columns of the import last."""
        self._require(Action.EXPORT)
        with self._store.read() as connection:
            event = events.current(connection)
            everyone = people.everyone(connection)
        extras = dict.fromkeys(name for delegate in everyone for name in delegate.extras)
        columns = (
            *(Column(field.name, said(field.heading)) for field in _ROSTER),
            *(Column(f"{EXTRA}{name}", as_named(name)) for name in extras),
        )
        rows = tuple(
            (
                *(_field(delegate, field.name) for field in _ROSTER),
                *(delegate.extras.get(name, "") for name in extras),
            )
            for delegate in everyone
        )
        return KeyedTable(event, "delegates", said(mark("Delegates")), columns, rows).told(language)

    def paper_list(self, session: str | None = None, language: Language | None = ENGLISH) -> Table:
        """Paper list for a power failure: all by name, with a tick box for each session or for one."""
        self._require(Action.EXPORT)
        with self._store.read() as connection:
            event = events.current(connection)
            everyone = people.everyone(connection)
        sessions = event.sessions if session is None else (event.session(session),)
        known = [key for key in sessions if key]
        if not known and session is not None:
            raise NotFound(mark("There is no session {session}."), session=session)
        return paper_lists.paper_list(event, everyone, known).told(language)

    def journal(self, language: Language | None = ENGLISH) -> Table:
        """Audit log in the order of arrival, without names or codes."""
        self._require(Action.EXPORT)
        with self._store.read() as connection:
            event = events.current(connection)
            context = journal_lines.context(connection)
            rows = tuple(
                journal_lines.line(entry, context) for entry in self._journal.opened(connection)
            )
        columns = journal_lines.COLUMNS
        return KeyedTable(event, "journal", said(mark("Journal")), columns, rows).told(language)

    def write(
        self, table: Table, form: Format | str, path: Path, *, encoding: str = writing.UTF_8
    ) -> Export:
        """Writes a table to a file; see `writing.write`."""
        return writing.write(table, form, path, encoding=encoding, faces=self._faces)


def _field(delegate: Delegate, name: str) -> str | int:
    if name == "flags":
        # Roster files have no status column: a cancelled delegate has a flag.
        state = () if delegate.status is Status.EXPECTED else (delegate.status.value,)
        return ", ".join((*delegate.flags, *state))
    value = getattr(delegate, name)
    return value if isinstance(value, int) else str(value)


def _listed(
    everyone: Iterable[Delegate], session: Session | None, came: set[str]
) -> list[Delegate]:
    """The delegates on a list: all who were expected, and all who came."""
    return [
        delegate
        for delegate in everyone
        if delegate.id in came
        or (
            delegate.status is not Status.CANCELLED
            and (session is None or rules.entitled(session, delegate.category))
        )
    ]


_WHO: Final = (
    Column("number", said(mark("Number"))),
    Column("name", said(mark("Name"))),
    Column("native_name", said(mark("Native name"))),
    Column("organisation", said(mark("Organisation"))),
    keyed.category(),
)


def _who(delegate: Delegate) -> tuple[Any, ...]:
    hidden = must_stay_unnamed(delegate)
    return (
        delegate.number,
        name_on_paper(delegate),
        "" if hidden else delegate.second_name,
        "" if hidden else delegate.organisation,
        delegate.category,
    )


def _one_session(
    event: Event, session: Session, everyone: Iterable[Delegate], present: Iterable[Present]
) -> KeyedTable:
    attended = {presence.delegate: presence for presence in present}
    columns = (
        *_WHO,
        keyed.attendance(),
        keyed.instant("first_in", said(mark("First in"))),
        keyed.instant("last_out", said(mark("Last out"))),
        Column("represented_by", said(mark("Represented by"))),
        Column("forced", said(mark("Let in because"))),
    )
    rows = tuple(
        _who(delegate) + _attended(delegate, attended.get(delegate.id))
        for delegate in _listed(everyone, session, set(attended))
    )
    note = _attended_note(len(attended), len(rows))
    return KeyedTable(event, session.key, named(session.name), columns, rows, note)


def _attended(delegate: Delegate, present: Present | None) -> tuple[Any, ...]:
    if present is None:
        expected = delegate.status is Status.EXPECTED
        state = Attendance.NOT_ATTENDED if expected else Attendance(delegate.status)
        return (state, None, None, "", "")
    return (
        Attendance.ATTENDED,
        present.first_at,
        present.left_at,
        present.represented_by,
        present.forced,
    )


def _attended_note(came: int, listed: int) -> Said:
    return lambda language: language.text("{came} of {listed} attended", came=came, listed=listed)


def _all_sessions(
    event: Event, everyone: Iterable[Delegate], present: Iterable[Present]
) -> KeyedTable:
    attended = {(presence.delegate, presence.session): presence for presence in present}
    rows = tuple(
        (*_who(delegate), *(attended.get((delegate.id, session.key)) for session in event.sessions))
        for delegate in _listed(everyone, None, {identifier for identifier, _ in attended})
    )
    columns = (
        *_WHO,
        *(keyed.of_session(session, _first_in, _first_at) for session in event.sessions),
    )
    note = _attended_note(len({identifier for identifier, _ in attended}), len(rows))
    return KeyedTable(event, "attendance", said(mark("Attendance")), columns, rows, note)


def _first_in(present: Present | None, event: Event, language: Language) -> str:
    if present is None:
        return ""
    minute = day_and_time(present.first_at, event.time_zone)[: -len(":00")]
    if present.represented_by:
        return language.text("{time} (represented)", time=minute)
    return minute


def _first_at(present: Present | None, event: Event) -> str:
    return keyed.moment(present.first_at if present else None, event)
