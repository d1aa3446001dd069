"""Column mapping (header detection): which column of a file is which field of the roster."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from checkin.domain import NAME_FIELDS, fields_by_place
from checkin.errors import BadFile
from checkin.language import mark
from checkin.names import clean, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SYNONYMS: Final = Path(__file__).parents[2] / "resources" / "headings.toml"
LONGEST: Final = 100
_PARTS: Final = re.compile(r"[/|()（）・\n]|\s[-–]\s")

# The fields of a file, in the order of a form.
FIELDS: Final = tuple(field.name for field in fields_by_place("file"))


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a file by index, each with its heading.

    `extras` are unknown and kept for the organiser. `ignored` are not read. `passed_over` match a
    field that another column has already.
    """

    header: int  # index of the header row, from 0
    headings: tuple[str, ...]
    fields: Mapping[str, int]
    extras: Mapping[int, str]
    ignored: tuple[int, ...]
    passed_over: Mapping[int, str]

    @property
    def named(self) -> dict[str, str]:
        """Field → heading."""
        return {field: self.headings[at] for field, at in self.fields.items()}


def _key(heading: str) -> str:
    return fold(heading).replace(" ", "")


@cache
def synonyms(section: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, Any] = tomllib.loads(SYNONYMS.read_text(encoding="utf-8"))[section]
    return {name: tuple(map(_key, words)) for name, words in found.items()}


def flag_words() -> dict[str, str]:
    """Folded word, without spaces → the flag or status that it means."""
    return {word: flag for flag, words in synonyms("flags").items() for word in words}


def find_columns(rows: Sequence[Sequence[str]], mapping: Mapping[str, str]) -> Columns:
    """Maps the columns of a sheet. Raises `BadFile` for a repeated heading or a missing mapped one."""
    left_out = {field for field, heading in mapping.items() if not heading}
    mapping = {field: heading for field, heading in mapping.items() if heading}
    header = _header_row(rows, mapping)
    headings = tuple(clean(cell)[:LONGEST] for cell in rows[header])
    body = rows[header + 1 :]
    _refuse_doubles(headings)
    fields = _mapped(headings, mapping)
    taken = set(fields.values())
    ignored = [
        at
        for at, heading in enumerate(headings)
        if at not in taken and _key(heading) in _ignored_keys()
    ]
    free = [at for at in range(len(headings)) if at not in taken and at not in ignored]
    fields |= _recognised(headings, free, set(fields) | left_out)
    fields |= _numbered(headings, body, set(fields) | left_out)
    taken = set(fields.values())
    left = [at for at in free if at not in taken]
    extras = {
        at: headings[at] or f"Column {at + 1}"
        for at in left
        if headings[at] or any(at < len(row) and row[at].strip() for row in body)
    }
    passed_over = {at: field for at in left if (field := _field_of(headings[at], fields))}
    in_order: dict[str, int] = {field: fields[field] for field in FIELDS if field in fields}
    return Columns(header, headings, in_order, extras, tuple(ignored), passed_over)


def _header_row(rows: Sequence[Sequence[str]], mapping: Mapping[str, str]) -> int:
    """The header row: the first with a column of names, below any banner; else the first with content."""
    filled = [at for at, row in enumerate(rows[:50]) if any(cell.strip() for cell in row)][:10]
    if not filled:
        raise BadFile(mark("The file is empty."))
    wanted = {_key(mapping[field]) for field in NAME_FIELDS if field in mapping}
    wanted |= {word for field in NAME_FIELDS for word in synonyms("fields")[field]}
    for at in filled:
        if any(_key(cell[:LONGEST]) in wanted for cell in rows[at]):
            return at
    return filled[0]


def _refuse_doubles(headings: Iterable[str]) -> None:
    seen: set[str] = set()
    for heading in headings:
        same = heading.casefold()
        if same and same in seen:
            raise BadFile(
                mark("Two columns have the heading {heading}. Rename or delete one."),
                heading=heading,
            )
        seen.add(same)


def _mapped(headings: Sequence[str], mapping: Mapping[str, str]) -> dict[str, int]:
    """The columns mapped by hand."""
    by_heading = {heading.casefold(): at for at, heading in enumerate(headings) if heading}
    fields: dict[str, int] = {}
    for field, heading in mapping.items():
        if field not in FIELDS:
            raise BadFile(
                mark("There is no field {field}. The fields are: {known}."),
                field=field,
                known=", ".join(FIELDS),
            )
        at = by_heading.get(clean(heading)[:LONGEST].casefold())
        if at is None:
            raise BadFile(mark("The file has no column {heading}."), heading=heading)
        if at in fields.values():
            raise BadFile(mark("The column {heading} cannot be two fields."), heading=headings[at])
        fields[field] = at
    return fields


def _recognised(headings: Sequence[str], free: Sequence[int], done: set[str]) -> dict[str, int]:
    fields: dict[str, int] = {}
    for field in FIELDS:
        ranked = sorted(
            (rank, at)
            for at in free
            if at not in fields.values() and (rank := _rank(headings[at], field)) is not None
        )
        if ranked and field not in done:
            fields[field] = ranked[0][1]
    return fields


def _rank(heading: str, field: str) -> int | None:
    """Rank of a heading among a field's synonyms, 0 the best; None where it is none.

    A heading in two languages (Name / 氏名) matches if each of its parts does.
    """
    words = synonyms("fields")[field]
    keys = [_key(heading)]
    if keys[0] not in words:
        keys = [key for part in _PARTS.split(heading) if (key := _key(part))]
    if not keys or not all(key in words for key in keys):
        return None
    return min(words.index(key) for key in keys)


def _numbered(
    headings: Sequence[str], body: Sequence[Sequence[str]], done: set[str]
) -> dict[str, int]:
    """A column of identifiers that are usable as delegates' numbers."""
    if "number" in done:
        return {}
    words = synonyms("numbers")["number"]
    for at, heading in enumerate(headings):
        if _key(heading) in words:
            values = [row[at].strip() for row in body if at < len(row) and row[at].strip()]
            whole = all(value.isdecimal() and 0 < int(value[:12]) < 10**9 for value in values)
            if values and whole and len(set(values)) == len(values):
                return {"number": at}
    return {}


def _ignored_keys() -> set[str]:
    return {word for words in synonyms("ignored").values() for word in words}


def _field_of(heading: str, fields: Mapping[str, int]) -> str:
    return next((field for field in fields if _rank(heading, field) is not None), "")
