"""Fold (projection, materialised views): from journal entries to the tables that screens read.

It has two steps. *Record*: each entry becomes rows of set-like tables (a change, a scan, an undo
…), where a repeat is harmless. *Derive*: every delegate, code and attendance that an entry touches
is recomputed from those sets in clock order. The result is a function of the set of entries alone,
in any order of arrival.

Entries of an import do not count before its last entry, `batch_applied`, has arrived. Their result
is derived in advance meanwhile (`staging`), so that the last entry has nothing left to do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from checkin import schema, watch_tables
from checkin.journal import staging
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
from checkin.journal.kinds import EntryKind
from checkin.prepared import insert_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from checkin.journal.entry import Opened

Row = dict[str, Any]


@dataclass(slots=True)
class Touched:
    """What must be derived again."""

    delegates: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    places: set[Visit] = field(default_factory=set)
    everybody: bool = False  # the days or sessions of the event have changed
    lists: bool = False  # a delegate's own list of sessions has changed
    batches: set[str] = field(default_factory=set)  # to be derived as a whole
    applied: set[str] = field(default_factory=set)
    parts: dict[str, staging.TouchedRows] = field(default_factory=dict)  # of imports, by batch
    undone: set[str] = field(default_factory=set)  # entries of scans
    provisional: set[str] = field(default_factory=set)  # codes of scans without a delegate


@dataclass(slots=True)
class Recorded:
    rows: dict[sa.Table, list[Row]] = field(default_factory=dict)
    registers: list[tuple[sa.Table, Row]] = field(default_factory=list)
    touched: Touched = field(default_factory=Touched)

    def add(self, table: sa.Table, row: Row) -> None:
        self.rows.setdefault(table, []).append(row)


def fold(connection: sa.Connection, entries: Iterable[Opened]) -> None:
    """Folds entries into the tables. Kinds of a newer program are skipped; they stay in the journal."""
    recorded = Recorded()
    for entry in entries:
        recorder = _RECORDERS.get(entry.header.kind)
        if recorder and entry.content:  # empty for an erased entry, and for one without our keys
            recorder(entry, recorded)
    for table, rows in recorded.rows.items():
        insert_rows(connection, _INSERTS[table], rows)
    for table, row in recorded.registers:
        _write_register(connection, table, row)
    _derive(connection, recorded.touched)


def _derive(connection: sa.Connection, touched: Touched) -> None:
    _take_imports(connection, touched)
    _take_whole_imports(connection, touched)
    codes = touched.codes | touched.provisional
    if codes:
        touched.places |= derive_codes(connection, codes)
    if touched.delegates:
        derive_delegates(connection, touched.delegates)
    if touched.lists or touched.applied or touched.batches:
        derive_listed_sessions(connection)
    if touched.undone:
        touched.places |= _places_of(connection, touched.undone)
    if touched.everybody:
        derive_all_attendance(connection)
    elif touched.places:
        derive_attendance(connection, touched.places)
    if codes or touched.delegates:
        staging.renew(connection, staging.TouchedRows(touched.delegates, codes))


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
        changed = sa.select(schema.change.c.delegate).where(schema.change.c.batch == batch)
        issued = sa.select(schema.issue.c.code).where(schema.issue.c.batch == batch)
        touched.delegates.update(connection.scalars(changed))
        touched.codes.update(connection.scalars(issued))


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


def _write_register(connection: sa.Connection, table: sa.Table, row: Row) -> None:
    """Last-writer-wins: the latest entry determines the row."""
    statement = insert(table).values(row)
    new = statement.excluded
    later = sa.tuple_(new.ms, new.counter, new.writer) > sa.tuple_(
        table.c.ms, table.c.counter, table.c.writer
    )
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["id"],
            set_={column.name: new[column.name] for column in table.columns if column.name != "id"},
            where=later,
        )
    )


def _stamp(entry: Opened) -> Row:
    stamp = entry.header.stamp
    return {"ms": stamp.ms, "counter": stamp.counter}


def _event_set(entry: Opened, out: Recorded) -> None:
    content = entry.content
    row = {name: content[name] for name in ("name", "venue")}
    lists = {name: to_json(content[name]) for name in ("days", "categories", "sessions")}
    more = {name: to_json(content[name]) for name in ("names", "show_at_scan")}
    more |= {name: content[name] for name in ("time_zone", "day_starts")}
    register = {**_stamp(entry), "writer": entry.header.desk}
    shown = {**row, **lists}
    out.registers.append((schema.event, {"id": entry.header.event, **shown, **more, **register}))
    out.touched.everybody = True
    written = {"entry": entry.id, "desk": entry.header.desk, "wall": entry.header.wall}
    out.add(schema.event_past, {**written, **_stamp(entry), **shown})


def _desk_added(entry: Opened, out: Recorded) -> None:
    content = entry.content
    row = {"id": content["desk"], "name": content["name"], "tier": content["tier"]}
    row["public_key"] = content["public_key"]
    out.registers.append((schema.desk, {**row, **_stamp(entry), "writer": entry.header.desk}))


def _operator_set(entry: Opened, out: Recorded) -> None:
    content = entry.content
    row = {"id": content["operator"], **{key: content[key] for key in ("name", "role", "pin")}}
    out.registers.append((schema.operator, {**row, **_stamp(entry), "writer": entry.header.desk}))


def _delegate_changed(entry: Opened, out: Recorded) -> None:
    content = entry.content
    out.add(
        schema.change,
        {
            "entry": entry.id,
            "delegate": content["delegate"],
            **_stamp(entry),
            "desk": entry.header.desk,
            "wall": entry.header.wall,
            "batch": content.get("batch", ""),
            "fields": to_json(content.get("fields", {})),
            "operator": content.get("by", ""),
        },
    )
    _part(entry, out).delegates.add(content["delegate"])
    out.touched.lists |= "sessions" in content.get("fields", {})
    for code, kind in content.get("codes", {}).items():
        _issue(entry, out, code, kind)


def _code_issued(entry: Opened, out: Recorded) -> None:
    _issue(entry, out, entry.content["code"], entry.content["kind"])


def _issue(entry: Opened, out: Recorded, code: str, kind: str) -> None:
    content = entry.content
    row = {"code": code, "kind": kind, "delegate": content["delegate"]}
    row |= {"batch": content.get("batch", ""), "desk": entry.header.desk}
    out.add(schema.issue, {"entry": entry.id, **row, **_stamp(entry)})
    _part(entry, out).codes.add(code)


def _part(entry: Opened, out: Recorded) -> staging.TouchedRows | Touched:
    """Where to note what an entry touches: an import's entries go by themselves."""
    batch = entry.content.get("batch", "")
    return out.touched.parts.setdefault(batch, staging.TouchedRows()) if batch else out.touched


def _code_revoked(entry: Opened, out: Recorded) -> None:
    out.add(schema.revocation, {"entry": entry.id, "code": entry.content["code"]})
    out.touched.codes.add(entry.content["code"])


def _scanned(entry: Opened, out: Recorded) -> None:
    content = entry.content
    delegate, code = content.get("delegate", ""), content.get("code", "")
    out.add(
        schema.scan,
        {
            "entry": entry.id,
            **_stamp(entry),
            "desk": entry.header.desk,
            "seq": entry.header.seq,
            "at": content.get("happened", entry.header.wall),
            "late": int("happened" in content),
            "session": content["session"],
            "outcome": content["outcome"],
            "why": content.get("why", ""),
            "direction": content["direction"],
            "delegate": delegate,
            "code": code,
            "owner": delegate,
            "presented": content.get("presented", code),
            "forced": int(content.get("forced", False)),
            "reason": content.get("reason", ""),
            "represented_by": content.get("represented_by", ""),
            "answers": " ".join(content.get("answers", ())),
            "act": content.get("act", ""),
            "operator": content.get("by", ""),
        },
    )
    if delegate:
        at = content.get("happened", entry.header.wall)
        out.touched.places.add((delegate, content["session"], at))
    elif code:
        out.touched.provisional.add(code)


def _undone(entry: Opened, out: Recorded) -> None:
    out.add(schema.undo, {"target": entry.content["entry"], "entry": entry.id})
    out.touched.undone.add(entry.content["entry"])


def _badge_printed(entry: Opened, out: Recorded) -> None:
    row = {"delegate": entry.content["delegate"], "code": entry.content["code"]}
    out.add(schema.print_made, {"entry": entry.id, **row, "at": entry.header.wall})


def _lead_called(entry: Opened, out: Recorded) -> None:
    content = entry.content
    row = {"entry": entry.id, "desk": entry.header.desk, "at": entry.header.wall}
    about = {name: content.get(name, "") for name in ("session", "scan", "kind")}
    out.add(schema.lead_call, {**row, **about})


def _call_answered(entry: Opened, out: Recorded) -> None:
    row = {"target": entry.content["call"], "entry": entry.id, "at": entry.header.wall}
    out.add(schema.lead_call_answer, row)


def _watch_added(entry: Opened, out: Recorded) -> None:
    content = entry.content
    if "item" not in content:
        return  # its desk section was emptied: nothing is left to match with
    item = content["item"]
    row = {"item": item, "text": content.get("text", ""), "why": content.get("why", "")}
    told = {"at": entry.header.wall, "operator": content.get("by", "")}
    out.add(watch_tables.item, {**row, **told})
    for made, digests in content["digests"].items():
        for digest in digests:
            out.add(watch_tables.digest, {"digest": digest, "item": item, "made": made})


def _watch_removed(entry: Opened, out: Recorded) -> None:
    out.add(watch_tables.removal, {"item": entry.content["item"], "entry": entry.id})


def _watch_matched(entry: Opened, out: Recorded) -> None:
    row = {"item": entry.content["item"], "delegate": entry.content["delegate"]}
    out.add(watch_tables.match, row)


def _watch_cleared(entry: Opened, out: Recorded) -> None:
    for item in entry.content["items"]:
        row = {"item": item, "delegate": entry.content["delegate"]}
        out.add(watch_tables.clear, row)


def _batch_applied(entry: Opened, out: Recorded) -> None:
    content = entry.content
    counts = {"added": content.get("added", 0), "changed": content.get("changed", 0)}
    row = {"entry": entry.id, "at": entry.header.wall, **counts}
    out.add(schema.batch, {"id": content["batch"], **row, "undone": 0})
    out.touched.applied.add(content["batch"])


def _batch_undone(entry: Opened, out: Recorded) -> None:
    row = {"entry": "", "at": 0, "added": 0, "changed": 0, "undone": 1}
    out.add(schema.batch, {"id": entry.content["batch"], **row})
    out.touched.batches.add(entry.content["batch"])


_RECORDERS: Final[Mapping[str, Callable[[Opened, Recorded], None]]] = {
    EntryKind.EVENT_SET: _event_set,
    EntryKind.DESK_ADDED: _desk_added,
    EntryKind.DELEGATE_CHANGED: _delegate_changed,
    EntryKind.CODE_ISSUED: _code_issued,
    EntryKind.CODE_REVOKED: _code_revoked,
    EntryKind.SCANNED: _scanned,
    EntryKind.UNDONE: _undone,
    EntryKind.BADGE_PRINTED: _badge_printed,
    EntryKind.BATCH_APPLIED: _batch_applied,
    EntryKind.BATCH_UNDONE: _batch_undone,
    EntryKind.OPERATOR_SET: _operator_set,
    EntryKind.LEAD_CALLED: _lead_called,
    EntryKind.CALL_ANSWERED: _call_answered,
    EntryKind.WATCH_ADDED: _watch_added,
    EntryKind.WATCH_REMOVED: _watch_removed,
    EntryKind.WATCH_MATCHED: _watch_matched,
    EntryKind.WATCH_CLEARED: _watch_cleared,
}


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
    schema.event_past,
    schema.change,
    schema.issue,
    schema.revocation,
    schema.scan,
    schema.undo,
    schema.print_made,
    schema.lead_call,
    schema.lead_call_answer,
    watch_tables.item,
    watch_tables.digest,
    watch_tables.removal,
    watch_tables.match,
    watch_tables.clear,
    schema.batch,
)
_INSERTS: Final = {table: _insert_of(table) for table in _SETS}
