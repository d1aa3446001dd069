"""Column mapping: which column of a file is which field of the roster."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin.domain import NAME_FIELDS
from checkin.errors import BadFile
from checkin.language import mark
from checkin.names import clean
from checkin.roster.header_rows import find_header
from checkin.roster.heading_words import (
    FIELDS,
    LONGEST,
    LOOSE,
    answer_forms,
    key,
    synonyms,
)
from checkin.roster.name_columns import TurnedNames, joined_names
from checkin.roster.status_words import status_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checkin.roster.header_rows import HeaderRows
    from checkin.roster.worksheet import Merge

JOINT: Final = " + "
_SAMPLE: Final = 300  # rows by which a column is judged
_SALUTATION: Final = re.compile(
    r"(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lord|lady|hon|rev|herr|frau|m|mme|mlle|先生|様|氏|女士|小姐)\.?",
    re.IGNORECASE,
)
_DAY_IN_HEADING: Final = re.compile(
    r"[0-9０-９/／.．\-月日()（）曜火水木金土第]+|\b(?:on|am|le|day|tag|jour|oct|nov|dec|jan|feb|mar|apr|may|jun|jul|aug|sep)[a-z]*\b|"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:mon|diens|donners|frei|sams|sonn)tag\b|\bmittwoch\b|"
    r"\b(?:lun|mar|mercre|jeu|vendre|same)di\b|\bdimanche\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a file by index, each with its heading.

    A field may be made of several columns, in this order. `extras` are unknown and kept for the organiser.
    `ignored` are not read. `passed_over` match a field that another column has already; `twins` have even the
    same heading. `marks` say of each person whether they get that mark, `days` of each day whether they come.
    """

    header: int  # index of the last header row, from 0
    headings: tuple[str, ...]
    fields: Mapping[str, tuple[int, ...]]
    extras: Mapping[int, str]
    ignored: tuple[int, ...]
    passed_over: Mapping[int, str]
    twins: tuple[int, ...] = ()
    marks: Mapping[int, str] = ()  # type: ignore[assignment]
    days: tuple[int, ...] = ()
    status_kind: str = (
        ""  # of the question that the column of the status answers; empty: it says the status
    )
    turned: TurnedNames = TurnedNames.NO  # whether the names say "Family, Given"

    @property
    def named(self) -> dict[str, str]:
        """Field → heading; of several columns the headings with a plus sign between them."""
        return {
            field: JOINT.join(self.headings[at] for at in columns)
            for field, columns in self.fields.items()
        }


def find_columns(
    rows: Sequence[Sequence[str]], mapping: Mapping[str, str], merges: Sequence[Merge] = ()
) -> Columns:
    """Maps the columns of a sheet. Raises `BadFile` for a mapped heading that is missing."""
    left_out = {field for field, heading in mapping.items() if not heading}
    mapping = {field: heading for field, heading in mapping.items() if heading}
    header = find_header(rows, mapping, merges)
    return _Search(header, rows[header.last + 1 :]).columns(mapping, left_out)


class _Search:
    """The headings of one sheet, and what stands below them."""

    def __init__(self, header: HeaderRows, body: Sequence[Sequence[str]]) -> None:
        self._header = header
        self._headings = header.headings
        self._body = body
        self._all = range(len(self._headings))
        self._filled = _filled(body, len(self._headings))

    def columns(self, mapping: Mapping[str, str], left_out: set[str]) -> Columns:
        fields = self._mapped(mapping)
        taken = {at for columns in fields.values() for at in columns}
        ignored = [at for at in self._all if at not in taken and self._is_ignored(at)]
        free = [at for at in self._all if at not in taken and at not in ignored]
        done = set(fields) | left_out
        days = self._days(free) if "status" not in done else ()
        free = [at for at in free if at not in days]
        chosen = self._recognised(free, done)
        found = {field: (at,) for field, at in chosen.items()}
        names = joined_names(
            {**fields, **found},
            done,
            [at for at in free if at not in chosen.values()],
            self._header,
            self.values,
        )
        fields = {field: names.fields[field] for field in FIELDS if field in names.fields}
        taken = {at for columns in fields.values() for at in columns}
        left = [at for at in (*free, *days) if at not in taken]
        extras = {
            at: self._headings[at] or f"Column {at + 1}"
            for at in sorted(left)
            if self._headings[at] or at in self._filled
        }
        passed_over = {
            at: field for at in left if at in self._filled or not self._body
            if (field := self._field_of(at, fields))
        }  # fmt: skip
        status = fields.get("status", ())
        return Columns(
            self._header.last,
            self._headings,
            fields,
            extras,
            tuple(ignored),
            passed_over,
            twins=tuple(
                at for at, field in passed_over.items() if self._is_twin(at, fields[field][0])
            ),
            marks={at: kind for at in left if (kind := self._mark(at))},
            days=days,
            status_kind=self._status_kind(status[0]) if status else "",
            turned=names.turned,
        )

    def values(self, column: int) -> list[str]:
        """What stands in a column, row for row, of the first rows."""
        return [
            clean(row[column][:200]) if column < len(row) else "" for row in self._body[:_SAMPLE]
        ]

    def _mapped(self, mapping: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
        """The columns mapped by hand."""
        by_heading = {
            heading.casefold(): at for at, heading in enumerate(self._headings) if heading
        }
        fields: dict[str, tuple[int, ...]] = {}
        alone: set[int] = set()
        for field, heading in mapping.items():
            if field not in FIELDS:
                raise BadFile(
                    mark("There is no field {field}. The fields are: {known}."),
                    field=field,
                    known=", ".join(FIELDS),
                )
            found = by_heading.get(_plain(heading))
            parts = (
                [found]
                if found is not None
                else [by_heading.get(_plain(part)) for part in heading.split(JOINT)]
            )
            columns = tuple(at for at in parts if at is not None)
            if len(columns) < len(parts):
                raise BadFile(mark("The file has no column {heading}."), heading=heading)
            if len(columns) == 1 and columns[0] in alone:
                raise BadFile(
                    mark("The column {heading} cannot be two fields."),
                    heading=self._headings[columns[0]],
                )
            if len(columns) == 1 and not _shared(field, mapping):
                alone.add(columns[0])
            fields[field] = columns
        return fields

    def _recognised(self, free: Sequence[int], done: set[str]) -> dict[str, int]:
        """The best column of each field: first by their headings, then by questions with a word of a field."""
        fields: dict[str, int] = {}
        for loose in (False, True):
            for field in FIELDS:
                ranked = sorted(
                    (not self._suits(at, field), rank, at)
                    for at in free
                    if at not in fields.values()
                    and (rank := self._header.rank(at, field)) is not None
                    and (rank < LOOSE or (loose and not self._is_family_first(at)))
                )
                if (
                    ranked
                    and field not in done
                    and self._is_better(ranked[0], fields.get(field), field)
                ):
                    fields[field] = ranked[0][2]
        return fields

    def _is_better(self, found: tuple[bool, int, int], taken: int | None, field: str) -> bool:
        """Whether a column is to be the field: where none is, or none that can be it."""
        return taken is None or (not self._suits(taken, field) and not found[0])

    def _suits(self, column: int, field: str) -> bool:
        """Whether what stands in a column can be the field at all; one that is empty in every row never wins."""
        if not self._body:
            return True
        values = [value for value in self.values(column) if value]
        if not values:
            return column in self._filled
        if field == "email":
            return any("@" in value or "＠" in value for value in values)
        if field in NAME_FIELDS:
            return any(any(map(str.isalpha, value)) for value in values)
        if field == "title":
            return not all(_SALUTATION.fullmatch(value) for value in values)
        return True

    def _is_family_first(self, column: int) -> bool:
        rank = self._header.rank(column, "family_first")
        return rank is not None and rank < LOOSE

    def _is_ignored(self, column: int) -> bool:
        return any(key(self._headings[column]) in words for words in synonyms("ignored").values())

    def _field_of(self, column: int, fields: Mapping[str, object]) -> str:
        ranks = ((field, self._header.rank(column, field)) for field in fields)
        return next((field for field, rank in ranks if rank is not None and rank < LOOSE), "")

    def _is_twin(self, column: int, other: int) -> bool:
        """Whether another column has the same heading and says something else."""
        first, second = (list(map(str.casefold, self._header.forms[at])) for at in (column, other))
        if first != second:
            return False
        pairs = zip(self.values(column), self.values(other), strict=True)
        return any(said and also and said != also for said, also in pairs)

    def _mark(self, column: int) -> str:
        """The mark that a column of yes and no is about; empty for any other column."""
        words = [word for form in self._header.forms[column] for word in answer_forms(form)]
        for kind, known in synonyms("marks").items():
            if any(word in known for word in words):
                return kind
        flags = (
            flag
            for flag, known in synonyms("flags").items()
            if any(word in known for word in words)
        )
        flag = next(flags, "")
        answers = {*synonyms("status_words")["yes"], *synonyms("status_words")["no"]}
        said = all(
            key(value) in answers or value in answers for value in self.values(column) if value
        )
        return flag if said and flag not in ("ask_consent", "cancelled", "pending") else ""

    def _status_kind(self, column: int) -> str:
        return next(filter(None, map(status_kind, self._header.forms[column])), "")

    def _days(self, free: Sequence[int]) -> tuple[int, ...]:
        """Columns that each say of one day whether somebody comes: 出欠 10/30, 出欠 10/31."""
        attending = synonyms("status")["attending"]
        days = [
            at for at in free
            if any(
                (bare := _DAY_IN_HEADING.sub("", form)) != form and key(bare) in attending
                for form in self._header.forms[at]
            )
        ]  # fmt: skip
        return tuple(days) if len(days) > 1 else ()


def _filled(body: Iterable[Sequence[str]], width: int) -> frozenset[int]:
    """The columns in which anything stands."""
    empty = set(range(width))
    for row in body:
        empty -= {at for at in empty if at < len(row) and row[at].strip()}
        if not empty:
            break
    return frozenset(range(width)) - empty


def _plain(heading: str) -> str:
    return clean(heading)[:LONGEST].casefold()


def _shared(field: str, mapping: Mapping[str, str]) -> bool:
    """Whether another field is joined of this column: the family name is part of the native one."""
    joined = (heading.split(JOINT) for heading in mapping.values() if JOINT in heading)
    return any(mapping[field] in parts for parts in joined)
