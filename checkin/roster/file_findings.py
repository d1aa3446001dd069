"""Findings about a file as a whole: its encoding, its sheets, its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.domain import NAME_FIELDS
from checkin.roster.findings import FindingCode
from checkin.roster.limits import Mark
from checkin.roster.name_columns import TurnedNames

if TYPE_CHECKING:
    from checkin.roster.findings import Findings
    from checkin.roster.headings import Columns
    from checkin.roster.worksheet import ReadingOptions, Worksheet


def say_of_file(
    sheet: Worksheet, columns: Columns, choice: ReadingOptions, findings: Findings
) -> None:
    """Says how a file was read where that could be otherwise."""
    say = findings.add_finding
    if sheet.guessed:
        say(FindingCode.ENCODING_GUESSED, 0, value=sheet.encoding)
    if choice.remembered:
        say(FindingCode.REMEMBERED, 0)
    _say_of_sheets(sheet, choice, findings)
    if sheet.formulas:
        say(FindingCode.FORMULAS, 0)
    if sheet.old_calendar and any(cell.mark is Mark.DATE for cell in sheet.marks):
        say(FindingCode.OLD_CALENDAR, 0)
    if columns.turned is TurnedNames.GUESSED:
        say(FindingCode.TURNED_NAMES, 0, columns.named["name"])
    row = columns.header + 1
    for at in columns.ignored:
        say(FindingCode.IGNORED_COLUMN, row, columns.headings[at])
    for at, name in columns.passed_over.items():
        twin = at in columns.twins and name in (*NAME_FIELDS, "email", "code", "status")
        code = FindingCode.TWIN_COLUMN if twin else FindingCode.SPARE_COLUMN
        say(code, row, columns.headings[at], field=name)


def _say_of_sheets(sheet: Worksheet, choice: ReadingOptions, findings: Findings) -> None:
    say = findings.add_finding
    others = [name for name in sheet.sheets if name != sheet.name]
    if sheet.beginnings:
        read = [name for _, name in sheet.beginnings]
        others = [name for name in others if name not in read]
        for row, name in sheet.beginnings:
            say(FindingCode.SHEET_BEGINS, row + 1, value=name)
    if sheet.rivals and not choice.sheet:
        say(FindingCode.SHEETS_OF_PEOPLE, 0, value=sheet.name, others=", ".join(sheet.rivals))
        others = [name for name in others if name not in sheet.rivals]
    if others:
        say(FindingCode.OTHER_SHEETS, 0, value=sheet.name, others=", ".join(others))
