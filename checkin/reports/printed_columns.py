"""Column widths of a printed list: the largest type at which all fit, and bands of columns where they cannot."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from checkin.domain import CellForm, ValueCell
from checkin.layout import TextLine, TextStyle, Weight, mm, set_line
from checkin.paper.csv_safe import REPLACEMENT
from checkin.reports.paper_list import TICK
from checkin.reports.printed_heading import on_one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkin.layout import Family
    from checkin.paper.faces import Faces

LARGEST, SMALLEST = 8.0, 6.0
LARGEST_TO_SIGN: Final = 9.5  # its rows are high
PADDING: Final = 3.0
LINES: Final = 4
AIR: Final = 0.1  # tolerance for rounding
LONG_WORD: Final = 9.0  # multiples of the font size; longer texts do not widen their column
REPEATED: Final = 2  # the first columns, which say who a row is about, stand in each band
ROOM_TO_SIGN: Final = mm(55)

_NUMBERS: Final = frozenset({CellForm.DURATION, CellForm.PERCENT})


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column on the page: its place among the table's columns, and where it stands."""

    index: int
    left: float
    width: float
    numeric: bool


class ColumnPlan:
    """Measures the columns of a table, and divides them among bands no wider than a page."""

    def __init__(
        self,
        headings: Sequence[str],
        rows: Sequence[Sequence[str | int]],
        faces: Faces,
        han: Family,
        *,
        to_sign: bool = False,
    ) -> None:
        self._headings = headings
        self._rows = rows
        self._faces = faces
        self.regular = TextStyle(Weight.REGULAR, LARGEST, lines=LINES, han=han)
        self.bold = TextStyle(Weight.BOLD, LARGEST, lines=LINES, han=han)
        self._to_sign = to_sign
        self._known: dict[str, TextLine] = {}
        self._natural = self._natural_widths()

    def bands(
        self, left: float, width: float, *, mirrored: bool
    ) -> tuple[float, list[list[ListColumn]]]:
        """The type size, and the columns of each band."""
        groups = self._divided(width)
        size = min(self._size(group, width) for group in groups)
        return size, [self._placed(group, size, left, width, mirrored=mirrored) for group in groups]

    def whole_line(self, text: str) -> TextLine:
        """The text on one line; cached for times and names of categories."""
        line = self._known.get(text)
        if line is None:
            line = self._known[text] = self._line_of(on_one_line(text), self.regular)
        return line

    def _divided(self, width: float) -> list[list[int]]:
        """The indices of each band; at the smallest size, none of its words is broken."""
        count = len(self._headings)
        if self._fits(range(count), width) or self._needed(range(count)) <= width:
            return [list(range(count))]
        repeated = list(range(min(REPEATED, count)))
        rest = range(len(repeated), count)
        bands = len(self._filled(repeated, rest, width, 0.0))
        alike = sum(self._natural[index] for index in rest) / bands
        balanced = self._filled(repeated, rest, width, alike)
        return balanced if len(balanced) == bands else self._filled(repeated, rest, width, 0.0)

    def _filled(
        self, repeated: list[int], rest: Sequence[int], width: float, most: float
    ) -> list[list[int]]:
        """Bands of at most that natural width; 0: as many columns as each holds."""
        groups = [list(repeated)]
        for index in rest:
            group = groups[-1]
            natural = sum(self._natural[own] for own in group[len(repeated) :])
            is_full = bool(most) and natural + self._natural[index] / 2 > most
            if len(group) > len(repeated) and (is_full or self._needed([*group, index]) > width):
                groups.append([*repeated, index])
            else:
                group.append(index)
        return groups

    def _fits(self, group: Sequence[int], width: float) -> bool:
        """Whether all columns have their natural width at the smallest size."""
        room = width - 2 * PADDING * len(group) - self._signature(group)
        return sum(self._natural[index] for index in group) * SMALLEST <= room

    def _needed(self, group: Sequence[int]) -> float:
        return sum(self._least[index] * SMALLEST + 2 * PADDING for index in group)

    def _size(self, group: Sequence[int], width: float) -> float:
        room = width - 2 * PADDING * len(group) - self._signature(group)
        natural = sum(self._natural[index] for index in group)
        largest = LARGEST_TO_SIGN if self._to_sign else LARGEST
        return min(largest, max(SMALLEST, room / max(natural, 1)))

    def _signature(self, group: Sequence[int]) -> float:
        """The width that is kept for signing, in points."""
        return ROOM_TO_SIGN if self._to_sign and len(self._headings) - 1 in group else 0.0

    def _placed(
        self, group: Sequence[int], size: float, left: float, width: float, *, mirrored: bool
    ) -> list[ListColumn]:
        """The largest widths: natural where they fit; else the wide ones shrink."""
        kept = self._signature(group)
        room = width - 2 * PADDING * len(group) - kept
        natural = [self._natural[index] * size for index in group]
        least = [0.0 if sum(natural) <= room else self._least[index] * size for index in group]
        widths = _shared(natural, least, room)
        if kept:
            widths[-1] += room - sum(widths) + kept
        columns = []
        at = left + PADDING
        for index, wide in zip(group, widths, strict=True):
            cells = {row[index] for row in self._rows} - {""}
            numeric = bool(cells) and all(map(_is_number, cells))
            begin = left + width - (at - left) - wide if mirrored else at
            columns.append(ListColumn(index, begin, wide, numeric))
            at += wide + 2 * PADDING
        return columns

    def _natural_widths(self) -> list[float]:
        """Natural column widths, without wrapping, in multiples of the size."""
        widths = []
        for index, heading in enumerate(self._headings):
            texts = {str(row[index]) for row in self._rows}
            ticked = TICK in texts
            cells = (self.whole_line(text).width for text in texts - {TICK})
            head = self._line_of(on_one_line(heading), self.bold).width
            if ticked:  # no wider than its heading in three lines: the names need the room
                words = (
                    self._line_of(part, self.bold).width for part in on_one_line(heading).split()
                )
                head = max(head / 3, max(words, default=0.0) + AIR)
            widths.append(max(head, max(cells, default=0.0)) + AIR)
        return widths

    @cached_property
    def _least(self) -> list[float]:
        """Minimum column widths that break no word, except long ones; measured only where they matter."""
        least = []
        for index, whole in enumerate(self._natural):
            texts = {str(row[index]) for row in self._rows} - {TICK}
            words = {word for text in texts for word in on_one_line(text).split()}
            widths = [self.whole_line(word).width for word in words]
            heads = [
                self._line_of(part, self.bold).width
                for part in on_one_line(self._headings[index]).split()
            ]
            least.append(min(whole, LONG_WORD, max([*widths, *heads], default=0.0) + AIR))
        return least

    def _line_of(self, text: str, kind: TextStyle) -> TextLine:
        """A letter missing in all fonts is shown as 〓, not as an empty box."""
        line = set_line(text, kind, self._faces)
        if not line.missing:
            return line
        marked = "".join(REPLACEMENT if letter in line.missing else letter for letter in text)
        return set_line(marked, kind, self._faces)


def _is_number(cell: str | int) -> bool:
    return isinstance(cell, int) or (isinstance(cell, ValueCell) and cell.form in _NUMBERS)


def _shared(natural: list[float], least: list[float], room: float) -> list[float]:
    """Distributes the room: first the minimum of each column, then the rest up to its natural width."""
    if sum(least) > room:
        cap = _cap(least, room)
        return [min(width, cap) for width in least]
    wanted = [width - floor for width, floor in zip(natural, least, strict=True)]
    cap = _cap(wanted, room - sum(least))
    return [floor + min(more, cap) for floor, more in zip(least, wanted, strict=True)]


def _cap(widths: list[float], room: float) -> float:
    """The cap on all widths so that they fit; narrow columns keep theirs."""
    left, rest = room, sorted(widths)
    for index, width in enumerate(rest):
        share = left / (len(rest) - index)
        if width > share:
            return share
        left -= width
    return max(widths, default=0.0)
