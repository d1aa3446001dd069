"""HeaderRows detection: in which row the headings stand, also in two lines, below a title or an information block."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin.domain import NAME_FIELDS
from checkin.errors import BadFile
from checkin.language import mark
from checkin.names import clean
from checkin.roster.heading_words import FIELDS, LONGEST, key, rank, recognised

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checkin.roster.worksheet import Merge

_FIRST_ROWS: Final = 60
_TRIED: Final = 20  # rows with something in them
_ENOUGH: Final = 3
_DATA: Final = re.compile(r"[0-9]{3}|@|://")
_ALL: Final = (*FIELDS, "family_first", "family_reading", "given_reading")
_NAMES: Final = frozenset((*NAME_FIELDS, "family_first"))


@dataclass(frozen=True, slots=True)
class HeaderRows:
    """The headings of a sheet. `first` and `last` are its rows, from 0; mostly one.

    `headings` are unique: a second Company is "Company (2)". `forms` are what each column may be recognised by.
    """

    first: int
    last: int
    headings: tuple[str, ...]
    forms: tuple[tuple[str, ...], ...]

    def rank(self, column: int, field: str) -> int | None:
        """Rank of a column's heading among those of a field, see `heading_words.rank`."""
        ranks = (rank(form, field) for form in self.forms[column])
        return min((found for found in ranks if found is not None), default=None)


def find_header(
    rows: Sequence[Sequence[str]], mapping: Mapping[str, str], merges: Sequence[Merge] = ()
) -> HeaderRows:
    """The row with most headings, if one of them is of a name; else the first with content.

    Two lines are joined where merged cells or gaps tell that the second belongs to the first. Raises `BadFile`
    for a sheet of nothing.
    """
    wanted = {key(part) for heading in mapping.values() for part in heading.split(" + ")} - {""}
    filled = [at for at, row in enumerate(rows[:_FIRST_ROWS]) if any(map(str.strip, row))][:_TRIED]
    if not filled:
        raise BadFile(mark("The file is empty."))
    best, most = _one_line(rows, filled[0]), 0
    for at in filled:
        if most >= _ENOUGH and at > best.last + _ENOUGH:
            break  # here stand people
        header = _one_line(rows, at)
        score = _score(header, wanted)
        if at + 1 in filled and (joined := _two_lines(rows, at, merges)):
            both = _score(joined, wanted)
            # What is merged with the line above belongs to it; gaps may be of a title.
            least = max(score, _score(_one_line(rows, at + 1), wanted), 1)
            if both >= least or (both > 1 and _are_merged(at, merges)):
                header, score = joined, max(both, score)
        if score > most:
            best, most = header, score
    return best


def _one_line(rows: Sequence[Sequence[str]], at: int) -> HeaderRows:
    cells = [clean(cell)[:LONGEST] for cell in rows[at]]
    return HeaderRows(at, at, _unique(cells), tuple((cell,) for cell in cells))


def _two_lines(
    rows: Sequence[Sequence[str]], at: int, merges: Sequence[Merge]
) -> HeaderRows | None:
    """The headings of two lines; None where the second does not belong to them."""
    if not (_are_merged(at, merges) or _fills_gaps(rows[at], rows[at + 1])):
        return None
    if any(map(_DATA.search, rows[at + 1])):
        return None
    width = max(len(rows[at]), len(rows[at + 1]))
    above, below = (
        [clean(cell)[:LONGEST] for cell in row] + [""] * (width - len(row))
        for row in rows[at : at + 2]
    )
    joined, forms, group = [], [], ""
    for upper, lower in zip(above, below, strict=True):
        group = upper or group if lower and lower != upper else ""
        both = " ".join(dict.fromkeys(filter(None, (group or upper, lower))))[:LONGEST]
        joined.append(both)
        forms.append(tuple(dict.fromkeys(filter(None, (both, lower)))))
    return HeaderRows(at, at + 1, _unique(joined), tuple(forms))


def _are_merged(at: int, merges: Sequence[Merge]) -> bool:
    """Whether cells of a row are merged with those below."""
    return any(top == at and bottom == at + 1 for top, _, bottom, _ in merges)


def _fills_gaps(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row has headings where the one above it, of headings too, has gaps behind its first."""
    if not (any(map(recognised, above)) and any(map(recognised, below))):
        return False
    first = next(column for column, cell in enumerate(above) if cell.strip())
    return any(
        lower.strip() and not upper.strip()
        for upper, lower in list(zip(above, below, strict=False))[first + 1 :]
    )


def _score(header: HeaderRows, wanted: set[str]) -> int:
    """How many columns are of a known field; 0 where none is of a name."""
    fields = [_fields(header, column) for column in range(len(header.forms))]
    mapped = sum(bool(wanted & set(map(key, forms))) for forms in header.forms)
    if not mapped and not any(found & _NAMES for found in fields):
        return 0
    return sum(map(bool, fields)) + 2 * mapped


def _fields(header: HeaderRows, column: int) -> set[str]:
    return {field for field in _ALL if header.rank(column, field) is not None}


def _unique(cells: Sequence[str]) -> tuple[str, ...]:
    """The headings, a repeated one with its number behind it."""
    seen = {cell.casefold() for cell in cells if cell}
    met: set[str] = set()
    headings = []
    for cell in cells:
        heading, copy = cell, 1
        while (cell and heading.casefold() in met) or (copy > 1 and heading.casefold() in seen):
            copy += 1
            heading = f"{cell} ({copy})"
        met.add(heading.casefold())
        headings.append(heading)
    return tuple(headings)
