"""Queries of the journal's own table: entries as they are stored."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import schema
from checkin.domain import Tier
from checkin.journal.corrections import DRAGGED_MS
from checkin.journal.entry_row import entry_cells, entry_of
from checkin.prepared import PreparedQuery, insert_cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
_COLUMNS: Final = tuple(column for column in schema.entry.c if column.name != "n")
_NAMES: Final = tuple(column.name for column in _COLUMNS)
_AS_STORED: Final = PreparedQuery(
    sa.select(*_COLUMNS).where(
        _entry.desk == sa.bindparam("desk"),
        _entry.seq >= sa.bindparam("first"),
        _entry.seq <= sa.bindparam("last"),
    )
)
_RUN: Final = PreparedQuery(
    sa.select(_entry.seq, _entry.id, *_THERE).where(
        _entry.desk == sa.bindparam("desk"),
        _entry.seq >= sa.bindparam("first"),
        _entry.seq <= sa.bindparam("last"),
    )
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
_WIDEST: Final = 4  # of a run, against the entries that have come of it: else each is looked up
_COMBINED: Final = {
    there: frozenset(itertools.compress((Tier.DOOR, Tier.DESK, Tier.ORGANISER), there))
    for there in itertools.product((0, 1), repeat=3)
}
_Key = tuple[str, int, str]  # a chain, a number, and the id of the entry


def put(connection: sa.Connection, entries: Sequence[Entry]) -> None:
    """Stores new entries, in this order."""
    insert_cells(connection, _INSERT, _NAMES, list(map(entry_cells, entries)))


def repeats(connection: sa.Connection, arrived: Sequence[Entry]) -> set[int]:
    """The places of those that lie in the journal byte for byte: nothing about them is new."""
    found: set[int] = set()
    for desk, places in _by_chain(arrived).items():
        first, last = _span(arrived[place] for place in places)
        if last - first > _WIDEST * len(places) or abs(last) > schema.LARGEST_INTEGER:
            continue
        rows = _AS_STORED.all_rows(connection, desk=desk, first=first, last=last)
        here = {row.id: row for row in rows}
        if here:
            found |= {
                place
                for place in places
                if here.get(arrived[place].id) == entry_cells(arrived[place])
            }
    return found


def stored_sections(
    connection: sa.Connection, desk: str, seq: int, identifier: str
) -> frozenset[Tier] | None:
    """Which sections of an entry are stored; None where it is not here."""
    row = _SECTIONS.first_row(connection, desk=desk, seq=seq, id=identifier)
    return None if row is None else _sections_of(row)


class StoredEntries:
    """The same for many entries: what lies in a run of numbers is read at once, as it was by then."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._spans: dict[str, tuple[int, int]] = {}
        self._found: dict[_Key, frozenset[Tier]] = {}

    def read_ahead(self, arrived: Sequence[Entry]) -> None:
        """Reads what is stored of the numbers that these entries have, and of those before them."""
        for desk, places in _by_chain(arrived).items():
            first, last = _span(arrived[place] for place in places)
            if last - first > _WIDEST * len(places) or abs(last) > schema.LARGEST_INTEGER:
                continue
            self._spans[desk] = first - 1, last
            for row in _RUN.all_rows(self._connection, desk=desk, first=first - 1, last=last):
                self._found[desk, row.seq, row.id] = _sections_of(row)

    def sections(self, desk: str, seq: int, identifier: str) -> frozenset[Tier] | None:
        first, last = self._spans.get(desk, (1, 0))
        if first <= seq <= last:
            return self._found.get((desk, seq, identifier))
        return stored_sections(self._connection, desk, seq, identifier)


def _by_chain(arrived: Sequence[Entry]) -> dict[str, list[int]]:
    """The places of the entries of each chain."""
    found: dict[str, list[int]] = {}
    for place, entry in enumerate(arrived):
        found.setdefault(entry.header.desk, []).append(place)
    return found


def _span(arrived: Iterable[Entry]) -> tuple[int, int]:
    numbers = [entry.header.seq for entry in arrived]
    return min(numbers), max(numbers)


def _sections_of(row: Any) -> frozenset[Tier]:
    return _COMBINED[row.door, row.desk_section, row.organiser]


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
