"""What conditions of sessions mean for the roster as it is: who does not meet them, which columns nobody has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin import conditions, rules
from checkin.conditions import Facts, same
from checkin.domain import CONDITION_FIELDS, ConditionKind, Effect, EffectKind
from checkin.store import people

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import sqlalchemy as sa

    from checkin.domain import Delegate, Session


def of_sessions(connection: sa.Connection, sessions: Iterable[Session]) -> Iterator[Effect]:
    """For each session with conditions about what is on the roster; times and visits are known only at the door."""
    having = [
        session
        for session in sessions
        if any(known.needs_desk for known in conditions.conditions_of(session))
    ]
    if not having:
        return
    everyone, listed = people.everyone(connection), people.listed_sessions(connection)
    if not everyone:
        return
    known = {same(name) for delegate in everyone for name in (*delegate.extras, *delegate.at_scan)}
    known |= set(CONDITION_FIELDS)
    for session in having:
        for condition in conditions.conditions_of(session):
            if condition.kind is ConditionKind.COLUMN and same(condition.name) not in known:
                yield Effect(EffectKind.UNKNOWN_COLUMN, session=session.key, text=condition.name)
        invited = [who for who in everyone if rules.entitled(session, who, listed)]
        unmet = sum(not _meets(session, delegate) for delegate in invited)
        if unmet:
            yield Effect(EffectKind.UNMET, unmet, session.key)


def _meets(session: Session, delegate: Delegate) -> bool:
    fields = {name: getattr(delegate, name) for name in CONDITION_FIELDS}
    columns = {**fields, **delegate.extras, **delegate.at_scan}
    facts = Facts(delegate.category, "", delegate.flags, columns)
    return all(
        conditions.holds(known, session, facts)
        for known in conditions.conditions_of(session)
        if known.needs_desk and (not known.categories or delegate.category in known.categories)
    )
