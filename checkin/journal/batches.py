"""Imports (projection): derived from what was written about each, that it is complete, or undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from checkin import schema
from checkin.journal.derive import to_json
from checkin.prepared import insert_rows, is_any_of

if TYPE_CHECKING:
    from collections.abc import Collection

_change, _batch = schema.batch_change.c, schema.batch.c
_FOUND: Final = (
    sa.select(
        _change.batch.label("id"),
        sa.func.coalesce(sa.func.max(_change.entry).filter(_change.undone == 0), "").label("entry"),
        *(sa.func.max(_change[name]).label(name) for name in ("at", "added", "changed", "undone")),
    )
    .where(is_any_of(_change.batch, "ids"))
    .group_by(_change.batch)
)
_DROP: Final = sa.delete(schema.batch).where(is_any_of(_batch.id, "ids"))
_PUT: Final = insert(schema.batch)


def derive_batches(connection: sa.Connection, batches: Collection[str]) -> None:
    """Each of these imports as it stands now."""
    ids = {"ids": to_json(sorted(batches))}
    connection.execute(_DROP, ids)
    rows = [row._asdict() for row in connection.execute(_FOUND, ids)]
    if rows:
        insert_rows(connection, _PUT, rows)
