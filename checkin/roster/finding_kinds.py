"""Kinds of findings, as somebody decides them: a title, the ways to decide, and what was decided so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin.domain import Severity
from checkin.language import mark
from checkin.roster.findings import FindingCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checkin.domain import Finding
    from checkin.roster.answers import Answers, FindingAnswer

_LETTERS: Final = mark("Letters that cannot be right")
_CELLS: Final = mark("Too few or too many cells")
_TIMES: Final = mark("Days and times")
_COMPANIONS: Final = mark("Whom somebody accompanies")

_WHO_COMES: Final = mark("Who comes")
_CODES: Final = mark("Damaged codes")
_VALUES: Final = mark("Values that do not fit")

_TITLES: Final[Mapping[str, str]] = {
    FindingCode.ENCODING_GUESSED: mark("How the letters are written"),
    FindingCode.OLD_CALENDAR: mark("Dates counted from 1904"),
    FindingCode.NO_NAME_COLUMN: mark("No column of names"),
    FindingCode.IGNORED_COLUMN: mark("Columns that are not read"),
    FindingCode.TOO_FEW_CELLS: _CELLS,
    FindingCode.TOO_MANY_CELLS: _CELLS,
    FindingCode.NO_NAME: mark("Rows without a name"),
    FindingCode.BAD_NUMBER: mark("Not a delegate's number"),
    FindingCode.UNKNOWN_CATEGORY: mark("Unknown category"),
    FindingCode.UNKNOWN_SESSION: mark("Unknown session"),
    FindingCode.BAD_TIME: _TIMES,
    FindingCode.BACKWARDS: _TIMES,
    FindingCode.BAD_COMPANION: _COMPANIONS,
    FindingCode.UNKNOWN_COMPANION: _COMPANIONS,
    FindingCode.BAD_BYTES: _LETTERS,
    FindingCode.CONTROL: _LETTERS,
    FindingCode.DIRECTION: _LETTERS,
    FindingCode.SURROGATE: _LETTERS,
    FindingCode.MARKS: _LETTERS,
    FindingCode.IS_DATE: mark("Perhaps no date"),
    FindingCode.MERGED: mark("Merged cells"),
    FindingCode.CUT: mark("Texts that are too long"),
    FindingCode.DUPLICATE: mark("Twice in the file"),
    FindingCode.HOMONYM: mark("Same name twice in the file"),
    FindingCode.SAME_NAME: mark("Same name on the roster"),
    FindingCode.SAME_EMAIL: mark("Same e-mail address"),
    FindingCode.OTHER_NAME: mark("Another name"),
    FindingCode.OTHER_EMAIL: mark("Another e-mail address"),
    FindingCode.OTHER_ORGANISATION: mark("Matched by the name alone"),
    FindingCode.NUMBER_KEPT: mark("Another number"),
    FindingCode.NUMBER_TAKEN: mark("Number of somebody else"),
    FindingCode.CODE_TAKEN: mark("Code of somebody else"),
    FindingCode.AMBIGUOUS: mark("Could be several people"),
    FindingCode.NAME_IN_USE: mark("Name on another badge"),
    FindingCode.HANDED_OVER: mark("Tickets that changed hands"),
    FindingCode.REPLACED: mark("Replaced by somebody else"),
    FindingCode.GONE: mark("Not in the list any more"),
    FindingCode.CORRECTED: mark("Corrected by hand"),
    FindingCode.CORRECTED_TOO: mark("Corrected by hand and in the list"),
    FindingCode.STAYS_CANCELLED: mark("Cancelled, and in the list again"),
    FindingCode.EXPECTED_AGAIN: mark("Cancelled, and expected again"),
    FindingCode.IS_INSIDE: mark("Let in already"),
    FindingCode.ERASED: mark("Erased people"),
    FindingCode.SHEETS_OF_PEOPLE: mark("Several sheets of people"),
    FindingCode.HIDDEN_ROWS: mark("Hidden rows"),
    FindingCode.TWIN_COLUMN: mark("Two columns with one heading"),
    FindingCode.TURNED_NAMES: mark("Names with a comma"),
    FindingCode.STATUS_DIFFERS: _WHO_COMES,
    FindingCode.STATUS_EXPECTED: _WHO_COMES,
    FindingCode.STATUS_PENDING: _WHO_COMES,
    FindingCode.STATUS_CANCELLED: _WHO_COMES,
    FindingCode.STATUS_UNREADABLE: _WHO_COMES,
    FindingCode.STATUS_OF_DAYS: _WHO_COMES,
    FindingCode.NOBODY_EXPECTED: _WHO_COMES,
    FindingCode.UNKNOWN_ANSWER: mark("Neither yes nor no"),
    FindingCode.LONE_NAME: mark("Rows with a name alone"),
    FindingCode.DAMAGED_NUMBER: mark("Shortened numbers"),
    FindingCode.LOST_CODE: _CODES,
    FindingCode.ROUNDED_CODE: _CODES,
    FindingCode.TWO_CODES: _CODES,
    FindingCode.NO_CHOICE: _VALUES,
    FindingCode.NO_YES_OR_NO: _VALUES,
    FindingCode.NOT_A_NUMBER: _VALUES,
}

# The other way, of those kinds that have one, as words on a button.
_OTHER_WAYS: Final[Mapping[str, str]] = {
    FindingCode.SAME_NAME: mark("It is the same person"),
    FindingCode.OTHER_NAME: mark("It is somebody else"),
    FindingCode.OTHER_ORGANISATION: mark("It is somebody else"),
    FindingCode.HANDED_OVER: mark("It is the same person"),
    FindingCode.REPLACED: mark("Leave them on the roster"),
    FindingCode.GONE: mark("Cancel them"),
    FindingCode.CORRECTED: mark("Take the list's"),
    FindingCode.CORRECTED_TOO: mark("Take the list's"),
    FindingCode.STAYS_CANCELLED: mark("Expect them again"),
    FindingCode.EXPECTED_AGAIN: mark("Leave them cancelled"),
    FindingCode.IS_INSIDE: mark("Leave the status"),
    FindingCode.HIDDEN_ROWS: mark("Take them in"),
    FindingCode.UNKNOWN_CATEGORY: mark("Add the category"),
    FindingCode.TURNED_NAMES: mark("Leave them as they are"),
    FindingCode.STATUS_DIFFERS: mark("Follow it"),
    FindingCode.STATUS_PENDING: mark("Expect them"),
    FindingCode.STATUS_CANCELLED: mark("Expect them"),
    FindingCode.STATUS_EXPECTED: mark("Wait for approval"),
}


@dataclass(frozen=True, slots=True)
class FindingKind:
    """All findings of one kind. `title` and `other_way` are marked for translation."""

    code: str
    title: str
    findings: tuple[Finding, ...]
    answers: tuple[FindingAnswer | None, ...]  # of each finding; None while it is open
    other_way: str  # empty: there is none
    may_leave_out: bool

    @property
    def open(self) -> int:
        """How many must still be answered."""
        pairs = zip(self.findings, self.answers, strict=True)
        return sum(
            answer is None and finding.severity is not Severity.NOTE for finding, answer in pairs
        )


def kinds_of(findings: Iterable[Finding], answers: Answers) -> tuple[FindingKind, ...]:
    """The kinds that somebody must or can decide: doubts first, then refused rows, then notes."""
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.severity is not Severity.NOTE or finding.code in _OTHER_WAYS:
            by_code.setdefault(finding.code, []).append(finding)
    order = (Severity.DOUBT, Severity.REFUSED, Severity.NOTE)
    ranked = sorted(by_code.items(), key=lambda item: order.index(item[1][0].severity))
    return tuple(
        FindingKind(
            code,
            _TITLES.get(code, same[0].message),
            tuple(same),
            tuple(map(answers.to, same)),
            _OTHER_WAYS.get(code, ""),
            all(finding.row and finding.severity is not Severity.REFUSED for finding in same),
        )
        for code, same in ranked
    )
