"""Plan of a room (seating plan): each table with who sits at it, drawn in a grid, as many as a page holds.

Nobody has to say where a table stands: they follow one another by their labels, in rows from where one reads.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from checkin.language import FULL_WIDTH, runs_left
from checkin.layout import (
    A4,
    Box,
    Disc,
    Family,
    Filled,
    Outline,
    TextStyle,
    Weight,
    mm,
    wrap,
)
from checkin.reports.printed_heading import (
    MUTED,
    HeadingStyle,
    heading,
    joined,
    printable,
    text_items,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.domain import Table
    from checkin.layout import Item, Pixels, TextLine
    from checkin.paper.faces import Faces
    from checkin.paper.pdf import Pen

HIGH, WIDE = A4
MARGIN: Final = mm(12)
ACROSS: Final = 4  # tables beside one another
GAP: Final = mm(6)
RADIUS: Final = 25.0
LABEL, SMALLEST, NAME, COUNT, FOOT = 15.0, 7.0, 9.0, 7.5, 8.0
LEADING: Final = 1.45  # Arabic letters reach far
SHADE, RULE = "#e8ecf1", "#b9c1cc"
_EAST_ASIAN: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
TABLE_HIGH: Final = 2 * RADIUS + mm(2)


@dataclass(frozen=True, slots=True)
class _Seated:
    """A table and those who sit at it; of a large one a part."""

    label: str
    count: int
    names: tuple[str, ...]

    @property
    def height(self) -> float:
        return TABLE_HIGH + len(self.names) * NAME * LEADING


def draw_plan(table: Table, faces: Faces, pen: Pen, logo: Pixels | None = None) -> None:
    """Draws the pages of a plan; the first cell of a row is the label of its table."""
    _Plan(table, faces, pen, logo).draw()


class _Plan:
    def __init__(self, table: Table, faces: Faces, pen: Pen, logo: Pixels | None) -> None:
        self._table, self._faces, self._pen = table, faces, pen
        self._han = Family.CHINESE if table.language == "zh-Hant" else Family.JAPANESE
        self._mirrored = any(runs_left(column) for column in table.columns[:1])
        self._room = WIDE - 2 * MARGIN
        self._cell = (self._room - (ACROSS - 1) * GAP) / ACROSS
        style = HeadingStyle(faces, self._room, logo, self._mirrored, self._han)
        facts = joined([table.note, table.as_of])
        self._heading = heading(table.event, table.name or table.title, facts, style)
        self._top = MARGIN + self._heading.height
        self._bottom = HIGH - MARGIN - FOOT

    def draw(self) -> None:
        pages = list(self._pages())
        for number, rows in enumerate(pages, start=1):
            self._pen.begin(WIDE, HIGH)
            self._pen.draw(self._page(rows, f"{number} / {len(pages)}"), 0, HIGH)
            self._pen.end()

    def _tables(self) -> list[_Seated]:
        """In the order of the list; one that no page holds goes on beside itself."""
        most = int((self._bottom - self._top - TABLE_HIGH) / (NAME * LEADING))
        found = []
        for label, rows in groupby(self._table.rows, key=lambda row: str(row[0])):
            names = tuple(self._name(row) for row in rows)
            found += [
                _Seated(label, len(names), names[first : first + most])
                for first in range(0, len(names), most)
            ]
        return found

    def _name(self, row: tuple[str | int, ...]) -> str:
        """The name in the letters of the list's readers where there is one."""
        name, native = str(row[2]), str(row[3])
        is_east_asian = self._table.language in FULL_WIDTH and _EAST_ASIAN.search(native)
        is_theirs = runs_left(native) if self._mirrored else is_east_asian
        return native if is_theirs else name or native

    def _pages(self) -> Iterator[list[list[_Seated]]]:
        tables = self._tables()
        rows = [tables[first : first + ACROSS] for first in range(0, len(tables), ACROSS)]
        page: list[list[_Seated]] = []
        filled = 0.0
        for row in rows:
            height = max(table.height for table in row) + GAP
            if page and filled + height - GAP > self._bottom - self._top:
                yield page
                page, filled = [], 0.0
            page.append(row)
            filled += height
        yield page

    def _page(self, rows: list[list[_Seated]], numbered: str) -> Iterator[Item]:
        yield from self._heading.items(MARGIN, MARGIN, self._room)
        top = self._top
        for row in rows:
            for place, table in enumerate(row):
                column = ACROSS - 1 - place if self._mirrored else place
                yield from self._draw_table(table, MARGIN + column * (self._cell + GAP), top)
            top += max(table.height for table in row) + GAP
        (line,) = self._line(numbered, FOOT, self._room)
        x = MARGIN if self._mirrored else WIDE - MARGIN - line.width * FOOT
        yield from text_items(line, x, HIGH - MARGIN / 2, FOOT, MUTED)

    def _draw_table(self, table: _Seated, left: float, top: float) -> Iterator[Item]:
        middle = left + self._cell / 2
        yield Filled(Box(left, top + RADIUS, self._cell, 0.5), RULE)
        yield Disc(middle, top + RADIUS, RADIUS, SHADE)
        round_it = Box(middle - RADIUS, top, 2 * RADIUS, 2 * RADIUS)
        yield Outline(round_it, RULE, 1.0, RADIUS)
        size, line = self._fitted(table.label, LABEL, 2 * RADIUS - 8, Weight.BOLD)
        x = middle - line.width * size / 2
        yield from text_items(line, x, top + RADIUS + size * 0.2, size)
        (count,) = self._line(str(table.count), COUNT, 2 * RADIUS)
        below = top + RADIUS + LABEL * 0.2 + COUNT + 4
        yield from text_items(count, middle - count.width * COUNT / 2, below, COUNT, MUTED)
        baseline = top + TABLE_HIGH + NAME
        for name in table.names:
            size, line = self._fitted(name, NAME, self._cell)
            yield from text_items(line, middle - line.width * size / 2, baseline, size)
            baseline += NAME * LEADING

    def _fitted(
        self, text: str, largest: float, room: float, weight: Weight = Weight.REGULAR
    ) -> tuple[float, TextLine]:
        """A line within `room`, and its size: smaller where it is long, then shortened."""
        (line,) = self._line(text, largest, math.inf, weight)
        size = max(SMALLEST, min(largest, room / max(line.width, 0.001)))
        (line,) = self._line(text, size, room, weight)
        return size, line

    def _line(
        self, text: str, size: float, room: float, weight: Weight = Weight.REGULAR
    ) -> tuple[TextLine, ...]:
        kind = TextStyle(weight, size, lines=1, han=self._han)
        return wrap(printable(text, kind, self._faces), kind, room / size, self._faces)
