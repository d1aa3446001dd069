"""Remembered heads: the last entries that were noted beside the database, and what of them is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkin.domain import Problem
from checkin.journal import stored
from checkin.language import mark

if TYPE_CHECKING:
    import sqlalchemy as sa

    from checkin.journal.entry import Head


@dataclass(frozen=True, slots=True)
class KnownHeads:
    """What is noted. `restored`: chains of which a restore left something behind; `lost`: nothing is noted that counts."""

    heads: tuple[Head, ...] = ()
    restored: frozenset[str] = frozenset()
    lost: bool = False


class RememberedHeads:
    """The heads of one open journal, until an organiser accepts what is missing."""

    def __init__(self, known: KnownHeads) -> None:
        self._known = known

    @property
    def heads(self) -> tuple[Head, ...]:
        return self._known.heads

    @property
    def lost(self) -> bool:
        return self._known.lost

    def missing(self, connection: sa.Connection) -> dict[str, int]:
        """The remembered last entries that are not here: chain → number."""
        return {
            head.desk: head.seq
            for head in self._known.heads
            if stored.stored_sections(connection, head.desk, head.seq, head.entry) is None
        }

    def alarming(self, connection: sa.Connection) -> tuple[Problem, ...]:
        """What somebody has to look at: what a restore left behind is known to whoever restored."""
        message = mark("Entries that were here before are missing at the end.")
        missing = self.missing(connection)
        gone = (
            Problem("rolled_back", message, chain, seq)
            for chain, seq in missing.items()
            if chain not in self._known.restored
        )
        return (*self.problems(), *gone)

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the note itself."""
        if not self._known.lost:
            return ()
        message = mark("The note of the last entries is missing or spoilt.")
        return (Problem("heads_lost", message),)

    def to_note(self, connection: sa.Connection, now: tuple[Head, ...]) -> KnownHeads | None:
        """What to note where these are the last entries: for one that is missing that one, so that it stays missed.

        None while the note is lost and nobody has accepted it: another one would hide that.
        """
        if self._known.lost:
            return None
        missing = self.missing(connection)
        missed = tuple(head for head in self._known.heads if head.desk in missing)
        here = tuple(head for head in now if head.desk not in missing)
        return KnownHeads((*missed, *here), self._known.restored & missing.keys())

    def forget(self) -> None:
        """What is missing will not come, and is not missed any more."""
        self._known = KnownHeads()
