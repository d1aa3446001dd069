"""Counts of the event's own columns (aggregation): how many have each value, for caterers and hotels."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from checkin.column_values import canonical
from checkin.domain import AnswerType, EventColumn, Status
from checkin.errors import NotFound
from checkin.field_values import column_key
from checkin.language import mark
from checkin.own_columns import columns_among, value_of, values_among
from checkin.reports.keyed import Column, KeyedTable, said
from checkin.reports.who import WHO, who
from checkin.wording import column_name, column_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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


def people_by_column(
    event: Event, everyone: Sequence[Delegate], now: int, only: str | None = None
) -> KeyedTable:
    """A row for each person with a value in a column that others share: within a table in the order of `everyone`.

    Of `only` one column, its key or its name in some language, each value has pages of its own, after a plan of
    all. Who must not be named stands there by number, as on every list. Raises `NotFound` for a column in which
    nobody has anything.
    """
    coming = [delegate for delegate in everyone if delegate.status is not Status.CANCELLED]
    rows: list[tuple[Any, ...]] = []
    columns = [
        column
        for column in columns_among(event, coming)
        if (_is_meant(column, only) if only is not None else _is_shared(column, coming))
    ]
    for column in columns:
        rows += _in_groups(column, coming)
    if only is not None and not rows:
        raise NotFound(mark("Nobody on the roster has anything in the column {name}."), name=only)
    value = Column("value", said(mark("Value")), _value, lambda cell, _: cell[1])
    name = Column("column", said(mark("Column")), _name, lambda column, _: column.key)
    title = said(mark("By table, hotel and other columns"))
    if only is None:
        shown, found = (name, value, *WHO), tuple(rows)
        return KeyedTable(event, "by-column", title, shown, found, at=now)
    return KeyedTable(
        event,
        "by-column",
        partial(column_name, columns[0]),
        (value, *WHO),
        tuple(row[1:] for row in rows),
        at=now,
        grouped=1,
        is_plan=True,
    )


def _is_meant(column: EventColumn, name: str) -> bool:
    return column_key(name) in {column_key(known) for known in (column.key, *column.name.values())}


def _is_shared(column: EventColumn, coming: Sequence[Delegate]) -> bool:
    found = values_among(coming, column)
    return bool(found) and _is_counted(column, found)


def _in_groups(column: EventColumn, coming: Sequence[Delegate]) -> Iterator[tuple[Any, ...]]:
    """A row for each person, of one value after the other: `2` comes before `10`."""
    known = [(canonical(column, value_of(delegate, column.key)), delegate) for delegate in coming]
    values = [value for value in values_among(coming, column) if value]
    if not column.choices:
        values.sort(key=_natural)
    for value in values:
        yield from (
            (column, (column, value), *who(delegate)) for has, delegate in known if has == value
        )


def _natural(value: str) -> list[tuple[bool, int, str]]:
    """Numbers within a label by what they count, however long they are."""
    parts = re.findall(r"[0-9]+|[^0-9]+", value.casefold())
    numbers = ((part, part.lstrip("0")) for part in parts)
    return [
        (False, len(number), number) if part.isdecimal() else (True, 0, part)
        for part, number in numbers
    ]


def _is_counted(column: EventColumn, found: dict[str, int]) -> bool:
    filled = [number for value, number in found.items() if value]
    return bool(filled) and (column.type is not AnswerType.TEXT or max(filled) > 1)


def _name(column: EventColumn, _event: Event, language: Language) -> str:
    return column_name(column, language)


def _value(cell: tuple[EventColumn, str], _event: Event, language: Language) -> str:
    column, value = cell
    return column_value(column, value, language) if value else "—"
