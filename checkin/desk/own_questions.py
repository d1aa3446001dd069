"""Answers to the event's own questions (validation): each is of the question's type, or says why not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from checkin import names
from checkin.column_values import canonical
from checkin.domain import AnswerType, EventColumn, Tier
from checkin.errors import NotFound, NotPossible
from checkin.language import mark

if TYPE_CHECKING:
    from checkin.domain import Event, EventQuestion, Manner

LONGEST: Final = 500
YES_OR_NO: Final = ("yes", "no")


def checked(how: Manner, event: Event, tier: Tier) -> Manner:
    """The manner with its replies as they are stored.

    Raises `NotFound` for an unknown question, `NotPossible` for what is no answer to it, and at a door, which has
    nowhere to keep an answer.
    """
    if not how.replies:
        return how
    if tier is Tier.DOOR:
        raise NotPossible(mark("A door asks nothing. Please send them to the desk."))
    replies = tuple((key, _stored(_offered(event, key), value)) for key, value in how.replies)
    return replace(how, replies=replies)


def _offered(event: Event, key: str) -> EventQuestion:
    for question in event.questions:
        if question.key == key:
            return question
    raise NotFound(mark("There is no question {key}."), key=key)


def _stored(question: EventQuestion, value: str) -> str:
    """A reply in its one form; empty for a question that was skipped."""
    cleaned = names.clean(value)[:LONGEST]
    if not cleaned and not question.required:
        return ""
    known = YES_OR_NO if question.type is AnswerType.YES_NO else question.choices
    if question.type is AnswerType.TEXT:
        if not cleaned:
            raise NotPossible(mark("Answer the question {key}."), key=question.key)
        return cleaned
    reply = canonical(EventColumn("", type=question.type, choices=question.choices), cleaned)
    if reply not in known:
        raise NotPossible(
            mark("{column} must be one of: {choices}."),
            column=question.key,
            choices=", ".join(known),
        )
    return reply
