"""List of desks (fleet status): who has joined, who was heard when, and who holds what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from checkin import schema
from checkin.domain import Tier
from checkin.journal import ALL, EVERYBODY
from checkin.sync import erasures
from checkin.sync.clocks import SAID_MS, ahead_of, chains_in_doubt

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
    machine's when its statement came; where that came by a file, the time on the way makes it less. `off` is the
    same where it is wrong for certain, and negative where it is behind; else 0. `times_in_doubt`: it is, or jumped
    while the desk wrote.
    `chains` is
    more than one where the desk began anew, after a restore or on another machine. `lacks` counts the entries here that the desk did not hold.
    `not_erased` are the people who were erased and whom the desk has not confirmed to have erased; `EVERYBODY` after a purge.
    """

    id: str
    name: str
    tier: Tier
    phase: DeskPhase
    is_this: bool
    entries: int
    chains: int = 1
    heard: int | None = None
    holds: tuple[Head, ...] = ()
    lacks: int | None = None
    ahead: int | None = None
    off: int = 0
    times_in_doubt: bool = False
    version: str = ""
    not_erased: tuple[str, ...] = ()

    @property
    def can_be_revoked(self) -> bool:
        return not self.is_this and self.phase is not DeskPhase.REVOKED

    def has_not_erased(self, delegate: str) -> bool:
        """Whether a person was erased, and the desk has not confirmed it."""
        return delegate in self.not_erased or EVERYBODY in self.not_erased

    @property
    def is_clock_wrong(self) -> bool:
        """Whether its clock is wrong beyond doubt."""
        return abs(self.off) > SAID_MS


def desks(exchange: Exchange) -> tuple[DeskState, ...]:
    """All desks that were introduced, by name. The root on paper has none, and is none of them."""
    of, count = schema.desk.c, sa.func.count(_entry.n).label("entries")
    with exchange.store.read() as connection:
        rows = connection.execute(
            sa.select(schema.desk, count)
            .outerjoin(schema.entry, _entry.desk == of.id)
            .where(of.name != "")
            .group_by(of.id)
            .order_by(of.name, of.desk, of.id != of.desk)
        ).all()
        erased, own = erasures.known(connection), erasures.carried_out(connection)
        in_doubt = chains_in_doubt(connection)
    heads, stated, own_chains = exchange.heads(), exchange.stated(), exchange.own_chains
    with exchange.store.read() as connection:
        off = {desk: ahead_of(connection, *said, own_chains) for desk, said in stated.items()}
    confirmed = {desk: statement.erased for desk, (statement, _) in stated.items()}
    confirmed[exchange.desk] = own
    by_desk = [tuple(chains) for _, chains in groupby(rows, key=lambda row: row.desk)]
    return tuple(
        replace(
            _state(chains, heads, stated.get(desk), is_this=desk == exchange.desk),
            off=off.get(desk, 0),
            times_in_doubt=off.get(desk, 0) != 0
            or not in_doubt.isdisjoint(chain.id for chain in chains),
            not_erased=erasures.not_confirmed(erased, confirmed.get(desk, ())),
        )
        for chains in by_desk
        if (desk := chains[0].desk)
    )


def _state(
    chains: tuple[Any, ...],
    heads: Mapping[str, Head],
    stated: tuple[Statement, int] | None,
    *,
    is_this: bool,
) -> DeskState:
    row, entries = chains[0], sum(chain.entries for chain in chains)
    phase = DeskPhase.JOINED if entries else DeskPhase.INVITED
    if not row.counts or row.last < ALL:
        phase = DeskPhase.REVOKED
    state = DeskState(row.desk, row.name, Tier(row.tier), phase, is_this, entries, len(chains))
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
