"""The event's own questions (custom questions) and their answers as they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.domain import AnswerType, EventQuestion
from checkin.wording.own_columns import yes_or_no

if TYPE_CHECKING:
    from checkin.domain import Event
    from checkin.language import Language


def reply_text(question: EventQuestion, value: str, language: Language) -> str:
    """An answer as it is read."""
    if not value:
        return language.text("Not answered")
    return yes_or_no(value, language) if question.type is AnswerType.YES_NO else value


def replies_line(replies: tuple[tuple[str, str], ...], event: Event, language: Language) -> str:
    """The questions and answers of one scan, in one line; empty where nothing was asked."""
    lines = []
    for key, value in replies:
        question = event.question(key) or EventQuestion(key, {"en": key}, AnswerType.TEXT)
        asked = language.name(question.text)
        lines.append(language.labelled(asked, reply_text(question, value, language)))
    return language.beside(*lines)
