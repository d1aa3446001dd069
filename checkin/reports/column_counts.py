"""Counts of the event's own columns (aggregation): how many have each value, for caterers and hotels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.column_values import canonical
from checkin.domain import AnswerType, EventColumn, Status
from checkin.language import mark
from checkin.own_columns import columns_among, value_of, values_among
from checkin.reports.keyed import Column, KeyedTable, said
from checkin.reports.who import WHO, who
from checkin.wording import column_name, column_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkin.domain import Delegate, Event
    from checkin.language import Language


def counts_of_columns(event: Event, everyone: Sequence[Delegate], now: int) -> KeyedTable:
    """A row for each value of each column, those without one last; of the delegates who are not cancelled.

    A column of text in which nobody has what somebody else has, as of passport numbers, is not counted.
    """
    coming = [delegate for delegate in everyone if delegate.status is not Status.CANCELLED]
    rows = tuple(
        (column, (column, value), number)
        for column in columns_among(event, coming)
        if (found := values_among(coming, column)) and _is_counted(column, found)
        for value, number in found.items()
    )
    columns = (
        Column("column", said(mark("Column")), _name, lambda column, _: column.key),
        Column("value", said(mark("Value")), _value, lambda cell, _: cell[1]),
        Column("delegates", said(mark("Delegates"))),
    )
    return KeyedTable(event, "columns", said(mark("Columns, counted")), columns, rows, at=now)


def people_by_column(event: Event, everyone: Sequence[Delegate], now: int) -> KeyedTable:
    """A row for each person with a value in a column that others share: within a table in the order of `everyone`.

    Who must not be named stands there by number, as on every list.
    """
    coming = [delegate for delegate in everyone if delegate.status is not Status.CANCELLED]
    rows = []
    for column in columns_among(event, coming):
        found = values_among(coming, column)
        if not found or not _is_counted(column, found):
            continue
        known = [
            (canonical(column, value_of(delegate, column.key)), delegate) for delegate in coming
        ]
        for value in found:
            rows += [
                (column, (column, value), *who(delegate))
                for has, delegate in known
                if has == value and value
            ]
    columns = (
        Column("column", said(mark("Column")), _name, lambda column, _: column.key),
        Column("value", said(mark("Value")), _value, lambda cell, _: cell[1]),
        *WHO,
    )
    title = said(mark("By table, hotel and other columns"))
    return KeyedTable(event, "by-column", title, columns, tuple(rows), at=now)


def _is_counted(column: EventColumn, found: dict[str, int]) -> bool:
    filled = [number for value, number in found.items() if value]
    return bool(filled) and (column.type is not AnswerType.TEXT or max(filled) > 1)


def _name(column: EventColumn, _event: Event, language: Language) -> str:
    return column_name(column, language)


def _value(cell: tuple[EventColumn, str], _event: Event, language: Language) -> str:
    column, value = cell
    return column_value(column, value, language) if value else "—"
