"""Validation and cleaning (normalisation) of rows: cells of a sheet to fields, with findings."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from checkin.codes import LONGEST as LONGEST_CODE
from checkin.codes import Shape, external
from checkin.codes import read as read_code
from checkin.column_values import fits
from checkin.domain import NAME_FIELDS, AnswerType, Status
from checkin.field_values import (
    SEPARATORS,
    VALIDITY_FIELDS,
    day_or_time,
    delegate_number,
    is_backwards,
    own_sessions,
)
from checkin.names import Cleaned, clean, confusable, fold, what_was_cleaned
from checkin.own_columns import described
from checkin.roster.findings import FindingCode, Findings
from checkin.roster.headings import flag_words
from checkin.roster.limits import Mark
from checkin.same_person import email_key, folded, name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checkin.domain import Event
    from checkin.roster.headings import Columns
    from checkin.roster.reading import Worksheet

LONGEST: Final[Mapping[str, int]] = {"notes": 4_000, "code": LONGEST_CODE}
LONGEST_OTHERS: Final = 1_000
LONG_NAME: Final = 120
EARLY: Final = "1904-12-31"
_NUMBER: Final = re.compile("[0-9]{1,9}")
_FORMULA: Final = tuple("=+-@")
_CLEANED: Final = {kind: FindingCode(kind.value) for kind in Cleaned}
_MISFITS: Final = {
    AnswerType.CHOICE: FindingCode.NO_CHOICE,
    AnswerType.YES_NO: FindingCode.NO_YES_OR_NO,
    AnswerType.NUMBER: FindingCode.NOT_A_NUMBER,
}
_STATUSES: Final = frozenset({Status.CANCELLED.value, Status.PENDING.value})


@dataclass(slots=True)
class RosterRow:
    """The filled fields of a row."""

    row: int  # row number of the spreadsheet
    number: int | None = None
    code: str = ""
    status: str = ""
    flags: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    extras: dict[str, str] = field(default_factory=dict)
    refused: bool = False
    # Fields and own columns whose cell is there and has nothing in it.
    empty: set[str] = field(default_factory=set)
    empty_columns: set[str] = field(default_factory=set)
    # Folded keys for matching.
    name_key: str = ""
    organisation_key: str = ""
    email_key: str = ""

    @property
    def display_name(self) -> str:
        fields = self.fields
        parts = f"{fields.get('given_name', '')} {fields.get('family_name', '')}".strip()
        return fields.get("name") or parts or fields.get("native_name", "")


class RowReader:
    """Converts the rows of one sheet, for one event."""

    def __init__(self, columns: Columns, event: Event, findings: Findings) -> None:
        self._event = event
        self._columns = columns
        self._findings = findings
        self._field_at = {at: name for name, at in columns.fields.items()}
        self._categories = {
            folded(word): category.key
            for category in reversed(event.categories)
            for word in (*category.name.values(), category.key)
        }
        self._flags = flag_words()
        self._described = {at: described(event, heading) for at, heading in columns.extras.items()}
        self._width = max(
            (at + 1 for at, heading in enumerate(columns.headings) if heading), default=0
        )

    def entries(self, sheet: Worksheet) -> list[RosterRow]:
        """An entry for every row with content, and the findings of all rows."""
        self._say_of_file(sheet)
        marks: dict[int, list[tuple[int, Mark]]] = {}
        for cell in sheet.marks:
            marks.setdefault(cell.row, []).append((cell.column, cell.mark))
        entries = []
        for at in range(self._columns.header + 1, len(sheet.rows)):
            cells = sheet.rows[at]
            if any(cell and not cell.isspace() for cell in cells):
                self._say_of_marks(sheet, at, marks.get(at, ()))
                entries.append(self._entry(at + 1, cells))
        if not any(name in self._columns.fields for name in NAME_FIELDS):
            self._findings.add_finding(FindingCode.NO_NAME_COLUMN, 0)
            for entry in entries:
                entry.refused = True
        return entries

    def _say_of_file(self, sheet: Worksheet) -> None:
        say, columns = self._findings.add_finding, self._columns
        if sheet.guessed:
            say(FindingCode.ENCODING_GUESSED, 0, value=sheet.encoding)
        if sheet.sheets > 1:
            say(FindingCode.OTHER_SHEETS, 0, value=sheet.name)
        if sheet.formulas:
            say(FindingCode.FORMULAS, 0)
        if sheet.old_calendar and any(cell.mark is Mark.DATE for cell in sheet.marks):
            say(FindingCode.OLD_CALENDAR, 0)
        for at in columns.ignored:
            say(FindingCode.IGNORED_COLUMN, columns.header + 1, columns.headings[at])
        for at, name in columns.passed_over.items():
            say(FindingCode.SPARE_COLUMN, columns.header + 1, columns.headings[at], field=name)

    def _say_of_marks(self, sheet: Worksheet, at: int, marks: Iterable[tuple[int, Mark]]) -> None:
        cells = sheet.rows[at]
        for column, kind in marks:
            heading = self._heading(column)
            value = cells[column] if column < len(cells) else ""
            known = column in self._field_at
            match kind:
                case Mark.BYTES if known or column in self._columns.extras:
                    self._findings.add_finding(FindingCode.BAD_BYTES, at + 1, heading, value)
                case Mark.MERGED if known:
                    self._findings.add_finding(FindingCode.MERGED, at + 1, heading, value)
                case Mark.DATE if self._field_at.get(column) in VALIDITY_FIELDS:
                    pass
                case Mark.DATE if known or value <= EARLY:
                    self._findings.add_finding(FindingCode.IS_DATE, at + 1, heading, value)

    def _heading(self, column: int) -> str:
        headings = self._columns.headings
        return headings[column] if column < len(headings) else ""

    def _entry(self, row: int, cells: list[str]) -> RosterRow:
        entry = RosterRow(row)
        self._say_of_width(row, cells)
        for name, at in self._columns.fields.items():
            if value := self._cell(entry.empty, name, (row, at, cells)):
                self._take(entry, name, at, value)
        for at, heading in self._columns.extras.items():
            if value := self._cell(entry.empty_columns, heading, (row, at, cells)):
                entry.extras[heading] = value
                if not fits(column := self._described[at], value):
                    known = ", ".join(column.choices)
                    code = _MISFITS[column.type]
                    self._findings.add_finding(code, row, heading, value, choices=known)
        name = entry.display_name
        if not name:
            entry.refused = True
            if any(name in self._columns.fields for name in NAME_FIELDS):
                self._findings.add_finding(FindingCode.NO_NAME, row)
        organisation = entry.fields.get("organisation", "")
        entry.name_key, entry.organisation_key = name_key(name, organisation)
        entry.email_key = email_key(entry.fields.get("email", ""))
        return entry

    def _cell(self, empty: set[str], name: str, place: tuple[int, int, list[str]]) -> str:
        """The cleaned value; a cell that is there and has nothing in it is noted in `empty`."""
        row, at, cells = place
        if at >= len(cells):
            return ""
        most = LONGEST.get(self._field_at.get(at, ""), LONGEST_OTHERS)
        value = cells[at] and self._clean(row, at, cells[at], most)
        if not value:
            empty.add(name)
        return value

    def _say_of_width(self, row: int, cells: list[str]) -> None:
        if len(cells) < self._width:
            self._findings.add_finding(FindingCode.TOO_FEW_CELLS, row)
        elif any(cell.strip() for cell in cells[len(self._columns.headings) :]):
            self._findings.add_finding(FindingCode.TOO_MANY_CELLS, row)

    def _clean(self, row: int, at: int, raw: str, most: int) -> str:
        value = clean(raw)
        if value != raw:
            for kind in what_was_cleaned(raw):
                self._findings.add_finding(_CLEANED[kind], row, self._heading(at), raw)
        if len(value) > most:
            self._findings.add_finding(FindingCode.CUT, row, self._heading(at), value, most=most)
            value = clean(value[:most])
        return value

    def _take(self, entry: RosterRow, name: str, at: int, value: str) -> None:
        match name:
            case "number":
                self._take_number(entry, at, value)
            case "code":
                reading = read_code(value)
                entry.code = reading.code if reading.shape is Shape.OURS else external(value)
            case "flags":
                self._take_flags(entry, value)
            case "category":
                self._take_category(entry, at, value)
            case "accompanies":
                self._take_companion(entry, at, value)
            case "sessions":
                self._take_sessions(entry, at, value)
            case "valid_from" | "valid_until":
                self._take_validity(entry, name, at, value)
            case _:
                entry.fields[name] = value
                self._say_of_text(entry.row, name, at, value)

    def _say_of_text(self, row: int, name: str, at: int, value: str) -> None:
        for code in _oddities(name, value):
            self._findings.add_finding(code, row, self._heading(at), value)

    def _take_number(self, entry: RosterRow, at: int, value: str) -> None:
        digits = unicodedata.normalize("NFKC", value)
        if _NUMBER.fullmatch(digits) and int(digits):
            entry.number = int(digits)
        else:
            entry.refused = True
            self._findings.add_finding(FindingCode.BAD_NUMBER, entry.row, self._heading(at), value)

    def _take_category(self, entry: RosterRow, at: int, value: str) -> None:
        key = self._categories.get(folded(value))
        if key is None:
            self._findings.add_finding(
                FindingCode.UNKNOWN_CATEGORY, entry.row, self._heading(at), value
            )
        else:
            entry.fields["category"] = key

    def _take_companion(self, entry: RosterRow, at: int, value: str) -> None:
        if found := delegate_number(value):
            entry.fields["accompanies"] = found
        else:
            self._findings.add_finding(
                FindingCode.BAD_COMPANION, entry.row, self._heading(at), value
            )

    def _take_sessions(self, entry: RosterRow, at: int, value: str) -> None:
        keys, unknown = own_sessions(value, self._event)
        if keys:
            entry.fields["sessions"] = keys
        for word in unknown:
            self._findings.add_finding(
                FindingCode.UNKNOWN_SESSION, entry.row, self._heading(at), word
            )

    def _take_validity(self, entry: RosterRow, name: str, at: int, value: str) -> None:
        found = day_or_time(value)
        if not found:
            self._findings.add_finding(FindingCode.BAD_TIME, entry.row, self._heading(at), value)
            return
        entry.fields[name] = found
        period = (entry.fields.get("valid_from", ""), entry.fields.get("valid_until", ""))
        if is_backwards(*period):
            self._findings.add_finding(
                FindingCode.BACKWARDS, entry.row, self._heading(at), " – ".join(period)
            )

    def _take_flags(self, entry: RosterRow, value: str) -> None:
        words = [word.strip() for word in SEPARATORS.split(value)]
        known = [self._flags.get(fold(word).replace(" ", ""), word) for word in words if word]
        entry.status = next((word for word in known if word in _STATUSES), "")
        entry.flags = tuple(dict.fromkeys(word for word in known if word not in _STATUSES))


def _oddities(name: str, value: str) -> Iterator[FindingCode]:
    if value.startswith(_FORMULA) and name != "phone":
        yield FindingCode.LIKE_FORMULA
    if name == "email" and ("@" not in value or " " in value):
        yield FindingCode.ODD_EMAIL
    if name in NAME_FIELDS:
        if not value.isascii() and confusable(value):
            yield FindingCode.CONFUSABLE
        if len(value) > LONG_NAME:
            yield FindingCode.LONG_NAME
