"""Exchange (replication): what this desk can give to others, and takes in from them.

Bundles, folders and hubs are ways to carry entries and statements; what is in them, and what becomes
of it here, is the same for each, and stands in this module.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import schema
from checkin.domain import Tier
from checkin.errors import KnownError
from checkin.journal import ALL, public_keys
from checkin.journal.held import NOT_KEPT
from checkin.journal.stored import repeats
from checkin.journal.taking_in import Received
from checkin.journal.wire import cut
from checkin.scan_priority import MOST_IN_CHUNK, ChunkSize
from checkin.store.held import held
from checkin.store.store import put_setting, write_ring
from checkin.sync import ending, erasures, new_chain, own_past
from checkin.sync import statement as statements
from checkin.sync.statement import BadStatement, SeenAtHub, SignedStatement, Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from checkin.domain import HeldEntries
    from checkin.journal import Entry, Head, Journal
    from checkin.store.store import Store

HUB_WENT_BACK: Final = "hub_went_back"  # a setting: what it had, and when that was noticed
PAGE: Final = 500  # entries read from the journal at a time
AT_A_TIME: Final = 20  # entries checked between two places for a scan
_NONE: Final[Mapping[str, int]] = MappingProxyType({})
_entry = schema.entry.c
_statement = schema.statement.c
_STATEMENT: Final = sa.select(schema.statement).where(_statement.desk == sa.bindparam("desk"))


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

    `changed` is called, on the thread that takes in, after each chunk that brought something new; `follow_up`
    after the last of them, to write what follows from it. `seen_at_hub` is what the last round has seen. Of a
    store that is only being made, at which nobody scans, `nobody_scans` is true.
    """

    store: Store
    journal: Journal
    version: str
    changed: Callable[[], None] = field(default=lambda: None)
    follow_up: Callable[[], None] = field(default=lambda: None)
    seen_at_hub: SeenAtHub = field(default_factory=SeenAtHub)
    nobody_scans: bool = False
    _chunk: ChunkSize = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._chunk = ChunkSize(self.store.priority)

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

    def has_come(self, head: Head) -> bool:
        """Whether that entry is here, or is held; also where so much is held that not all of it is kept."""
        if self.holds(head.desk, head.seq, head.entry):
            return True
        held, setting = schema.held.c, schema.setting.c
        query = sa.or_(
            sa.exists().where(held.id == head.entry), sa.exists().where(setting.name == NOT_KEPT)
        )
        with self.store.read() as connection:
            return bool(connection.scalar(sa.select(query)))

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
        new = self._new_among(arrived)
        received, arrived = Received(repeats=len(arrived) - len(new)), new
        size, done = self._chunk, 0
        while done < len(arrived):
            most = MOST_IN_CHUNK if self.nobody_scans else size.next()
            checks = self.journal.check(self._between_scans(arrived[done : done + most]))
            started = time.monotonic()
            with self.store.write_in_background() as connection:
                result = self.journal.receive(connection, checks, source)
                if result.new and (ring := self.journal.take_new_keys(connection)):
                    write_ring(connection, ring)
            size.took(len(checks.checked), time.monotonic() - started)
            received += result
            done += len(checks.checked)
            if result.new:
                self.changed()
            if result.own:
                came = (one.entry for one in checks.checked)
                own_past.entries_came_back(self.store, self.journal, came)
        if received.new:
            # Where it fails, as on a full disk, it is done when the store is opened next.
            with suppress(KnownError):
                ending.carry_out(self.store, self.journal)
            self.follow_up()
        return received

    def _new_among(self, arrived: Sequence[Entry]) -> list[Entry]:
        """Those that do not lie in the journal byte for byte."""
        with self.store.read() as connection:
            known = repeats(connection, arrived)
        return [entry for place, entry in enumerate(arrived) if place not in known]

    def _between_scans(self, arrived: Sequence[Entry]) -> Iterator[Entry]:
        """These entries, with a place for scans to go first every millisecond or so."""
        for place, entry in enumerate(arrived, 1):
            yield entry
            if place % AT_A_TIME == 0:
                self.store.priority.give_way()

    def begin_after_clock(self) -> None:
        """Begins a new chain before anything is given away, see `new_chain.begin_after_clock`."""
        new_chain.begin_after_clock(self.store, self.journal)

    def statement(self) -> SignedStatement:
        """This desk's statement as of now."""
        who, seen = self.journal.identity, self.seen_at_hub
        heads = tuple(self.heads().values())
        with self.store.read() as connection:
            erased = erasures.carried_out(connection)
        stated = Statement(
            who.desk,
            self.journal.now(),
            self.version,
            heads,
            seen.hub,
            tuple(head for head in heads if head in seen.heads),
            erased,
        )
        return statements.sign(stated, who.event, who.ring.signer)

    def hear(self, signed: SignedStatement) -> Statement | None:
        """Keeps another desk's statement where it is newer than the one that is here.

        None where its desk is not known here, or it is not genuine. This desk's own is not kept, but it may
        tell that this store is an older copy.
        """
        if signed.desk == self.desk:
            own_past.hear_own(self.store, self.journal, signed)
            return None
        with self.store.write_in_background() as connection:
            public = public_keys(connection).get(signed.desk)
            if public is None:
                return None
            try:
                stated = statements.read(signed, self.event, public)
            except BadStatement:
                return None
            row = connection.execute(
                sa.select(schema.statement).where(_statement.desk == signed.desk)
            ).first()
            before = None if row is None else self._stored(row, public)
            if before is None or statements.replaces(stated, before, self.journal.now()):
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

    def held(self) -> tuple[HeldEntries, ...]:
        """What has arrived and does not count, or not yet; what needs a person first."""
        with self.store.read() as connection:
            return held(connection, self.journal.now())

    def _stored(self, row: Any, public: bytes) -> Statement:
        """It was genuine when it was kept."""
        return statements.read(
            SignedStatement(row.desk, row.body, row.signature), self.event, public
        )

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

    def stated(self, known: Mapping[str, int] = _NONE) -> dict[str, tuple[Statement, int]]:
        """Of each other desk its latest statement, and when it was heard here (own wall clock).

        But for those that are `known`: desk → its wall clock in the statement.
        """
        found: dict[str, tuple[Statement, int]] = {}
        with self.store.read() as connection:
            walls = connection.execute(sa.select(_statement.desk, _statement.wall)).all()
            new = [row.desk for row in walls if known.get(row.desk) != row.wall]
            public = public_keys(connection) if new else {}
            for desk in new:
                row = connection.execute(_STATEMENT, {"desk": desk}).one()
                if desk in public:
                    found[desk] = self._stored(row, public[desk]), row.heard
        return found
