"""Keyslots (key wrapping, as in LUKS): the file that holds the database key under each passphrase.

The file reveals nothing about the event. A checksum tells a damaged file from a wrong passphrase;
it does not protect against a rewritten file, but then no slot opens.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Any, Final

from checkin import files, keys, outside
from checkin.errors import StoreDamaged, StoreMissing, StoreTooNew, WrongPassphrase
from checkin.keys import Slot
from checkin.language import mark

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

NAME: Final = "keyslots.json"
TYPED: Final = "passphrase"  # kinds of slots
ON_PAPER: Final = "recovery"
MOST: Final = 32  # slots: each one takes a tenth of a second to try
# KiB passed over to try all slots: twice what as many of ours take. A wrong passphrase tries each of them.
MOST_WORK: Final = 2 * MOST * 65_536 * 3
VERSION: Final = 1
LARGEST: Final = 65_536
# Minimum of Argon2 itself (RFC 9106, 3.1).
MOST_LANES: Final = 16
LEAST_MEMORY_PER_LANE_KIB: Final = 8
SHORTEST_SALT: Final = 8


def write(folder: Path, slots: Sequence[Slot]) -> None:
    """Replaces the keyslots of a store."""
    listed = [_to_json(slot) for slot in slots]
    document = {"version": VERSION, "slots": listed, "checksum": _checksum(listed)}
    files.replace(folder / NAME, json.dumps(document, indent=1).encode())


def read(folder: Path) -> tuple[Slot, ...]:
    """Reads the keyslots of a store. Raises `StoreMissing`, `StoreDamaged` or `StoreTooNew`."""
    try:
        raw = outside.data(folder / NAME, LARGEST)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StoreMissing(mark("There is no store at {path}."), path=folder) from error
    except OSError as error:
        raise _damaged() from error
    return parse(raw)


def parse(raw: bytes) -> tuple[Slot, ...]:
    """Parses a keyslots file. Raises `StoreDamaged` or `StoreTooNew`."""
    try:
        document = outside.parsed_json(raw[:LARGEST])
        version, listed = document["version"], document["slots"]
        if not isinstance(version, int) or version < 1:
            raise _damaged()
        if version > VERSION:
            raise StoreTooNew(
                mark("This store was written by a newer Uketsuke. Use that one to open it.")
            )
        if document["checksum"] != _checksum(listed):
            raise _damaged()
        slots = tuple(_from_json(slot) for slot in listed)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _damaged() from error
    if len(slots) > MOST or sum(slot.memory_kib * slot.iterations for slot in slots) > MOST_WORK:
        raise _damaged()
    return slots


def key_of(folder: Path, passphrase: str) -> bytes:
    """The database key of a store folder. Raises what `read` and `unlock` raise."""
    return unlock(read(folder), passphrase)


def unlock(slots: Sequence[Slot], passphrase: str) -> bytes:
    """The database key. Raises `WrongPassphrase`."""
    return opened_by(slots, passphrase)[1]


def opened_by(slots: Sequence[Slot], passphrase: str) -> tuple[Slot, bytes]:
    """The slot that a passphrase opens, and the database key in it. Raises `WrongPassphrase`."""
    for slot in slots:
        try:
            return slot, keys.unwrap(slot, passphrase)
        except keys.Unopened:
            continue
    raise WrongPassphrase(mark("The passphrase is wrong. Nothing was changed."))


def _damaged() -> StoreDamaged:
    return StoreDamaged(
        mark(
            "The file with the keyslots is damaged. Restore it from a backup; nothing was changed."
        )
    )


def _checksum(listed: list[dict[str, Any]]) -> str:
    return hashlib.sha256(json.dumps(listed, sort_keys=True).encode()).hexdigest()


def _to_json(slot: Slot) -> dict[str, Any]:
    return {
        "kind": slot.kind,
        "salt": b64encode(slot.salt).decode(),
        "memory_kib": slot.memory_kib,
        "iterations": slot.iterations,
        "lanes": slot.lanes,
        "wrapped": b64encode(slot.wrapped).decode(),
        "added": slot.added,
    }


def _from_json(listed: dict[str, Any]) -> Slot:
    memory, iterations, lanes = (listed[name] for name in ("memory_kib", "iterations", "lanes"))
    added = listed.get("added", 0)
    salt, wrapped = (b64decode(listed[name], validate=True) for name in ("salt", "wrapped"))
    bounded = (
        all(type(number) is int for number in (memory, iterations, lanes, added))
        and 0 < lanes <= MOST_LANES
        and LEAST_MEMORY_PER_LANE_KIB * lanes <= memory <= keys.MOST_MEMORY_KIB
        and 0 < iterations <= keys.MOST_ITERATIONS
        and len(salt) >= SHORTEST_SALT
    )
    if not bounded:
        raise _damaged()
    return Slot(listed["kind"], salt, memory, iterations, lanes, wrapped, added)
