"""Import history: past imports with their counts."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from checkin import schema
from checkin.store import event


@dataclass(frozen=True, slots=True)
class PastImport:
    """One import: when, at which desk, how many it added and changed, and whether it was undone."""

    batch: str
    at: int
    desk: str
    added: int
    changed: int
    undone: bool


def imports(connection: sa.Connection) -> tuple[PastImport, ...]:
    """All imports, latest first."""
    table, entry = schema.batch.c, schema.entry.c
    query = (
        sa.select(schema.batch, entry.desk)
        .join(schema.entry, entry.id == table.entry)
        .order_by(table.at.desc(), table.id)
    )
    desks = event.desk_names(connection)
    return tuple(
        PastImport(
            row.id, row.at, desks.get(row.desk, ""), row.added, row.changed, bool(row.undone)
        )
        for row in connection.execute(query)
    )
