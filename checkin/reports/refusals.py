"""Refusals and overrides: who was turned away or let in anyway, when, why and by whom.

By number, and by the name that may stand on paper. A code that belongs to nobody has neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.domain import Outcome, Reason
from checkin.language import mark
from checkin.layout import name_on_paper
from checkin.reports import keyed
from checkin.reports.keyed import Column, KeyedTable, said
from checkin.wording import operator_name, outcome_name, override_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.domain import Delegate, Event
    from checkin.language import Language
    from checkin.store.refusals import TurnedAway

Answer = tuple[Outcome, Reason]


def refusals(
    event: Event, everyone: Iterable[Delegate], scans: Iterable[TurnedAway], now: int
) -> KeyedTable:
    """A row per scan, in the order in which they happened; one that was undone does not count."""
    known = {delegate.id: delegate for delegate in everyone}
    rows = []
    for scan in scans:
        delegate = known.get(scan.delegate)
        rows.append(
            (
                scan.at,
                scan.desk,
                scan.session,
                delegate.number if delegate else "",
                name_on_paper(delegate) if delegate else "",
                (scan.outcome, scan.why),
                (scan.override, scan.heard_late),
                scan.operator,
            )
        )
    title = said(mark("Refusals and exceptions"))
    return KeyedTable(event, "refusals", title, _COLUMNS, tuple(rows), at=now)


def _answer(cell: Answer, _event: Event, language: Language) -> str:
    outcome, why = cell
    return outcome_name(outcome, language, why)


def _because(cell: tuple[str, bool], _event: Event, language: Language) -> str:
    override, heard_late = cell
    late = language.text("Let in, heard late") if heard_late else ""
    return language.beside(override_text(override, language), late)


def _operator(cell: str, _event: Event, language: Language) -> str:
    return operator_name(cell, language)


_COLUMNS: Final = (
    keyed.instant("time", said(mark("Time"))),
    Column("desk", said(mark("Desk"))),
    keyed.session(),
    Column("number", said(mark("Number"))),
    Column("name", said(mark("Name"))),
    Column("outcome", said(mark("Answer")), _answer, lambda cell, _: cell[0].value),
    Column("override", said(mark("Let in because")), _because, lambda cell, _: cell[0]),
    Column("operator", said(mark("Operator")), _operator),
)
