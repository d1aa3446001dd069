"""Selection: which entries a desk may pass on, and to whom."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from checkin.journal.entry import TIERS, Altered, Entry, hashed_tiers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checkin.domain import Tier
    from checkin.sync import Exchange


def entries_for(
    exchange: Exchange, known: Mapping[str, int], reader: Tier | None = None
) -> Iterator[Entry]:
    """What a reader of that tier lacks who holds each chain up to the number in `known`.

    Without a tier anybody may read it. Of a chain only the part is given of which this desk has all
    sections that the reader may need: they would hold an entry without one, and all that follow it.
    """
    whole = _above(exchange.tier, reader or TIERS[-1])
    for desk, head in exchange.heads().items():
        if known.get(desk, 0) >= head.seq:
            continue
        pages = exchange.entries_after(known, reader or exchange.tier, desks=[desk])
        for entry in chain.from_iterable(pages):
            if _lacks(entry, whole):
                break
            yield entry


def _above(own: Tier, reader: Tier) -> tuple[Tier, ...]:
    """The tiers that the reader may read and this desk may not."""
    return TIERS[TIERS.index(own) + 1 : TIERS.index(reader) + 1]


def _lacks(entry: Entry, whole: tuple[Tier, ...]) -> bool:
    if not whole:
        return False
    try:
        written = hashed_tiers(entry.hashes)
    except Altered:
        return True
    return any(tier in written and tier not in entry.sealed for tier in whole)
