"""Staging (atomic import): rows are derived hidden, chunk by chunk, and shown with the last entry.

Deriving twenty thousand delegates takes seconds, and a scan must not wait for them. So each chunk
is derived as it arrives, into hidden versions of the rows; the last entry shows them all by one
row. Only one import is staged at a time. One that another overtook is dropped: it is derived as a
whole when its last entry arrives.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import sqlalchemy as sa

from checkin import schema
from checkin.journal.derive import LOST, derive_codes, derive_delegates, to_json
from checkin.prepared import PreparedQuery, insert_rows, is_any_of

AHEAD: Final = "ahead"

_batch, _change, _issue, _scan = schema.batch.c, schema.change.c, schema.issue.c, schema.scan.c
_staging = schema.staging.c
_STATE: Final = PreparedQuery(
    sa.select(_staging.state).where(_staging.batch == sa.bindparam("batch"))
)
_CURRENT: Final = PreparedQuery(sa.select(_staging.batch).where(_staging.state == AHEAD))
_LEFT: Final = PreparedQuery(sa.select(_batch.undone).where(_batch.id == sa.bindparam("batch")))
_DELEGATES_OF: Final = PreparedQuery(
    sa.select(_change.delegate).where(
        is_any_of(_change.delegate, "ids"), _change.batch == sa.bindparam("batch")
    )
)
_CODES_OF: Final = PreparedQuery(
    sa.select(_issue.code).where(
        is_any_of(_issue.code, "ids"), _issue.batch == sa.bindparam("batch")
    )
)
_SCANNED: Final = (
    sa.select(_scan.code)
    .where(_scan.delegate == "", _scan.code != "")
    .where(sa.exists().where(_issue.code == _scan.code, _issue.batch == sa.bindparam("batch")))
    .distinct()
)
_PUT: Final = sa.insert(schema.staging).prefix_with("OR REPLACE")


@dataclass(slots=True)
class TouchedRows:
    """Delegates and codes that entries touch."""

    delegates: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)


def lay_ahead(connection: sa.Connection, batch: str, part: TouchedRows) -> bool:
    """Derives this part of an import that is not complete, unseen; False where it is to be seen at once."""
    if _LEFT.first_row(connection, batch=batch):
        return False
    state = _STATE.first_row(connection, batch=batch)
    if state is None:
        if overtaken := _CURRENT.first_row(connection):
            _put(connection, overtaken.batch, LOST)
        _put(connection, batch, AHEAD)
    if state is None or state.state == AHEAD:
        _lay(connection, batch, part)
    return True


def show(connection: sa.Connection, batch: str) -> bool:
    """Shows what was derived ahead, now that the last entry is here; False where nothing was."""
    state = _STATE.first_row(connection, batch=batch)
    if state is None or state.state == LOST:
        return False
    left = _LEFT.first_row(connection, batch=batch)
    undone = left is not None and left.undone
    _put(connection, batch, LOST if undone else schema.SHOWN)
    return not undone


def lose(connection: sa.Connection, batch: str) -> None:
    """What was derived ahead of an import is not shown any more: all of it is derived at once."""
    state = _STATE.first_row(connection, batch=batch)
    if state is not None and state.state == AHEAD:
        _put(connection, batch, LOST)


def codes_scanned(connection: sa.Connection, batch: str) -> set[str]:
    """The codes of an import that were scanned before their owner was known."""
    return set(connection.scalars(_SCANNED, {"batch": batch}))


def renew(connection: sa.Connection, part: TouchedRows) -> None:
    """Derives ahead again what the import that is under way makes of delegates and codes that changed."""
    current = _CURRENT.first_row(connection)
    if current is None:
        return
    batch = current.batch
    delegates, codes = (to_json(sorted(ids)) for ids in (part.delegates, part.codes))
    changed = _DELEGATES_OF.all_rows(connection, ids=delegates, batch=batch)
    issued = _CODES_OF.all_rows(connection, ids=codes, batch=batch)
    _lay(
        connection,
        batch,
        TouchedRows({row.delegate for row in changed}, {row.code for row in issued}),
    )


def _lay(connection: sa.Connection, batch: str, part: TouchedRows) -> None:
    if part.codes:
        derive_codes(connection, part.codes, ahead=batch)
    if part.delegates:
        derive_delegates(connection, part.delegates, ahead=batch)


def _put(connection: sa.Connection, batch: str, state: str) -> None:
    insert_rows(connection, _PUT, [{"batch": batch, "state": state}])
