"""Validation and cleaning (normalisation) of rows: cells of a sheet to fields, with findings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from checkin.codes import LONGEST as LONGEST_CODE
from checkin.codes import Shape, external
from checkin.codes import read as read_code
from checkin.column_values import fits
from checkin.domain import NAME_FIELDS, AnswerType, Category, Status
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
from checkin.plan.event_change import free_key
from checkin.roster.answer_columns import AnswerColumns
from checkin.roster.cell_repairs import (
    Damage,
    country_name,
    is_damaged_number,
    is_no_name,
    repaired_code,
    western_digits,
    whole_number,
    without_formula,
)
from checkin.roster.file_findings import say_of_file
from checkin.roster.findings import FindingCode, Findings
from checkin.roster.heading_words import flag_words
from checkin.roster.limits import Mark
from checkin.roster.name_columns import PARTS_OF_A_NAME, TurnedNames, complete_names
from checkin.roster.row_kinds import RowKind, RowKinds, are_odd
from checkin.roster.status_words import strictest
from checkin.roster.worksheet import ReadingOptions
from checkin.same_person import email_key, folded, name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checkin.domain import Event
    from checkin.roster.headings import Columns
    from checkin.roster.worksheet import Worksheet

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
_DAMAGES: Final = {
    Damage.LOST: FindingCode.LOST_CODE,
    Damage.ROUNDED: FindingCode.ROUNDED_CODE,
    Damage.TWO: FindingCode.TWO_CODES,
}
# Two people may have one organisation, but not one of these: merged cells may have hidden somebody.
_ONE_PERSON_ALONE: Final = frozenset({*NAME_FIELDS, "number", "code"})
# A program has written that it is not known yet; of the parts of a name `complete_names` decides together.
_ABOUT_SOMEBODY: Final = frozenset({*NAME_FIELDS, "organisation", "title"}) - PARTS_OF_A_NAME
MOST_TOLD: Final = 12
AS_DETECTED: Final = ReadingOptions()


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

    def __init__(
        self,
        columns: Columns,
        event: Event,
        findings: Findings,
        choice: ReadingOptions = AS_DETECTED,
    ) -> None:
        self.new_categories: dict[str, Category] = {}  # by the folded name in the file
        self._event = event
        self._columns = columns
        self._findings = findings
        self._choice = choice
        self._field_at = {at: name for name, found in columns.fields.items() for at in found}
        self._categories = {
            word: category.key
            for category in reversed(event.categories)
            for name in (*category.name.values(), category.key)
            for word in (folded(name) + "s", folded(name))
        }
        self._flags = flag_words()
        other_way = findings.is_other(FindingCode.TURNED_NAMES, 0)
        self._turned = columns.turned is TurnedNames.CERTAIN or (
            columns.turned is TurnedNames.GUESSED and not other_way
        )
        self._answers = AnswerColumns(columns, findings, choice.statuses)
        self._rounded: set[tuple[int, int]] = set()
        self._described = {at: described(event, heading) for at, heading in columns.extras.items()}
        self._width = max(
            (at + 1 for at, heading in enumerate(columns.headings) if heading), default=0
        )

    def entries(self, sheet: Worksheet) -> list[RosterRow]:
        """An entry for every row of a person, and the findings of all rows."""
        say_of_file(sheet, self._columns, self._choice, self._findings)
        marks: dict[int, list[tuple[int, Mark]]] = {}
        for cell in sheet.marks:
            marks.setdefault(cell.row, []).append((cell.column, cell.mark))
            if cell.mark is Mark.ROUNDED:
                self._rounded.add((cell.row, cell.column))
        self._answers.look_through(sheet.rows[self._columns.header + 1 :])
        entries = []
        for at in self._rows_of_people(sheet):
            cells = [without_formula(cell) for cell in sheet.rows[at]]
            self._say_of_marks(sheet, at, marks.get(at, ()))
            entries.append(self._entry(at + 1, cells))
        self._answers.say_once()
        if not any(name in self._columns.fields for name in NAME_FIELDS):
            self._findings.add_finding(FindingCode.NO_NAME_COLUMN, 0)
            for entry in entries:
                entry.refused = True
        return entries

    def _rows_of_people(self, sheet: Worksheet) -> list[int]:
        """The rows that are people. Those that are none are said once, and a row that may be none is asked."""
        kinds = RowKinds(self._columns, self._event, sheet.merges)
        taken = self._findings.is_other(FindingCode.HIDDEN_ROWS, 0)
        found: dict[RowKind, list[int]] = {kind: [] for kind in RowKind}
        hidden = 0
        for at in range(self._columns.header + 1, len(sheet.rows)):
            if any(cell and not cell.isspace() for cell in sheet.rows[at]):
                hidden += at in sheet.hidden
                if taken or at not in sheet.hidden:
                    found[kinds.of(at, sheet.rows[at])].append(at)
        if hidden:
            self._findings.add_finding(FindingCode.HIDDEN_ROWS, 0, value=str(hidden))
        people = sorted(found[RowKind.PERSON] + found[RowKind.LONE])
        if people and found[RowKind.NO_PERSON]:
            rows = [str(at + 1) for at in found[RowKind.NO_PERSON]]
            told = ", ".join([*rows[:MOST_TOLD], *(["…"] if len(rows) > MOST_TOLD else [])])
            self._findings.add_finding(FindingCode.NO_PEOPLE, 0, value=told)
        if are_odd(len(found[RowKind.LONE]), len(people), self._columns):
            for at in found[RowKind.LONE]:
                alone = next(cell for cell in sheet.rows[at] if cell.strip())
                self._findings.add_finding(FindingCode.LONE_NAME, at + 1, value=alone)
        return people

    def _say_of_marks(self, sheet: Worksheet, at: int, marks: Iterable[tuple[int, Mark]]) -> None:
        cells = sheet.rows[at]
        for column, kind in marks:
            heading = self._heading(column)
            value = cells[column] if column < len(cells) else ""
            field = self._field_at.get(column, "")
            match kind:
                case Mark.BYTES if field or column in self._columns.extras:
                    self._findings.add_finding(FindingCode.BAD_BYTES, at + 1, heading, value)
                case Mark.MERGED if field in _ONE_PERSON_ALONE:
                    self._findings.add_finding(FindingCode.MERGED, at + 1, heading, value)
                case Mark.DATE if field in VALIDITY_FIELDS:
                    pass
                case Mark.DATE if field or value <= EARLY:
                    self._findings.add_finding(FindingCode.IS_DATE, at + 1, heading, value)

    def _heading(self, column: int) -> str:
        headings = self._columns.headings
        return headings[column] if column < len(headings) else ""

    def _entry(self, row: int, cells: list[str]) -> RosterRow:
        entry = RosterRow(row)
        self._say_of_width(row, cells)
        for name, found in self._columns.fields.items():
            if value := self._field(entry, name, found, cells):
                self._take(entry, name, found[0], value)
        for at, heading in self._columns.extras.items():
            if value := self._cell(entry.empty_columns, heading, (row, at, cells)):
                entry.extras[heading] = value
                if not fits(column := self._described[at], value):
                    known = ", ".join(column.choices)
                    code = _MISFITS[column.type]
                    self._findings.add_finding(code, row, heading, value, choices=known)
        self._answers.take(entry, cells)
        complete_names(entry.fields, turned=self._turned)
        name = entry.display_name
        if not name:
            entry.refused = True
            if any(name in self._columns.fields for name in NAME_FIELDS):
                self._findings.add_finding(FindingCode.NO_NAME, row)
        organisation = entry.fields.get("organisation", "")
        entry.name_key, entry.organisation_key = name_key(name, organisation)
        entry.email_key = email_key(entry.fields.get("email", ""))
        return entry

    def _field(
        self, entry: RosterRow, name: str, columns: tuple[int, ...], cells: list[str]
    ) -> str:
        """The value of a field: of one column, or of several with a space between them."""
        if len(columns) == 1:
            return self._cell(entry.empty, name, (entry.row, columns[0], cells))
        return " ".join(
            filter(None, (self._cell(set(), name, (entry.row, at, cells)) for at in columns))
        )

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
                self._take_code(entry, at, value)
            case "flags":
                self._take_flags(entry, value)
            case "status":
                pass  # with the other answers of the row, see `_entry`
            case "valid_from" | "valid_until":
                self._take_validity(entry, name, at, value)
            case _:
                self._take_reference(entry, name, at, value)

    def _take_reference(self, entry: RosterRow, name: str, at: int, value: str) -> None:
        """What names something of the event: a category, a delegate, sessions. Any other field is text."""
        match name:
            case "category":
                self._take_category(entry, at, value)
            case "accompanies":
                self._take_companion(entry, at, value)
            case "sessions":
                self._take_sessions(entry, at, value)
            case _:
                self._take_text(entry, name, at, value)

    def _take_text(self, entry: RosterRow, name: str, at: int, value: str) -> None:
        match name:
            case "country":
                value = country_name(value)
            case "phone":
                value = whole_number(value)
                if is_damaged_number(value):
                    self._findings.add_finding(
                        FindingCode.DAMAGED_NUMBER, entry.row, self._heading(at), value
                    )
            case _ if name in _ABOUT_SOMEBODY and is_no_name(value):
                return  # "Info Requested": nobody has said who comes
        entry.fields[name] = value
        self._say_of_text(entry.row, name, at, value)

    def _take_code(self, entry: RosterRow, at: int, value: str) -> None:
        rounded = (entry.row - 1, at) in self._rounded
        code, damage = repaired_code(value, rounded=rounded)
        if damage:
            self._findings.add_finding(
                _DAMAGES[damage], entry.row, self._heading(at), code or value
            )
        reading = read_code(code)
        entry.code = reading.code if reading.shape is Shape.OURS else external(code)

    def _say_of_text(self, row: int, name: str, at: int, value: str) -> None:
        for code in _oddities(name, value):
            self._findings.add_finding(code, row, self._heading(at), value)

    def _take_number(self, entry: RosterRow, at: int, value: str) -> None:
        digits = whole_number(western_digits(value))
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
            if self._findings.is_other(FindingCode.UNKNOWN_CATEGORY, entry.row):
                key = self._new_category(value)
        if key is not None:
            entry.fields["category"] = key

    def _new_category(self, name: str) -> str:
        """The key of a category that the import adds, the same for each row that names it."""
        known = self.new_categories.get(folded(name))
        if known is None:
            made = tuple(category.key for category in self.new_categories.values())
            known = Category(free_key(self._event, name, made), {"en": name})
            self.new_categories[folded(name)] = known
        return known.key

    def _take_companion(self, entry: RosterRow, at: int, value: str) -> None:
        if found := delegate_number(whole_number(western_digits(value))):
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
        entry.status = strictest(*known)
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
