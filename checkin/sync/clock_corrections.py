"""Correcting times (clock correction): an organiser moves what a desk wrote while its clock was wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import schema
from checkin.domain import Tier
from checkin.errors import NotAllowed, NotFound, NotPossible
from checkin.journal import EntryKind, clock_corrected, corrections_of
from checkin.journal.checks import LATEST
from checkin.journal.corrections import DRAGGED_MS
from checkin.journal.receiving import HeldReason
from checkin.journal.registers import is_below
from checkin.language import mark
from checkin.roles import Action
from checkin.sync.clock_fault import ClockFault, Written, put_right, still_wrong
from checkin.sync.clocks import ahead_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkin.roles import Require
    from checkin.sync.exchange import Exchange

_entry, _held, _desk = schema.entry.c, schema.held.c, schema.desk.c
_CHAINS: Final = (
    sa.select(_desk.id)
    .where(_desk.desk == sa.bindparam("desk"))
    .order_by(_desk.id != sa.bindparam("desk"), _desk.id)
)
_COLUMNS: Final = ("seq", "ms", "wall", "kind")
_WRITTEN: Final = sa.union_all(
    sa.select(*(_entry[name] for name in _COLUMNS)).where(_entry.desk == sa.bindparam("chain")),
    sa.select(*(_held[name] for name in _COLUMNS)).where(
        _held.desk == sa.bindparam("chain"),
        _held.reason == HeldReason.TOO_FAR_AHEAD.value,
        _held.seq >= 0,
    ),
).order_by("seq")


@dataclass(frozen=True, slots=True)
class TimesToCorrect:
    """Entries of one chain of a desk, and by how many milliseconds they are moved.

    `begins` and `ends` are when the first and the last was written, as it is said now. `scans` counts
    those of all `entries` that are scans.
    """

    desk: str
    chain: str
    first: int
    last: int
    offset: int
    entries: int
    scans: int
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class ClockCorrections:
    """Of an organiser's desk. `require` is that of the shift."""

    exchange: Exchange
    require: Require

    def propose(self, desk: str) -> TimesToCorrect | None:
        """What seems to be wrong in the times of a desk; None where nothing does.

        By what the desk has stated of its clock, else by a jump of its clock in what it wrote. What was
        corrected is left out, unless it jumps still. Raises `NotFound`.
        """
        stated, chains = self.exchange.stated().get(desk), self.exchange.own_chains
        now = self.exchange.journal.now()
        with self.exchange.store.read() as connection:
            ahead = ahead_of(connection, *stated, chains) if stated else 0
            made = connection.scalar(sa.select(_entry.ms).order_by(_entry.n).limit(1)) or 0
            for chain in reversed(self._chains(connection, desk)):
                rows, corrected = _written(connection, chain), _last_corrected(connection, chain)
                written = _placed(connection, chain, rows)
                since = [entry for entry in written if entry.seq > corrected]
                fault = still_wrong(since, ahead) or put_right(written, made, now)
                if fault is not None and fault.first > corrected:
                    return _described(connection, desk, chain, fault, rows)
        return None

    def correct(
        self, desk: str, offset: int, numbers: tuple[int, int], chain: str = ""
    ) -> TimesToCorrect:
        """Moves the entries of a desk with these numbers, at every desk; one transaction.

        `chain` is one of its chains, by default its first. An offset of 0 takes an earlier correction back. Raises
        `NotAllowed` where nobody is organiser or the desk is not below this one, `NotFound`, and `NotPossible`.
        """
        if self.exchange.tier is not Tier.ORGANISER:
            raise NotAllowed(mark("Times are corrected at an organiser's desk."))
        self.require(Action.SET_UP)
        if abs(offset) > LATEST:
            raise NotPossible(mark("That is too much for any clock."))
        journal = self.exchange.journal
        with self.exchange.store.write() as connection:
            chosen = chain or desk
            if chosen not in self._chains(connection, desk):
                raise NotFound(mark("There is no desk {desk}."), desk=chosen)
            if desk != self.exchange.desk and not is_below(connection, desk, self.exchange.desk):
                raise NotAllowed(mark("This desk was not added by yours."))
            rows = _written(connection, chosen, numbers)
            if not rows:
                raise NotFound(mark("None of these entries is here."))
            fault = ClockFault(rows[0].seq, rows[-1].seq, offset)
            moved = _described(connection, desk, chosen, fault, rows)
            draft = clock_corrected(chosen, (fault.first, fault.last), offset, _stamps(rows))
            journal.append(connection, draft)
        self.exchange.changed()
        return moved

    def _chains(self, connection: sa.Connection, desk: str) -> list[str]:
        found = list(connection.scalars(_CHAINS, {"desk": desk}))
        if not found:
            raise NotFound(mark("There is no desk {desk}."), desk=desk)
        return found


def _written(
    connection: sa.Connection, chain: str, numbers: tuple[int, int] | None = None
) -> list[Any]:
    """The entries of a chain that are here or held for their clock, in order; with `numbers`, only from and to these."""
    rows = connection.execute(_WRITTEN, {"chain": chain})
    first, last = numbers or (0, LATEST)
    return [row for row in rows if first <= row.seq <= last]


def _placed(connection: sa.Connection, chain: str, rows: Sequence[Any]) -> list[Written]:
    corrections = corrections_of(connection)
    return [
        Written(row.seq, corrections.place(chain, row.seq, row.ms, row.wall)[1]) for row in rows
    ]


def _last_corrected(connection: sa.Connection, chain: str) -> int:
    of_chain = corrections_of(connection).of_chain.get(chain, ())
    return max((correction.last for correction in of_chain if correction.offset), default=0)


def _stamps(rows: Sequence[Any]) -> tuple[int, int]:
    """The first and the last stamp of the desk's own clock among these, not one that it had seen."""
    own = [row.ms for row in rows if row.ms - row.wall <= DRAGGED_MS]
    stamps = [max(0, ms) for ms in own or [row.ms for row in rows]]
    return min(stamps), max(stamps)


def _described(
    connection: sa.Connection, desk: str, chain: str, fault: ClockFault, rows: Sequence[Any]
) -> TimesToCorrect:
    of = [row for row in rows if fault.first <= row.seq <= fault.last]
    placed = _placed(connection, chain, (of[0], of[-1]))
    return TimesToCorrect(
        desk,
        chain,
        fault.first,
        fault.last,
        fault.offset,
        entries=len(of),
        scans=sum(row.kind == EntryKind.SCANNED for row in of),
        begins=placed[0].wall,
        ends=placed[1].wall,
    )
