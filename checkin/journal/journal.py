"""Journal of a store: append, receive (sync), read, verify and rebuild."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

import sqlalchemy as sa

from checkin import schema
from checkin.errors import NotAllowed, StoreDamaged
from checkin.gc_pause import gc_paused
from checkin.journal import entry as entries
from checkin.journal import epochs, held, seal, stored, taking_in
from checkin.journal.bodies import BODIES
from checkin.journal.entry import Altered, Entry, Head, Header, Opened
from checkin.journal.entry_row import entry_of
from checkin.journal.erased import erased, is_erased, may_issue_codes
from checkin.journal.erasing import empty_new, empty_sections
from checkin.journal.fold import FoldSource, fold, forget_ignored, unfold
from checkin.journal.for_doors import for_doors
from checkin.journal.kinds import EntryKind, chain_begun, delegate_erased, loss_accepted, signed_by
from checkin.journal.receiving import Checks
from checkin.journal.refolding import fold_checked
from checkin.journal.registers import require_standing
from checkin.journal.remembered import KnownHeads, RememberedHeads
from checkin.journal.taking_in import Receiver
from checkin.journal.verify import damaged_pages, differing_schema, differing_tables
from checkin.language import mark
from checkin.prepared import PreparedQuery

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager

    from checkin.domain import Health, Tier
    from checkin.journal.clock import HybridClock
    from checkin.journal.identity import Identity
    from checkin.journal.kinds import EntryDraft, Section
    from checkin.journal.taking_in import Received
    from checkin.keys import KeyRing

CHUNK: Final = 1_000
NOTHING_KNOWN: Final = KnownHeads()
FORKS: Final = 100  # entries of one number that are looked through
_entry = schema.entry.c
_HEAD: Final = PreparedQuery(
    sa.select(_entry.seq, _entry.id)
    .where(_entry.desk == sa.bindparam("desk"))
    .order_by(_entry.seq.desc())
    .limit(1)
)


class Transactions(Protocol):
    """Access to the journal's tables; `scratch` is a temporary empty database."""

    def read(self) -> AbstractContextManager[sa.Connection]: ...
    def write(self) -> AbstractContextManager[sa.Connection]: ...
    def scratch(self) -> AbstractContextManager[sa.Connection]: ...


@dataclass(frozen=True, slots=True)
class WrittenEntry:
    """An entry of the current transaction; `at` is the desk's wall clock."""

    id: str
    at: int


class Journal:
    """Appends and folds entries of this desk; verifies and rebuilds those of all desks."""

    def __init__(
        self,
        transactions: Transactions,
        identity: Identity,
        clock: HybridClock,
        known_heads: KnownHeads = NOTHING_KNOWN,
    ) -> None:
        self._transactions = transactions
        self.identity = identity
        self.clock = clock
        self.remembered = RememberedHeads(known_heads)
        self.written = 0  # entries of any desk, since the store was opened
        self._keys_seen: dict[str, bytes] = {}
        self._source = FoldSource(
            identity.root.hex(),
            self._opened_after,
            lambda connection, since, until: map(
                self._open, stored.dragged(connection, self.identity.event, since, until)
            ),
        )
        self.author: Callable[[], str] = str  # the operator at work, named in each entry

    def now(self) -> int:
        """The wall clock, UTC milliseconds."""
        return self.clock.now()

    def append(self, connection: sa.Connection, draft: EntryDraft) -> WrittenEntry:
        """Writes and folds one entry, in the caller's transaction."""
        return self._append(connection, (draft,))[-1]

    def append_many(self, connection: sa.Connection, drafts: Iterable[EntryDraft]) -> int:
        """Writes entries in order, each as the iterator yields it, and folds them together. Returns their count."""
        return len(self._append(connection, drafts))

    def _append(
        self, connection: sa.Connection, drafts: Iterable[EntryDraft]
    ) -> list[WrittenEntry]:
        identity = self.identity
        require_standing(connection, identity.writes)
        head = _HEAD.first_row(connection, desk=identity.writes)
        seq, prev = (head.seq, bytes.fromhex(head.id)) if head else (0, entries.GENESIS)
        new: list[Entry] = []
        opened: list[Opened] = []
        author = self.author()
        for draft in drafts:
            seq += 1
            sections = self._sections_of(draft, author)
            header = Header(
                event=identity.event,
                desk=identity.writes,
                seq=seq,
                stamp=self.clock.tick(),
                wall=self.clock.now(),
                kind=draft.kind,
                version=entries.VERSION,
                prev=prev,
            )
            encoded = header.encode()
            sealed = entries.seal(encoded, sections, identity.ring.sealing)
            hashes = entries.hash_sections(sealed)
            identifier = entries.entry_id(encoded, hashes)
            signature = identity.ring.signer.sign(entries.signed_bytes(encoded, hashes))
            new.append(Entry(header, identifier, hashes, signature, sealed))
            opened.append(Opened(header, identifier, sections))
            prev = bytes.fromhex(identifier)
        if not new:
            return []
        before = erased(connection, identity.ring) if may_issue_codes(new) else None
        stored.put(connection, new)
        self.written += len(new)
        fold(connection, opened, self._source)
        ids, about = [entry.id for entry in new], (identity.event, identity.ring, self._source)
        if before is None:
            empty_sections(connection, *about, ids)
        else:
            empty_new(connection, *about, ids, before)
        if any(entry.header.kind == EntryKind.CLOCK_CORRECTED for entry in new):
            # What was held for its clock alone may have been placed by it.
            self._try_again(connection, held.chains_far_ahead(connection))
        return [WrittenEntry(entry.id, entry.header.wall) for entry in opened]

    def take_new_keys(self, connection: sa.Connection) -> KeyRing | None:
        """Goes on with the keys that have come in boxes for this desk; returns the ring then.

        Newer keys may lie in what they open, and a chain that began with them was not known.
        """
        taken = None
        while ring := epochs.ring_with_boxes(connection, self.identity.desk, self.identity.ring):
            self.take_keys(connection, ring)
            self._try_again(connection, held.begun_chains(connection))
            taken = ring
        return taken

    def _try_again(self, connection: sa.Connection, chains: Iterable[str]) -> None:
        """Takes in what is held of these chains and may be genuine by now."""
        receiver = self._receiver()
        taking_in.receive(connection, receiver.check(()), "", receiver, again=chains)

    def take_keys(self, connection: sa.Connection, ring: KeyRing) -> None:
        """Goes on with this ring, and folds anew what could not be read without its keys."""
        before, self.identity = self.identity.ring, replace(self.identity, ring=ring)
        event = self.identity.event
        found = list(epochs.sealed_with(connection, event, epochs.added(before, ring)))
        unfold(connection, [entries.open_entry(entry, before.sealing) for entry in found])
        forget_ignored(connection, [entry.id for entry in found])
        fold(connection, map(self._open, found), self._source)
        empty_sections(connection, event, ring, self._source)

    def erase(self, connection: sa.Connection, *delegates: str) -> int:
        """Erases delegates, here and at every desk that hears of it. Returns how many entries were emptied.

        Who was erased already is not erased once more.
        """
        who = self.identity
        new = [delegate for delegate in delegates if not is_erased(connection, delegate)]
        self.append_many(connection, map(delegate_erased, new))
        return empty_sections(connection, who.event, who.ring, self._source)

    def begin_chain(self, connection: sa.Connection, chain: str) -> None:
        """Goes on in a new chain, because the old one may go on elsewhere: in a copy, or after a restore."""
        self.identity = replace(self.identity, chain=chain)
        self.append(connection, chain_begun(self.identity.desk))

    def _sections_of(self, draft: EntryDraft, author: str) -> Mapping[Tier, Section]:
        """The sections as this desk can write them. Raises `NotAllowed` where it cannot write what matters."""
        ring = self.identity.ring
        body = BODIES.get(draft.kind)
        if body is not None and body.essential not in ring.sealing:
            raise NotAllowed(mark("A desk of this kind cannot do this. Use the organiser's."))
        sections = signed_by(for_doors(draft.sections, ring), author)
        return {tier: section for tier, section in sections.items() if tier in ring.sealing}

    def check(self, arrived: Iterable[Entry]) -> Checks:
        """What can be found out about entries before the transaction that takes them in: most of the work.

        Nothing follows from it alone: which keys count may be another matter by then.
        """
        return self._receiver().check(arrived)

    def receive(
        self, connection: sa.Connection, arrived: Iterable[Entry] | Checks, source: str = ""
    ) -> Received:
        """Takes in what is genuine, in the caller's transaction, and holds the rest.

        What was held of the same desks is tried again, and so is what waited for an introduction that
        came with these. A repeat is harmless. `source` says where they came from, for whoever looks at
        what is held.
        """
        checks = arrived if isinstance(arrived, Checks) else self.check(arrived)
        received = taking_in.receive(connection, checks, source, self._receiver())
        self.written += received.new
        return received

    def _receiver(self) -> Receiver:
        return Receiver(self.identity, self.clock, self._source, self._keys_seen)

    def opened(self, connection: sa.Connection) -> Iterator[Opened]:
        """Every entry in the order of arrival, decrypted as far as possible. Raises `StoreDamaged`."""
        for entry in self.entries(connection):
            yield self._open(entry)

    def entries(self, connection: sa.Connection) -> Iterator[Entry]:
        """Every entry as stored, in the order of arrival."""
        query = sa.select(schema.entry).order_by(_entry.n)
        for row in connection.execution_options(yield_per=CHUNK).execute(query):
            yield entry_of(row, self.identity.event)

    def chain_after(self, connection: sa.Connection, desk: str, seq: int, most: int) -> list[Entry]:
        """At most so many entries of a chain that follow that number, in order."""
        return stored.stored_after(connection, self.identity.event, desk, seq, most)

    def _opened_after(self, connection: sa.Connection, desk: str, seq: int) -> Iterator[Opened]:
        """The entries of a chain that follow that number, decrypted as far as possible."""
        while page := self.chain_after(connection, desk, seq, CHUNK):
            yield from map(self._open, page)
            seq = page[-1].header.seq

    def heads(self, connection: sa.Connection) -> tuple[Head, ...]:
        """The last entry of each desk."""
        desks = connection.scalars(sa.select(_entry.desk).distinct().order_by(_entry.desk)).all()
        rows = ((desk, _HEAD.first_row(connection, desk=desk)) for desk in desks)
        return tuple(Head(desk, row.seq, row.id) for desk, row in rows if row)

    def seal(self, connection: sa.Connection) -> str:
        """The last entry of the chain that this desk writes, as it stands on paper; empty before the first."""
        head = _HEAD.first_row(connection, desk=self.identity.writes)
        return seal.seal(Head(self.identity.writes, head.seq, head.id)) if head else ""

    def accept_loss(self, connection: sa.Connection, reason: str) -> None:
        """Journals that what is missing will not come; once that is on disk, `remembered.forget`."""
        self.append(connection, loss_accepted(self.remembered.missing(connection), reason))

    def verify(self) -> Health:
        """Integrity check: every entry, every chain, the tables against the journal, the schema and every page."""
        with self._transactions.read() as connection, self._transactions.scratch() as scratch:
            schema.create_fold(scratch)
            verification = fold_checked(
                connection, scratch, self.entries(connection), self.identity, self.remembered.heads
            )
            if verification.foldable:
                verification.problems += differing_tables(connection, scratch)
            verification.problems += damaged_pages(connection)
            verification.problems += self.remembered.problems()
            with self._transactions.scratch() as made_anew:
                schema.create(made_anew)
                verification.problems += differing_schema(connection, made_anew)
        return verification.health()

    def verify_entries(self) -> Health:
        """The same of the entries alone: of a store whose tables are those of an older program."""
        with self._transactions.read() as connection, self._transactions.scratch() as scratch:
            schema.create_fold(scratch)
            every, known = self.entries(connection), self.remembered.heads
            return fold_checked(connection, scratch, every, self.identity, known).health()

    def rebuild(self) -> int:
        """Rebuilds the tables from the journal. Returns the count of entries.

        Raises `StoreDamaged`, and changes nothing, when an entry is not genuine.
        """
        with gc_paused(), self._transactions.write() as connection:
            schema.drop_fold(connection)
            verification = fold_checked(
                connection,
                connection,
                self.entries(connection),
                self.identity,
                self.remembered.heads,
            )
            if not verification.foldable:
                raise StoreDamaged(
                    mark("The journal has been altered or damaged. Restore it from a backup.")
                )
        return verification.entries

    def _open(self, entry: Entry) -> Opened:
        try:
            return entries.open_entry(entry, self.identity.ring.sealing)
        except Altered as error:
            raise StoreDamaged(
                mark("The journal has been altered or damaged. Restore it from a backup.")
            ) from error
