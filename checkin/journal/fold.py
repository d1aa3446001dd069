"""Fold (projection, materialised views): from journal entries to the tables that screens read.

It has two steps. *Record*: each entry becomes rows of set-like tables (a change, a scan, an undo
…), where a repeat is harmless. *Derive*: every delegate, code and attendance that an entry touches
is recomputed from those sets in clock order. The result is a function of the set of entries alone,
in any order of arrival.

Entries of an import do not count before its last entry, `batch_applied`, has arrived. Their result
is derived in advance meanwhile (`staging`), so that the last entry has nothing left to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from checkin import schema
from checkin.journal import staging, standing
from checkin.journal.contents import NotUnderstood, Understood, content_of
from checkin.journal.derive import (
    CHUNK,
    Visit,
    derive_all_attendance,
    derive_attendance,
    derive_codes,
    derive_delegates,
    derive_listed_sessions,
    to_json,
)
from checkin.journal.derive_event import derive_event
from checkin.journal.recorders import RECORDERS, Ignored, Recorded, Touched
from checkin.journal.registers import derive_desks, derive_operators
from checkin.prepared import insert_rows, is_any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checkin.journal.entry import Opened


def fold(connection: sa.Connection, entries: Iterable[Opened]) -> None:
    """Folds entries into the tables, whatever they hold.

    Kinds of a newer program are skipped; what is not understood is ignored, and said so in the
    table `ignored`. Both stay in the journal.
    """
    recorded = Recorded()
    for entry in entries:
        _record(entry, recorded)
    for table, rows in recorded.rows.items():
        insert_rows(connection, _INSERTS[table], rows)
    _derive(connection, recorded.touched)


def _record(entry: Opened, recorded: Recorded) -> None:
    recorder = RECORDERS.get(entry.header.kind)
    if recorder is None:
        return
    try:
        content = content_of(entry)
    except NotUnderstood:
        recorded.ignore(entry, Ignored.NOT_UNDERSTOOD)
        return
    if content:  # empty for an erased entry, and for one without our keys
        recorder(Understood(entry.header, entry.id, content), recorded)


def _derive(connection: sa.Connection, touched: Touched) -> None:
    _take_imports(connection, touched)
    _take_whole_imports(connection, touched)
    _take_undone_imports(connection, touched)
    touched.codes |= _codes_of(connection, touched.renewed)
    codes = touched.codes | touched.provisional
    if codes:
        touched.places |= derive_codes(connection, codes)
    if touched.delegates:
        derive_delegates(connection, touched.delegates)
    if touched.lists or touched.applied or touched.batches:
        derive_listed_sessions(connection)
    if touched.undone:
        touched.places |= _places_of(connection, touched.undone)
    _derive_registers(connection, touched)
    if touched.event and derive_event(connection):
        derive_all_attendance(connection)
    elif touched.places:
        derive_attendance(connection, touched.places)
    if codes or touched.delegates:
        staging.renew(connection, staging.TouchedRows(touched.delegates, codes))


def _derive_registers(connection: sa.Connection, touched: Touched) -> None:
    if touched.desks:
        derive_desks(connection, touched.desks)
    if touched.operators:
        derive_operators(connection, touched.operators)


def _take_imports(connection: sa.Connection, touched: Touched) -> None:
    """Stages entries of incomplete imports; shows a staged import when its last entry arrives."""
    for batch, part in touched.parts.items():
        if not staging.lay_ahead(connection, batch, part):
            touched.delegates |= part.delegates
            touched.codes |= part.codes
    for batch in touched.applied:
        if staging.show(connection, batch):
            touched.provisional |= staging.codes_scanned(connection, batch)
        else:
            touched.batches.add(batch)


def _take_whole_imports(connection: sa.Connection, touched: Touched) -> None:
    """Notes all that the imports touch of which nothing is staged, and those that are undone."""
    for batch in touched.batches:
        staging.lose(connection, batch)
        issued = sa.select(schema.issue.c.code).where(schema.issue.c.batch == batch)
        touched.delegates |= _delegates_of(connection, batch)
        touched.codes.update(connection.scalars(issued))


def _take_undone_imports(connection: sa.Connection, touched: Touched) -> None:
    """Notes whom an undone import brought, and who may stay or go by what has come now."""
    if not standing.is_any_undone(connection):
        return
    for batch in touched.applied:
        touched.stood_on |= _delegates_of(connection, batch)
    about = touched.stood_on | touched.delegates | _scanned_by(connection, touched.undone)
    brought = standing.brought_by_undone(connection, to_json(sorted(about)))
    touched.delegates |= brought
    touched.codes |= _codes_of(connection, brought)


def _delegates_of(connection: sa.Connection, batch: str) -> set[str]:
    changed = sa.select(schema.change.c.delegate).where(schema.change.c.batch == batch)
    return set(connection.scalars(changed))


def _scanned_by(connection: sa.Connection, entries: Iterable[str]) -> set[str]:
    """The delegates whose scans these entries are."""
    scan = schema.scan.c
    query = sa.select(scan.delegate).where(is_any_of(scan.entry, "ids"), scan.delegate != "")
    return set(connection.scalars(query, {"ids": to_json(sorted(entries))}))


def _codes_of(connection: sa.Connection, delegates: Iterable[str]) -> set[str]:
    """All codes that were ever issued to these delegates."""
    issue, ordered, codes = schema.issue.c, sorted(delegates), set()
    for start in range(0, len(ordered), CHUNK):
        part = ordered[start : start + CHUNK]
        codes |= set(connection.scalars(sa.select(issue.code).where(issue.delegate.in_(part))))
    return codes


def _places_of(connection: sa.Connection, entries: Iterable[str]) -> set[Visit]:
    """Whose scans these entries are, where and when."""
    scan, places, ordered = schema.scan.c, set(), sorted(entries)
    for start in range(0, len(ordered), CHUNK):
        part = ordered[start : start + CHUNK]
        query = sa.select(scan.owner, scan.session, scan.at)
        query = query.where(scan.entry.in_(part), scan.owner != "")
        rows = connection.execute(query.order_by(scan.ms.desc()).limit(len(part)))
        places |= {(row.owner, row.session, row.at) for row in rows}
    return places


def _insert_of(table: sa.Table) -> sa.Insert:
    if table is not schema.batch:
        return insert(table).on_conflict_do_nothing()
    statement = insert(table)
    new, old = statement.excluded, table.c
    # The two kinds of entry about a batch may come in either order: each fills in its part.
    return statement.on_conflict_do_update(
        index_elements=["id"],
        set_={
            "entry": sa.func.max(old.entry, new.entry),
            **{name: sa.func.max(old[name], new[name]) for name in ("at", "added", "changed")},
            "undone": sa.func.max(old.undone, new.undone),
        },
    )


_SETS: Final[Sequence[sa.Table]] = (
    schema.ignored,
    schema.event_change,
    schema.introduction,
    schema.desk_name,
    schema.operator_change,
    schema.change,
    schema.issue,
    schema.revocation,
    schema.renewal,
    schema.scan,
    schema.undo,
    schema.print_made,
    schema.lead_call,
    schema.lead_call_answer,
    schema.watch_item,
    schema.watch_digest,
    schema.watch_removal,
    schema.watch_match,
    schema.watch_clear,
    schema.batch,
)
_INSERTS: Final = {table: _insert_of(table) for table in _SETS}
