"""Answers to the event's own questions (survey export): who was asked what, where and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checkin.domain import AnswerType, EventQuestion
from checkin.language import mark
from checkin.reports import keyed
from checkin.reports.keyed import Column, KeyedTable, said
from checkin.reports.who import WHO, who
from checkin.wording import reply_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.domain import Delegate, Event
    from checkin.language import Language
    from checkin.store.attendance import Reply


def answers(
    event: Event, everyone: Iterable[Delegate], replies: Iterable[Reply], now: int
) -> KeyedTable:
    """A row for each answer of a scan that stands, by the delegates in their order, then by time."""
    of_delegate: dict[str, list[Reply]] = {}
    for reply in replies:
        of_delegate.setdefault(reply.delegate, []).append(reply)
    rows = tuple(
        (*who(delegate), question, (question, value), reply.session, reply.at, reply.desk)
        for delegate in everyone
        for reply in of_delegate.get(delegate.id, ())
        for key, value in reply.replies
        for question in (event.question(key) or EventQuestion(key, {}, AnswerType.TEXT),)
    )
    columns = (
        *WHO,
        Column("question", said(mark("Question")), _question, lambda cell, _: cell.key),
        Column("answer", said(mark("Answer")), _answer, lambda cell, _: cell[1]),
        keyed.session(),
        keyed.instant("at", said(mark("Time"))),
        Column("desk", said(mark("Desk"))),
    )
    return KeyedTable(event, "answers", said(mark("Answers")), columns, rows, at=now)


def _question(cell: EventQuestion, _event: Event, language: Language) -> str:
    return language.name(cell.text) if cell.text else cell.key


def _answer(cell: Any, _event: Event, language: Language) -> str:
    question, value = cell
    return reply_text(question, value, language)
