"""Labels of the event's own columns (custom fields), and their values as they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.column_values import NO, YES, canonical
from checkin.domain import AnswerType, EventColumn

if TYPE_CHECKING:
    from checkin.domain import Event
    from checkin.language import Language


def column_name(column: EventColumn, language: Language) -> str:
    """The name in a language; the heading where it has none."""
    return language.name(column.name) if column.name else column.key


def heading_name(event: Event, heading: str, language: Language) -> str:
    """The name of the column with that heading, in whatever case it is written."""
    described = {column.key.casefold(): column for column in event.columns}
    return column_name(described.get(heading.casefold(), EventColumn(heading)), language)


def column_value(column: EventColumn, value: str, language: Language) -> str:
    """A value as it is read: yes or no in a language, a choice as the event spells it."""
    if column.type is AnswerType.YES_NO:
        return yes_or_no(canonical(column, value), language)
    return canonical(column, value)


def yes_or_no(value: str, language: Language) -> str:
    """The word for `yes` or `no`; other text as it is."""
    match value:
        case _ if value == YES:
            return language.text("Yes")
        case _ if value == NO:
            return language.text("No")
        case _:
            return value


def at_scan(
    columns: tuple[tuple[str, str], ...], event: Event, language: Language
) -> tuple[tuple[str, str], ...]:
    """The names and values of what stands on a verdict."""
    described = {column.key: column for column in event.columns}
    return tuple(
        (
            column_name(column := described.get(heading, EventColumn(heading)), language),
            column_value(column, value, language),
        )
        for heading, value in columns
    )
