"""Changes of the event's own columns and questions (custom fields), in the words of an event file.

As in `changing`: each takes the new values of some keys, and returns the event as it then is.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from checkin.domain import Question
from checkin.errors import NotFound, NotPossible
from checkin.language import mark
from checkin.plan.changing import overlaid
from checkin.plan.own_words import (
    MOST_AT_SCAN,
    check_categories,
    column_in_words,
    question_in_words,
    read_column,
    read_question,
    too_many_at_scan,
)
from checkin.plan.values import PlanTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.domain import Event, EventColumn, EventQuestion

_BETWEEN: Final = re.compile(r"[^\w]+")
_LONGEST_KEY: Final = 40


def with_new_column(event: Event, key: str, fields: Mapping[str, Any]) -> Event:
    """A column more, or one that was taken away. Raises `NotPossible` where it is there, and `BadPlan`."""
    if any(column.key == key for column in event.columns):
        raise NotPossible(mark("There is a column {key} already."), key=key)
    gone = next((column for column in event.gone_columns if column.key == key), None)
    known = column_in_words(gone, event) if gone else {"key": key}
    if key in event.show_at_scan and "places" not in fields:
        # It stood on the verdict without a description, and goes on doing so.
        fields = {**fields, "places": ["scan", "card", "badge"]}
    column, at_scan = read_column(PlanTable("column", overlaid(known, fields, kept="key")))
    return _shown(replace(event, columns=(*event.columns, column)), column.key, at_scan=at_scan)


def with_column(event: Event, key: str, fields: Mapping[str, Any]) -> Event:
    """A column changed. Raises `NotFound`, and `BadPlan` naming the key."""
    known = _column(event, key)
    words = column_in_words(known, event)
    if "places" in fields and "tier" not in fields:
        # A column that comes to the verdict goes to the desks with it, and stays there.
        words.pop("tier") if "scan" in fields["places"] else None
    column, at_scan = read_column(PlanTable("column", overlaid(words, fields, kept="key")))
    column = replace(column, place=known.place)
    columns = tuple(column if other.key == key else other for other in event.columns)
    return _shown(replace(event, columns=columns), key, at_scan=at_scan)


def without_column(event: Event, key: str) -> Event:
    """A column that is described no more; what delegates have in it stays. Raises `NotFound`."""
    gone = _column(event, key)
    columns = tuple(other for other in event.columns if other.key != gone.key)
    return _shown(replace(event, columns=columns), key, at_scan=False)


def with_new_question(event: Event, key: str, fields: Mapping[str, Any]) -> Event:
    """A question more, or one that was taken away. Raises `NotPossible` where it is there, and `BadPlan`."""
    if any(question.key == key for question in event.questions):
        raise NotPossible(mark("There is a question {key} already."), key=key)
    gone = event.question(key)
    known = question_in_words(gone) if gone else {"key": key}
    question = _question(event, known, fields)
    return replace(event, questions=(*event.questions, question))


def with_question(event: Event, key: str, fields: Mapping[str, Any]) -> Event:
    """A question changed. Raises `NotFound`, and `BadPlan` naming the key."""
    known = _known_question(event, key)
    question = replace(_question(event, question_in_words(known), fields), place=known.place)
    questions = tuple(question if other.key == key else other for other in event.questions)
    return replace(event, questions=questions)


def without_question(event: Event, key: str) -> Event:
    """A question that is asked no more; its answers stay. Raises `NotFound`."""
    gone = _known_question(event, key)
    questions = tuple(other for other in event.questions if other.key != gone.key)
    return replace(event, questions=questions)


def free_question_key(event: Event, words: str) -> str:
    """A key made of a question, that none has or ever had: it would be that one again."""
    word = _BETWEEN.sub("-", words.casefold()).strip("-_")[:_LONGEST_KEY] or "question"
    number, key = 2, word
    while event.question(key) or key in list(Question):
        key, number = f"{word}-{number}", number + 1
    return key


def _column(event: Event, key: str) -> EventColumn:
    for column in event.columns:
        if column.key == key:
            return column
    raise NotFound(mark("There is no column {key}."), key=key)


def _known_question(event: Event, key: str) -> EventQuestion:
    for question in event.questions:
        if question.key == key:
            return question
    raise NotFound(mark("There is no question {key}."), key=key)


def _question(event: Event, known: Mapping[str, Any], fields: Mapping[str, Any]) -> EventQuestion:
    question = read_question(PlanTable("question", overlaid(known, fields, kept="key")))
    check_categories(
        question, {category.key for category in (*event.categories, *event.gone_categories)}
    )
    return question


def _shown(event: Event, key: str, *, at_scan: bool) -> Event:
    """The event with the column on the verdict, at the end of those, or not on it."""
    others = tuple(other for other in event.show_at_scan if other != key)
    if not at_scan:
        return replace(event, show_at_scan=others)
    if key in event.show_at_scan:
        return event
    if len(others) >= MOST_AT_SCAN:
        raise too_many_at_scan(PlanTable(f"column {key}", {}))
    return replace(event, show_at_scan=(*others, key))
