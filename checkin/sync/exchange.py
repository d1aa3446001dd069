"""Exchange (replication): what this desk can give to others, and takes in from them.

Bundles, folders and hubs are ways to carry entries and statements; what is in them, and what becomes
of it here, is the same for each, and stands in this module.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.domain import Tier
from checkin.journal.journal import Received
from checkin.journal.wire import cut
from checkin.scan_priority import ChunkSize
from checkin.store.store import put_setting
from checkin.sync import statement as statements
from checkin.sync.statement import BadStatement, SignedStatement, Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from checkin.journal import Entry, Head, Journal
    from checkin.store.store import Store

HUB_WENT_BACK: Final = "hub_went_back"  # a setting: what it had, and when that was noticed
PAGE: Final = 500  # entries read from the journal at a time
_entry = schema.entry.c
_statement = schema.statement.c


@dataclass(frozen=True, slots=True)
class Exchanged:
    """The result of a round, a bundle or a folder: entries sent and taken in, and those that are held."""

    sent: int = 0
    received: int = 0
    held: int = 0

    def __add__(self, other: Exchanged) -> Exchanged:
        return Exchanged(
            self.sent + other.sent, self.received + other.received, self.held + other.held
        )


@dataclass(slots=True)
class Exchange:
    """The entries and statements of one store, as they are given away and taken in.

    `changed` is called, on the thread that takes in, after each chunk that brought something new.
    """

    store: Store
    journal: Journal
    version: str
    changed: Callable[[], None] = field(default=lambda: None)

    @property
    def event(self) -> str:
        return self.journal.identity.event

    @property
    def desk(self) -> str:
        return self.journal.identity.desk

    @property
    def tier(self) -> Tier:
        """The highest tier whose sections this desk can read."""
        return max(self.journal.identity.ring.sealing, key=list(Tier).index)

    def heads(self) -> dict[str, Head]:
        """The last entry of each chain that is here; there are no gaps before it.

        In the order in which the chains began here: a desk is introduced before it is heard.
        """
        with self.store.read() as connection:
            heads = {head.desk: head for head in self.journal.heads(connection)}
            began = sa.select(_entry.desk).where(_entry.desk.in_(list(heads)), _entry.seq == 1)
            order = connection.scalars(began.order_by(_entry.n)).all()
        return {desk: heads[desk] for desk in order}

    def entries_after(
        self, known: Mapping[str, int], tier: Tier, *, desks: Iterable[str] | None = None
    ) -> Iterator[list[Entry]]:
        """What a reader of that tier lacks who holds each chain up to the number in `known`.

        In lists of at most `PAGE`, chain by chain in ascending numbers; the introducing desks' chains
        come first. With `desks`, only these chains. Each list is read in a transaction of its own.
        """
        chosen = None if desks is None else set(desks)
        for desk in self.heads():
            if chosen is None or desk in chosen:
                yield from self._chain_after(desk, known.get(desk, 0), tier)

    def _chain_after(self, desk: str, seq: int, tier: Tier) -> Iterator[list[Entry]]:
        while True:
            with self.store.read() as connection:
                found = self.journal.chain_after(connection, desk, seq, PAGE)
            if not found:
                return
            yield [cut(entry, tier) for entry in found]
            seq = found[-1].header.seq

    def take_in(self, arrived: Sequence[Entry], source: str) -> Received:
        """Takes in entries, in chunks between which scans go first. Genuine ones count, others are held.

        `source` says where they came from, for whoever looks at what is held.
        """
        received, size, done = Received(), ChunkSize(self.store.priority), 0
        while done < len(arrived):
            chunk = arrived[done : done + size.next()]
            started = time.monotonic()
            with self.store.write_in_background() as connection:
                result = self.journal.receive(connection, chunk, source)
            size.took(len(chunk), time.monotonic() - started)
            received += result
            done += len(chunk)
            if result.new:
                self.changed()
        return received

    def statement(self) -> SignedStatement:
        """This desk's statement as of now."""
        who = self.journal.identity
        heads = tuple(self.heads().values())
        stated = Statement(who.desk, self.journal.now(), self.version, heads)
        return statements.sign(stated, who.event, who.ring.signer)

    def hear(self, signed: SignedStatement) -> Statement | None:
        """Keeps another desk's statement where it is newer than the one that is here.

        None where its desk is not known here, or it is not genuine.
        """
        with self.store.write_in_background() as connection:
            public = self.journal.public_key(connection, signed.desk)
            if public is None or signed.desk == self.desk:
                return None
            try:
                stated = statements.read(signed, self.event, public)
            except BadStatement:
                return None
            before = connection.execute(
                sa.select(_statement.wall).where(_statement.desk == signed.desk)
            ).scalar()
            if before is None or before < stated.wall:
                connection.execute(
                    sa.insert(schema.statement).prefix_with("OR REPLACE"),
                    {
                        "desk": signed.desk,
                        "body": signed.body,
                        "signature": signed.signature,
                        "wall": stated.wall,
                        "heard": self.journal.now(),
                    },
                )
        return stated

    def note_hub_went_back(self, lost: Head) -> None:
        """Keeps that the hub lacks an entry that it was seen to have, so that a lead is told."""
        known = json.dumps([lost.desk, lost.seq, lost.entry, self.journal.now()])
        with self.store.write_in_background() as connection:
            put_setting(connection, HUB_WENT_BACK, known)

    def statements(self) -> tuple[SignedStatement, ...]:
        """The latest statement of each desk that was heard, and this desk's own."""
        with self.store.read() as connection:
            rows = connection.execute(sa.select(schema.statement)).all()
        others = (SignedStatement(row.desk, row.body, row.signature) for row in rows)
        return (self.statement(), *others)

    def stated(self) -> dict[str, tuple[Statement, int]]:
        """Of each other desk its latest statement, and when it was heard here (own wall clock)."""
        found: dict[str, tuple[Statement, int]] = {}
        with self.store.read() as connection:
            for row in connection.execute(sa.select(schema.statement)):
                public = self.journal.public_key(connection, row.desk)
                if public is not None:
                    signed = SignedStatement(row.desk, row.body, row.signature)
                    found[row.desk] = statements.read(signed, self.event, public), row.heard
        return found
