"""The last entry of each chain, noted beside the database so that an older copy put back is noticed (rollback).

A store has them from the day it is made, so a store without them, or with some that its key did not write, is
a finding itself. They are written after the entries are durable, and so are never ahead of them.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import files, outside, schema
from checkin.journal import Head, KnownHeads

if TYPE_CHECKING:
    from pathlib import Path

NAME: Final = "heads.json"
LARGEST: Final = 10_000_000
_entry = schema.entry.c


def read(folder: Path, key: bytes) -> KnownHeads:
    """What is noted; `lost` where the file is missing, spoilt, or not written with this key."""
    try:
        document = outside.parsed_json(outside.data(folder / NAME, LARGEST))
        listed, restored = document["heads"], document["restored"]
        if not hmac.compare_digest(document["mac"], _mac(key, [listed, restored])):
            return KnownHeads(lost=True)
        return KnownHeads(tuple(Head(*head) for head in listed), frozenset(restored))
    except (OSError, ValueError, KeyError, TypeError):
        return KnownHeads(lost=True)


def write(folder: Path, key: bytes, known: KnownHeads) -> None:
    """Replaces what is noted, atomically. Raises OSError."""
    listed = [[head.desk, head.seq, head.entry] for head in known.heads]
    restored = sorted(known.restored)
    document = {"heads": listed, "restored": restored, "mac": _mac(key, [listed, restored])}
    files.replace(folder / NAME, json.dumps(document).encode())


def present(connection: sa.Connection) -> tuple[Head, ...]:
    """The last entry of each chain in a database."""
    last = sa.select(_entry.desk, sa.func.max(_entry.seq).label("seq")).group_by(_entry.desk)
    lasts = last.subquery()
    query = sa.select(_entry.desk, _entry.seq, _entry.id).join(
        lasts, sa.and_(_entry.desk == lasts.c.desk, _entry.seq == lasts.c.seq)
    )
    return tuple(Head(row.desk, row.seq, row.id) for row in connection.execute(query))


def after_restore(connection: sa.Connection, before: KnownHeads) -> KnownHeads:
    """What is noted beside a restored backup: what it lacks was left behind by whoever has its passphrase."""
    if before.lost:
        return KnownHeads(present(connection))
    held = set(connection.scalars(sa.select(_entry.id)))
    left_behind = {head.desk for head in before.heads if head.entry not in held}
    return replace(before, restored=before.restored | left_behind)


def _mac(key: bytes, noted: list[object]) -> str:
    return hmac.digest(key, b"heads" + json.dumps(noted).encode(), hashlib.sha256).hex()
