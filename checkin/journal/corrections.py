"""Clock corrections (time adjustment): where an entry stands whose desk's clock was wrong.

An organiser says that in these entries of a chain the clock was off by so much. They, and what another
desk wrote after it had seen their stamps, then stand where a right clock would have put them. A function
of the set of corrections that count, so that the order of arrival does not matter.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.journal.checks import LATEST
from checkin.journal.clock import Stamp
from checkin.prepared import PreparedQuery

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.journal.entry import Header

# A stamp that is so much ahead of its own desk's clock came from a clock that was fast.
DRAGGED_MS: Final = 60_000
_correction = schema.clock_correction.c
_COUNTING: Final = PreparedQuery(
    sa.select(
        _correction.entry,
        _correction.chain,
        _correction.first,
        _correction.last,
        _correction.offset,
        _correction.since,
        _correction.until,
    )
    .where(~sa.exists().where(schema.ignored.c.entry == _correction.entry))
    .order_by(_correction.ms, _correction.counter, _correction.writer, _correction.entry)
)


@dataclass(frozen=True, slots=True)
class Correction:
    """Entries `first` to `last` of a chain are moved by `offset` milliseconds.

    `since` and `until` are the first and the last stamp that the wrong clock gave them.
    """

    entry: str
    chain: str
    first: int
    last: int
    offset: int
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class Corrections:
    """Those that count, by chain, the latest last: of several about one entry it decides."""

    counting: frozenset[Correction] = frozenset()
    of_chain: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict, compare=False)

    def placed(self, header: Header) -> Header:
        """The header with the stamp and the wall clock that it is ordered and shown by."""
        if not self.counting:
            return header
        ms, wall = self.place(header.desk, header.seq, header.stamp.ms, header.wall)
        if (ms, wall) == (header.stamp.ms, header.wall):
            return header
        return replace(header, stamp=Stamp(ms, header.stamp.counter), wall=wall)

    def place(self, chain: str, seq: int, stamp: int, wall: int) -> tuple[int, int]:
        """The same for the parts of a header; the counter stays as it is."""
        offset = next(
            (
                correction.offset
                for correction in reversed(self.of_chain.get(chain, ()))
                if correction.first <= seq <= correction.last
            ),
            0,
        )
        is_dragged = stamp - wall > DRAGGED_MS
        wall = _moved(wall, offset)
        ms = max(wall, _moved(stamp, min(offset, 0))) if offset else stamp
        if is_dragged and ms - wall > DRAGGED_MS:
            ms = min(
                (
                    max(wall, _moved(stamp, correction.offset))
                    for correction in self.counting
                    if correction.offset < 0 and correction.since <= stamp <= correction.until
                ),
                default=ms,
            )
        return ms, wall


def corrections_of(connection: sa.Connection) -> Corrections:
    """The corrections that count."""
    rows = _COUNTING.all_rows(connection)
    if not rows:
        return _NONE
    of_chain: dict[str, tuple[Correction, ...]] = {}
    found = [Correction(*row) for row in rows]
    for correction in found:
        of_chain[correction.chain] = (*of_chain.get(correction.chain, ()), correction)
    return Corrections(frozenset(found), of_chain)


def _moved(ms: int, offset: int) -> int:
    """Untouched where nothing moves it: a header may hold any number."""
    return max(0, min(ms + offset, LATEST)) if offset else ms


_NONE: Final = Corrections()
