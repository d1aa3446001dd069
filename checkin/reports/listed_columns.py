"""The event's own columns (custom fields) that attendance lists have beside the names."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from checkin.domain import ColumnPlace
from checkin.layout import must_stay_unnamed
from checkin.layout.properties import EXTRA
from checkin.own_columns import value_of
from checkin.reports.keyed import Column
from checkin.wording import column_name, column_value

if TYPE_CHECKING:
    from checkin.domain import Delegate, Event, EventColumn
    from checkin.language import Language


def listed_columns(event: Event) -> tuple[Column, ...]:
    """Those that have lists among their places."""
    return tuple(
        Column(f"{EXTRA}{column.key}", partial(column_name, column), partial(_words, column))
        for column in _on_lists(event)
    )


def listed_values(event: Event, delegate: Delegate) -> tuple[str, ...]:
    """The cells of `listed_columns`; none of somebody who must not be named."""
    if must_stay_unnamed(delegate):
        return ("",) * len(_on_lists(event))
    return tuple(value_of(delegate, column.key) for column in _on_lists(event))


def _on_lists(event: Event) -> tuple[EventColumn, ...]:
    return tuple(column for column in event.columns if ColumnPlace.LISTS in column.places)


def _words(column: EventColumn, cell: str, _event: Event, language: Language) -> str:
    return column_value(column, cell, language) if cell else ""
