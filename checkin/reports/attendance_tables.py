"""Attendance tables: a row per delegate, for one session or for all, the days told apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from checkin import rules
from checkin.domain import Ending, ListKind, Status
from checkin.language import day_and_time, mark, time_of_day
from checkin.meetings import together
from checkin.reports import keyed
from checkin.reports.keyed import Attendance, Column, KeyedTable, named, said
from checkin.reports.listed_columns import listed_columns, listed_values
from checkin.reports.who import WHO, who
from checkin.store.listing import RecordedLater
from checkin.store.remote import RemoteStay
from checkin.wording import override_text, quorum_line, remote_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from checkin.domain import Delegate, Event, Quorum, Session
    from checkin.language import Language
    from checkin.meetings import MeetingStay
    from checkin.presence import Calendar, Moment
    from checkin.reports.keyed import Said
    from checkin.store.listing import Present

_APART: Final = "; "  # several reasons of one delegate
_RECORDED: Final = {
    RecordedLater.FROM_PAPER: mark("From paper"),
    RecordedLater.AFTERWARDS: mark("Entered afterwards"),
}
_ENDED: Final = {
    Ending.EXIT: mark("Exit scanned"),
    Ending.MOVED: mark("Went to another session"),
    Ending.WITH_REQUIRED: mark("Left the building"),
    Ending.SESSION: mark("End of the session"),
    Ending.DAY: mark("End of the day"),
}


class AttendanceMode(StrEnum):
    """How a delegate attended a session."""

    IN_PERSON = "in_person"
    REMOTE = "remote"
    BOTH = "both"


_MODES: Final = {
    AttendanceMode.IN_PERSON: mark("In person"),
    AttendanceMode.REMOTE: mark("Remote"),
    AttendanceMode.BOTH: mark("Both"),
}


@dataclass(frozen=True, slots=True)
class SessionAttendance:
    """Who came to a session, and who was in its video meeting: delegate → how long."""

    present: Sequence[Present]
    remote: Mapping[str, MeetingStay]


def remotely(stays: Iterable[RemoteStay]) -> dict[str, MeetingStay]:
    """Of a session on all its days: delegate → how long they were in its meeting."""
    of_delegate: dict[str, list[MeetingStay]] = {}
    for found in stays:
        of_delegate.setdefault(found.delegate, []).append(found.stay)
    return {delegate: together(stays) for delegate, stays in of_delegate.items()}


def one_session(
    event: Event,
    session: Session,
    everyone: Iterable[Delegate],
    came: SessionAttendance,
    when: Moment,
    day: str | None,
) -> KeyedTable:
    """First in, last out and remarks; for several days these of all of them, and then the times of each.

    Where anybody attended remotely, how each attended and how many minutes in the meeting.
    """
    present, remote = came.present, came.remote
    by_delegate: dict[str, dict[str, Present]] = {}
    for presence in present:
        by_delegate.setdefault(presence.delegate, {})[presence.day] = presence
    days = days_of(event, session, present, when.calendar, day)
    if len(days) == 1:
        days = ()  # nothing to be told apart
    columns = (
        *WHO,
        *listed_columns(event),
        keyed.attendance(),
        keyed.instant("first_in", said(mark("First in"))),
        keyed.instant("last_out", said(mark("Last out"))),
        Column("ended", said(mark("Left by")), _ended_words),
        Column("represented_by", said(mark("Represented by"))),
        Column("forced", said(mark("Let in because")), _because),
        Column("recorded", said(mark("Recorded")), _recorded_words),
        *(_REMOTE_COLUMNS if remote else ()),
        *(column for date in days for column in _times_of(date)),
    )
    rows = tuple(
        (
            *who(delegate),
            *listed_values(event, delegate),
            *_attended(delegate, list(there.values()), remote.get(delegate.id)),
            *(_remotely(remote.get(delegate.id), came=bool(there)) if remote else ()),
            *(cell for date in days for cell in _times(there.get(date))),
        )
        for delegate in expected_or_came(everyone, {*by_delegate, *remote})
        for there in (by_delegate.get(delegate.id, {}),)
    )
    told = attended_note(len({*by_delegate, *remote}), len(rows))
    return KeyedTable(
        event,
        session.key,
        _title(session, day),
        columns,
        rows,
        lambda tr: tr.beside(told(tr), *held_at(session, event)),
        when.now,
        said(mark("Attendance")),
        which=ListKind.ATTENDANCE,
    )


def all_sessions(
    event: Event,
    everyone: Iterable[Delegate],
    came: Sequence[Present | RemoteStay],
    when: Moment,
    day: str | None,
) -> KeyedTable:
    """The time of the first entry in each session; one without times has a column for each day.

    Of who came and was in the video meeting too, the entry.
    """
    in_order = sorted(came, key=lambda found: not isinstance(found, RemoteStay))
    attended = {(found.delegate, found.session, found.day): found for found in in_order}
    places = places_of(event, came, when.calendar, day)
    rows = tuple(
        (
            *who(delegate),
            *(attended.get((delegate.id, session.key, date)) for session, date in places),
        )
        for delegate in expected_or_came(everyone, {delegate for delegate, _, _ in attended})
    )
    several = {session.key for session, _ in places if _count(places, session) > 1}
    columns = (
        *WHO,
        *(
            keyed.of_session(
                session, _first_in, _first_at, day=date if session.key in several else ""
            )
            for session, date in places
        ),
    )
    note = attended_note(len({delegate for delegate, _, _ in attended}), len(rows))
    return KeyedTable(event, "attendance", said(mark("Attendance")), columns, rows, note, when.now)


def places_of(
    event: Event, present: Sequence[Present | RemoteStay], calendar: Calendar, day: str | None
) -> list[tuple[Session, str]]:
    """Each session, also one taken away to which somebody came, with each day for which it is kept."""
    came_to = {presence.session for presence in present}
    gone = [session for session in event.gone_sessions if session.key in came_to]
    return [
        (session, date)
        for session in (*event.sessions, *gone)
        if day is None or calendar.is_kept_on(session, day)
        for date in days_of(event, session, present, calendar, day)
    ]


def days_of(
    event: Event,
    session: Session,
    present: Iterable[Present | RemoteStay],
    calendar: Calendar,
    day: str | None,
) -> tuple[str, ...]:
    """The days for which a session is kept: of the event, and others on which somebody came."""
    if day is not None:
        return (day,)
    if session.starts is not None:
        return (calendar.day(session.starts),)
    came = {presence.day for presence in present if presence.session == session.key}
    return tuple(sorted({*event.days, *came}))


def _count(places: Iterable[tuple[Session, str]], session: Session) -> int:
    return sum(other.key == session.key for other, _ in places)


def _title(session: Session, day: str | None) -> Said:
    name = named(session.name)
    return name if day is None else lambda tr: f"{name(tr)} · {day}"


def _times_of(day: str) -> tuple[Column, Column]:
    return (
        keyed.instant(f"first_in.{day}", lambda tr: tr.text("First in, {day}", day=day)),
        keyed.instant(f"last_out.{day}", lambda tr: tr.text("Last out, {day}", day=day)),
    )


def _times(present: Present | None) -> tuple[int | None, int | None]:
    return (present.first_at, present.left_at) if present else (None, None)


def invited(
    everyone: Iterable[Delegate],
    present: Iterable[Present | RemoteStay],
    session: Session,
    listed: Collection[str],
) -> list[Delegate]:
    """Who may enter a session, and who came all the same; `listed` as for `rules.entitled`."""
    came = {presence.delegate for presence in present}
    return [
        delegate
        for delegate in everyone
        if delegate.id in came or rules.entitled(session, delegate, listed)
    ]


def expected_or_came(
    everyone: Iterable[Delegate], came: Mapping[str, object] | set[str]
) -> list[Delegate]:
    """The delegates on a list: all who were expected, and all who came."""
    return [
        delegate
        for delegate in everyone
        if delegate.id in came or delegate.status is not Status.CANCELLED
    ]


def held_at(session: Session, event: Event) -> tuple[str, ...]:
    """Day, hours and room of a session, as far as it has them: `2026-10-30`, `10:00–12:00`, `Room 201`."""
    hours = [at for at in (session.starts, session.ends) if at is not None]
    clocks = "–".join(time_of_day(at, event.time_zone) for at in hours)
    day = day_and_time(hours[0], event.time_zone).partition(" ")[0] if hours else ""
    return tuple(filter(None, (day, clocks, session.room)))


def status_of(delegate: Delegate, *, came: bool) -> Attendance:
    if came:
        return Attendance.ATTENDED
    expected = delegate.status is Status.EXPECTED
    return Attendance.NOT_ATTENDED if expected else Attendance(delegate.status)


def _attended(
    delegate: Delegate, present: Sequence[Present], remote: MeetingStay | None
) -> tuple[Any, ...]:
    if not present:
        return (status_of(delegate, came=remote is not None), None, None, "", "", "", "")
    last, of_these = present[-1], {there.recorded for there in present}
    return (
        status_of(delegate, came=True),
        present[0].first_at,
        last.left_at,
        last.ended or "",
        "; ".join(dict.fromkeys(there.represented_by for there in present if there.represented_by)),
        _APART.join(dict.fromkeys(there.forced for there in present if there.forced)),
        next((recorded for recorded in RecordedLater if recorded in of_these), ""),
    )


def _mode_words(cell: AttendanceMode | str, _event: Event, language: Language) -> str:
    return language.text(_MODES[cell]) if isinstance(cell, AttendanceMode) else cell


_REMOTE_COLUMNS: Final = (
    Column("mode", said(mark("How")), _mode_words),
    Column("remote_minutes", said(mark("Minutes, remote"))),
)


def _remotely(remote: MeetingStay | None, *, came: bool) -> tuple[Any, Any]:
    if remote is None:
        return (AttendanceMode.IN_PERSON if came else "", "")
    return (AttendanceMode.BOTH if came else AttendanceMode.REMOTE, remote.minutes)


def with_quorum(table: KeyedTable, quorums: Mapping[str, Quorum | None]) -> KeyedTable:
    """The same table, with the quorum of each day in its note."""
    told = {day: quorum for day, quorum in quorums.items() if quorum is not None}

    def note(language: Language) -> str:
        lines = (
            language.beside(
                day if len(told) > 1 else "", quorum_line(quorum, table.event, language)
            )
            for day, quorum in told.items()
        )
        return language.beside(table.note(language), *lines)

    return replace(table, note=note)


def _ended_words(cell: Ending | str, _event: Event, language: Language) -> str:
    return language.text(_ENDED[cell]) if isinstance(cell, Ending) else cell


def _recorded_words(cell: RecordedLater | str, _event: Event, language: Language) -> str:
    return language.text(_RECORDED[cell]) if isinstance(cell, RecordedLater) else cell


def _because(cell: str, _event: Event, language: Language) -> str:
    """A lead's reasons, in their own words or as chosen at a door."""
    return _APART.join(override_text(reason, language) for reason in cell.split(_APART))


def attended_note(came: int, listed: int) -> Said:
    return lambda language: language.text("{came} of {listed} attended", came=came, listed=listed)


def _first_in(present: Present | RemoteStay | None, event: Event, language: Language) -> str:
    if present is None:
        return ""
    if isinstance(present, RemoteStay):
        return remote_words(present.stay.minutes, language)
    minute = keyed.minute_words(present.first_at, event)
    if present.represented_by:
        return language.text("{time} (represented)", time=str(minute))
    return minute


def _first_at(present: Present | RemoteStay | None, event: Event) -> str:
    if isinstance(present, RemoteStay):
        return AttendanceMode.REMOTE
    return keyed.moment(present.first_at if present else None, event)


def of_people(event: Event) -> Event:
    """The event without what is handed out: reports of attendance are about people."""
    return replace(
        event,
        sessions=tuple(session for session in event.sessions if session.lets_in),
        gone_sessions=tuple(session for session in event.gone_sessions if session.lets_in),
    )
