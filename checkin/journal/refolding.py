"""Fold anew (replay): all entries of a journal, each checked before it is folded."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.journal import entry as entries
from checkin.journal.contents import readable
from checkin.journal.entry import Altered, Head, Opened
from checkin.journal.entry_row import entry_of
from checkin.journal.erased import erased
from checkin.journal.fold import REGISTERS, FoldSource, fold
from checkin.journal.kinds import EntryKind
from checkin.journal.registers import owners, public_keys
from checkin.journal.stored import stored_after
from checkin.journal.verify import NotGenuine, TrustedState, Verification, unaltered_header
from checkin.keys import Verifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checkin.journal.entry import Entry
    from checkin.journal.identity import Identity

CHUNK: Final = 1_000
_entry = schema.entry.c


def fold_checked(
    source: sa.Connection,
    target: sa.Connection,
    every: Iterable[Entry],
    identity: Identity,
    heads: Iterable[Head],
) -> Verification:
    """Folds what desks may write, then checks and folds every entry, as long as all are genuine.

    `source` is the journal of which `every` are the entries; `heads` are those that are remembered.
    """
    checked = CheckedFold(source, target, identity, heads)
    checked.add(every)
    checked.flush()
    return checked.finish()


class CheckedFold:
    """Checks entries and folds them into `target`, as long as all are genuine; those that decide what counts first."""

    def __init__(
        self,
        source: sa.Connection,
        target: sa.Connection,
        identity: Identity,
        heads: Iterable[Head],
    ) -> None:
        self._target, self._identity = target, identity
        # What decides comes first, so nothing has to be judged a second time.
        self._once = FoldSource(identity.root.hex(), lambda *_: (), lambda *_: ())
        fold(target, _about_desks(source, identity), self._once)
        public, sealing = public_keys(target), identity.ring.sealing
        trusted = TrustedState(public, sealing, frozenset(heads), owners(target))
        self._verification = Verification(trusted)
        self._chunk: list[Opened] = []

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found so far."""
        return self._verification.foldable and not self._verification.problems

    def add(self, entries_in_order: Iterable[Entry]) -> int:
        """Checks these, and folds what is whole chunks. Returns how many there were."""
        count = 0
        for entry in entries_in_order:
            count += 1
            opened = self._verification.look_at(entry)
            is_folded = entry.header.kind in REGISTERS
            if opened is not None and self._verification.foldable and not is_folded:
                self._chunk.append(opened)
            if len(self._chunk) == CHUNK:
                self.flush()
        return count

    def flush(self) -> None:
        fold(self._target, self._chunk, self._once)
        self._chunk = []

    def finish(self) -> Verification:
        """What was found, at the end."""
        self._verification.finish(erased(self._target, self._identity.ring))
        return self._verification


def _about_desks(source: sa.Connection, identity: Identity) -> Iterator[Opened]:
    """The entries that decide what others count, as far as they are genuine; what is wrong is found later.

    Keys are learnt of these alone, beginning with the root's: else a forged introduction would vouch for
    what its desk has written.
    """
    keys: dict[str, set[bytes]] = defaultdict(
        set
    )  # of several introductions, which one counts is not known yet
    query = sa.select(schema.entry).where(_entry.kind.in_(sorted(REGISTERS)))
    for row in source.execute(query.order_by(_entry.n)).all():
        entry = entry_of(row, identity.event)
        with suppress(Altered, NotGenuine):
            header = unaltered_header(entry)
            opened = entries.open_entry(entry, identity.ring.sealing, header)
            keys[entry.header.desk] |= _own_keys(opened, keys, identity.root)
            of_desk = keys[entry.header.desk]
            if any(_is_signed(source, entry, header, Verifier(key)) for key in of_desk):
                content = readable(opened) if entry.header.kind == EntryKind.DESK_ADDED else {}
                if content:
                    keys[content["desk"]].add(bytes.fromhex(content["public_key"]))
                yield opened


def _own_keys(opened: Opened, keys: Mapping[str, set[bytes]], root: bytes) -> set[bytes]:
    """The keys of a chain by its own first entry: the root's, or those of a desk which begins another chain."""
    content, kind = readable(opened), opened.header.kind
    if not content or opened.header.seq != 1:
        return set()
    if kind == EntryKind.CHAIN_BEGUN:
        return set(keys.get(content["desk"], ()))
    is_root = kind == EntryKind.DESK_ADDED and content["desk"] == opened.header.desk
    return {root} if is_root and content["public_key"] == root.hex() else set()


def _is_signed(source: sa.Connection, entry: Entry, header: bytes, verifier: Verifier) -> bool:
    """Whether the entry's own signature holds, or that of one which follows it in an unbroken run."""
    if verifier.genuine(entry.signature, entries.signed_bytes(header, entry.hashes)):
        return True
    last, event = entry.id, entry.header.event
    seq = entry.header.seq
    while page := stored_after(source, event, entry.header.desk, seq, CHUNK):
        for after in page:
            if after.header.prev.hex() != last:
                return False
            signed = entries.signed_bytes(unaltered_header(after), after.hashes)
            if verifier.genuine(after.signature, signed):
                return True
            last, seq = after.id, after.header.seq
    return False
