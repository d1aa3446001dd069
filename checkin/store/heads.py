"""Notes of the last entry of each chain, outside of the database, so that an older copy put back is noticed (rollback).

A store has one beside its database from the day it is made; others lie where who puts back a folder does
not reach. They are written after the entries are durable, and so are never ahead of them.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from itertools import islice
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import files, outside, schema
from checkin.journal import Head, KnownHeads
from checkin.store.machine import machine_id

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.keys import KeyRing

NAME: Final = "heads.json"  # beside the database
SUFFIX: Final = ".uketsuke-heads"  # elsewhere
LARGEST: Final = 10_000_000
MOST_NOTES: Final = 200  # that are looked through beside a backup
_LABEL: Final = b"uketsuke heads 1"
_entry = schema.entry.c


def key_of(ring: KeyRing) -> bytes:
    """The key of a desk's notes: the same after the database got a new one, and in every backup."""
    return hashlib.sha256(_LABEL + ring.signer.private).digest()


def path_elsewhere(place: Path, desk: str, folder: Path) -> Path:
    """Where the store of that desk in that folder, on this computer, has its note in another place.

    So a copy in another folder, or on another computer, is not taken for an older one.
    """
    store = f"{desk} {machine_id()} {os.path.normcase(folder.resolve())}"
    return place / f"{hashlib.sha256(_LABEL + store.encode()).hexdigest()[:32]}{SUFFIX}"


def read(path: Path, key: bytes) -> KnownHeads:
    """What is noted; `lost` where the file is missing, spoilt, or not written with this key."""
    try:
        document = outside.parsed_json(outside.data(path, LARGEST))
        noted = [document["heads"], document["left_behind"], document["restored"]]
        if not hmac.compare_digest(document["mac"], _mac(key, noted)):
            return KnownHeads(lost=True)
        known, left_behind = (frozenset(Head(*head) for head in heads) for heads in noted[:2])
        return KnownHeads(known, left_behind, restored=bool(noted[2]))
    except (OSError, ValueError, KeyError, TypeError):
        return KnownHeads(lost=True)


def read_all(place: Path, key: bytes) -> KnownHeads:
    """What all notes in a place say that were written with this key."""
    known = KnownHeads(lost=True)
    for path in islice(sorted(place.glob(f"*{SUFFIX}")), MOST_NOTES):
        if not (found := read(path, key)).lost:
            known = known.joined(found)
    return known


def write(path: Path, key: bytes, known: KnownHeads) -> None:
    """Replaces what is noted, atomically. Raises OSError."""
    listed, left_behind = _listed(known.heads), _listed(known.left_behind)
    document = {
        "heads": listed,
        "left_behind": left_behind,
        "restored": known.restored,
        "mac": _mac(key, [listed, left_behind, known.restored]),
    }
    files.replace(path, json.dumps(document).encode())


def present(connection: sa.Connection) -> frozenset[Head]:
    """The last entry of each chain in a database."""
    last = sa.select(_entry.desk, sa.func.max(_entry.seq).label("seq")).group_by(_entry.desk)
    lasts = last.subquery()
    query = sa.select(_entry.desk, _entry.seq, _entry.id).join(
        lasts, sa.and_(_entry.desk == lasts.c.desk, _entry.seq == lasts.c.seq)
    )
    return frozenset(Head(row.desk, row.seq, row.id) for row in connection.execute(query))


def after_restore(connection: sa.Connection, before: KnownHeads) -> KnownHeads:
    """What is noted beside a restored backup: what it lacks was left behind by whoever has its passphrase."""
    held = set(connection.scalars(sa.select(_entry.id)))
    left_behind = frozenset(head for head in before.all if head.entry not in held)
    return KnownHeads(present(connection), left_behind, restored=True)


def _listed(heads: frozenset[Head]) -> list[list[object]]:
    return sorted([head.desk, head.seq, head.entry] for head in heads)


def _mac(key: bytes, noted: list[object]) -> str:
    return hmac.digest(key, json.dumps(noted).encode(), hashlib.sha256).hex()
