"""Passphrases of a store (key management, as with LUKS): added, changed, removed, and the key itself made anew."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin import folder_exchange, keys, unfinished
from checkin.errors import NotPossible
from checkin.folder_exchange import ExchangeReason, FolderExchange
from checkin.language import mark
from checkin.passphrase_strength import LEAST_GUESSES, require_strong
from checkin.store import backup, engine, keyslots
from checkin.store.store import DATABASE, Store, release, take_lock
from checkin.store.write_lock import LOCK

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from checkin.keys import Slot

# What the new store has of its own; everything else in the folder moves over.
_OWN: Final = frozenset(
    {DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", keyslots.NAME, LOCK, "lane"}
)


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """A store whose database has a new key. `backups` open with the old passphrases still."""

    recovery: str
    backups: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Passphrases:
    """The passphrases of an open store, for whoever has its passphrase. Each method raises `NotAllowed` for others.

    Nothing is written to the database: a backup made before opens with the passphrases of its time.
    """

    store: Store
    require_owner: Callable[[], None]
    now: Callable[[], int]
    names: Callable[[], Sequence[str]]  # of the event: who takes its laptop tries them first

    def slots(self) -> tuple[Slot, ...]:
        """What opens the store: the kind of each, and when it was added; no secret is in it."""
        self.require_owner()
        return keyslots.read(self.store.folder)

    def add(self, new: str, least: float = LEAST_GUESSES) -> None:
        """One passphrase more. Raises `NotPossible` for one that is known, `WeakPassphrase` for one easy to guess."""
        slots = self.slots()
        self._require_new(slots, new, least)
        self._write((*slots, self._wrapped(new)))

    def change(self, old: str, new: str, least: float = LEAST_GUESSES) -> None:
        """A new passphrase in the place of an old one. Raises `WrongPassphrase`, and what `add` raises."""
        slots = self.slots()
        slot = _passphrase_slot(slots, old)
        self._require_new(slots, new, least)
        wrapped = self._wrapped(new)
        self._write(tuple(wrapped if each is slot else each for each in slots))

    def remove(self, passphrase: str) -> None:
        """One passphrase less. Raises `WrongPassphrase`, and `NotPossible` for the last one."""
        slots = self.slots()
        slot = _passphrase_slot(slots, passphrase)
        if sum(each.kind == keyslots.TYPED for each in slots) == 1:
            raise NotPossible(mark("This is the only passphrase. Add another one first."))
        self._write(tuple(each for each in slots if each is not slot))

    def require_passphrase(self, passphrase: str) -> None:
        """Raises `WrongPassphrase`, and `NotPossible` for the recovery words."""
        _passphrase_slot(self.slots(), passphrase)

    def old_backups(self) -> tuple[int, ...]:
        """When the backups in the store's folder were made: they open with the passphrases of their time."""
        self.require_owner()
        return tuple(int(path.stat().st_mtime * 1000) for path in backup.own(self.store.folder))

    def new_recovery(self) -> str:
        """A recovery passphrase to be shown and typed back; it opens nothing until `renew_recovery` takes it."""
        self.require_owner()
        return keys.recovery_passphrase()

    def renew_recovery(self, words: str = "") -> str:
        """Puts new recovery words in place of the old ones, which open this store no more. Returns them.

        What the words of the event's first day can do besides, revoke a desk, they still can.
        """
        words = words or keys.recovery_passphrase()
        others = tuple(slot for slot in self.slots() if slot.kind != keyslots.ON_PAPER)
        key, now = self.store.key, self.now()
        self._write((*others, keys.wrap(key, words, keyslots.ON_PAPER, now)))
        return words

    def _wrapped(self, new: str) -> Slot:
        return keys.wrap(self.store.key, new, keyslots.TYPED, self.now())

    def _require_new(self, slots: Sequence[Slot], new: str, least: float) -> None:
        require_strong(new, self.names(), least)
        _require_other(slots, new)

    def _write(self, slots: tuple[Slot, ...]) -> None:
        folder = self.store.folder
        with backup.disk(folder):
            keyslots.write(folder, slots)


def rekey(folder: Path, passphrase: str, now: int, words: str = "") -> Rekeyed:
    """Encrypts the database anew under a new key, which this passphrase and new recovery words open; `words`: those
    that were typed back already.

    All other passphrases open it no more: what they open are the backups, which are named. Raises `StoreBusy` while
    another process has the store open, `WrongPassphrase`, and `DiskFull` with nothing changed.
    """
    folder_exchange.put_right(folder)
    old = keys.unwrap(_passphrase_slot(keyslots.read(folder), passphrase), passphrase)
    words, new = words or keys.recovery_passphrase(), secrets.token_bytes(keys.KEY_BYTES)
    why = ExchangeReason.REKEY
    with backup.disk(folder), unfinished.folder(f".{why}-", folder.parent) as scratch:
        copied = _encrypt_anew(folder, scratch, old, new)
        made = (
            keys.wrap(new, passphrase, keyslots.TYPED, now),
            keys.wrap(new, words, keyslots.ON_PAPER, now),
        )
        keyslots.write(scratch, made)
        release(take_lock(folder))  # raises where another process writes
        exchange = FolderExchange(folder, scratch, why, _OWN)
        exchange.run(lambda aside: _entries(aside, old) == copied)
    return Rekeyed(words, backup.own(folder))


def _encrypt_anew(folder: Path, scratch: Path, old: bytes, new: bytes) -> int:
    """Writes the database under its new key. Returns the count of entries in it."""
    store = Store.open(folder, old)  # raises where another process writes
    try:
        entries = store.copy_to(scratch / DATABASE)
    finally:
        store.close()
    with engine.world():
        connection = engine.connect(scratch / DATABASE, old)
        try:
            # In the log (WAL) pages of the old key would be left.
            connection.execute("PRAGMA journal_mode=delete")
            connection.execute(f"PRAGMA rekey=\"x'{new.hex()}'\"")
        finally:
            connection.close()
    Store.open(scratch, new, read_only=True).close()
    return entries


def _entries(folder: Path, key: bytes) -> int:
    store = Store.open(folder, key, read_only=True)
    try:
        with store.read() as connection:
            return int(connection.exec_driver_sql("SELECT count(*) FROM entry").scalar_one())
    finally:
        store.close()


def _require_other(slots: Sequence[Slot], new: str) -> None:
    if len(slots) >= keyslots.MOST:
        raise NotPossible(mark("There are too many passphrases. Remove one first."))
    for slot in slots:
        try:
            keys.unwrap(slot, new)
        except keys.Unopened:
            continue
        raise NotPossible(mark("This passphrase opens the store already."))


def _passphrase_slot(slots: Sequence[Slot], passphrase: str) -> Slot:
    slot, _ = keyslots.opened_by(slots, passphrase)
    if slot.kind != keyslots.TYPED:
        raise NotPossible(mark("These are the recovery words. Type a passphrase of the store."))
    return slot
