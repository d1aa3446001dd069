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
from checkin.journal import ALL, public_keys
from checkin.journal.taking_in import Received
from checkin.journal.wire import cut
from checkin.scan_priority import ChunkSize
from checkin.store.store import put_setting, write_ring
from checkin.sync import new_chain
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

    @property
    def own_chains(self) -> frozenset[str]:
        """The chains that this desk writes, or has written; at an organiser's desk also the root's.

        Others cannot take in anything before they have the root, which no desk writes any more.
        """
        of = schema.desk.c
        mine = of.desk == self.desk
        if self.tier is Tier.ORGANISER:
            mine = sa.or_(mine, of.parent == "")
        with self.store.read() as connection:
            return frozenset(connection.scalars(sa.select(of.id).where(mine))) | {self.desk}

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
            if len(found) == PAGE:
                # Of a desk that exists twice, what has the same number stays together.
                found = [one for one in found if one.header.seq < found[-1].header.seq] or found
            yield [cut(entry, tier) for entry in found]
            seq = found[-1].header.seq

    def holds(self, desk: str, seq: int, entry: str) -> bool:
        """Whether that entry of a chain is here."""
        with self.store.read() as connection:
            found = self.journal.chain_after(connection, desk, seq - 1, 10)
        return any(one.id == entry for one in found if one.header.seq == seq)

    def counts(self) -> dict[str, int]:
        """How many entries of each chain are here; more than its last number where a desk exists twice."""
        count = sa.func.count().label("count")
        with self.store.read() as connection:
            rows = connection.execute(
                sa.select(schema.entry.c.desk, count).group_by(schema.entry.c.desk)
            )
            return {row.desk: int(row[1]) for row in rows}

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
                if result.new and (ring := self.journal.new_keys(connection)):
                    self.journal.take_keys(connection, ring)
                    write_ring(connection, ring)
            size.took(len(chunk), time.monotonic() - started)
            received += result
            done += len(chunk)
            if result.new:
                self.changed()
            if result.own:
                new_chain.begin(self.store, self.journal)
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
            public = public_keys(connection).get(signed.desk)
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

    def revoked(self) -> frozenset[str]:
        """The desks that were revoked, as far as this desk knows."""
        of = schema.desk.c
        query = sa.select(of.desk).where(of.id == of.desk, of.last < ALL)
        with self.store.read() as connection:
            return frozenset(connection.scalars(query))

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
                public = public_keys(connection).get(row.desk)
                if public is not None:
                    signed = SignedStatement(row.desk, row.body, row.signature)
                    found[row.desk] = statements.read(signed, self.event, public), row.heard
        return found
