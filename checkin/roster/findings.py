"""Import findings (validation messages) about a file, its rows and its cells."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from checkin.domain import Finding, Severity
from checkin.language import mark
from checkin.names import clean
from checkin.roster.answers import NO_ANSWERS, FindingAnswer
from checkin.wording import flag_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.language import Language
    from checkin.roster.answers import Answers

LONGEST_VALUE: Final = 200


class FindingCode(StrEnum):
    # the whole file
    ENCODING_GUESSED = "encoding_guessed"
    REMEMBERED = "remembered"
    OTHER_SHEETS = "other_sheets"
    SHEETS_OF_PEOPLE = "sheets_of_people"
    SHEET_BEGINS = "sheet_begins"
    HIDDEN_ROWS = "hidden_rows"
    NO_PEOPLE = "no_people"
    FORMULAS = "formulas"
    OLD_CALENDAR = "old_calendar"
    NO_NAME_COLUMN = "no_name_column"
    IGNORED_COLUMN = "ignored_column"
    SPARE_COLUMN = "spare_column"
    TWIN_COLUMN = "twin_column"
    TURNED_NAMES = "turned_names"
    STATUS_DIFFERS = "status_differs"
    STATUS_READ = "status_read"
    STATUS_EXPECTED = "status_expected"
    STATUS_PENDING = "status_pending"
    STATUS_CANCELLED = "status_cancelled"
    STATUS_UNREADABLE = "status_unreadable"
    STATUS_OF_DAYS = "status_of_days"
    NOBODY_EXPECTED = "nobody_expected"
    MARKS_READ = "marks_read"
    UNKNOWN_ANSWER = "unknown_answer"
    LIMITS_SESSION = "limits_session"
    # one row or cell
    TOO_FEW_CELLS = "too_few_cells"
    TOO_MANY_CELLS = "too_many_cells"
    NO_NAME = "no_name"
    LONE_NAME = "lone_name"
    BAD_NUMBER = "bad_number"
    DAMAGED_NUMBER = "damaged_number"
    LOST_CODE = "lost_code"
    ROUNDED_CODE = "rounded_code"
    TWO_CODES = "two_codes"
    UNKNOWN_CATEGORY = "unknown_category"
    UNKNOWN_SESSION = "unknown_session"
    BAD_TIME = "bad_time"
    BACKWARDS = "backwards"
    BAD_COMPANION = "bad_companion"
    UNKNOWN_COMPANION = "unknown_companion"
    ODD_EMAIL = "odd_email"
    NO_CHOICE = "no_choice"
    NO_YES_OR_NO = "no_yes_or_no"
    NOT_A_NUMBER = "not_a_number"
    BAD_BYTES = "bad_bytes"
    IS_DATE = "is_date"
    MERGED = "merged"
    LIKE_FORMULA = "like_formula"
    CONFUSABLE = "confusable"
    LONG_NAME = "long_name"
    CUT = "cut"
    LINES = "lines"
    CONTROL = "control"
    DIRECTION = "direction"
    INVISIBLE = "invisible"
    SURROGATE = "surrogate"
    MARKS = "marks"
    # identity of a row
    DUPLICATE = "duplicate"
    HOMONYM = "homonym"
    SAME_NAME = "same_name"
    SAME_EMAIL = "same_email"
    OTHER_NAME = "other_name"
    OTHER_EMAIL = "other_email"
    OTHER_ORGANISATION = "other_organisation"
    NUMBER_KEPT = "number_kept"
    NUMBER_TAKEN = "number_taken"
    CODE_TAKEN = "code_taken"
    AMBIGUOUS = "ambiguous"
    NAME_IN_USE = "name_in_use"
    WATCHED = "watched"
    # a list that comes again
    HANDED_OVER = "handed_over"
    REPLACED = "replaced"
    GONE = "gone"
    CORRECTED = "corrected"
    CORRECTED_TOO = "corrected_too"
    STAYS_CANCELLED = "stays_cancelled"
    EXPECTED_AGAIN = "expected_again"
    IS_INSIDE = "is_inside"
    ERASED = "erased"


_NOTE, _DOUBT, _REFUSED = Severity.NOTE, Severity.DOUBT, Severity.REFUSED

_WORDS: Final[Mapping[FindingCode, tuple[Severity, str]]] = {
    FindingCode.ENCODING_GUESSED: (
        _DOUBT,
        mark("The file does not say how its letters are written; it was read as {value}. Look at the names: if they are wrong, choose another encoding."),
    ),
    FindingCode.REMEMBERED: (_NOTE, mark("The columns are read as they were chosen for the last list with these headings.")),
    FindingCode.OTHER_SHEETS: (_NOTE, mark("The sheet {value} was read. Not read: {others}.")),
    FindingCode.SHEETS_OF_PEOPLE: (_DOUBT, mark("More than one sheet has people. Only {value} was read. Choose another sheet, or all of them, if these belong to the list: {others}.")),
    FindingCode.SHEET_BEGINS: (_NOTE, mark("From here on the rows are those of the sheet {value}.")),
    FindingCode.HIDDEN_ROWS: (_DOUBT, mark("Rows that are hidden in the sheet: {value}. They stay out.")),
    FindingCode.NO_PEOPLE: (_NOTE, mark("These rows are headings, totals or notes and no people. They stay out: {value}.")),
    FindingCode.FORMULAS: (_NOTE, mark("The sheet has formulas. Their last results were taken.")),
    FindingCode.OLD_CALENDAR: (
        _DOUBT,
        mark("The workbook counts its days from 1904. Look at the dates: they may be four years off."),
    ),
    FindingCode.NO_NAME_COLUMN: (
        _REFUSED,
        mark("No column has names in it. Say which one has: the field is name, native_name, family_name or given_name."),
    ),
    FindingCode.IGNORED_COLUMN: (
        _DOUBT,
        mark("The column {column} was not read: a list gives nobody rights, and names no file of this machine."),
    ),
    FindingCode.SPARE_COLUMN: (
        _NOTE,
        mark("The column {column} could be {field} too. It was kept beside it, for the organiser."),
    ),
    FindingCode.TWIN_COLUMN: (_DOUBT, mark("Two columns have one heading and differ. The first is {field}; {column} was kept beside it, for the organiser.")),
    FindingCode.TURNED_NAMES: (_DOUBT, mark("The names have a comma, the family name before it. They come in with the given name first.")),
    FindingCode.STATUS_DIFFERS: (_DOUBT, mark("The column {column} says otherwise: fewer people may come. It is not followed. People: {count}.")),
    FindingCode.STATUS_READ: (_NOTE, mark("The column {column} says who comes. Cancelled: {cancelled}. Waiting for approval: {pending}.")),
    FindingCode.STATUS_EXPECTED: (_DOUBT, mark("What {value} means for coming is not known. Whoever has it is taken as expected.")),
    FindingCode.STATUS_PENDING: (_DOUBT, mark("What {value} means for coming is not known. Whoever has it waits for approval.")),
    FindingCode.STATUS_CANCELLED: (_DOUBT, mark("What {value} means for coming is not known. Whoever has it is taken as cancelled.")),
    FindingCode.STATUS_UNREADABLE: (_DOUBT, mark("The column {column} has too many different words to say who comes. Everybody is expected; the words were kept for the organiser.")),
    FindingCode.STATUS_OF_DAYS: (_DOUBT, mark("These columns say of each day who comes: {value}. They were kept for the organiser. Who comes on any day is expected on all; who comes on none is cancelled.")),
    FindingCode.NOBODY_EXPECTED: (_DOUBT, mark("After the column {column} nobody may come. Cancelled: {cancelled}. Waiting for approval: {pending}.")),
    FindingCode.MARKS_READ: (_NOTE, mark("The column {column} gives a mark: {flag}. People: {count}.")),
    FindingCode.UNKNOWN_ANSWER: (_DOUBT, mark("{value} is neither yes nor no. It was taken for the mark {flag}.")),
    FindingCode.LIMITS_SESSION: (
        _NOTE,
        mark("So far {value} is for everybody. With this file, only those invited by name may enter."),
    ),
    FindingCode.TOO_FEW_CELLS: (
        _DOUBT,
        mark("The row has fewer cells than there are headings. What is missing counts as empty."),
    ),
    FindingCode.TOO_MANY_CELLS: (
        _DOUBT,
        mark("The row has more cells than there are headings. The last ones are left out; a comma in a name may have moved the others."),
    ),
    FindingCode.NO_NAME: (_REFUSED, mark("There is no name in this row. It stays out.")),
    FindingCode.LONE_NAME: (_DOUBT, mark("Nothing but {value} stands in this row. It comes in as a person; if it is a title, leave the row out.")),
    FindingCode.DAMAGED_NUMBER: (_DOUBT, mark("A spreadsheet has shortened this number to {value}. Its digits are lost.")),
    FindingCode.LOST_CODE: (_DOUBT, mark("{value} is what a spreadsheet has left of a code. The delegate comes in without it.")),
    FindingCode.ROUNDED_CODE: (_DOUBT, mark("The code {value} is longer than a spreadsheet keeps numbers. Its last digits may be wrong.")),
    FindingCode.TWO_CODES: (_DOUBT, mark("The cell has several codes. Only {value} is taken.")),
    FindingCode.BAD_NUMBER: (
        _REFUSED,
        mark("{value} is no number of a delegate: 1, 2, 3 and so on. The row stays out."),
    ),
    FindingCode.UNKNOWN_CATEGORY: (
        _DOUBT,
        mark("The event has no category {value}. The delegate comes in without one."),
    ),
    FindingCode.UNKNOWN_SESSION: (
        _DOUBT,
        mark("The event has no session {value}. The delegate is not invited to it."),
    ),
    FindingCode.BAD_TIME: (
        _DOUBT,
        mark("{value} is no day or time such as 2026-10-30 or 2026-10-30 13:00. The delegate comes in without it."),
    ),
    FindingCode.BACKWARDS: (
        _DOUBT,
        mark("The time ends before it begins: {value}. Nobody is let in by it."),
    ),
    FindingCode.NO_CHOICE: (
        _DOUBT,
        mark("{value} is none of the choices of this column: {choices}. It is kept as text."),
    ),
    FindingCode.NO_YES_OR_NO: (_DOUBT, mark("{value} is neither yes nor no. It is kept as text.")),
    FindingCode.NOT_A_NUMBER: (_DOUBT, mark("{value} is no number. It is kept as text.")),
    FindingCode.BAD_COMPANION: (
        _DOUBT,
        mark("{value} is no number of a delegate. The row comes in as somebody who accompanies nobody."),
    ),
    FindingCode.UNKNOWN_COMPANION: (
        _DOUBT,
        mark("Nobody on the roster or in the file has the number {value}, whom this person accompanies."),
    ),
    FindingCode.ODD_EMAIL: (_NOTE, mark("{value} does not look like an e-mail address. It was kept as it is.")),
    FindingCode.BAD_BYTES: (
        _DOUBT,
        mark("Some letters here could not be read; � stands for them. Correct the file, or the name afterwards."),
    ),
    FindingCode.IS_DATE: (
        _DOUBT,
        mark("The cell is a date, which a spreadsheet may have made of something else. It was taken as {value}."),
    ),
    FindingCode.MERGED: (
        _DOUBT,
        mark("The cell is merged with others, and counts for each of their rows. Somebody may be missing."),
    ),
    FindingCode.LIKE_FORMULA: (_NOTE, mark("This looks like a formula. It is kept as text and never run.")),
    FindingCode.CONFUSABLE: (
        _NOTE,
        mark("The name mixes letters of two scripts that look alike. It may pass for another name."),
    ),
    FindingCode.LONG_NAME: (_NOTE, mark("The name is so long that a badge will cut it.")),
    FindingCode.CUT: (_DOUBT, mark("The text is longer than {most} letters. Its end was cut.")),
    FindingCode.LINES: (_NOTE, mark("The text had several lines. It is kept on one.")),
    FindingCode.CONTROL: (_DOUBT, mark("Control characters were taken out.")),
    FindingCode.DIRECTION: (
        _DOUBT,
        mark("A hidden mark that turns the direction of writing was taken out. The name may have looked like another."),
    ),
    FindingCode.INVISIBLE: (_NOTE, mark("Characters that cannot be seen were taken out.")),
    FindingCode.SURROGATE: (_DOUBT, mark("Halves of characters were taken out.")),
    FindingCode.MARKS: (_DOUBT, mark("Piled-up accents were cut to three on a letter.")),
    FindingCode.DUPLICATE: (
        _REFUSED,
        mark("This is the same person as in row {other}. The row stays out."),
    ),
    FindingCode.HOMONYM: (
        _DOUBT,
        mark("Row {other} has the same name. Both come in, as two people; if it is one, delete one of the rows."),
    ),
    FindingCode.SAME_NAME: (
        _DOUBT,
        mark("Number {number} on the roster has the same name. The row comes in as somebody else; if it is the same person, put the number into the file."),
    ),
    FindingCode.SAME_EMAIL: (
        _DOUBT,
        mark("Somebody else has the same e-mail address. The row comes in as a person of its own."),
    ),
    FindingCode.OTHER_NAME: (
        _DOUBT,
        mark("This is number {number} on the roster, by number, code or e-mail, and the name is another. The name is changed."),
    ),
    FindingCode.OTHER_EMAIL: (
        _DOUBT,
        mark("This is number {number} on the roster, by name and organisation. The e-mail address is changed."),
    ),
    FindingCode.OTHER_ORGANISATION: (
        _DOUBT,
        mark("This is taken for number {number} on the roster, by the name alone, for the file has no organisations."),
    ),
    FindingCode.NUMBER_KEPT: (
        _DOUBT,
        mark("This is number {number} on the roster, and numbers are given once. The number {value} is not taken over."),
    ),
    FindingCode.NUMBER_TAKEN: (
        _REFUSED,
        mark("Row {other} has the same number, and it is somebody else. The row stays out."),
    ),
    FindingCode.CODE_TAKEN: (
        _REFUSED,
        mark("This code is somebody else's already. The row stays out."),
    ),
    FindingCode.AMBIGUOUS: (
        _REFUSED,
        mark("More than one person on the roster could be this one. Put the number into the file; until then the row stays out."),
    ),
    FindingCode.WATCHED: (
        _NOTE,
        mark("This may be somebody on the watch list. The desk will quietly ask for a lead."),
    ),
    FindingCode.NAME_IN_USE: (
        _DOUBT,
        mark("This name is in use on a badge already. The row comes in; make sure that nobody is taken for another."),
    ),
    FindingCode.HANDED_OVER: (
        _DOUBT,
        mark("Number {number} on the roster, {name}, had this ticket or number, and this is somebody else. They come in as a new person, with nothing of the old one."),
    ),
    FindingCode.REPLACED: (
        _DOUBT,
        mark("Somebody else has the place of number {number}, {name}, in this list. They are cancelled."),
    ),
    FindingCode.GONE: (
        _DOUBT,
        mark("Number {number}, {name}, is not in this list any more. They stay on the roster."),
    ),
    FindingCode.CORRECTED: (
        _NOTE,
        mark("Corrected by hand: {kept}. It is kept."),
    ),
    FindingCode.CORRECTED_TOO: (
        _DOUBT,
        mark("Corrected by hand, and the list has changed it too. {kept} is kept."),
    ),
    FindingCode.STAYS_CANCELLED: (
        _DOUBT,
        mark("An import cancelled number {number}, and they are in this list. They stay cancelled."),
    ),
    FindingCode.EXPECTED_AGAIN: (
        _DOUBT,
        mark("An import cancelled number {number}, and this list expects them. They are expected again."),
    ),
    FindingCode.IS_INSIDE: (
        _DOUBT,
        mark("Number {number} has been let in already. Their status becomes {value}, as the list says."),
    ),
    FindingCode.ERASED: (
        _REFUSED,
        mark("This person was erased from the roster. The row stays out."),
    ),
}  # fmt: skip

# Of somebody who is in no row of the file: their number is the place of the finding.
ABOUT_NOBODY_IN_THE_FILE: Final = frozenset({FindingCode.GONE, FindingCode.REPLACED})


class Findings:
    """Collects findings, in one language; `answers` say which of them were decided otherwise."""

    def __init__(self, language: Language, answers: Answers = NO_ANSWERS) -> None:
        self._language = language
        self._answers = answers
        self._found: list[Finding] = []

    def is_other(self, code: FindingCode, place: int) -> bool:
        """Whether the other way was chosen for a finding of this kind at this place."""
        return self._answers.of(code, place) is FindingAnswer.OTHER

    def add_finding(
        self, code: FindingCode, row: int, column: str = "", value: str = "", **facts: object
    ) -> None:
        """Adds a finding; `row` is the spreadsheet's row number, 0 the whole file."""
        severity, sentence = _WORDS[code]
        if "flag" in facts:
            facts["flag"] = flag_name(str(facts["flag"]), self._language)
        shown = clean(value)[:LONGEST_VALUE]
        message = self._language.text(sentence, value=shown, column=column, **facts)
        number = facts.get("number", 0) if code in ABOUT_NOBODY_IN_THE_FILE else 0
        assert isinstance(number, int)  # noqa: S101 — as all who add such a finding give it
        self._found.append(
            Finding(row, column, shown, code.value, message, severity, number=number)
        )

    def in_order(self) -> tuple[Finding, ...]:
        """Sorted by row; within a row, in the order of adding."""
        return tuple(sorted(self._found, key=lambda finding: finding.row))
