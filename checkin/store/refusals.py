"""Scans of people who were turned away, or let in although the rules refuse them (overrides)."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from checkin import schema
from checkin.domain import Outcome, Reason
from checkin.store.attendance import REFUSED, STANDING

_scan = schema.scan.c
_QUERY = (
    sa.select(
        schema.scan,
        schema.desk.c.name.label("desk_name"),
        sa.func.coalesce(schema.operator.c.name, _scan.operator).label("operator_name"),
    )
    .outerjoin(schema.desk, schema.desk.c.id == _scan.desk)
    .outerjoin(schema.operator, schema.operator.c.id == _scan.operator)
    .where(sa.or_(REFUSED, _scan.forced == 1, _scan.heard_late == 1), STANDING)
    .order_by(_scan.at, _scan.ms, _scan.counter)
)


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """One such scan; `override` is a lead's reason, `heard_late` that the desk was apart from the others."""

    at: int
    desk: str
    session: str
    delegate: str  # empty: the code is nobody's
    outcome: Outcome
    why: Reason
    override: str
    heard_late: bool
    operator: str  # a name, or a role


def turned_away(
    connection: sa.Connection, session: str | None, hours: tuple[int, int] | None
) -> tuple[TurnedAway, ...]:
    """Those that count, of one session or of all, in these hours or ever; in the order in which they happened."""
    query = _QUERY
    if session is not None:
        query = query.where(_scan.session == session)
    if hours is not None:
        query = query.where(_scan.at >= hours[0], _scan.at < hours[1])
    return tuple(
        TurnedAway(
            at=row.at,
            desk=row.desk_name or "",
            session=row.session,
            delegate=row.owner,
            outcome=Outcome(row.outcome),
            why=Reason(row.why),
            override=row.reason if row.forced else "",
            heard_late=bool(row.heard_late),
            operator=row.operator_name,
        )
        for row in connection.execute(query)
    )
