"""When a desk begins a new chain: because its old one may go on elsewhere, or its clock was wrong.

Two machines that write one chain would fork it, and others could not tell which of them to believe.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.domain import NewChain
from checkin.journal.clock import BEGINNING, DAY_MS, Stamp
from checkin.store.machine import machine_id
from checkin.store.store import get_setting, put_setting

if TYPE_CHECKING:
    from checkin.journal import Journal
    from checkin.store.store import Store

CHAIN: Final = "chain"  # the setting: the chain that this desk writes now
MACHINE: Final = "machine"  # the setting: the computer that wrote it last
_entry = schema.entry.c


def begin_where_needed(store: Store, journal: Journal) -> NewChain | None:
    """Begins a new chain when the store is opened, where the old one may go on elsewhere; the reason."""
    with store.read() as connection:
        reason = _reason(connection, journal, get_setting(connection, MACHINE))
        if reason is NewChain.CLOCK:
            journal.clock.start_again(_last_of_these_days(connection, journal.now()))
    if reason is not None:
        begin(store, journal)
    return reason


def begin_after_clock(store: Store, journal: Journal) -> None:
    """The same while the store is open, where the clock was more than a day ahead and has been put right.

    Else others would set aside all that is written from now on.
    """
    if store.read_only or not journal.clock.too_far_ahead(journal.clock.last):
        return
    with store.read() as connection:
        if not _clock_was_ahead(connection, journal):
            return
        journal.clock.start_again(_last_of_these_days(connection, journal.now()))
    begin(store, journal)


def begin_after_loss(store: Store, journal: Journal) -> None:
    """The same while the store is open, where a note that was found later knows more of its own chain."""
    if store.read_only:
        return
    with store.read() as connection:
        is_missing = journal.identity.writes in journal.remembered.missing(connection)
    if is_missing:
        begin(store, journal)


def begin(store: Store, journal: Journal) -> None:
    """Goes on in a new chain, in a transaction of its own."""
    chain = uuid.uuid4().hex
    before = journal.identity
    try:
        with store.write() as connection:
            journal.begin_chain(connection, chain)
            put_setting(connection, CHAIN, chain)
            put_setting(connection, MACHINE, machine_id())
    except BaseException:
        journal.identity = before
        raise


def _reason(connection: sa.Connection, journal: Journal, machine: str) -> NewChain | None:
    if machine != machine_id():
        return NewChain.COPIED
    remembered = journal.remembered
    if remembered.restored or journal.identity.writes in remembered.missing(connection):
        return NewChain.WENT_BACK
    return NewChain.CLOCK if _clock_was_ahead(connection, journal) else None


def _clock_was_ahead(connection: sa.Connection, journal: Journal) -> bool:
    """Whether others would set aside what this desk writes, because its last stamp is from another day.

    A clock that is before the event was made is wrong itself, so the stamps stay. So do those of a
    desk that is alone: nobody else has to take them in.
    """
    now, of = journal.now(), schema.desk.c
    own = sa.select(sa.func.max(_entry.ms)).where(_entry.desk == journal.identity.writes)
    if (connection.scalar(own) or 0) <= now + DAY_MS:
        return False
    made = connection.scalar(sa.select(_entry.ms).order_by(_entry.n).limit(1)) or 0
    others = sa.exists().where(of.desk != journal.identity.desk, of.name != "", of.counts == 1)
    return now >= made and bool(connection.scalar(sa.select(others)))


def _last_of_these_days(connection: sa.Connection, now: int) -> Stamp:
    query = (
        sa.select(_entry.ms, _entry.counter)
        .where(_entry.ms <= now + DAY_MS)
        .order_by(_entry.ms.desc(), _entry.counter.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return Stamp(row.ms, row.counter) if row else BEGINNING
