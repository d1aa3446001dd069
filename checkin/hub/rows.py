"""Entries as rows of a hub, and back (serialisation), for each tier its columns.

What comes from a hub is checked before it is copied on: a hub may send anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from checkin.domain import Tier
from checkin.hub.answers import misbehaves
from checkin.journal import Stamp
from checkin.journal.entry import HASH_BYTES, Entry, Header, entry_id
from checkin.journal.wire import LARGEST, readable_tiers

if TYPE_CHECKING:
    from collections.abc import Sequence

SECTIONS: Final = {Tier.DOOR: "door", Tier.DESK: "desk_section", Tier.ORGANISER: "organiser"}
_HEADER: Final = {
    "desk": "uuid",
    "seq": "bigint",
    "id": "bytea",
    "ms": "bigint",
    "counter": "bigint",
    "wall": "bigint",
    "kind": "text",
    "version": "int",
    "prev": "bytea",
    "hashes": "bytea",
    "signature": "bytea",
}
_SIGNATURE_BYTES: Final = 64
_LONGEST_KIND: Final = 100
_LARGEST_NUMBER: Final = 2**63 - 1


def columns(tier: Tier) -> dict[str, str]:
    """The columns that a desk of this tier may read and write, with their types."""
    return _HEADER | {SECTIONS[readable]: "bytea" for readable in readable_tiers(tier)}


def to_arrays(entries: Sequence[Entry], tier: Tier) -> list[list[Any]]:
    """The entries as one array for each column of `columns`."""
    rows = [_to_row(entry, tier) for entry in entries]
    return [list(column) for column in zip(*rows, strict=True)]


def size_of(entry: Entry) -> int:
    return 300 + sum(len(blob) for blob in entry.sealed.values())


def _to_row(entry: Entry, tier: Tier) -> tuple[Any, ...]:
    header = entry.header
    sections = (entry.sealed.get(readable) for readable in readable_tiers(tier))
    return (
        UUID(header.desk),
        header.seq,
        bytes.fromhex(entry.id),
        header.stamp.ms,
        header.stamp.counter,
        header.wall,
        str(header.kind),
        header.version,
        header.prev,
        entry.hashes,
        entry.signature,
        *sections,
    )


def from_row(row: Sequence[Any], event: str, tier: Tier) -> Entry:
    """The entry of a row with the columns of `columns`. Raises `HubMisbehaves`.

    Whether it is genuine, the journal says.
    """
    if not _is_sound(row, tier):
        raise misbehaves()
    desk, seq, identifier, ms, counter, wall, kind, version, prev, hashes, signature = row[:11]
    header = Header(event, desk.hex, seq, Stamp(ms, counter), wall, kind, version, prev)
    sections = zip(readable_tiers(tier), row[11:], strict=True)
    sealed = {readable: blob for readable, blob in sections if blob is not None}
    if entry_id(header.encode(), hashes) != identifier.hex():
        raise misbehaves()
    return Entry(header, identifier.hex(), hashes, signature, sealed)


def _is_sound(row: Sequence[Any], tier: Tier) -> bool:
    if len(row) != len(columns(tier)) or not isinstance(row[0], UUID):
        return False
    _, seq, identifier, ms, counter, wall, kind, version, prev, hashes, signature = row[:11]
    return (
        _is_number(seq, 1, _LARGEST_NUMBER)
        and _is_number(ms, -_LARGEST_NUMBER, _LARGEST_NUMBER)
        and _is_number(counter, 0, 2**32 - 1)
        and _is_number(wall, -_LARGEST_NUMBER, _LARGEST_NUMBER)
        and _is_number(version, 0, 2**16 - 1)
        and isinstance(kind, str)
        and kind.isascii()
        and 0 < len(kind) <= _LONGEST_KIND
        and _is_bytes(identifier, HASH_BYTES)
        and _is_bytes(prev, HASH_BYTES)
        and _is_bytes(signature, _SIGNATURE_BYTES)
        and isinstance(hashes, bytes)
        and len(hashes) <= len(SECTIONS) * (HASH_BYTES + 1)
        and all(blob is None or (type(blob) is bytes and len(blob) < LARGEST) for blob in row[11:])
    )


def _is_number(value: object, least: int, most: int) -> bool:
    return type(value) is int and least <= value <= most


def _is_bytes(value: object, length: int) -> bool:
    return isinstance(value, bytes) and len(value) == length
