"""Remembered heads: the last entries that were noted outside of the database, and what of them is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkin.domain import Problem
from checkin.journal import stored
from checkin.language import mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    import sqlalchemy as sa

    from checkin.journal.entry import Head


@dataclass(frozen=True, slots=True)
class KnownHeads:
    """What is noted: several of one chain where entries of it are missing.

    `left_behind` are those that a restore lacked, which whoever restored knows; they are not among the
    `heads`. `lost`: there is no note, or none that this desk wrote. `restored`: the store was put back from a
    backup and not opened since.
    """

    heads: frozenset[Head] = frozenset()
    left_behind: frozenset[Head] = frozenset()
    lost: bool = False
    restored: bool = False

    @property
    def all(self) -> frozenset[Head]:
        return self.heads | self.left_behind

    def joined(self, other: KnownHeads) -> KnownHeads:
        """What two notes say together: the newer one decides, and one of them is enough.

        An entry that one of them knows as left behind had come again where the other has it as a head.
        """
        heads = self.heads | other.heads
        left_behind = (self.left_behind | other.left_behind) - heads
        lost = self.lost and other.lost
        return KnownHeads(heads, left_behind, lost=lost, restored=self.restored)

    def after_what_is_known(self, known: Iterable[Head]) -> KnownHeads:
        """An old note without the heads that are not missed any more, and those before them."""
        last: dict[str, int] = {}
        for head in known:
            last[head.desk] = max(head.seq, last.get(head.desk, 0))
        later = (head for head in self.heads if head.seq > last.get(head.desk, 0))
        return KnownHeads(frozenset(later), lost=self.lost)


class RememberedHeads:
    """The heads of one open journal, until an organiser accepts what is missing."""

    def __init__(self, known: KnownHeads) -> None:
        self._known = known
        self.note_is_gone = False  # the one outside of the folder, which was there

    @property
    def heads(self) -> frozenset[Head]:
        return self._known.all

    @property
    def left_behind(self) -> frozenset[Head]:
        return self._known.left_behind

    @property
    def lost(self) -> bool:
        return self._known.lost

    @property
    def restored(self) -> bool:
        return self._known.restored

    def learn(self, known: KnownHeads) -> None:
        """Another place has a note as well."""
        self._known = self._known.joined(known)

    def gone(self, connection: sa.Connection) -> frozenset[Head]:
        """The remembered last entries that are not here."""
        return frozenset(
            head
            for head in self._known.all
            if stored.stored_sections(connection, head.desk, head.seq, head.entry) is None
        )

    def missing(self, connection: sa.Connection) -> dict[str, int]:
        """The same as chain → the highest number."""
        return {head.desk: head.seq for head in sorted(self.gone(connection), key=_number)}

    def alarming(self, connection: sa.Connection) -> tuple[Problem, ...]:
        """What somebody has to look at: what a restore left behind is known to whoever restored."""
        message = mark("Entries that were here before are missing at the end.")
        unknown = sorted(self.gone(connection) & self._known.heads, key=_number, reverse=True)
        first = {head.desk: head.seq for head in unknown}
        gone = (Problem("rolled_back", message, chain, seq) for chain, seq in first.items())
        return (*self.problems(), *gone)

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the notes themselves."""
        found = []
        if self._known.lost:
            message = mark("The note of the last entries is missing or spoilt.")
            found.append(Problem("heads_lost", message))
        if self.note_is_gone:
            message = mark(
                "The note of the last entries in this user's settings is missing or spoilt."
            )
            found.append(Problem("note_gone", message))
        return tuple(found)

    def to_note(self, connection: sa.Connection, now: frozenset[Head]) -> KnownHeads | None:
        """What to note where these are the last entries; what is missing stays missed.

        None while the note is lost and nobody has accepted it: another one would hide that.
        """
        if self._known.lost:
            return None
        gone = self.gone(connection)
        return KnownHeads(now | (self._known.heads & gone), self._known.left_behind & gone)

    def forget(self) -> None:
        """What is missing will not come, and is not missed any more."""
        self._known = KnownHeads()
        self.note_is_gone = False


def _number(head: Head) -> int:
    return head.seq
