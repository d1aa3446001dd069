"""Erasing at a hub (right to erasure): an organiser's desk has it empty what was emptied here.

The hub does it by a function of its owner: no login may change an entry, and it cannot tell whom an entry is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.domain import Tier
from checkin.hub import queries
from checkin.journal.erased import any_erased, emptied_here, without_sections
from checkin.sync import erasures

if TYPE_CHECKING:
    from checkin.hub.connection import HubConnection
    from checkin.hub.memory import RoundMemory
    from checkin.sync import Exchange

PAGE: Final = 2_000  # entries in one transaction


def run(connection: HubConnection, exchange: Exchange, memory: RoundMemory) -> int:
    """Empties at the hub what was emptied here since the last round. Returns how many entries it had whole.

    As long as the hub lacks the erasure itself, nothing: whoever gets an empty entry is to get the reason.
    """
    if exchange.tier is not Tier.ORGANISER:
        return 0
    with exchange.store.read() as reading:
        if not any_erased(reading) or (erasure := erasures.latest(reading)) is None:
            return 0
        if (now := emptied_here(reading)) != memory.emptied_here:
            memory.emptied_upto = 0
        found = without_sections(reading, memory.emptied_upto)
    emptied = 0
    for start in range(0, len(found), PAGE):
        page = found[start : start + PAGE]
        done = queries.empty(connection, exchange.event, erasure, [head for _, head in page])
        if done is None:
            return emptied
        emptied += done
        memory.emptied_upto = page[-1][0]
    memory.emptied_here = now
    return emptied
