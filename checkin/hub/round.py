"""A round with a hub (anti-entropy): what it lacks is pushed, what this desk lacks is pulled.

The cursor is the list "chain → last number without a gap", on both sides. No serial number of the
hub is one: what commits late, a hub put back from yesterday and a second hub would all break it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from checkin.domain import Tier
from checkin.hub import claims, emptying, pulling, pushing, queries
from checkin.journal import Head
from checkin.sync import Exchanged, SeenAtHub

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from checkin.hub.connection import HubConnection
    from checkin.hub.memory import RoundMemory
    from checkin.hub.queries import ChainAtHub
    from checkin.sync import Exchange

RELAY_AFTER: Final = 30.0  # seconds: who wrote it would have sent it by then
STATE_EVERY: Final = 20.0  # seconds, where nothing has changed
SURVEY_EVERY: Final = 300.0
_FOR_GOOD: Final = float("inf")
_HEAR_AGAIN: Final = 60.0  # of a desk that was not known when its statement came


@dataclass(frozen=True, slots=True)
class RoundResult:
    """What a round has done and seen.

    `hub_ahead` is how far the hub's clock is ahead of this machine's, in milliseconds. `went_back` are chains
    of which the hub has less than it had. `own_returned` counts entries of this desk that came from the hub: this store is an
    older copy, or the desk exists twice. `refused` are own chains that the hub gives to another desk.
    """

    exchanged: Exchanged = field(default_factory=Exchanged)
    hub_ahead: int = 0
    went_back: tuple[str, ...] = ()
    own_returned: int = 0
    refused: tuple[str, ...] = ()
    has_more: bool = False


def run(
    connection: HubConnection,
    exchange: Exchange,
    memory: RoundMemory,
    *,
    relay_after: float = RELAY_AFTER,
) -> RoundResult:
    """One round. Raises `HubMisbehaves`, and what the store raises."""
    exchange.begin_after_clock()
    claimed = claims.heard(exchange, memory)  # before the hub is asked: it is to show all of them
    ours = exchange.heads()
    at_hub = queries.heads(connection, exchange.event, ours)
    ahead = queries.clock(connection) - exchange.journal.now()
    went_back = tuple(
        chain
        for chain, before in memory.at_hub.items()
        if chain not in at_hub or at_hub[chain].seq < before.seq
    )
    if went_back:
        memory.emptied_upto = 0  # an older copy has the names again
    for chain in went_back:
        lost = memory.at_hub[chain]
        exchange.note_hub_went_back(Head(chain, lost.seq, lost.ids[0]))
    memory.at_hub = at_hub
    push = pushing.Push(connection, exchange, memory, ours, at_hub)
    sent = push.own() + push.others(relay_after)
    pull = pulling.Pull(connection, exchange, memory, ours, at_hub)
    pull.all_chains()
    if not pull.has_more:
        claims.look(claimed, exchange, memory, at_hub, pull)
        sent += _survey(connection, exchange, memory, push, pull)
        emptying.run(connection, exchange, memory)
    if sent:
        queries.notify(connection, exchange.event)
    exchange.seen_at_hub = SeenAtHub(memory.hub, _seen(exchange, ours, at_hub, push.sent))
    _exchange_statements(connection, exchange, memory)
    if went_back:
        memory.dismissed.clear()
    _end_logins(connection, exchange, memory)
    return RoundResult(
        exchanged=Exchanged(sent, pull.received.new, pull.received.held),
        hub_ahead=ahead,
        went_back=went_back,
        own_returned=pull.own_returned,
        refused=push.refused,
        has_more=pull.has_more,
    )


def to_send(exchange: Exchange, memory: RoundMemory) -> int:
    """How many entries of this desk the hub's own list lacked when it was last seen."""
    heads = exchange.heads()
    own = ((chain, heads[chain].seq) for chain in exchange.own_chains if chain in heads)
    return sum(
        max(0, seq - (memory.at_hub[chain].seq if chain in memory.at_hub else 0))
        for chain, seq in own
    )


def _seen(
    exchange: Exchange,
    ours: Mapping[str, Head],
    at_hub: Mapping[str, ChainAtHub],
    sent: Collection[str],
) -> frozenset[Head]:
    """The last entries here that lie at the hub: it has shown them, or has just taken them."""

    def lies_there(head: Head) -> bool:
        there = at_hub.get(head.desk)
        if there is not None and head.seq == there.seq and head.entry in there.ids:
            return True
        was_there = there is not None and there.has_ours
        return head == ours.get(head.desk) and (was_there or head.desk in sent)

    return frozenset(head for head in exchange.heads().values() if lies_there(head))


def _survey(
    connection: HubConnection,
    exchange: Exchange,
    memory: RoundMemory,
    push: pushing.Push,
    pull: pulling.Pull,
) -> int:
    """Rarely: whether both sides have equally many entries of each chain. Returns how many were sent.

    Heads do not show a hole in a chain, nor the shorter branch of one that forks.
    """
    now = time.monotonic()
    if now - memory.surveyed_at < SURVEY_EVERY:
        return 0
    memory.surveyed_at = now
    memory.emptied_upto = 0
    here, there = exchange.counts(), queries.counts(connection, exchange.event)
    sent = 0
    for chain, count in here.items():
        if there.get(chain, 0) < count:
            sent += push.again(chain)
        elif there[chain] > count and chain in memory.at_hub:
            pull.what_differs(chain)
    return sent


def _end_logins(connection: HubConnection, exchange: Exchange, memory: RoundMemory) -> None:
    """Of revoked desks. There may have been no hub when they were, or one that was put back since."""
    if exchange.tier is not Tier.ORGANISER:
        return
    for desk in exchange.revoked() - memory.dismissed:
        queries.dismiss(connection, exchange.event, desk)
        memory.dismissed.add(desk)


def _exchange_statements(
    connection: HubConnection, exchange: Exchange, memory: RoundMemory
) -> None:
    now = time.monotonic()
    if not memory.heard or len(memory.heard) > queries.MOST_CHAINS:
        memory.heard = {
            one.desk: (one.signature, _FOR_GOOD)
            for one in exchange.statements()
            if one.desk != exchange.desk
        }
    known = [signature for signature, until in memory.heard.values() if until > now]
    for signed in queries.statements(connection, exchange.event, exchange.desk, known):
        is_genuine = exchange.hear(signed) is not None
        until = _FOR_GOOD if is_genuine else now + _HEAR_AGAIN
        memory.heard[signed.desk] = signed.signature, until
    heads = tuple(exchange.heads().values())
    if heads != memory.stated or now - memory.stated_at >= STATE_EVERY:
        queries.state(connection, exchange.event, exchange.statement())
        memory.stated, memory.stated_at = heads, now
