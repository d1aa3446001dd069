"""Erasing people (right to erasure): the sections with names of all entries about them are emptied.

What doors know stays: numbers, categories, who came when. The hashes in the headers tell that there was
more, so that the chains still verify. Entries that come later are emptied when they come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.domain import Tier
from checkin.journal import entry as entries
from checkin.journal.derive import to_json
from checkin.journal.entry import Opened
from checkin.journal.entry_row import entry_of
from checkin.journal.erased import (
    EMPTIED,
    ERASED,
    any_erased,
    emptied_here,
    erased,
    is_about,
)
from checkin.journal.fold import fold, forget_ignored, unfold
from checkin.journal.kinds import EVERYBODY, EntryKind
from checkin.prepared import is_any_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from checkin.journal.entry import Entry
    from checkin.journal.fold import FoldSource
    from checkin.keys import KeyRing, TierKeys

_entry = schema.entry.c
_ABOUT: Final = sa.union(
    *(
        sa.select(table.c.entry).where(column.in_(ERASED))
        for table, column in (
            (schema.change, schema.change.c.delegate),
            (schema.issue, schema.issue.c.delegate),
            (schema.scan, schema.scan.c.owner),
            (schema.print_made, schema.print_made.c.delegate),
            (schema.photo, schema.photo.c.delegate),
            (schema.invited, schema.invited.c.delegate),
            (schema.watch_match, schema.watch_match.c.delegate),
            (schema.watch_clear, schema.watch_clear.c.delegate),
        )
    ),
)
# About somebody by a code alone, of which only the form for doors is the same in all of them.
_BY_CODE: Final = (EntryKind.CODE_REVOKED, EntryKind.LOOKED, EntryKind.SCANNED)
_NAMED: Final = sa.or_(_entry.desk_section.is_not(None), _entry.organiser.is_not(None))


def empty_sections(
    connection: sa.Connection,
    event: str,
    ring: KeyRing,
    source: FoldSource,
    among: Collection[str] | None = None,
) -> int:
    """Empties all entries about people who were erased, or those `among` the given ids. Returns their count."""
    if not any_erased(connection):
        return 0
    query = sa.select(schema.entry).where(_NAMED).order_by(_entry.n)
    people, sealing = erased(connection, ring), ring.sealing
    if EVERYBODY not in people:
        by_code = _entry.kind.in_([kind.value for kind in _BY_CODE])
        query = query.where(sa.or_(_entry.id.in_(_ABOUT), by_code))
    values = {}
    if among is not None:
        query = query.where(is_any_of(_entry.id, "among"))
        values["among"] = to_json(sorted(among))
    named = (entry_of(row, event) for row in connection.execute(query, values))
    found = [
        entry
        for entry in named
        if entry.header.kind not in _BY_CODE or is_about(entries.open_entry(entry, sealing), people)
    ]
    if found:
        _empty(connection, found, sealing, source)
    return len(found)


def empty_new(
    connection: sa.Connection,
    event: str,
    ring: KeyRing,
    source: FoldSource,
    new: Collection[str],
    before: frozenset[str],
) -> None:
    """Empties those of the new entries that are about somebody who was erased.

    All entries are looked at where it is known of more people or codes than `before`: see `erased`.
    """
    among = new if erased(connection, ring) == before else None
    empty_sections(connection, event, ring, source, among)


def _empty(
    connection: sa.Connection,
    found: list[Entry],
    sealing: Mapping[Tier, TierKeys],
    source: FoldSource,
) -> None:
    before = [entries.open_entry(entry, sealing) for entry in found]
    unfold(connection, before)
    forget_ignored(connection, [entry.id for entry in found])
    emptied = sa.update(schema.entry).where(
        _entry.desk == sa.bindparam("chain"),
        _entry.seq == sa.bindparam("number"),
        _entry.id == sa.bindparam("entry_id"),
    )
    connection.execute(
        emptied.values(desk_section=None, organiser=None),
        [
            {"chain": entry.header.desk, "number": entry.header.seq, "entry_id": entry.id}
            for entry in found
        ],
    )
    count = int(emptied_here(connection) or 0) + len(found)
    put = sa.insert(schema.setting).prefix_with("OR REPLACE")
    connection.execute(put, {"name": EMPTIED, "value": str(count)})
    after = (
        Opened(entry.header, entry.id, {Tier.DOOR: entry.sections.get(Tier.DOOR, {})})
        for entry in before
    )
    fold(connection, after, source)
