"""Sheets to sign (attendance list, sign-in sheet): for each session and day, with room for each signature.

By number alone for a protected delegate. What is signed proves that somebody was there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.language import mark
from checkin.reports.keyed import Column, KeyedTable, said
from checkin.reports.sheets import HEADING, on_sheets, who_on_paper
from checkin.reports.who import WHO

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from checkin.domain import Delegate, Event
    from checkin.presence import Moment
    from checkin.reports.sheets import SheetOf

SIGN_OFF: Final = (mark("Person in charge"), mark("Date"), mark("Signature"))
_COLUMNS: Final = (*HEADING, *WHO[:-1], Column("signature", said(mark("Signature"))))


def signatures(
    event: Event,
    everyone: Sequence[Delegate],
    sheets: Iterable[SheetOf],
    listed: Collection[str],
    when: Moment,
) -> KeyedTable:
    """A sheet for each session on each day; see `sheets.on_sheets`."""
    rows = tuple(
        (sheet, sheet, *who_on_paper(delegate)[:-1], "")
        for sheet, delegate in on_sheets(everyone, sheets, listed, when.calendar)
    )
    title = said(mark("Attendance list"))
    return KeyedTable(
        event,
        "signatures",
        title,
        _COLUMNS,
        rows,
        at=when.now,
        grouped=len(HEADING),
        sign_off=SIGN_OFF,
    )
