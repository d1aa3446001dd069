"""What a desk does when a purge has come (crypto-shredding): it destroys its keys for names, and its backups.

The sections with names are emptied with the entry itself. What lies elsewhere, on sticks and in older
copies of a hub, nobody can open any more once each desk has done this.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from checkin import schema
from checkin.journal import EVERYBODY
from checkin.keys import without_names
from checkin.store import backup
from checkin.store.store import replace_ring
from checkin.sync import erasures

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.journal import Journal
    from checkin.store.store import Store

_erasure = schema.erasure.c
_PURGED = sa.exists().where(_erasure.delegate == EVERYBODY)


def carry_out(store: Store, journal: Journal, *others: Path) -> None:
    """Carries out a purge, where one has come and this is not done yet.

    `others` are copies of backups outside the store's folder. What is left of it after a crash is done
    the next time. Raises what a full or busy disk raises.
    """
    with store.read() as connection:
        if erasures.ended(connection) or not connection.scalar(sa.select(_PURGED)):
            return
    _destroy_keys(store, journal)
    removed = [copy for copy in (*backup.own(store.folder), *others) if copy.is_file()]
    with backup.disk(store.folder):
        for copy in removed:
            copy.unlink()
    store.compact()
    with store.write_in_background() as connection:
        erasures.note_ended(connection, erasures.Ended(journal.now(), len(removed)))


def _destroy_keys(store: Store, journal: Journal) -> None:
    before = journal.identity
    try:
        with store.write_in_background() as connection:
            ring = without_names(before.ring)
            replace_ring(connection, ring)
            journal.identity = replace(before, ring=ring)
    except BaseException:
        journal.identity = before
        raise
