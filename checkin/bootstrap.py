"""Composition root (dependency wiring): builds a station, each part by its constructor."""

from __future__ import annotations

import hashlib
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import VERSION, codes, folder_exchange, keys, passphrase_strength, schema
from checkin.badges import Badges
from checkin.conflicts import Conflicts
from checkin.desk import Desk, People, Shift
from checkin.desk.desk import DeskIdentity
from checkin.domain import Tier
from checkin.errors import KnownError, StoreOutdated
from checkin.export_log import ExportLog
from checkin.journal import (
    HybridClock,
    Identity,
    Journal,
    Stamp,
    changes_of_event,
    corrections_of,
    desk_added,
)
from checkin.journal.checks import LATEST
from checkin.journal.clock import BEGINNING, DAY_MS
from checkin.language import mark
from checkin.purging import Purge
from checkin.readiness import Readiness
from checkin.station import Station
from checkin.store import backup, creation, heads, keyslots, known_findings
from checkin.store import store as stores
from checkin.store.head_notes import HeadNotes
from checkin.store.passphrases import Passphrases
from checkin.store.store import Store
from checkin.sync import ClockCorrections, Exchange, NewChain, ending, new_chain

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from checkin.plan.plan import Plan

FIRST_DESK: Final = "Desk 1"


@dataclass(frozen=True, slots=True)
class Created:
    """A new store. The recovery passphrase is shown once and kept on paper."""

    event: str
    path: Path
    recovery: str


def open_store(
    path: str | Path,
    passphrase: str,
    *,
    clock: Callable[[], datetime] | None = None,
    read_only: bool = False,
) -> Station:
    """Opens a store. `clock` returns the time with its zone; default: the machine's clock.

    Raises the `KnownError` that says why it cannot be opened: a wrong passphrase, a missing or
    damaged file, a file of a newer program, another process that writes. `read_only` works beside a
    writer.
    """
    folder = Path(path)
    folder_exchange.put_right(folder)
    key = keyslots.key_of(folder, passphrase)
    return open_with_key(folder, key, clock=clock, read_only=read_only)


def open_with_key(
    folder: Path,
    key: bytes,
    *,
    clock: Callable[[], datetime] | None = None,
    read_only: bool = False,
) -> Station:
    """Opens a store with the database key, for a caller that has already derived it."""
    store = Store.open(folder, key, read_only=read_only)
    try:
        return _build(store, wall_clock(clock))
    except BaseException:
        store.close()
        raise


def create_store(
    path: str | Path,
    plan: Plan,
    passphrase: str,
    *,
    clock: Callable[[], datetime] | None = None,
) -> Created:
    """Creates a store from a plan. Raises `StoreExists` rather than overwrite anything."""
    recovery, event_id = keys.recovery_passphrase(), uuid.uuid4().hex
    ring, root = keys.new_ring(), keys.root_identity(recovery, event_id)
    identity = Identity(event_id, uuid.uuid4().hex, ring, root[0].public)
    wall = wall_clock(clock)

    def begin(store: Store) -> None:
        # Its id is no secret: whoever has the paper finds it again.
        desk = hashlib.sha256(root[0].public).hexdigest()[: len(identity.desk)]
        on_paper = identity.as_root(root, desk)
        introductions = (
            desk_added(on_paper.desk, "", Tier.ORGANISER, root[0].public, root[1].public),
            desk_added(
                identity.desk, FIRST_DESK, Tier.ORGANISER, ring.signer.public, ring.box.public
            ),
        )
        clock_of_store = HybridClock(wall)
        with store.write() as connection:
            Journal(store, on_paper, clock_of_store).append_many(connection, introductions)
            journal = Journal(store, identity, clock_of_store)
            journal.append_many(connection, changes_of_event(None, plan.event(event_id)))

    folder = Path(path)
    creation.create(folder, creation.NewStore(identity, passphrase, recovery), begin)
    return Created(event_id, folder, recovery)


def _build(store: Store, wall: Callable[[], int]) -> Station:
    with store.read() as connection:
        ring = stores.read_ring(connection)
        names = ("event", "desk", "root", "chain")
        event_id, desk_id, root, chain = (stores.get_setting(connection, name) for name in names)
        outdated = stores.versions(connection)["tables"] < schema.TABLES
    if outdated and store.read_only:
        raise StoreOutdated(
            mark(
                "This store is of an older Uketsuke. Open it once, so that it is brought up to date."
            )
        )
    identity = Identity(event_id, desk_id, ring, bytes.fromhex(root), chain)
    known = heads.read(store.folder / heads.NAME, heads.key_of(ring))
    journal = Journal(store, identity, HybridClock(wall), known)
    known_findings.look(store, journal)
    began = None
    if not store.read_only:
        if outdated:
            _renew_tables(store, journal)
        with store.read() as connection:
            journal.clock.witness(_last_stamp(connection, identity.writes, wall()))
        began = new_chain.begin_where_needed(store, journal)
        with suppress(KnownError):  # of a disk that is full; whoever opens it may need the counts
            ending.carry_out(store, journal)
    return _assemble(store, journal, began)


def _assemble(store: Store, journal: Journal, began: NewChain | None) -> Station:
    identity = journal.identity

    def make_code(delegate: str, kind: str, generation: int) -> str:
        return codes.code_of(journal.identity.ring.code_key, delegate, kind, generation)

    def new_id() -> str:
        return uuid.uuid4().hex

    shift = Shift(store, journal)
    journal.author = lambda: shift.at_work
    at_desk = DeskIdentity(identity.desk, make_code, new_id)
    desk = Desk(store, journal, at_desk, shift)

    exchange = Exchange(store, journal, VERSION, follow_up=desk.watch_list.catch_up)
    people = People(store, journal, make_code, shift, desk.look_up, desk.watch_list)
    log = ExportLog(store, journal, shift.require)
    with suppress(KnownError):  # of a disk that is full: the notes go on waiting
        log.take_up()
    badges = Badges(store, journal, make_code, shift, log)
    conflicts = Conflicts(exchange, desk)
    return Station(
        folder=store.folder,
        desk=desk,
        people=people,
        badges=badges,
        journal=journal,
        shift=shift,
        store=store,
        exchange=exchange,
        conflicts=conflicts,
        clock_corrections=ClockCorrections(exchange, shift.require),
        passphrases=Passphrases(
            store,
            shift.require_owner,
            journal.now,
            lambda: passphrase_strength.names_of(desk.event),
        ),
        purge=Purge(exchange, shift.require, log),
        export_log=log,
        readiness=Readiness(store, journal.now, desk, badges.faces),
        make_code=make_code,
        desk_id=identity.desk,
        notes=HeadNotes(store, journal),
        began=began,
    )


def _renew_tables(store: Store, journal: Journal) -> None:
    """Migration: after an update the tables are rebuilt from the journal; a backup is made first."""
    backup.write_dated(store, journal.now())
    journal.rebuild()
    with store.write() as connection:
        stores.put_setting(connection, "tables", str(schema.TABLES))


def _last_stamp(connection: sa.Connection, chain: str, now: int) -> Stamp:
    """The stamp from which this desk goes on: that of the last entry of its chain, and of those of others that count.

    None of these drives it further than a day ahead, unless its own clock is before the event was made.
    """
    entry, desk = schema.entry.c, schema.desk.c
    heads = (
        sa.select(entry.desk, sa.func.max(entry.seq).label("seq"))
        .join(schema.desk, sa.and_(desk.id == entry.desk, entry.seq <= desk.last))
        .where(sa.or_(desk.counts == 1, desk.id == chain))
        .group_by(entry.desk)
        .subquery()
    )
    query = sa.select(entry.desk, entry.seq, entry.ms, entry.counter, entry.wall).join(
        heads, sa.and_(entry.desk == heads.c.desk, entry.seq == heads.c.seq)
    )
    made = connection.scalar(sa.select(entry.ms).order_by(entry.n).limit(1)) or 0
    corrections, most = corrections_of(connection), now + DAY_MS if now >= made else LATEST
    last = BEGINNING
    for row in connection.execute(query):
        if row.desk == chain:
            last = max(last, Stamp(row.ms, row.counter))
            continue
        ms, _ = corrections.place(row.desk, row.seq, row.ms, row.wall)
        if ms <= most:
            last = max(last, Stamp(ms, row.counter))
    return last


def wall_clock(clock: Callable[[], datetime] | None) -> Callable[[], int]:
    """The wall clock in UTC milliseconds: the machine's, or the one that is given."""
    if clock is None:
        return _machine_clock
    return lambda: int(clock().timestamp() * 1000)


def _machine_clock() -> int:
    return time.time_ns() // 1_000_000
