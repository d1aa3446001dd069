"""What recorders make of entries: rows to insert, and what must be derived again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from checkin import schema

if TYPE_CHECKING:
    import sqlalchemy as sa

    from checkin.journal.contents import Understood
    from checkin.journal.derive import Visit
    from checkin.journal.entry import Opened
    from checkin.journal.staging import TouchedRows
    from checkin.journal.trust import Ignored

Row = dict[str, Any]


@dataclass(slots=True)
class Touched:
    """What must be derived again."""

    delegates: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    stood_on: set[str] = field(default_factory=set)  # delegates who may stay because of it
    renewed: set[str] = field(default_factory=set)  # delegates whose codes have changed
    places: set[Visit] = field(default_factory=set)
    operators: set[str] = field(default_factory=set)
    joins: bool = False  # who is one person with whom
    event: bool = False  # the event, a session or a category
    lists: bool = False  # a delegate's own list of sessions has changed
    batches: set[str] = field(default_factory=set)  # to be derived as a whole
    applied: set[str] = field(default_factory=set)
    parts: dict[str, TouchedRows] = field(default_factory=dict)  # of imports, by batch
    undone: set[str] = field(default_factory=set)  # entries of scans
    provisional: set[str] = field(default_factory=set)  # codes of scans without a delegate


@dataclass(slots=True)
class Recorded:
    rows: dict[sa.Table, list[Row]] = field(default_factory=dict)
    touched: Touched = field(default_factory=Touched)

    def ignore(self, entry: Opened, why: Ignored) -> None:
        """Notes an entry that is genuine and does not count."""
        header = entry.header
        row = {"entry": entry.id, "why": why.value, "desk": header.desk, "seq": header.seq}
        self.add(schema.ignored, {**row, "wall": header.wall, "version": header.version})

    def add(self, table: sa.Table, row: Row) -> None:
        self.rows.setdefault(table, []).append(row)


def stamp_of(entry: Understood) -> Row:
    stamp = entry.header.stamp
    return {"ms": stamp.ms, "counter": stamp.counter}
