"""Paper backup list (offline fallback): delegates by name, with a tick box per session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checkin import rules
from checkin.domain import Flag, Status
from checkin.language import mark
from checkin.layout import must_stay_unnamed, name_on_paper, number_text
from checkin.reports import keyed
from checkin.reports.keyed import Column, KeyedTable, said

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from checkin.domain import Delegate, Event, Session
    from checkin.language import Language

TICK: Final = "☐"  # drawn as a box on paper; this letter in other files


def paper_list(
    event: Event,
    everyone: Sequence[Delegate],
    sessions: Sequence[Session],
    listed: Collection[str],
    at: int,
) -> KeyedTable:
    """All who may come; a box for each session that the delegate is entitled to.

    `listed` as for `rules.entitled`.
    """
    staying = [delegate for delegate in everyone if delegate.status is not Status.CANCELLED]
    rows = tuple(_row(delegate, sessions, listed) for delegate in staying)
    columns = (
        Column("number", said(mark("Number"))),
        Column("name", said(mark("Name"))),
        Column("native_name", said(mark("Native name"))),
        keyed.category(),
        *(keyed.of_session(session, _box) for session in sessions),
    )
    note = said(mark("Keep this list as you keep this machine. Destroy it when it is typed in."))
    return KeyedTable(event, "paper-list", said(mark("Paper list")), columns, rows, note, at)


def _box(entitled: bool, _event: Event, _language: Language) -> str:  # noqa: FBT001 - a cell
    return TICK if entitled else ""


def _row(
    delegate: Delegate, sessions: Sequence[Session], listed: Collection[str]
) -> tuple[Any, ...]:
    hidden = Flag.PROTECTED in delegate.flags
    return (
        delegate.number,
        number_text(delegate.number) if hidden else name_on_paper(delegate),
        "" if hidden or must_stay_unnamed(delegate) else delegate.second_name,
        delegate.category,
        *(rules.entitled(session, delegate, listed) for session in sessions),
    )
