"""Held entries (quarantine): what has arrived and is not genuine, or not yet. They stay on this machine."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from checkin import schema
from checkin.journal.clock import DAY_MS
from checkin.journal.derive import to_json
from checkin.journal.entry_row import entry_of, entry_row
from checkin.journal.kinds import EntryKind
from checkin.journal.receiving import TRIED_AGAIN, HeldReason
from checkin.prepared import PreparedQuery, insert_rows, is_any_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from checkin.journal.clock import HybridClock
    from checkin.journal.entry import Entry

MOST: Final = 10_000
MOST_BYTES: Final = 50_000_000
NOT_KEPT: Final = "held_not_kept"  # the setting that counts what came when the table was full

_held = schema.held.c
_OF_DESKS: Final = PreparedQuery(
    sa.select(schema.held).where(
        sa.or_(
            is_any_of(_held.desk, "desks"),
            sa.and_(_held.reason == HeldReason.TOO_FAR_AHEAD.value, _held.ms <= sa.bindparam("by")),
        ),
        is_any_of(_held.reason, "reasons"),
    )
)
_REASONS: Final = to_json(sorted(reason.value for reason in TRIED_AGAIN))
_FILLED: Final = PreparedQuery(
    sa.select(sa.func.count().label("count"), sa.func.total(_held.size).label("bytes"))
)
_ANY: Final = PreparedQuery(sa.select(_held.digest).limit(1))
_NEW: Final = insert(schema.held)
# Tried again in vain: it has waited since it came first, and came that way.
_PUT: Final = _NEW.on_conflict_do_update(
    index_elements=[_held.digest], set_={"reason": _NEW.excluded.reason}
)


def of_desks(connection: sa.Connection, desks: Collection[str], clock: HybridClock) -> list[Entry]:
    """The held entries of these desks that may be genuine by now, and those whose time has come."""
    rows = _OF_DESKS.all_rows(
        connection, desks=to_json(sorted(desks)), reasons=_REASONS, by=clock.now() + DAY_MS
    )
    return [entry_of(row, row.event) for row in rows]


def begun_chains(connection: sa.Connection) -> set[str]:
    """The chains whose first entry is held: they begin when their desk has been introduced."""
    query = sa.select(_held.desk).where(
        _held.kind == EntryKind.CHAIN_BEGUN, _held.reason == HeldReason.WRITER_UNKNOWN.value
    )
    return set(connection.scalars(query))


def chains_far_ahead(connection: sa.Connection) -> set[str]:
    """The chains of which entries are held for their clock: a correction may have placed them."""
    query = sa.select(_held.desk).where(_held.reason == HeldReason.TOO_FAR_AHEAD.value)
    return set(connection.scalars(query.distinct()))


def chains_without_sections(connection: sa.Connection) -> set[str]:
    """The chains of which entries are held that came without a section: it may have been erased."""
    query = sa.select(_held.desk).where(_held.reason == HeldReason.SECTION_MISSING.value)
    return set(connection.scalars(query.distinct()))


def put(
    connection: sa.Connection,
    refused: Sequence[tuple[Entry, HeldReason]],
    source: str,
    now: int,
) -> None:
    """Keeps entries with the reason. When the table is full, they are counted and not kept."""
    if not refused:
        return
    filled = _FILLED.first_row(connection)
    count, size = (filled.count, filled.bytes) if filled else (0, 0)
    rows, lost = [], 0
    for entry, reason in refused:
        row = _row(entry, reason, source, now)
        count, size = count + 1, size + row["size"]
        if count > MOST or size > MOST_BYTES:
            lost += 1
        else:
            rows.append(row)
    if rows:
        insert_rows(connection, _PUT, rows)
    if lost:
        _count_lost(connection, lost)


def release(connection: sa.Connection, entries: Iterable[str]) -> None:
    """Lets go of held copies of entries that were taken in, except altered ones."""
    values = [{"entry": entry} for entry in entries]
    if values and _ANY.first_row(connection) is not None:
        drop = sa.delete(schema.held).where(
            _held.id == sa.bindparam("entry"), _held.reason != HeldReason.ALTERED.value
        )
        connection.execute(drop, values)


def _row(entry: Entry, reason: HeldReason, source: str, now: int) -> dict[str, Any]:
    whole = entry_row(entry)
    blobs = [value for value in whole.values() if isinstance(value, bytes)]
    digest = hashlib.sha256(f"{entry.id} {entry.header}".encode())
    for blob in blobs:
        digest.update(len(blob).to_bytes(8, "big") + blob)
    return {
        **whole,
        "digest": digest.hexdigest(),
        "event": entry.header.event,
        "reason": reason.value,
        "source": source,
        "since": now,
        "size": sum(map(len, blobs)),
    }


def _count_lost(connection: sa.Connection, lost: int) -> None:
    setting = schema.setting
    query = sa.select(setting.c.value).where(setting.c.name == NOT_KEPT)
    before = int(connection.scalar(query) or 0)
    connection.execute(
        sa.insert(setting).prefix_with("OR REPLACE"),
        {"name": NOT_KEPT, "value": str(before + lost)},
    )
