"""Equivocation: whether the hub shows this desk what other desks have stated that it showed to them.

A hub never has less than it had: what was seen there by the time that a statement came is to be seen
in a round that begins afterwards. What is merely under way nobody has seen there yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.hub.queries import MOST_AT_THE_TOP
from checkin.sync import withheld

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.hub.memory import RoundMemory
    from checkin.hub.pulling import Pull
    from checkin.hub.queries import ChainAtHub
    from checkin.journal import Head
    from checkin.sync import Exchange


def heard(exchange: Exchange, memory: RoundMemory) -> dict[Head, str]:
    """What other desks have seen at this hub → which desk has, by the statements that are here now."""
    if not memory.hub:
        return {}
    for desk, (statement, _) in exchange.stated(memory.walls).items():
        memory.walls[desk] = statement.wall
        if statement.hub == memory.hub:
            memory.claims[desk] = statement.seen_at_hub
    return {head: desk for desk, heads in sorted(memory.claims.items()) for head in heads}


def look(
    claimed: Mapping[Head, str],
    exchange: Exchange,
    memory: RoundMemory,
    at_hub: Mapping[str, ChainAtHub],
    pull: Pull,
) -> None:
    """After a pull that took in all that was shown: notes what is missing, or that it has come."""
    if not memory.hub:
        return
    missing = {}
    memory.come &= claimed.keys()
    for head, desk in claimed.items():
        is_shown = _is_shown(head, at_hub)
        if is_shown and not _has_come(head, exchange, memory):
            pull.what_differs(head.desk)  # a branch below the top of the chain
        if not is_shown or not _has_come(head, exchange, memory):
            missing[head] = desk
    if not pull.has_more:
        withheld.note(exchange.store, missing, exchange.journal.now())


def _is_shown(head: Head, at_hub: Mapping[str, ChainAtHub]) -> bool:
    """Whether the hub's list goes as far as that entry."""
    there = at_hub.get(head.desk)
    if there is None or there.seq < head.seq:
        return False
    is_full = len(there.ids) == MOST_AT_THE_TOP
    return there.seq > head.seq or head.entry in there.ids or is_full


def _has_come(head: Head, exchange: Exchange, memory: RoundMemory) -> bool:
    if head not in memory.come and exchange.has_come(head):
        memory.come.add(head)
    return head in memory.come
