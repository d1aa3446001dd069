"""State of the connection (sync status): what a desk is told after each attempt to exchange."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import schema
from checkin.domain import LinkPhase, LinkState, SilentDesk
from checkin.journal import ALL
from checkin.store.held import need_person
from checkin.sync.clocks import SAID_MS, own_clock

if TYPE_CHECKING:
    from checkin.errors import KnownError
    from checkin.sync.exchange import Exchange

GONE_HOME: Final = 4 * 3_600_000  # ms; a desk that was silent for longer is not missed any more
_statement, _desk = schema.statement.c, schema.desk.c
_HEARD: Final = (
    sa.select(_desk.name, _statement.wall, _statement.heard)
    .join(schema.desk, sa.and_(_desk.id == _statement.desk, _desk.desk == _desk.id))
    .where(_desk.counts == 1, _desk.last == ALL)
    .order_by(_statement.heard, _desk.name)
)


@dataclass(slots=True)
class Link:
    """Follows the attempts of one connection. `silent_after`: ms within which each desk says something."""

    exchange: Exchange
    silent_after: int
    _since: int = field(init=False)

    def __post_init__(self) -> None:
        self._since = self.exchange.journal.now()

    def exchanged(self, *, hub_ahead: int | None = None, refused: int = 0) -> LinkState:
        """After an exchange. `refused`: how many entries the other side does not take."""
        if not refused:
            self._since = self.exchange.journal.now()
        state = self._seen(LinkPhase.WAITING if refused else LinkPhase.SHARED)
        clock = own_clock(self.exchange, hub_ahead)
        if clock.is_said and (clock.others > 1 or hub_ahead is not None):
            # All other clocks seem wrong to a desk whose own is.
            state = replace(state, clock_off=clock.off, fast_clocks=())
        return replace(state, to_send=refused)

    def failed(self, failure: KnownError, to_send: int) -> LinkState:
        """After an attempt that failed. That others are silent means nothing then."""
        state = self._seen(LinkPhase.WAITING)
        return replace(state, to_send=to_send, silent=(), failure=failure)

    def _seen(self, phase: LinkPhase) -> LinkState:
        now = self.exchange.journal.now()
        with self.exchange.store.read() as connection:
            heard: list[Any] = list(connection.execute(_HEARD))
            held = need_person(connection, now)
        return LinkState(
            phase,
            self._since,
            silent=tuple(
                SilentDesk(row.name, row.heard)
                for row in heard
                if self.silent_after < now - row.heard <= GONE_HOME
            ),
            held=held,
            # One that is behind may be a statement that took its time.
            fast_clocks=tuple(
                row.name
                for row in heard
                if row.wall - row.heard > SAID_MS and now - row.heard <= GONE_HOME
            ),
        )
