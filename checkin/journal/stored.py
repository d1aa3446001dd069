"""Queries of the journal's own table: entries as they are stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import schema
from checkin.domain import Tier
from checkin.journal.corrections import DRAGGED_MS
from checkin.journal.entry_row import entry_of, entry_row
from checkin.prepared import PreparedQuery, insert_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkin.journal.entry import Entry

_entry = schema.entry.c
_THERE: Final[tuple[sa.ColumnElement[Any], ...]] = (
    _entry.door.is_not(None).label("door"),
    _entry.desk_section.is_not(None).label("desk_section"),
    _entry.organiser.is_not(None).label("organiser"),
)
_SECTIONS: Final = PreparedQuery(
    sa.select(*_THERE).where(
        _entry.desk == sa.bindparam("desk"),
        _entry.seq == sa.bindparam("seq"),
        _entry.id == sa.bindparam("id"),
    )
)
_CHAIN: Final = PreparedQuery(
    sa.select(schema.entry)
    .where(_entry.desk == sa.bindparam("desk"), _entry.seq > sa.bindparam("seq"))
    .order_by(_entry.seq, _entry.id)
    .limit(sa.bindparam("most"))
)
_DRAGGED: Final = (
    sa.select(schema.entry)
    .where(
        _entry.ms.between(sa.bindparam("since"), sa.bindparam("until")),
        _entry.ms - _entry.wall > DRAGGED_MS,
    )
    .order_by(_entry.n)
)
_INSERT: Final = sa.insert(schema.entry)


def put(connection: sa.Connection, entries: Sequence[Entry]) -> None:
    """Stores new entries, in this order."""
    insert_rows(connection, _INSERT, [entry_row(entry) for entry in entries])


def stored_sections(
    connection: sa.Connection, desk: str, seq: int, identifier: str
) -> frozenset[Tier] | None:
    """Which sections of an entry are stored; None where it is not here."""
    row = _SECTIONS.first_row(connection, desk=desk, seq=seq, id=identifier)
    if row is None:
        return None
    there = {Tier.DOOR: row.door, Tier.DESK: row.desk_section, Tier.ORGANISER: row.organiser}
    return frozenset(tier for tier, stored in there.items() if stored)


def dragged(connection: sa.Connection, event: str, since: int, until: int) -> list[Entry]:
    """Entries with such a stamp whose own desk's clock was behind it: they had seen one from ahead."""
    rows = connection.execute(_DRAGGED, {"since": since, "until": until})
    return [entry_of(row, event) for row in rows]


def stored_after(
    connection: sa.Connection, event: str, desk: str, seq: int, most: int
) -> list[Entry]:
    """At most so many entries of a chain that follow that number, in order."""
    rows = _CHAIN.all_rows(connection, desk=desk, seq=seq, most=most)
    return [entry_of(row, event) for row in rows]
