"""Rows of a file (parsed sheet), the choices of how to read it, and how it was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from checkin.domain import NOTHING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.roster.limits import Mark

ALL_SHEETS: Final = "all"
# Top, left, bottom, right; all of them within the range.
Merge = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """The user's options for a file; missing ones are detected.

    `mapping` says which column a field is in, by the column's heading; none: the file does not have
    it. `First + Last` are two columns joined. `statuses` says what a word in the column of the status means.
    """

    mapping: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""  # its name, or ALL_SHEETS; empty: the one that looks most like a list of people
    statuses: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    anew: bool = False  # nothing that was chosen for an earlier list with the same headings
    remembered: bool = False  # mapping and statuses are of an earlier list


@dataclass(frozen=True, slots=True)
class Cell:
    """A position where the parser noticed something. The row counts from 0, at the top of the sheet."""

    row: int
    column: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Worksheet:
    """All rows of a file, and how they were read."""

    rows: list[list[str]]
    marks: tuple[Cell, ...] = ()
    encoding: str = ""  # for text
    guessed: bool = False
    delimiter: str = ""  # for text
    name: str = ""  # for a workbook's sheet
    formulas: bool = False
    old_calendar: bool = False
    merges: tuple[Merge, ...] = ()
    hidden: frozenset[int] = frozenset()  # rows, from 0
    sheets: tuple[str, ...] = ()  # of the workbook, all that are shown and filled
    rivals: tuple[
        str, ...
    ] = ()  # of these the others that look like a list of people too, where nobody chose
    beginnings: tuple[
        tuple[int, str], ...
    ] = ()  # of all sheets: from which row on a sheet's rows stand
