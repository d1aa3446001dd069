"""Push: gives a hub what it lacks. It is done when the hub's own list shows it, never by a note kept here."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from checkin.domain import Tier
from checkin.hub import queries, rows
from checkin.journal.entry import hashed_tiers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checkin.hub.connection import HubConnection
    from checkin.hub.memory import RoundMemory
    from checkin.hub.queries import ChainAtHub
    from checkin.journal import Entry, Head
    from checkin.sync import Exchange


class Push:
    """`refused` are own chains that the hub gives to another desk, `sent` those that it has as they are here."""

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
        self.refused: tuple[str, ...] = ()
        self.sent: set[str] = set()

    def own(self) -> int:
        """Sends what this desk has written. Returns how many entries the hub did not have."""
        lacking = [chain for chain in self._exchange.own_chains if self._lacks(chain)]
        mine = self._registered(lacking)
        return sum(self._send(chain, self._shared(chain)) for chain in lacking if chain in mine)

    def others(self, relay_after: float) -> int:
        """Passes on what other desks have written and the hub has lacked for so many seconds."""
        now, since = time.monotonic(), self._memory.lacking_since
        others = self._ours.keys() - self._exchange.own_chains
        lacking = {chain for chain in others if self._lacks(chain)}
        self._memory.lacking_since = {chain: since.get(chain, now) for chain in lacking}
        due = [
            chain
            for chain, start in sorted(self._memory.lacking_since.items())
            if now - start >= relay_after
            and self._memory.cannot_relay.get(chain) != self._shared(chain)
        ]
        if not due or not queries.may_relay(self._connection, self._exchange.event):
            return 0
        return sum(self._relay(chain, self._shared(chain)) for chain in due)

    def again(self, chain: str) -> int:
        """Sends a whole chain whose end the hub has: it has fewer entries of it, wherever they are missing."""
        if chain in self._exchange.own_chains:
            return self._send(chain, 0) if self._registered([chain]) else 0
        if not self._lacks(chain) and queries.may_relay(self._connection, self._exchange.event):
            return self._relay(chain, 0)
        return 0

    def _registered(self, chains: list[str]) -> set[str]:
        if not chains:
            return set()
        event, desk = self._exchange.event, self._exchange.desk
        mine = queries.register(self._connection, event, desk, chains)
        self.refused = tuple(sorted(set(chains) - mine))
        return mine

    def _lacks(self, chain: str) -> bool:
        there = self._at_hub.get(chain)
        return chain in self._ours and (there is None or not there.has_ours)

    def _shared(self, chain: str) -> int:
        """The number up to which the hub has what is here; 0 where it has something else there."""
        there = self._at_hub.get(chain)
        if there is None or there.seq > self._ours[chain].seq:
            return 0
        same = any(self._exchange.holds(chain, there.seq, identifier) for identifier in there.ids)
        return there.seq if same else 0

    def _relay(self, chain: str, after: int) -> int:
        """Only whole entries: one without a section would keep the whole one out for ever."""
        sent = 0
        for entries in self._exchange.entries_after({chain: after}, Tier.ORGANISER, desks=[chain]):
            whole = [entry for entry in entries if is_whole(entry)]
            sent += self._insert(whole)
            if len(whole) < len(entries):
                self._memory.cannot_relay[chain] = after
                break
        return sent

    def _send(self, chain: str, after: int) -> int:
        pages = self._exchange.entries_after({chain: after}, Tier.ORGANISER, desks=[chain])
        inserted = sum(self._insert(entries) for entries in pages)
        self.sent.add(chain)
        return inserted

    def _insert(self, entries: list[Entry]) -> int:
        event, tier = self._exchange.event, self._exchange.tier
        return sum(
            queries.insert(self._connection, event, part, tier) for part in in_transactions(entries)
        )


def is_whole(entry: Entry) -> bool:
    """Whether all its sections are here."""
    return hashed_tiers(entry.hashes).keys() == entry.sealed.keys()


def in_transactions(entries: list[Entry]) -> Iterator[list[Entry]]:
    """In order, at most a page of rows or of bytes at a time, and at least one entry."""
    part: list[Entry] = []
    size = 0
    for entry in entries:
        more = rows.size_of(entry)
        if part and (len(part) >= queries.PAGE_ROWS or size + more > queries.PAGE_BYTES):
            yield part
            part, size = [], 0
        part.append(entry)
        size += more
    if part:
        yield part
