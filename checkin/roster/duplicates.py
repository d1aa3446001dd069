"""Dedupe: rows of one file that may be the same person: one is left out, or both come in and somebody is told."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, Final

from checkin.domain import FIELD_TABLE
from checkin.roster.findings import FindingCode
from checkin.roster.handovers import words_in
from checkin.roster.matching import loose
from checkin.same_person import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from checkin.roster.findings import Findings
    from checkin.roster.matching import MatchedRow
    from checkin.roster.rows import RosterRow

# Fields that distinguish two people of one name; a title or a note may differ for one person.
_PARTICULARS: Final = tuple(field.name for field in FIELD_TABLE if field.tells_apart)
# Ten thousand rows with one name are a mistake, and comparing all pairs takes minutes.
_MOST_COMPARED: Final = 100


def check_duplicates(matches: Iterable[MatchedRow], findings: Findings) -> None:
    """Compares the rows of one file with each other, in their order; those that are refused already, not."""
    duplicates = Duplicates(findings.add_finding)
    for match in matches:
        if not match.refused:
            duplicates.check_row(match)


class Duplicates:
    """Compares each row with the earlier ones of the file."""

    def __init__(self, say: Callable[..., None]) -> None:
        self._say = say
        self._by_number: dict[int, MatchedRow] = {}
        self._by_code: dict[str, MatchedRow] = {}
        self._by_email: dict[str, list[MatchedRow]] = defaultdict(list)
        self._by_name: dict[tuple[str, str], list[MatchedRow]] = defaultdict(list)
        self._by_name_alone: dict[str, MatchedRow] = {}

    def check_row(self, one: MatchedRow) -> None:
        """Refuses a row that says somebody again, and tells of one that might."""
        self._refuse_by_number(one)
        if not one.refused:
            self._refuse_by_code(one)
        if not one.refused:
            self._compare(one)
        if not one.refused:
            self._remember(one)

    def _refuse_by_number(self, one: MatchedRow) -> None:
        number = one.entry.number
        if number is not None and one.target is None and (earlier := self._by_number.get(number)):
            shared_words = words_in(one.entry) & words_in(earlier.entry)
            self._refuse(
                one, FindingCode.DUPLICATE if shared_words else FindingCode.NUMBER_TAKEN, earlier
            )

    def _refuse_by_code(self, one: MatchedRow) -> None:
        if one.entry.code and (earlier := self._by_code.get(one.entry.code)):
            shared_words = words_in(one.entry) & words_in(earlier.entry)
            self._refuse(
                one, FindingCode.DUPLICATE if shared_words else FindingCode.CODE_TAKEN, earlier
            )

    def _compare(self, one: MatchedRow) -> None:
        entry = one.entry
        for earlier in islice(
            self._by_name[entry.name_key, entry.organisation_key], _MOST_COMPARED
        ):
            if not _both_known(one, earlier) and not _differ(entry, earlier.entry):
                self._refuse(one, FindingCode.DUPLICATE, earlier)
                return
        for earlier in islice(self._by_email[entry.email_key], _MOST_COMPARED):
            if not _both_known(one, earlier) and self._compare_by_email(one, earlier):
                return
        namesake = self._by_name_alone.get(loose(entry.name_key))
        if namesake and not _both_known(one, namesake):
            self._doubt(one, FindingCode.HOMONYM, namesake)

    def _compare_by_email(self, one: MatchedRow, other: MatchedRow) -> bool:
        """One address and one name are one person; one address and two names may be an assistant's."""
        if one.entry.name_key == other.entry.name_key and not _numbered_apart(one, other):
            self._refuse(one, FindingCode.DUPLICATE, other)
            return True
        self._doubt(one, FindingCode.SAME_EMAIL, other)
        return False

    def _remember(self, one: MatchedRow) -> None:
        entry = one.entry
        if entry.number is not None:
            self._by_number.setdefault(entry.number, one)
        if entry.code:
            self._by_code.setdefault(entry.code, one)
        if entry.email_key:
            self._by_email[entry.email_key].append(one)
        self._by_name[entry.name_key, entry.organisation_key].append(one)
        self._by_name_alone.setdefault(loose(entry.name_key), one)

    def _refuse(self, one: MatchedRow, code: FindingCode, other: MatchedRow) -> None:
        one.refused = True
        self._say(code, one.entry.row, value=one.entry.display_name, other=other.entry.row)

    def _doubt(self, one: MatchedRow, code: FindingCode, other: MatchedRow) -> None:
        told = one.doubted or (one.target is not None and other.doubted)
        if not told:
            one.doubted = True
            self._say(code, one.entry.row, value=one.entry.display_name, other=other.entry.row)


def _both_known(one: MatchedRow, other: MatchedRow) -> bool:
    """True where both rows match different delegates of the roster."""
    return one.target is not None and other.target is not None


def _numbered_apart(one: MatchedRow, other: MatchedRow) -> bool:
    pairs = ((one.entry.number, other.entry.number), (one.entry.code, other.entry.code))
    return any(first and second and first != second for first, second in pairs)


def _differ(entry: RosterRow, other: RosterRow) -> bool:
    """True where both rows fill in a field that distinguishes two people of one name."""
    if entry.number and other.number and entry.number != other.number:
        return True
    if entry.code and other.code and entry.code != other.code:
        return True
    for name in _PARTICULARS:
        first, second = entry.fields.get(name), other.fields.get(name)
        if first and second and folded(first) != folded(second):
            return True
    return any(
        folded(value) != folded(other.extras[name])
        for name, value in entry.extras.items()
        if name in other.extras
    )
