"""Sheets to sign (attendance list, sign-in sheet): for each session and day, with room for each signature.

By number alone for a delegate who must not be named. What is signed proves that somebody was there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin import rules
from checkin.domain import Flag, Status
from checkin.field_values import is_valid_between
from checkin.language import mark
from checkin.reports.attendance_tables import held_at
from checkin.reports.keyed import Column, KeyedTable, said
from checkin.reports.who import WHO, who

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from checkin.domain import Delegate, Event, Session
    from checkin.language import Language
    from checkin.presence import Moment

SIGN_OFF: Final = (mark("Person in charge"), mark("Date"), mark("Signature"))

Held = tuple["Session", str]  # a session, and the day


def signatures(
    event: Event,
    everyone: Sequence[Delegate],
    sheets: Iterable[Held],
    listed: Collection[str],
    when: Moment,
) -> KeyedTable:
    """A sheet for each session on each day, of who may enter it then; `listed` as for `rules.entitled`.

    Who waits for approval is listed too: they may be approved at the door.
    """
    coming = [
        delegate
        for delegate in everyone
        if delegate.status is not Status.CANCELLED and Flag.REMOTE not in delegate.flags
    ]
    rows = tuple(
        ((session, day), (session, day), *who(delegate)[:-1], "")
        for session, day in sheets
        for delegate in coming
        if rules.entitled(session, delegate, listed)
        and is_valid_between(delegate, when.calendar, *when.calendar.lets_in(session, day))
    )
    return KeyedTable(
        event,
        "signatures",
        said(mark("Attendance list")),
        _COLUMNS,
        rows,
        at=when.now,
        grouped=2,
        sign_off=SIGN_OFF,
    )


def _session_name(cell: Held, _event: Event, language: Language) -> str:
    return language.name(cell[0].name)


def _session_key(cell: Held, _event: Event) -> str:
    return cell[0].key


def _held(cell: Held, event: Event, language: Language) -> str:
    session, day = cell
    facts = held_at(session, event)
    return language.beside(*(facts if session.starts is not None else (day, *facts)))


def _day(cell: Held, _event: Event) -> str:
    return cell[1]


_COLUMNS: Final = (
    Column("session", said(mark("Session")), _session_name, _session_key),
    Column("day", said(mark("Day")), _held, _day),
    *WHO[:-1],
    Column("signature", said(mark("Signature"))),
)
