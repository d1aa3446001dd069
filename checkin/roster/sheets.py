"""Sheet selection: which sheet of a workbook has the people, or all that have some as one list."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from checkin.domain import NAME_FIELDS
from checkin.errors import BadFile
from checkin.language import mark
from checkin.names import clean
from checkin.roster.headings import JOINT, find_columns
from checkin.roster.worksheet import ALL_SHEETS, Cell, Worksheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checkin.roster.headings import Columns
    from checkin.roster.worksheet import ReadingOptions

# A heading of the attendee tells the people from who ordered their tickets, and so does a code.
_ATTENDEE: Final = ("attendee", "participant", "delegate", "ticket", "参加者", "出席者", "與會者")
_FIRST_ROWS: Final = 60
_TELLING: Final = frozenset({"code", "category"})


def choose_sheet(sheets: Sequence[Worksheet], choice: ReadingOptions) -> Worksheet:
    """The chosen sheet, all that have people as one list, or the one that looks most like a list of people.

    Raises `BadFile` where the workbook has no such sheet.
    """
    names = tuple(sheet.name for sheet in sheets)
    if choice.sheet and choice.sheet.casefold() != ALL_SHEETS:
        wanted = choice.sheet.casefold()
        found = [sheet for sheet in sheets if sheet.name and sheet.name.casefold() == wanted]
        if not found:
            raise BadFile(
                mark("The file has no sheet {name}. It has: {known}."),
                name=choice.sheet,
                known=", ".join(filter(None, names)) or "–",
            )
        return replace(found[0], sheets=names)
    if len(sheets) == 1:
        return replace(sheets[0], sheets=tuple(filter(None, names)))
    scores = [_score(sheet, choice) for sheet in sheets]
    if choice.sheet and any(scores):
        people = [sheet for sheet, score in zip(sheets, scores, strict=True) if score]
        return replace(_combined(people, choice), sheets=names)
    best = max(range(len(sheets)), key=lambda at: (scores[at], -at))
    rivals = tuple(
        sheet.name
        for at, sheet in enumerate(sheets)
        if at != best and scores[at] and scores[at] * 4 >= scores[best] * 3
    )
    return replace(sheets[best], sheets=names, rivals=rivals)


def _columns(sheet: Worksheet, mapping: Mapping[str, str]) -> Columns | None:
    """The columns of a sheet; of several sheets each has only some of those that were mapped by hand."""
    there = {clean(cell).casefold() for row in sheet.rows[:_FIRST_ROWS] for cell in row}
    here = {
        field: heading
        for field, heading in mapping.items()
        if not heading or all(clean(part).casefold() in there for part in heading.split(JOINT))
    }
    try:
        return find_columns(sheet.rows, here, sheet.merges)
    except BadFile:
        return None


def _score(sheet: Worksheet, choice: ReadingOptions) -> int:
    """How much a sheet looks like a list of people; 0 for one without names, or without a row."""
    columns = _columns(sheet, choice.mapping)
    if columns is None or not any(field in columns.fields for field in NAME_FIELDS):
        return 0
    if not any(any(map(str.strip, row)) for row in sheet.rows[columns.header + 1 :]):
        return 0
    headings = [heading.casefold() for heading in columns.named.values()]
    attendees = sum(heading.startswith(_ATTENDEE) for heading in headings)
    mapped = 2 * len(set(choice.mapping.values()) & set(columns.named.values()))
    return len(columns.fields) + mapped + 2 * len(_TELLING & set(columns.fields)) + 2 * attendees


def _combined(sheets: Sequence[Worksheet], choice: ReadingOptions) -> Worksheet:
    """The people of several sheets as one list, below the headings of all of them."""
    headings: dict[str, str] = {}
    rows: list[list[str]] = [[]]
    marks: list[Cell] = []
    hidden: set[int] = set()
    beginnings: list[tuple[int, str]] = []
    for sheet in sheets:
        columns = _columns(sheet, choice.mapping)
        if columns is None:
            continue
        names = [heading or f"Column {at + 1}" for at, heading in enumerate(columns.headings)]
        for name in names:
            headings.setdefault(name.casefold(), name)
        order = list(headings)
        places = [order.index(name.casefold()) for name in names]
        begins, shift = len(rows), len(rows) - columns.header - 1
        beginnings.append((begins, sheet.name))
        rows += [_placed(row, places) for row in sheet.rows[columns.header + 1 :]]
        marks += [
            Cell(cell.row + shift, places[cell.column], cell.mark)
            for cell in sheet.marks
            if cell.row > columns.header and cell.column < len(places)
        ]
        hidden |= {row + shift for row in sheet.hidden if row > columns.header}
    rows[0] = list(headings.values())
    rows = [[*row, *[""] * (len(headings) - len(row))] for row in rows]
    return Worksheet(
        rows,
        tuple(marks),
        name=", ".join(sheet.name for sheet in sheets),
        formulas=any(sheet.formulas for sheet in sheets),
        old_calendar=any(sheet.old_calendar for sheet in sheets),
        hidden=frozenset(hidden),
        beginnings=tuple(beginnings),
    )


def _placed(row: Sequence[str], places: Sequence[int]) -> list[str]:
    cells = [""] * (max(places, default=-1) + 1)
    for place, cell in zip(places, row, strict=False):
        cells[place] = cell
    return cells
