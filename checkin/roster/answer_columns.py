"""Columns that answer a question about each person: the status, yes and no of marks; unknown words are asked once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, Protocol

from checkin.domain import Flag, Status
from checkin.names import clean, fold
from checkin.roster.findings import FindingCode
from checkin.roster.heading_words import sign_key, synonyms
from checkin.roster.status_words import read_status, status_kind, strictest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checkin.roster.findings import Findings
    from checkin.roster.headings import Columns

_FEW: Final = 8  # different words that a column of the status may have beside the known ones
_REFUSING: Final = frozenset(["not", "no", "never", "nicht", "kein", "keine", "pas", "non", "dont"])
_CODES: Final = {
    Status.EXPECTED: FindingCode.STATUS_EXPECTED,
    Status.PENDING: FindingCode.STATUS_PENDING,
    Status.CANCELLED: FindingCode.STATUS_CANCELLED,
}


class _Answering(Protocol):
    status: str
    flags: tuple[str, ...]
    extras: dict[str, str]


class AnswerColumns:
    """Reads these columns of one sheet, and says of the whole file what is asked."""

    def __init__(self, columns: Columns, findings: Findings, statuses: Mapping[str, str]) -> None:
        self._columns = columns
        self._say = findings.add_finding
        self._is_other = findings.is_other
        self._chosen = {word.casefold(): Status(status) for word, status in statuses.items()}
        self._at = columns.fields["status"][0] if "status" in columns.fields else None
        self._is_understood = True
        self._given: Counter[str] = Counter()  # statuses
        self._unknown: dict[str, Status] = {}
        self._unsure: dict[
            tuple[int, str], str
        ] = {}  # column and word → the mark that it is taken for
        self._others = [at for at, field in columns.passed_over.items() if field == "status"]
        self._stricter: Counter[int] = Counter()  # columns of the status that are not followed
        self._marked: Counter[tuple[int, str]] = Counter()

    def look_through(self, rows: Iterable[Sequence[str]]) -> None:
        """Decides whether a column says who comes at all: one of free text is none of the status."""
        if self._at is None:
            return
        words = {clean(row[self._at]) for row in rows if self._at < len(row)} - {""}
        unknown = {word for word in words if self._status(word) is None}
        self._is_understood = len(unknown) <= _FEW or len(unknown) * 2 <= len(words)

    def take(self, entry: _Answering, cells: Sequence[str]) -> None:
        """Gives a row its status and its marks."""
        statuses = [entry.status]
        if self._at is not None and (word := _cell(cells, self._at)):
            if self._is_understood:
                statuses.append(self._read(word))
            else:
                entry.extras[self._columns.headings[self._at]] = word
        days = [_cell(cells, at) for at in self._columns.days]
        if days and all(
            day and read_status(day, "attending").status is Status.CANCELLED for day in days
        ):
            statuses.append(Status.CANCELLED)
        statuses += [
            status for at in self._others if (status := self._otherwise(cells, at, statuses))
        ]
        entry.status = strictest(*statuses)
        self._given[entry.status] += 1
        for column, kind in self._columns.marks.items():
            flag = self._mark(column, kind, _cell(cells, column))
            if flag and flag not in entry.flags:
                entry.flags = (*entry.flags, flag)
                self._marked[column, flag] += 1

    def say_once(self) -> None:
        """The findings of the whole file."""
        heading = self._columns.headings[self._at] if self._at is not None else ""
        if not self._is_understood:
            self._say(FindingCode.STATUS_UNREADABLE, 0, heading)
        for word, status in self._unknown.items():
            self._say(_CODES[status], 0, heading, word)
        if self._columns.days:
            days = ", ".join(self._columns.headings[at] for at in self._columns.days)
            self._say(FindingCode.STATUS_OF_DAYS, 0, value=days)
        cancelled, pending = self._given[Status.CANCELLED], self._given[Status.PENDING]
        if heading and self._is_understood and (cancelled or pending):
            nobody = cancelled + pending == self._given.total()
            code = FindingCode.NOBODY_EXPECTED if nobody else FindingCode.STATUS_READ
            self._say(code, 0, heading, cancelled=cancelled, pending=pending)
        for column, count in self._stricter.items():
            self._say(FindingCode.STATUS_DIFFERS, 0, self._columns.headings[column], count=count)
        for (column, word), flag in self._unsure.items():
            self._say(
                FindingCode.UNKNOWN_ANSWER, 0, self._columns.headings[column], word, flag=flag
            )
        for (column, flag), count in self._marked.items():
            self._say(
                FindingCode.MARKS_READ, 0, self._columns.headings[column], flag=flag, count=count
            )

    def _otherwise(self, cells: Sequence[str], at: int, statuses: Sequence[str]) -> str:
        """What another column of the status says, where that lets in less and is to be followed."""
        word = _cell(cells, at)
        found = read_status(word, status_kind(self._columns.headings[at])) if word else None
        if (
            found is None
            or not found.certain
            or strictest(found.status, *statuses) == strictest(*statuses)
        ):
            return ""
        if found.status is Status.EXPECTED:
            return ""
        self._stricter[at] += 1
        return found.status if self._is_other(FindingCode.STATUS_DIFFERS, 0) else ""

    def _status(self, word: str) -> Status | None:
        """The status of a known word; None for one that is asked."""
        if word.casefold() in self._chosen:
            return self._chosen[word.casefold()]
        found = read_status(word, self._columns.status_kind)
        return found.status if found.certain else None

    def _read(self, word: str) -> Status:
        known = self._status(word)
        if known is not None:
            return known
        guess = read_status(word, self._columns.status_kind).status
        self._unknown[word] = guess
        if not self._is_other(_CODES[guess], 0):
            return guess
        return Status.PENDING if guess is Status.EXPECTED else Status.EXPECTED

    def _mark(self, column: int, kind: str, word: str) -> str:
        """The mark that an answer gives; empty where it gives none."""
        if not word:
            return ""
        words = synonyms("status_words")
        yes, no = sign_key(word) in words["yes"], sign_key(word) in words["no"]
        if kind == "photo_consent":
            refused = no or not _REFUSING.isdisjoint(fold(word).split())
            mark = "" if yes else Flag.NO_PHOTO.value if refused else Flag.ASK_CONSENT.value
        else:
            mark = "" if no else kind
        if not (yes or no):
            self._unsure[column, word] = mark
        return mark


def _cell(cells: Sequence[str], at: int) -> str:
    return clean(cells[at]) if at < len(cells) else ""
