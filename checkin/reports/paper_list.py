"""Paper backup list (offline fallback): delegates by name, with a tick box per session.

For one session also the time is written beside the box. Both are typed in afterwards, as from paper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checkin import rules
from checkin.domain import Flag, Status
from checkin.language import mark
from checkin.layout import must_stay_unnamed, name_on_paper, number_text
from checkin.reports import keyed
from checkin.reports.keyed import Column, KeyedTable, said
from checkin.reports.sheets import HEADING, on_sheets, who_on_paper
from checkin.reports.who import WHO

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from checkin.domain import Delegate, Event, Session
    from checkin.language import Language
    from checkin.presence import Moment
    from checkin.reports.sheets import SheetOf

WRITE: Final = "_______ : _______"  # where a time is written
_NOTE: Final = mark("Keep this list as you keep this machine. Destroy it when it is typed in.")
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
    title = said(mark("Paper list"))
    return KeyedTable(event, "paper-list", title, columns, rows, said(_NOTE), at)


def _box(entitled: bool, _event: Event, _language: Language) -> str:  # noqa: FBT001 - a cell
    return TICK if entitled else ""


def session_list(
    event: Event,
    everyone: Sequence[Delegate],
    sheets: Iterable[SheetOf],
    listed: Collection[str],
    when: Moment,
) -> KeyedTable:
    """A list for a session on each of these days, of who may enter it then; see `sheets.on_sheets`."""
    rows = tuple(
        (sheet, sheet, *who_on_paper(delegate), True, WRITE)
        for sheet, delegate in on_sheets(everyone, sheets, listed, when.calendar)
    )
    columns = (
        *HEADING,
        *WHO,
        Column("box", said(mark("Came")), _box),
        Column("time", said(mark("Time")), value=lambda *_: ""),
    )
    title = said(mark("Paper list"))
    return KeyedTable(
        event, "paper-list", title, columns, rows, said(_NOTE), when.now, grouped=len(HEADING)
    )


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
