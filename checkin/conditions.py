"""Conditions of a session decided (rule engine): the first one that does not hold. Pure, without store or clock."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checkin.domain import ConditionKind, SessionCondition, condition

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checkin.domain import Session


@dataclass(frozen=True, slots=True)
class Facts:
    """What conditions ask about. `visits`: session → how often the delegate was let in there, on all days.

    `now` is local time of the event, `YYYY-MM-DD HH:MM`. `is_door`: columns and marks are not known here.
    """

    category: str
    now: str
    marks: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    visits: Mapping[str, int] = field(default_factory=dict)
    is_door: bool = False


def conditions_of(session: Session) -> tuple[SessionCondition, ...]:
    return tuple(map(condition, session.conditions))


def unmet(session: Session, facts: Facts) -> SessionCondition | None:
    """The first condition that does not hold; one that a door cannot decide holds there, see `must_ask_desk`."""
    for known in _concerning(session, facts):
        if not (facts.is_door and known.needs_desk) and not holds(known, session, facts):
            return known
    return None


def must_ask_desk(session: Session, facts: Facts) -> bool:
    """Whether a door cannot decide."""
    return facts.is_door and any(known.needs_desk for known in _concerning(session, facts))


def _concerning(session: Session, facts: Facts) -> Iterable[SessionCondition]:
    return (
        known
        for known in conditions_of(session)
        if not known.categories or facts.category in known.categories
    )


def holds(known: SessionCondition, session: Session, facts: Facts) -> bool:
    """Whether one condition holds, whomever it concerns."""
    match known.kind:
        case ConditionKind.COLUMN:
            return _column_holds(known, facts.columns)
        case ConditionKind.MARK:
            return known.is_not != bool(set(known.values) & set(facts.marks))
        case ConditionKind.TIMES:
            return facts.visits.get(session.key, 0) < (known.most or 0)
        case ConditionKind.ATTENDED:
            been = sum(facts.visits.get(key, 0) > 0 for key in known.values)
            return been >= (known.least or 0)
        case ConditionKind.FROM:
            return facts.now[-len(known.at) :] >= known.at
        case ConditionKind.UNTIL:
            return facts.now[-len(known.at) :] < known.at


def _column_holds(known: SessionCondition, columns: Mapping[str, str]) -> bool:
    wanted = same(known.name)
    value = next((text for heading, text in columns.items() if same(heading) == wanted), "").strip()
    if known.least is not None or known.most is not None:
        if not value.isdecimal():
            return False
        least, most = known.least, known.most
        return (least is None or int(value) >= least) and (most is None or int(value) <= most)
    if not known.values:
        return bool(value)
    return known.is_not != (same(value) in set(map(same, known.values)))


def same(text: str) -> str:
    """What spellings of a heading or a value have in common: in whatever case and width."""
    return unicodedata.normalize("NFKC", text).casefold().strip()
