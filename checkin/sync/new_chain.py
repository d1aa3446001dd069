"""When a desk begins a new chain: because its old one may go on elsewhere, or its clock was wrong.

Two machines that write one chain would fork it, and others could not tell which of them to believe.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.domain import NewChain
from checkin.journal.clock import DAY_MS
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
    if reason is not None:
        begin(store, journal)
    return reason


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
    if journal.misses_own(connection):
        return NewChain.WENT_BACK
    own = sa.select(sa.func.max(_entry.ms)).where(_entry.desk == journal.identity.writes)
    last = connection.scalar(own) or 0
    return NewChain.CLOCK if last > journal.now() + DAY_MS else None
