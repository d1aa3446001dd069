"""Rows that are no people: repeated headings, totals, section titles and footers of a list."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import cache
from typing import TYPE_CHECKING, Final

from checkin.domain import NAME_FIELDS
from checkin.names import clean
from checkin.roster.cell_repairs import western_digits, whole_number
from checkin.roster.heading_words import LOOSE, key, phrases, rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checkin.domain import Event
    from checkin.roster.headings import Columns
    from checkin.roster.worksheet import Merge

_TOTAL: Final = re.compile(
    r"(?:(?:grand|sub)?[ -]?totals?|sum|count|number of (?:people|participants|delegates)|合計|総計|小計|計|總計|总计|共計|人数|人數|"
    r"[0-9]+ ?(?:people|participants|delegates|attendees|persons|personen|teilnehmer|personnes|名|人|位)|"
    r"(?:zwischen)?summe|gesamt|gesamtzahl|anzahl|total général|nombre|جەمئىي|ئومۇمىي)\b[^@]*",
    re.IGNORECASE,
)
_AMOUNT: Final = re.compile(
    r"[-+±=~≈]?\s*[0-9０-９٠-٩.,'%/ ]+\s*(?:名|人|位|people|persons|pax|kişi|نەپەر)?|[○×✓]?"
)
_NOTE: Final = re.compile(
    r"(?:[※*＊†©]|注[)）:：]|備考[:：]|備註[:：]|以上|以下余白|以下空白|敬称略|page\b|seite\b|頁|ページ|第\s*[0-9]+\s*頁|printed\b|generated\b|exported\b|"
    r"created\b|updated\b|as of\b|stand[: ]|source:|note:|notes:|end of\b|confidential\b|vertraulich\b|-{2,}|={2,}|_{2,}|—+$)",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"\w@\w[\w-]*\.\w")
_TITLE: Final = re.compile(
    r"[【〔■□●○◆◇▼▽▶★☆§].*|.*[:：]|.*\([0-9]+\)|.*（[0-9０-９]+(?:名|人|位)?）|[-–—=]{2,}.*|[-–—=*~]+\s.*"
)
_WORDS_OF_A_SENTENCE: Final = 8
_FEW: Final = 5  # at most every fifth row is a title
_FOOTER: Final = 2  # left and right
_FIRST_CELLS: Final = 6
_RICH: Final = 3  # columns of a list in which a name alone is odd
_ENOUGH: Final = (
    6  # rows: of fewer, one with a name alone is no exception; a person may have a single name
)


class RowKind(Enum):
    PERSON = auto()
    LONE = auto()  # nothing but a name, in a list whose other rows say more: a title, perhaps
    NO_PERSON = auto()


class RowKinds:
    """Tells the rows of one sheet apart."""

    def __init__(self, columns: Columns, event: Event, merges: Iterable[Merge]) -> None:
        self._columns = columns
        self._field_at = {at: field for field, found in columns.fields.items() for at in found}
        self._texts = {heading.casefold() for heading in columns.headings} | _heading_texts()
        self._names = {at for at, field in self._field_at.items() if field in NAME_FIELDS}
        self._across = {
            top for top, left, bottom, right in merges if right > left and top == bottom
        }
        self._categories = {
            key(word)
            for category in event.categories
            for word in (*category.name.values(), category.key)
        }

    def of(self, row: int, cells: Sequence[str]) -> RowKind:
        """What a row with content is."""
        there = [(at, cell) for at, cell in enumerate(cells) if cell and not cell.isspace()]
        if len(there) > _FOOTER and not self._may_be_none(there):
            return RowKind.PERSON
        filled = [(at, text) for at, cell in there if (text := clean(cell))]
        if not filled:
            return RowKind.NO_PERSON
        if self._repeats_headings(filled) or self._is_total(filled) or self._is_note(filled):
            return RowKind.NO_PERSON
        if len(filled) > 1:
            return RowKind.PERSON
        return self._alone(row, *filled[0])

    def _may_be_none(self, there: Sequence[tuple[int, str]]) -> bool:
        """Whether a row of several cells is worth a closer look; nearly all are not."""
        if _TOTAL.match(there[0][1].strip()):
            return True
        return any(cell.strip().casefold() in self._texts for _, cell in there[:_FIRST_CELLS])

    def _repeats_headings(self, filled: Sequence[tuple[int, str]]) -> bool:
        headings = self._columns.headings
        same = [
            text for at, text in filled if at < len(headings) and key(text) == key(headings[at])
        ]
        if same and len(same) == len(filled):
            return any(map(key, same))
        mapped = [(text, self._field_at[at]) for at, text in filled if at in self._field_at]
        again = sum(
            (found := rank(text[:100], field)) is not None and found < LOOSE
            for text, field in mapped
        )
        return (
            again > 1
            and again * 5 >= len(mapped) * 4
            and not any("@" in text for _, text in filled)
        )

    def _is_total(self, filled: Sequence[tuple[int, str]]) -> bool:
        (_, first), *others = filled
        if not _TOTAL.fullmatch(first):
            return False
        return all(_AMOUNT.fullmatch(text) or _TOTAL.fullmatch(text) for _, text in others)

    def _is_note(self, filled: Sequence[tuple[int, str]]) -> bool:
        at, first = filled[0]
        if len(filled) > _FOOTER or any(
            "@" in text for _, text in filled
        ):  # a footer: left and right
            return False
        if at not in self._names and any(other in self._names for other, _ in filled):
            return False
        return _NOTE.match(first) is not None

    def _alone(self, row: int, at: int, text: str) -> RowKind:
        """A row with one filled cell."""
        if row in self._across or (at in self._names and _ADDRESS.search(text)):
            return RowKind.NO_PERSON
        if at not in self._names:
            # Nobody comes in without a name, and what cannot even be meant as a person is no mistake to correct.
            number = self._field_at.get(at) == "number"
            odd = number and not whole_number(western_digits(text)).isdecimal()
            return RowKind.NO_PERSON if odd or _TITLE.fullmatch(text) else RowKind.PERSON
        if self._is_title(text):
            return RowKind.NO_PERSON
        return RowKind.LONE

    def _is_title(self, text: str) -> bool:
        if _TITLE.fullmatch(text) or len(text.split()) > _WORDS_OF_A_SENTENCE:
            return True
        return len(self._field_at) > 1 and bool(
            {key(text), key(text).removesuffix("s")} & self._categories
        )


def are_odd(lone: int, rows: int, columns: Columns) -> bool:
    """Whether rows with nothing but a name are odd enough in a list to ask."""
    return rows >= _ENOUGH and 0 < lone * _FEW <= rows and len(columns.fields) >= _RICH


@cache
def _heading_texts() -> frozenset[str]:
    """All headings that are known, as they are written."""
    return frozenset(word.casefold() for words in phrases("fields").values() for word in words)
