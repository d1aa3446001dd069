"""Sentences of a session's own conditions: what must hold, for the door and the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from checkin.domain import ConditionKind
from checkin.wording.own_columns import heading_name

if TYPE_CHECKING:
    from checkin.domain import Event, SessionCondition
    from checkin.language import Language


def condition_words(known: SessionCondition, event: Event, language: Language) -> str:
    """The organiser's own sentence, else one of ours."""
    if known.sentence:
        return known.sentence
    tr = language
    match known.kind:
        case ConditionKind.COLUMN:
            return _of_column(known, event, tr)
        case ConditionKind.MARK:
            return _of_mark(known, tr)
        case ConditionKind.TIMES:
            return tr.plural("Only once.", "Only {n} times.", known.most or 0)
        case ConditionKind.ATTENDED:
            return _of_sessions(known, event, tr)
        case ConditionKind.FROM:
            return tr.text("Only from {time} on.", time=known.at)
        case ConditionKind.UNTIL:
            return tr.text("Only until {time}.", time=known.at)
        case _:
            assert_never(known.kind)


def _of_mark(known: SessionCondition, tr: Language) -> str:
    marks = tr.listed(known.values)
    if known.is_not:
        return tr.text("Not with the mark {marks}.", marks=marks)
    return tr.text("Only with the mark {marks}.", marks=marks)


def _of_sessions(known: SessionCondition, event: Event, tr: Language) -> str:
    found = (event.session(key) for key in known.values)
    sessions, least = tr.listed(tr.name(session.name) for session in found if session), known.least
    if least is not None and least < len(known.values):
        return tr.text("Only who was in {least} of {sessions}.", least=least, sessions=sessions)
    return tr.text("Only who was in {sessions}.", sessions=sessions)


def _of_column(known: SessionCondition, event: Event, language: Language) -> str:
    tr, column = language, heading_name(event, known.name, language)
    if known.least is not None:
        return tr.text("{column} must be at least {number}.", column=column, number=known.least)
    if known.most is not None:
        return tr.text("{column} must be at most {number}.", column=column, number=known.most)
    values = tr.listed(known.values)
    if not known.values:
        return tr.text("{column} must be filled in.", column=column)
    if known.is_not:
        return tr.text("{column} must not be: {values}", column=column, values=values)
    return tr.text("{column} must be: {values}", column=column, values=values)
