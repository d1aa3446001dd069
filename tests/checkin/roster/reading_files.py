"""Helpers: what comes of a roster file, read in this process and without a store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkin.domain import Severity
from checkin.language import load
from checkin.roster import Answers, ReadingOptions
from checkin.roster.answers import NO_ANSWERS
from checkin.roster.findings import Findings
from checkin.roster.headings import find_columns
from checkin.roster.limits import Limits
from checkin.roster.parsing import parse
from checkin.roster.reading import worksheets
from checkin.roster.rows import RosterRow, RowReader
from checkin.roster.sheets import choose_sheet
from tests import factories

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.domain import Finding

ENGLISH = load("en")
CATEGORIES = ("parliamentarian", "scholar", "press", "witness", "staff")
EVENT = factories.event(categories=tuple(map(factories.category, CATEGORIES)))


@dataclass(frozen=True)
class Come:
    """What came of a file: its rows by name, what each column is, and the codes of what was said."""

    people: dict[str, RosterRow]
    columns: dict[str, str]
    codes: list[str]
    doubts: set[str]
    findings: tuple[Finding, ...]

    def status(self, name: str) -> str:
        return self.people[name].status or "expected"

    def of(self, name: str, *fields: str) -> list[str]:
        return [self.people[name].fields.get(field, "") for field in fields]


def come(
    data: bytes | str | Path, choice: ReadingOptions | None = None, answers: Answers = NO_ANSWERS
) -> Come:
    """Reads a file in this process, as an import does."""
    choice = choice or ReadingOptions()
    raw = (
        data.encode()
        if isinstance(data, str)
        else data
        if isinstance(data, bytes)
        else data.read_bytes()
    )
    sheet = choose_sheet(
        worksheets(parse(raw, choice.encoding, choice.delimiter, Limits())), choice
    )
    columns = find_columns(sheet.rows, choice.mapping, sheet.merges)
    findings = Findings(ENGLISH, answers)
    rows = RowReader(columns, EVENT, findings, choice).entries(sheet)
    said = findings.in_order()
    return Come(
        {row.display_name: row for row in rows if not row.refused},
        columns.named,
        [finding.code for finding in said],
        {finding.code for finding in said if finding.severity is Severity.DOUBT},
        said,
    )


def lines(*rows: str) -> str:
    return "\n".join(rows) + "\n"
