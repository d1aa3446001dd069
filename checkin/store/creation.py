"""A new store: its folder with keyslots and database, which appears whole or not at all."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkin import files, keys, schema, unfinished
from checkin.errors import NotPossible, StoreExists
from checkin.journal import KnownHeads
from checkin.language import mark
from checkin.store import engine, heads, keyslots
from checkin.store import store as stores
from checkin.store.backup import disk
from checkin.store.machine import machine_id
from checkin.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from checkin.journal import Identity


@dataclass(frozen=True, slots=True)
class NewStore:
    """Whose store it is, and the passphrases that open it. The recovery passphrase is kept on paper."""

    identity: Identity
    passphrase: str
    recovery: str


def create(folder: Path, new: NewStore, begin: Callable[[Store], None]) -> None:
    """Creates a store; `begin` fills it before anybody sees it.

    Raises `StoreExists` rather than overwrite anything, `NotPossible` without a passphrase, and
    whatever `begin` raises; nothing is left behind then.
    """
    if folder.exists():
        raise StoreExists(mark("{path} exists already. Nothing was changed."), path=folder)
    if not new.passphrase:
        raise NotPossible(mark("A passphrase is needed."))
    engine.check_library()
    with disk(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
    with disk(folder), unfinished.folder(".new-", folder.parent) as scratch:
        _fill(scratch, new, begin)
        scratch.replace(folder)
        files.sync_folder(folder.parent)


def _fill(folder: Path, new: NewStore, begin: Callable[[Store], None]) -> None:
    key = secrets.token_bytes(keys.KEY_BYTES)
    slots = [
        keys.wrap(key, new.passphrase, keyslots.TYPED),
        keys.wrap(key, new.recovery, keyslots.ON_PAPER),
    ]
    keyslots.write(folder, slots)
    engine.new_file(folder / stores.DATABASE)
    store = Store(folder, key, stores.take_lock(folder))
    try:
        with store.write() as connection:
            schema.create(connection)
            stores.write_ring(connection, new.identity.ring)
            for name, value in _settings(new.identity).items():
                stores.put_setting(connection, name, value)
        begin(store)
        with store.read() as connection:
            known = KnownHeads(heads.present(connection))
            heads.write(folder / heads.NAME, heads.key_of(new.identity.ring), known)
    finally:
        store.close()


def _settings(who: Identity) -> dict[str, str]:
    return {
        "format": str(schema.FORMAT),
        "tables": str(schema.TABLES),
        "event": who.event,
        "desk": who.desk,
        "root": who.root.hex(),
        "chain": who.chain,
        "machine": machine_id(),
    }
