"""Sheets of paper for one session on one day (sign-in sheet, paper fallback): who stands on which, and its heading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checkin import rules
from checkin.domain import Flag, Session, Status
from checkin.field_values import is_valid_between
from checkin.language import mark
from checkin.layout import number_text
from checkin.reports.attendance_tables import days_of, held_at
from checkin.reports.keyed import Column, said
from checkin.reports.who import who

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from checkin.domain import Delegate, Event
    from checkin.language import Language
    from checkin.presence import Calendar

SheetOf = tuple[Session, str]  # a session, and the day for which it is kept


def sheets_of(
    event: Event, sessions: Iterable[Session], calendar: Calendar, day: str | None
) -> list[SheetOf]:
    """The sheets of these sessions, on one day or on all of the event."""
    return [
        (session, date)
        for session in sessions
        if day is None or calendar.is_kept_on(session, day)
        for date in days_of(event, session, (), calendar, day)
    ]


def on_sheets(
    everyone: Sequence[Delegate],
    sheets: Iterable[SheetOf],
    listed: Collection[str],
    calendar: Calendar,
) -> Iterator[tuple[SheetOf, Delegate]]:
    """Who may enter each session on its day; `listed` as for `rules.entitled`.

    Who waits for approval is listed too: they may be approved at the door.
    """
    coming = [
        delegate
        for delegate in everyone
        if delegate.status is not Status.CANCELLED and Flag.REMOTE not in delegate.flags
    ]
    for session, day in sheets:
        hours = calendar.lets_in(session, day)
        for delegate in coming:
            if rules.entitled(session, delegate, listed) and is_valid_between(
                delegate, calendar, *hours
            ):
                yield (session, day), delegate


def who_on_paper(delegate: Delegate) -> tuple[Any, ...]:
    """The cells of `who.WHO`; of a protected delegate the number alone, whatever stands on their badge."""
    number, name, native, organisation, category = who(delegate)
    hidden = Flag.PROTECTED in delegate.flags
    return (number, number_text(number) if hidden else name, native, organisation, category)


def _session_name(cell: SheetOf, _event: Event, language: Language) -> str:
    return language.name(cell[0].name)


def _session_key(cell: SheetOf, _event: Event) -> str:
    return cell[0].key


def _held(cell: SheetOf, event: Event, language: Language) -> str:
    session, day = cell
    facts = held_at(session, event)
    return language.beside(*(facts if session.starts is not None else (day, *facts)))


def _day(cell: SheetOf, _event: Event) -> str:
    return cell[1]


# The first cells of a row, which stand in the heading of its sheet.
HEADING: Final = (
    Column("session", said(mark("Session")), _session_name, _session_key),
    Column("day", said(mark("Day")), _held, _day),
)
