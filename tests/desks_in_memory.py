"""Several in-memory desks of one event for sync tests, each with its own journal."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from checkin import schema
from checkin.domain import Tier
from checkin.journal import HybridClock, Identity, Journal, changes_of_event, desk_added, stored
from checkin.keys import BoxKey, KeyRing, Signer, TierKeys
from tests import factories
from tests.factories import MORNING, Clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from checkin.journal import Entry, EntryDraft

EVENT = "e0" * 16
DOOR, DESK, ORGANISER = (TierKeys({0: bytes([number]) * 32}) for number in range(3))
SEALING = {Tier.DOOR: DOOR, Tier.DESK: DESK, Tier.ORGANISER: ORGANISER}

# Every connection is a database of its own; statements are compiled once for all of them.
_ENGINE = sa.create_engine("sqlite://", poolclass=NullPool)

Dump = dict[str, list[tuple[tuple[str, Any], ...]]]


class Memory:
    """Transactions on an in-memory database."""

    def __init__(self) -> None:
        self._connection = _ENGINE.connect()
        _driver(self._connection).deserialize(_empty())

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        with self._connection.begin():
            yield self._connection

    write = read

    @contextmanager
    def scratch(self) -> Iterator[sa.Connection]:
        with _ENGINE.begin() as connection:
            yield connection

    def close(self) -> None:
        self._connection.close()


@cache
def _empty() -> bytes:
    with _ENGINE.connect() as connection:
        with connection.begin():
            schema.create(connection)
        return _driver(connection).serialize()


def _driver(connection: sa.Connection) -> sqlite3.Connection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def identifier(number: int) -> str:
    return f"{number + 1:02x}" * 16


def signer_of(number: int) -> Signer:
    return Signer(bytes([100 + number]) * 32)


class MemoryDesk:
    """One desk; `number` 0 is the first, which introduces the others."""

    def __init__(
        self,
        number: int,
        clock: Callable[[], int] | None = None,
        tiers: Iterable[Tier] = tuple(Tier),
    ) -> None:
        signer = signer_of(number)
        self.id = identifier(number)
        self.public = signer.public
        self.memory = Memory()
        self._sealing = {tier: SEALING[tier] for tier in tiers}
        self.box = BoxKey(bytes([150 + number]) * 32)
        code_key = bytes(32) if Tier.DESK in self._sealing else b""
        ring = KeyRing(self._sealing, signer, self.box, code_key)
        identity = Identity(EVENT, self.id, ring, signer_of(0).public)
        self.journal = Journal(self.memory, identity, HybridClock(clock or Clock().wall))

    def seal_with(self, door: TierKeys) -> None:
        """Switches this desk to another door key than the other desks have."""
        self._sealing[Tier.DOOR] = door

    def write(self, *drafts: EntryDraft) -> list[str]:
        """Appends in one transaction; returns the entry ids."""
        with self.memory.write() as connection:
            return [self.journal.append(connection, draft).id for draft in drafts]

    def put(self, connection: sa.Connection, entry: Entry) -> None:
        """Stores an entry without any check, as somebody with the database's key can."""
        stored.put(connection, [entry])

    def receive(self, entries: Iterable[Entry]) -> int:
        with self.memory.write() as connection:
            new = self.journal.receive(connection, entries).new
            self.journal.take_new_keys(connection)
            return new

    def entries(self) -> list[Entry]:
        with self.memory.read() as connection:
            return list(self.journal.entries(connection))

    def held(self) -> list[str]:
        """The reasons for which entries are held."""
        with self.memory.read() as connection:
            return list(connection.scalars(sa.select(schema.held.c.reason)))

    def dump(self) -> Dump:
        with self.memory.read() as connection:
            return dump(connection)


def five(clock: Callable[[], int]) -> tuple[MemoryDesk, ...]:
    """Five desks that share the first entries: the event, and the desks themselves."""
    first, *others = (MemoryDesk(number, clock) for number in range(5))
    first.write(
        desk_added(first.id, "Desk 1", Tier.ORGANISER, first.public, bytes(32)),
        *changes_of_event(None, factories.event(id=EVENT)),
        *(
            desk_added(desk.id, f"Desk {number}", Tier.ORGANISER, desk.public, bytes(32))
            for number, desk in enumerate(others, 2)
        ),
    )
    for other in others:
        other.receive(first.entries())
    return (first, *others)


def dump(connection: sa.Connection) -> Dump:
    """Every row of every table that follows from the journal, sorted; a row is its names and values."""
    return {
        table.name: sorted(
            tuple(dict(row).items()) for row in connection.execute(sa.select(table)).mappings()
        )
        for table in schema.followed()
    }


def story(
    *drafts: tuple[int, int, EntryDraft | Callable[[list[str]], EntryDraft]],
) -> tuple[list[Entry], list[Entry]]:
    """A fixed history: desk, minute and draft; a draft refers to earlier entries by id.

    Returns the first entries, with which the desks were introduced, and those of the history.
    """
    clock = Clock()
    desks = five(clock.wall)
    first, ids = desks[0].entries(), list[str]()
    for who, minute, draft in drafts:
        clock.set(MORNING + minute * 60_000)
        ids += desks[who].write(draft(ids) if callable(draft) else draft)
    entries = {entry.id: entry for desk in desks for entry in desk.entries()}
    for desk in desks:
        desk.memory.close()
    return first, [entries[entry_id] for entry_id in ids]


@contextmanager
def two_apart(*drafts: EntryDraft) -> Iterator[tuple[MemoryDesk, MemoryDesk]]:
    """Two desks that know each other and these entries, and hear nothing of each other from now on."""
    one, two = MemoryDesk(0), MemoryDesk(1)
    one.write(
        desk_added(one.id, "Desk 1", Tier.ORGANISER, one.public, bytes(32)),
        desk_added(two.id, "Desk 2", Tier.ORGANISER, two.public, bytes(32)),
        *drafts,
    )
    two.receive(one.entries())
    yield one, two
    for desk in (one, two):
        desk.memory.close()


def merge(one: MemoryDesk, two: MemoryDesk) -> None:
    """Both hear of each other; their tables are equal then."""
    one.receive(two.entries())
    two.receive(one.entries())
    assert one.dump() == two.dump()
