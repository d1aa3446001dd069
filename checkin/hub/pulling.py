"""Pull: takes in what a hub has and this desk lacks, of each chain what follows its last number without a gap."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from checkin.hub import queries
from checkin.journal.taking_in import Received

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.hub.connection import HubConnection
    from checkin.hub.memory import RoundMemory
    from checkin.hub.queries import ChainAtHub
    from checkin.journal import Head
    from checkin.sync import Exchange

SOURCE: Final = "hub"
MOST_ROWS: Final = 5_000  # a round; the next one goes on, unless the watch is told to stop
TRY_AGAIN: Final = 60.0  # seconds, a chain of which nothing could be taken in
_AFTER_ALL: Final = "ff" * 32  # no id is greater


class Pull:
    """`own_returned` counts entries of this desk that were not here. `has_more`: the round was full."""

    def __init__(
        self,
        connection: HubConnection,
        exchange: Exchange,
        memory: RoundMemory,
        ours: Mapping[str, Head],
        at_hub: Mapping[str, ChainAtHub],
    ) -> None:
        self._connection = connection
        self._exchange = exchange
        self._memory = memory
        self._ours = ours
        self._at_hub = at_hub
        self._rows = 0
        self._taken_in: set[str] = set()  # chains, in this round
        self.received = Received()
        self.own_returned = 0
        self.has_more = False

    def all_chains(self) -> None:
        """Takes in each chain; those that are known here first, they may introduce the others."""
        for chain in sorted(self._at_hub, key=lambda chain: (chain not in self._ours, chain)):
            if self.has_more:
                return
            there = self._at_hub[chain]
            mine = self._ours[chain].seq if chain in self._ours else 0
            if there.seq > mine:
                self._what_follows(chain, there, mine)
            elif self._memory.agreed.get(chain) != there:
                self._compare(chain, there)

    def _what_follows(self, chain: str, there: ChainAtHub, mine: int) -> None:
        if self._is_stuck(chain, there):
            return
        received = self._pages(chain, mine)
        if received.new:
            self._taken_in.add(chain)
        elif mine and not there.has_ours and not self.has_more:
            self.what_differs(chain)  # two branches, of which we have the shorter one
        elif received.held:
            self._memory.stuck[chain] = there, time.monotonic() + TRY_AGAIN

    def _is_stuck(self, chain: str, there: ChainAtHub) -> bool:
        """Whether nothing of this could be taken in a moment ago: it would be fetched for nothing."""
        before, until = self._memory.stuck.get(chain, (None, 0.0))
        return before == there and time.monotonic() < until

    def _compare(self, chain: str, there: ChainAtHub) -> None:
        if all(self._exchange.holds(chain, there.seq, identifier) for identifier in there.ids):
            self._memory.agreed[chain] = there
        else:
            self.what_differs(chain)

    def what_differs(self, chain: str) -> None:
        """Takes in a chain from the lowest number at which the hub has another entry (a fork)."""
        there = self._at_hub[chain]
        if chain in self._taken_in or self._is_stuck(chain, there):
            return
        top, lowest = there.seq, 0
        while top > 0:
            listed = queries.ids_down_from(self._connection, self._exchange.event, chain, top)
            unknown = [seq for seq, one in listed if not self._exchange.holds(chain, seq, one)]
            if not unknown:
                break
            lowest, top = min(unknown), listed[-1][0] - 1
        received = self._pages(chain, lowest - 1) if lowest else Received()
        # What the round was too full to fetch is not stuck.
        if not received.new and (received.held or not self.has_more):
            self._memory.stuck[chain] = there, time.monotonic() + TRY_AGAIN

    def _pages(self, chain: str, after_number: int) -> Received:
        """Takes in all that follows a number, page by page."""
        exchange, after = self._exchange, (after_number, _AFTER_ALL)
        received = Received()
        while self._rows < MOST_ROWS:
            entries = queries.page(self._connection, exchange.event, chain, after, exchange.tier)
            if not entries:
                break
            received += exchange.take_in(entries, SOURCE)
            self._rows += len(entries)
            after = entries[-1].header.seq, entries[-1].id
        else:
            self.has_more = True
        if chain in exchange.own_chains:
            self.own_returned += received.new
        self.received += received
        return received
