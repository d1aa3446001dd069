"""Entries as rows of the journal's table, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from checkin.domain import Tier
from checkin.journal.clock import Stamp
from checkin.journal.entry import Entry, Header

if TYPE_CHECKING:
    from collections.abc import Mapping

_SECTIONS: Final = {Tier.DOOR: "door", Tier.DESK: "desk_section", Tier.ORGANISER: "organiser"}


def entry_row(entry: Entry) -> Mapping[str, object]:
    header = entry.header
    return {
        "id": entry.id,
        "desk": header.desk,
        "seq": header.seq,
        "ms": header.stamp.ms,
        "counter": header.stamp.counter,
        "wall": header.wall,
        "kind": str(header.kind),
        "version": header.version,
        "prev": header.prev,
        "hashes": entry.hashes,
        "signature": entry.signature,
        **sealed_columns(entry),
    }


def entry_cells(entry: Entry) -> tuple[object, ...]:
    """The same values without their names, in the order of the table's columns."""
    header, sealed = entry.header, entry.sealed
    return (
        entry.id,
        header.desk,
        header.seq,
        header.stamp.ms,
        header.stamp.counter,
        header.wall,
        str(header.kind),
        header.version,
        header.prev,
        entry.hashes,
        entry.signature,
        sealed.get(Tier.DOOR),
        sealed.get(Tier.DESK),
        sealed.get(Tier.ORGANISER),
    )


def sealed_columns(entry: Entry) -> Mapping[str, bytes | None]:
    """The sections that are there, by column."""
    return {column: entry.sealed.get(tier) for tier, column in _SECTIONS.items()}


def entry_of(row: Any, event: str) -> Entry:
    header = Header(
        event=event,
        desk=row.desk,
        seq=row.seq,
        stamp=Stamp(row.ms, row.counter),
        wall=row.wall,
        kind=row.kind,
        version=row.version,
        prev=row.prev,
    )
    blobs = {Tier.DOOR: row.door, Tier.DESK: row.desk_section, Tier.ORGANISER: row.organiser}
    sealed = {tier: blob for tier, blob in blobs.items() if blob is not None}
    return Entry(header, row.id, row.hashes, row.signature, sealed)
