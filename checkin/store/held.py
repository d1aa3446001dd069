"""List of held entries (quarantine): from whom and which way they came, why they wait, and whether a person must act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import schema
from checkin.domain import HeldEntries
from checkin.journal.receiving import HeldReason
from checkin.store import event

if TYPE_CHECKING:
    from collections.abc import Iterator

WAITS_FOR: Final = 5 * 60_000  # ms in which a hub or a folder brings what is missing
_AT_ONCE: Final = frozenset(
    {HeldReason.FORGED, HeldReason.ALTERED, HeldReason.TOO_FAR_AHEAD, HeldReason.NEWER_FORMAT}
)
_IN_A_WHILE: Final = frozenset(
    {HeldReason.EARLIER_MISSING, HeldReason.WRITER_UNKNOWN, HeldReason.SECTION_MISSING}
)
_held, _entry, _desk = schema.held.c, schema.entry.c, schema.desk.c
_IS_HERE: Final = sa.exists().where(
    _entry.desk == _held.desk, _entry.seq == _held.seq, _entry.id == _held.id
)
_HELD: Final = (
    sa.select(
        sa.func.coalesce(_desk.desk, _held.desk).label("writer"),
        _held.reason,
        _held.source,
        _IS_HERE.label("is_here"),
        sa.func.min(_held.since).label("since"),
        sa.func.count(_held.id.distinct()).label("entries"),
    )
    .outerjoin(schema.desk, _desk.id == _held.desk)
    .group_by("writer", _held.reason, _held.source, "is_here")
)


def held(connection: sa.Connection, now: int) -> tuple[HeldEntries, ...]:
    """All that is held on this machine; what needs a person first, then the oldest."""
    found = _found(connection, now)
    return tuple(sorted(found, key=lambda some: (not some.needs_person, some.since, some.desk)))


def need_person(connection: sa.Connection, now: int) -> int:
    """How many held entries a person must do something about."""
    return sum(some.count for some in _found(connection, now) if some.needs_person)


def _found(connection: sa.Connection, now: int) -> Iterator[HeldEntries]:
    rows: list[Any] = list(connection.execute(_HELD))
    names = event.desk_names(connection) if rows else {}
    for row in rows:
        yield HeldEntries(
            row.writer,
            names.get(row.writer, ""),
            row.reason,
            row.source,
            row.since,
            row.entries,
            is_here=bool(row.is_here),
            needs_person=not row.is_here and _needs_person(row.reason, now - row.since),
        )


def _needs_person(reason: str, waited: int) -> bool:
    """Of another event nothing will ever count here, and nobody misses it."""
    return reason in _AT_ONCE or (reason in _IN_A_WHILE and waited > WAITS_FOR)
