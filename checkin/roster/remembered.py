"""Remembered column mappings: what somebody chose for a list is proposed for the next one with the same headings."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from checkin.errors import BadFile
from checkin.names import clean
from checkin.roster.heading_words import key
from checkin.roster.headings import JOINT, find_columns
from checkin.store.store import get_setting, put_setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import sqlalchemy as sa

    from checkin.roster.worksheet import ReadingOptions, Worksheet

SETTING: Final = (
    "lists read"  # among the settings of the store, which are this machine's and encrypted
)
MOST: Final = 40
_FIRST_ROWS: Final = 60


@dataclass(frozen=True, slots=True)
class _Shape:
    """The headings of a list, and what was chosen for it."""

    headings: frozenset[str]
    mapping: Mapping[str, str]
    statuses: Mapping[str, str]

    def fits(self, sheet: Worksheet) -> bool:
        """Whether a list has the mapped columns, and three of four headings."""
        there = {clean(cell).casefold() for row in sheet.rows[:_FIRST_ROWS] for cell in row}
        wanted = (part for heading in self.mapping.values() for part in heading.split(JOINT))
        if any(clean(part).casefold() not in there for part in wanted if part):
            return False
        try:
            headings = find_columns(sheet.rows, self.mapping, sheet.merges).headings
        except BadFile:
            return False
        found = _keys(headings)
        return len(found & self.headings) * 4 >= max(len(found), len(self.headings)) * 3


def remembered(
    connection: sa.Connection, sheet: Worksheet, choice: ReadingOptions
) -> ReadingOptions:
    """The choice, with what was chosen for the last list with these headings; unchanged where that says anything."""
    if choice.mapping or choice.anew:
        return choice
    found = next((shape for shape in _shapes(connection) if shape.fits(sheet)), None)
    if found is None:
        return choice
    statuses = {**found.statuses, **choice.statuses}
    return replace(choice, mapping=found.mapping, statuses=statuses, remembered=True)


def remember(
    connection: sa.Connection, sheet: Worksheet, headings: Sequence[str], choice: ReadingOptions
) -> None:
    """Keeps what was chosen otherwise than it would be read, in the place of what was chosen before."""
    read = find_columns(sheet.rows, {}, sheet.merges).named
    mapping = {field: at for field, at in choice.mapping.items() if read.get(field, "") != at}
    shape = _Shape(_keys(headings), mapping, choice.statuses)
    kept = [known for known in _shapes(connection) if known.headings != shape.headings]
    if shape.mapping or shape.statuses:
        kept.insert(0, shape)
    written = [
        {
            "headings": sorted(known.headings),
            "mapping": dict(known.mapping),
            "statuses": dict(known.statuses),
        }
        for known in kept[:MOST]
    ]
    put_setting(connection, SETTING, json.dumps(written, ensure_ascii=False))


def _shapes(connection: sa.Connection) -> list[_Shape]:
    try:
        kept: list[dict[str, Any]] = json.loads(get_setting(connection, SETTING))
    except KeyError:
        return []
    return [
        _Shape(frozenset(known["headings"]), known["mapping"], known["statuses"]) for known in kept
    ]


def _keys(headings: Iterable[str]) -> frozenset[str]:
    return frozenset(map(key, headings)) - {""}
