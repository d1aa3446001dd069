"""Tables for people: who attended what, the roster, and everything that ever happened.

Times are the event's. Who must not be named on paper stands under their pseudonym or number, except in
the roster itself, which is the organiser's own and may be imported again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin import rules
from checkin.domain import Status, Table
from checkin.errors import NotFound
from checkin.language import day_and_time, load, mark
from checkin.layout import must_stay_unnamed, name_on_paper
from checkin.reports import journal_lines, writing
from checkin.reports import paper_list as paper_lists
from checkin.roles import Action
from checkin.store import event as events
from checkin.store import listing, people
from checkin.wording import status_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from checkin.domain import Delegate, Event, Session
    from checkin.journal import Journal
    from checkin.language import Language
    from checkin.paper.faces import Faces
    from checkin.reports.writing import Export, Format
    from checkin.roles import Require
    from checkin.store.listing import Present
    from checkin.store.store import Store

ENGLISH: Final = load("en")
Row = tuple[str | int, ...]

# Headings of the roster as an import recognises them, so that what goes out can come in again.
_ROSTER: Final = (
    ("number", mark("Number")),
    ("name", mark("Name")),
    ("family_name", mark("Family name")),
    ("given_name", mark("Given name")),
    ("native_name", mark("Native name")),
    ("reading", mark("Reading")),
    ("title", mark("Title")),
    ("organisation", mark("Organisation")),
    ("country", mark("Country")),
    ("category", mark("Category")),
    ("language", mark("Language")),
    ("email", mark("E-mail")),
    ("phone", mark("Phone")),
    ("notes", mark("Notes")),
    ("flags", mark("Flags")),
    ("badge_name", mark("Badge name")),
)


class Reports:
    """The lists of one store, in the language that is asked for. Each raises `NotAllowed` for a role that
    may not take a list away."""

    def __init__(
        self, store: Store, journal: Journal, require: Require, *, faces: Faces | None = None
    ) -> None:
        self._store = store
        self._journal = journal
        self._require = require
        self._faces = faces

    def attendance(self, session: str | None = None, language: Language = ENGLISH) -> Table:
        """Who attended a session, everybody listed who might have; without a session all of them.

        One session: a row a delegate with first in, last out, who represented them and why they were let
        in. All: a row a delegate, a column a session with the time of the first entry.
        """
        self._require(Action.EXPORT)
        with self._store.read() as connection:
            event = events.current(connection)
            everyone = people.everyone(connection)
            present = listing.attendances(connection, session)
        if session is None:
            return _all_sessions(event, everyone, present, language)
        found = event.session(session)
        if found is None:
            raise NotFound(mark("There is no session {session}."), session=session)
        return _one_session(event, found, everyone, present, language)

    def inside(self, language: Language = ENGLISH) -> Table:
        """Who is in which session now and since when: the list for an evacuation."""
        self._require(Action.EXPORT)
        with self._store.read() as connection:
            event = events.current(connection)
            everyone = {one.id: one for one in people.everyone(connection)}
            present = [one for one in listing.attendances(connection) if one.left_at is None]
        order = {one.key: index for index, one in enumerate(event.sessions)}
        there = [one for one in present if one.session in order and one.delegate in everyone]
        there.sort(key=lambda one: (order[one.session], everyone[one.delegate].number))
        names = {one.key: language.name(one.name) for one in event.sessions}
        columns = (language.text("Session"), *_who_columns(language), language.text("Since"))
        rows = tuple(
            (
                names[one.session],
                *_who(everyone[one.delegate], event, language),
                day_and_time(one.last_in, event.time_zone),
            )
            for one in there
        )
        return Table(f"{event.name} · {language.text('Inside now')}", columns, rows)

    def absent(self, session: str, language: Language = ENGLISH) -> Table:
        """Who is expected in a session and has not come: whom to ring up, or to look for."""
        whole = self.attendance(session, language)
        status = whole.columns.index(language.text("Status"))
        missing = tuple(
            row[:status] for row in whole.rows if row[status] == language.text("Not attended")
        )
        title = f"{whole.title} · {language.text('Not attended')}"
        return Table(title, whole.columns[:status], missing, whole.note)

    def delegates(self, language: Language = ENGLISH) -> Table:
        """The whole roster with all its fields, unknown columns of the import last."""
        self._require(Action.EXPORT)
        with self._store.read() as connection:
            event = events.current(connection)
            everyone = people.everyone(connection)
        extras = dict.fromkeys(name for one in everyone for name in one.extras)
        columns = (*(language.text(heading) for _, heading in _ROSTER), *extras)
        rows = tuple(
            (
                *(_field(one, name) for name, _ in _ROSTER),
                *(one.extras.get(name, "") for name in extras),
            )
            for one in everyone
        )
        return Table(f"{event.name} · {language.text('Delegates')}", columns, rows)

    def paper_list(self, session: str | None = None, language: Language = ENGLISH) -> Table:
        """Everybody by name with a box to tick for each session, or for the one: for when the power is gone."""
        self._require(Action.EXPORT)
        with self._store.read() as connection:
            event = events.current(connection)
            everyone = people.everyone(connection)
        sessions = event.sessions if session is None else (event.session(session),)
        known = [one for one in sessions if one]
        if not known and session is not None:
            raise NotFound(mark("There is no session {session}."), session=session)
        return paper_lists.paper_list(event, everyone, known, language)

    def journal(self, language: Language = ENGLISH) -> Table:
        """Everything that happened, in the order in which it arrived here; nobody is named, no code shown."""
        self._require(Action.EXPORT)
        with self._store.read() as connection:
            event = events.current(connection)
            context = journal_lines.context(connection, event, language)
            rows = tuple(
                journal_lines.line(entry, context) for entry in self._journal.opened(connection)
            )
        columns = journal_lines.columns(language)
        return Table(f"{event.name} · {language.text('Journal')}", columns, rows)

    def write(
        self, table: Table, form: Format | str, path: Path, *, encoding: str = writing.UTF_8
    ) -> Export:
        """Writes a table; see `writing.write`."""
        return writing.write(table, form, path, encoding=encoding, faces=self._faces)


def _field(delegate: Delegate, name: str) -> str | int:
    if name == "flags":
        # The roster's files know no column of states: who is cancelled is marked so.
        state = () if delegate.status is Status.EXPECTED else (delegate.status.value,)
        return ", ".join((*delegate.flags, *state))
    value = getattr(delegate, name)
    return value if isinstance(value, int) else str(value)


def _listed(
    everyone: Iterable[Delegate], session: Session | None, came: set[str]
) -> list[Delegate]:
    """Who belongs on the list: whoever was expected, and whoever came all the same."""
    return [
        one
        for one in everyone
        if one.id in came
        or (
            one.status is not Status.CANCELLED
            and (session is None or rules.entitled(session, one.category))
        )
    ]


def _who_columns(language: Language) -> tuple[str, ...]:
    return (
        language.text("Number"),
        language.text("Name"),
        language.text("Native name"),
        language.text("Organisation"),
        language.text("Category"),
    )


def _who(delegate: Delegate, event: Event, language: Language) -> Row:
    hidden = must_stay_unnamed(delegate)
    category = event.category(delegate.category)
    return (
        delegate.number,
        name_on_paper(delegate),
        "" if hidden else delegate.second_name,
        "" if hidden else delegate.organisation,
        language.name(category.name) if category else delegate.category,
    )


def _one_session(
    event: Event,
    session: Session,
    everyone: Iterable[Delegate],
    present: Iterable[Present],
    language: Language,
) -> Table:
    came = {one.delegate: one for one in present}
    columns = (
        *_who_columns(language),
        language.text("Status"),
        language.text("First in"),
        language.text("Last out"),
        language.text("Represented by"),
        language.text("Let in because"),
    )
    rows = tuple(
        _who(one, event, language) + _attended(one, came.get(one.id), event, language)
        for one in _listed(everyone, session, set(came))
    )
    title = f"{event.name} · {language.name(session.name)}"
    return Table(title, columns, rows, _attended_note(len(came), len(rows), language))


def _attended(delegate: Delegate, present: Present | None, event: Event, language: Language) -> Row:
    if present is None:
        expected = delegate.status is Status.EXPECTED
        absent = language.text("Not attended")
        return (absent if expected else status_name(delegate.status, language), "", "", "", "")
    left = present.left_at
    return (
        language.text("Attended"),
        day_and_time(present.first_at, event.time_zone),
        "" if left is None else day_and_time(left, event.time_zone),
        present.represented_by,
        present.forced,
    )


def _attended_note(came: int, listed: int, language: Language) -> str:
    return language.text("{came} of {listed} attended", came=came, listed=listed)


def _all_sessions(
    event: Event, everyone: Iterable[Delegate], present: Iterable[Present], language: Language
) -> Table:
    came = {(one.delegate, one.session): one for one in present}
    rows = []
    for delegate in _listed(everyone, None, {one for one, _ in came}):
        cells = [
            _first_in(came.get((delegate.id, one.key)), event, language) for one in event.sessions
        ]
        rows.append((*_who(delegate, event, language), *cells))
    columns = (*_who_columns(language), *(language.name(one.name) for one in event.sessions))
    attended = len({one for one, _ in came})
    title = f"{event.name} · {language.text('Attendance')}"
    return Table(title, columns, tuple(rows), _attended_note(attended, len(rows), language))


def _first_in(present: Present | None, event: Event, language: Language) -> str:
    if present is None:
        return ""
    minute = day_and_time(present.first_at, event.time_zone)[: -len(":00")]
    if present.represented_by:
        return language.text("{time} (represented)", time=minute)
    return minute
