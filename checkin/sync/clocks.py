"""Clock comparison (clock skew): this machine's wall clock against what other desks and the hub say.

A statement may have been on its way for hours, on a stick. So a desk's clock is ahead for certain where
it has stated a later time than it is here; and behind where its statement is older than an entry of this
desk that it holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.journal import ALL
from checkin.journal.receiving import HeldReason

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from checkin.sync.exchange import Exchange
    from checkin.sync.statement import Statement

SAID_MS: Final = 60_000  # so much a clock may be wrong unsaid
ASKED_MS: Final = 3_600_000  # by more, nobody is let in before somebody was asked
FRESH_MS: Final = 600_000  # a statement that is older tells nothing of a clock that seems right
_entry, _desk, _scan, _held = schema.entry.c, schema.desk.c, schema.scan.c, schema.held.c
_WALL: Final = sa.select(_entry.wall).where(
    _entry.desk == sa.bindparam("chain"), _entry.seq == sa.bindparam("number")
)
_COUNTS: Final = sa.select(_desk.id).where(
    _desk.id == _desk.desk, _desk.counts == 1, _desk.last == ALL
)


# A stamp never goes back, so it is ahead of a clock that did.
_JUMPED: Final = (
    sa.select(_scan.chain)
    .where(_scan.late == 0, _scan.ms - _scan.at > ASKED_MS)
    .distinct()
    .order_by(_scan.chain)
)
_FAR_AHEAD: Final = (
    sa.select(_held.desk).where(_held.reason == HeldReason.TOO_FAR_AHEAD.value).distinct()
)


@dataclass(frozen=True, slots=True)
class OwnClock:
    """This machine's clock as others see it.

    `off` is by how many milliseconds it is ahead, as a negative number behind: the median of all that
    can tell, so that no single wrong clock decides; 0 where it is right, or nobody can tell. `others` counts
    the desks, and the hub as one more, that say about so.
    """

    now: int
    off: int = 0
    others: int = 0

    @property
    def is_said(self) -> bool:
        return abs(self.off) > SAID_MS

    @property
    def is_asked(self) -> bool:
        """Whether somebody must be asked before the first scan."""
        return abs(self.off) > ASKED_MS

    @property
    def there(self) -> int:
        """What time it is for the others."""
        return self.now - self.off


def own_clock(exchange: Exchange, hub_ahead: int | None = None) -> OwnClock:
    """Compares this machine's clock with all that others have stated, and with the hub's."""
    now, chains = exchange.journal.now(), exchange.own_chains
    said = [] if hub_ahead is None else [-hub_ahead]
    stated = exchange.stated()
    with exchange.store.read() as connection:
        counting = set(connection.scalars(_COUNTS))
        for desk, (statement, _) in stated.items():
            if desk in counting:
                ahead = ahead_of(connection, statement, now, chains)
                if ahead or now - statement.wall <= FRESH_MS:
                    said.append(-ahead)
    off = _median(said)
    return OwnClock(now, off, sum(abs(other - off) <= SAID_MS for other in said))


def ahead_of(
    connection: sa.Connection, statement: Statement, heard: int, own_chains: Collection[str]
) -> int:
    """By how much a desk's clock is ahead of this one's, or behind as a negative number; 0 where that is not certain.

    `heard` is when its statement came, or a later time, by this clock.
    """
    late = heard - statement.wall  # the way that it took, less what the clock is ahead
    if -late > SAID_MS:
        return -late
    behind = max((_written(connection, statement, chain) for chain in own_chains), default=0)
    # More than the whole way: then this machine's clock was wrong when it wrote that, and is not now.
    return -behind if SAID_MS < behind <= late else 0


def jumped_chains(connection: sa.Connection) -> list[str]:
    """The chains with a scan whose stamp is more than an hour ahead of its own clock: that clock, or another
    one that it had seen, was put back."""
    return list(connection.scalars(_JUMPED))


def chains_in_doubt(connection: sa.Connection) -> set[str]:
    """These, and the chains of which entries are held for their clock."""
    return {*jumped_chains(connection), *connection.scalars(_FAR_AHEAD)}


def _written(connection: sa.Connection, statement: Statement, chain: str) -> int:
    """How much later, by this clock, the last entry of this desk was written than the statement that tells of it."""
    number = next((head.seq for head in statement.heads if head.desk == chain), None)
    if number is None:
        return 0
    return (connection.scalar(_WALL, {"chain": chain, "number": number}) or 0) - statement.wall


def _median(said: Sequence[int]) -> int:
    """Of an even number, of the two in the middle the one that finds less fault."""
    ordered = sorted(said)
    middle = ordered[(len(ordered) - 1) // 2 : len(ordered) // 2 + 1]
    return min(middle, key=abs, default=0)
