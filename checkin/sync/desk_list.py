"""List of desks (fleet status): who has joined, who was heard when, and who holds what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from checkin import schema
from checkin.domain import Tier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.journal import Head
    from checkin.sync.exchange import Exchange
    from checkin.sync.statement import Statement

_entry = schema.entry.c


class DeskPhase(StrEnum):
    """How far a desk has come."""

    INVITED = "invited"  # nothing of its own has arrived here yet
    JOINED = "joined"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class DeskState:
    """A desk of the event, as far as this one knows.

    What a desk has stated of itself is None, or empty, as long as nothing was heard of it. `heard` is
    this machine's wall clock. `ahead` is by how many milliseconds the desk's clock was ahead of this
    machine's when its statement came; where that came by a file, the time on the way makes it less.
    `lacks` counts the entries here that the desk did not hold.
    """

    id: str
    name: str
    tier: Tier
    phase: DeskPhase
    is_this: bool
    entries: int
    heard: int | None = None
    holds: tuple[Head, ...] = ()
    lacks: int | None = None
    ahead: int | None = None
    version: str = ""


def desks(exchange: Exchange) -> tuple[DeskState, ...]:
    """All desks that were introduced, by name."""
    with exchange.store.read() as connection:
        rows = connection.execute(sa.select(schema.desk).order_by(schema.desk.c.name)).all()
        counted = connection.execute(
            sa.select(_entry.desk, sa.func.count().label("entries")).group_by(_entry.desk)
        )
        counts = {row.desk: row.entries for row in counted}
    heads, stated = exchange.heads(), exchange.stated()
    return tuple(
        _state(
            row, counts.get(row.id, 0), heads, stated.get(row.id), is_this=row.id == exchange.desk
        )
        for row in rows
    )


def _state(
    row: Any,
    entries: int,
    heads: Mapping[str, Head],
    stated: tuple[Statement, int] | None,
    *,
    is_this: bool,
) -> DeskState:
    phase = DeskPhase.JOINED if entries else DeskPhase.INVITED
    state = DeskState(row.id, row.name, Tier(row.tier), phase, is_this, entries)
    if stated is None:
        return state
    statement, heard = stated
    held = {head.desk: head.seq for head in statement.heads}
    return replace(
        state,
        heard=heard,
        holds=statement.heads,
        lacks=sum(max(0, head.seq - held.get(chain, 0)) for chain, head in heads.items()),
        ahead=statement.wall - heard,
        version=statement.version,
    )
