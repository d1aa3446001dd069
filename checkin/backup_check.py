"""A backup is tried before it is needed (restore test): opened, read through, and verified."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from checkin import schema
from checkin.bootstrap import open_with_key
from checkin.errors import StoreOutdated
from checkin.journal import KnownHeads
from checkin.store import backup, keyslots
from checkin.store.store import Store

if TYPE_CHECKING:
    from checkin.station import Station


@dataclass(frozen=True, slots=True)
class CheckedBackup:
    """What a backup holds that was opened and read through."""

    event: str  # its name
    event_id: str
    time_zone: str
    entries: int
    made: int  # when its last entry was written, in ms
    problems: int  # of the journal, see `verify`


def check_backup(path: str | Path, passphrase: str) -> CheckedBackup:
    """Opens a backup as a restore would, and verifies all of it. Nothing is changed anywhere.

    Raises `BadFile` for what is no backup, `StoreDamaged`, and `WrongPassphrase`.
    """
    with backup.unpacked(Path(path)) as folder:
        key = keyslots.key_of(folder, passphrase)
        store = Store.open(folder, key, read_only=True)
        try:
            entries = backup.read_through(store)
            backup.note_heads(store, KnownHeads(lost=True))  # of this copy, which is thrown away
            with store.read() as connection:
                made = connection.scalar(sa.select(sa.func.max(schema.entry.c.wall))) or 0
        finally:
            store.close()
        with _for_reading(folder, key) as station:
            health, event = station.journal.verify(), station.desk.event
        event_id = station.journal.identity.event
    problems = len(health.problems)
    return CheckedBackup(event.name, event_id, event.time_zone, entries, made, problems)


def _for_reading(folder: Path, key: bytes) -> Station:
    """A copy of a store to read in; brought up to date where it is of an older program."""
    try:
        return open_with_key(folder, key, read_only=True)
    except StoreOutdated:
        return open_with_key(folder, key)
