"""Columns of the event's own (custom fields): what delegates have in them, checked, corrected and counted.

A value stands as it came in `Delegate.extras`, with a copy in `Delegate.at_scan` where desks may read it, which may
be newer: a desk can change the copy alone. Pure functions, without store or clock.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from checkin.column_values import NO, YES, canonical, fits
from checkin.domain import AnswerType, ColumnPlace, EventColumn
from checkin.errors import NotPossible
from checkin.field_values import chosen_columns, column_key
from checkin.language import mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checkin.domain import Delegate, Event

COLUMN: Final = "column:"  # before a heading, where columns stand among fields


def all_values(delegate: Delegate) -> dict[str, str]:
    """Heading → value of all columns that this desk can read of a delegate; a desk's copy is the newer one."""
    copied = {column_key(heading) for heading in delegate.at_scan}
    own = {
        heading: value
        for heading, value in delegate.extras.items()
        if column_key(heading) not in copied
    }
    return {**own, **delegate.at_scan}


def value_of(delegate: Delegate, heading: str) -> str:
    """What a delegate has in a column, in whatever case the heading is written; empty for nothing."""
    return next(iter(chosen_columns(all_values(delegate), (heading,)).values()), "")


def values_among(delegates: Iterable[Delegate], column: EventColumn) -> dict[str, int]:
    """The values of a column among these delegates, each with how many have it.

    Choices come in their order, then other values by what they say; the empty text, for those without
    a value, comes last. `canonical` tells which values are the same.
    """
    found = Counter(canonical(column, value_of(delegate, column.key)) for delegate in delegates)
    first = {
        choice: place for place, choice in enumerate((*column.choices, YES, NO)) if choice in found
    }
    order = sorted(found, key=lambda value: (not value, first.get(value, len(first)), value))
    return {value: found[value] for value in order}


def described(event: Event, heading: str) -> EventColumn:
    """The event's description of a column; of one without, text by its heading."""
    key = column_key(heading)
    same = (column for column in event.columns if column_key(column.key) == key)
    return next(same, EventColumn(heading))


def columns_among(event: Event, delegates: Iterable[Delegate]) -> tuple[EventColumn, ...]:
    """The columns of the event, then those that any of these delegates has besides, by their headings."""
    known = dict.fromkeys(column_key(column.key) for column in event.columns)
    others: dict[str, EventColumn] = {}
    for delegate in delegates:
        for heading in all_values(delegate):
            if (key := column_key(heading)) not in known:
                others.setdefault(key, EventColumn(heading))
    return (*event.columns, *(others[key] for key in sorted(others)))


def of_card(event: Event, delegate: Delegate) -> tuple[tuple[EventColumn, str], ...]:
    """What the card shows of what this reader may know: the event's columns in their order, then the others."""
    values = all_values(delegate)
    columns = columns_among(event, (delegate,))
    shown = (column for column in columns if ColumnPlace.CARD in column.places)
    found = {column.key: chosen_columns(values, (column.key,)) for column in columns}
    return tuple((column, found[column.key][column.key]) for column in shown if found[column.key])


def of_form(event: Event, delegate: Delegate, *, is_organiser: bool) -> tuple[EventColumn, ...]:
    """The columns that this desk can correct. A desk that cannot read the roster's has those of its tier."""
    if is_organiser:
        return columns_among(event, (delegate,))
    return tuple(described(event, heading) for heading in event.desk_columns)


def corrected(event: Event, heading: str, value: str) -> str:
    """A value as it is stored. Raises `NotPossible` for one that the column does not take."""
    column = described(event, heading)
    if not value or fits(column, value):
        return canonical(column, value)
    match column.type:
        case AnswerType.CHOICE:
            sentence = mark("{column} must be one of: {choices}.")
        case AnswerType.YES_NO:
            sentence = mark("{column} must be yes or no.")
        case _:
            sentence = mark("{column} must be a number.")
    raise NotPossible(sentence, column=heading, choices=", ".join(column.choices))


def changes(
    event: Event, before: Delegate, values: Mapping[str, str], *, has_roster: bool
) -> dict[str, Any]:
    """The fields of a correction, as an entry has them, that give a delegate these values.

    A desk that does not have the roster's columns changes the copy alone. It raises `NotPossible` for a column
    that has none, and where it would empty one: at the organiser's desk the roster's value would be back.
    """
    headings = {column_key(heading): heading for heading in before.extras}
    copies = {column_key(heading): heading for heading in (*event.desk_columns, *before.at_scan)}
    fields: dict[str, dict[str, str]] = {}
    for heading, value in values.items():
        if value_of(before, heading) == value:
            continue
        key = column_key(heading)
        if has_roster:
            fields.setdefault("extras", {})[headings.get(key, heading)] = value
        elif key not in copies:
            raise NotPossible(mark("{field} cannot be corrected here."), field=heading)
        elif not value:
            raise NotPossible(
                mark("{field} can be emptied at the organiser's desk only."), field=heading
            )
        if key in copies:
            fields.setdefault("at_scan", {})[copies[key]] = value
    return fields


def missing_copies(event: Event, delegate: Delegate) -> dict[str, str]:
    """What desks may read of a delegate's columns and have no copy of."""
    have = chosen_columns(delegate.at_scan, event.desk_columns)
    wanted = chosen_columns(delegate.extras, event.desk_columns)
    return {heading: value for heading, value in wanted.items() if heading not in have}
