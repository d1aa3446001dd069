"""PDF export of tables: A4, a font per script, the heading on every page.

A table with right-to-left headings has its first column on the right. A cell is fitted to its
column: wrapped at natural breaks, truncated with "…" only after the last line. Columns without any
content are left out. More columns than a page holds stand on pages of their own, beside the same rows.
A list to sign has room to sign in its last column, and a line for the person in charge at its end.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from checkin.language import runs_left
from checkin.layout import (
    A4,
    Box,
    Family,
    Filled,
    Item,
    Outline,
    Pixels,
    Text,
    TextField,
    TextLine,
    TextStyle,
    Weight,
    has_arabic,
    mm,
    wrap,
)
from checkin.paper.faces import ListFaces
from checkin.paper.pdf import WRITING, Pen
from checkin.reports.paper_list import TICK, WRITE
from checkin.reports.printed_columns import PADDING, ColumnPlan, ListColumn
from checkin.reports.printed_heading import (
    INK,
    Heading,
    HeadingStyle,
    heading,
    joined,
    printable,
    text_items,
)
from checkin.reports.seating_plan import draw_plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkin.domain import Table
    from checkin.paper.faces import Faces

SHORT, LONG = A4
MARGIN: Final = mm(12)
LEADING: Final = 1.25
GAP: Final = 2.0
HAIR: Final = 0.4
BOX: Final = 9.0  # points: a box large enough for a pen
EDGE: Final = 0.7
FOOT: Final = 8.0
HIGH_TO_WRITE: Final = mm(6)
HIGH_TO_SIGN: Final = mm(12.5)
SIGN_OFF: Final = mm(26)  # for the person in charge
RULE, SHADE = "#d9dee5", "#e8ecf1"
FAMILIES: Final = {"zh-Hant": Family.CHINESE}  # language of the list → Han forms


def pdf_bytes(table: Table, faces: Faces, logo: Pixels | None = None) -> bytes:
    """The PDF document, with page numbers."""
    with WRITING:
        faces = ListFaces(faces)
        pen = Pen(faces, table.title)
        if table.is_plan:
            draw_plan(table, faces, pen, logo)
        for part, facts in _parts(table):
            _Printer(part, facts, faces, pen, logo).draw()
        return pen.finish()


def _parts(table: Table) -> Iterator[tuple[Table, tuple[str, ...]]]:
    """The table, or a part for each group of rows, with what its first cells say of all of them."""
    count = table.grouped
    if not count or not table.rows:
        yield table, ()
        return
    for facts, rows in groupby(table.rows, key=lambda row: row[:count]):
        cells = tuple(row[count:] for row in rows)
        part = table.with_rows(table.columns[count:], cells)
        yield part, tuple(map(str, facts))


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[tuple[TextLine, ...], ...]
    height: float
    ticks: frozenset[int] = frozenset()  # the columns of tick boxes


class _Printer:
    """Draws one part of a table: its pages are counted by themselves."""

    def __init__(
        self, table: Table, facts: tuple[str, ...], faces: Faces, pen: Pen, logo: Pixels | None
    ) -> None:
        self._table = table
        self._faces = faces
        self._pen = pen
        self._to_sign = bool(table.sign_off)
        self._is_written_on = self._to_sign or any(WRITE in row for row in table.rows[:1])
        shown = shown_columns(table)
        self._headings = tuple(table.columns[index] for index in shown)
        self._rows = [tuple(row[index] for index in shown) for row in table.rows]
        self._mirrored = any(runs_left(heading) for heading in self._headings[:1])
        self._width, self._height = (SHORT, LONG) if self._to_sign else (LONG, SHORT)
        self._room = self._width - 2 * MARGIN
        han = FAMILIES.get(table.language, Family.JAPANESE)
        self._plan = ColumnPlan(self._headings, self._rows, faces, han, to_sign=self._to_sign)
        self._size, self._bands = self._plan.bands(MARGIN, self._room, mirrored=self._mirrored)
        self._small = TextStyle(Weight.REGULAR, FOOT, han=han)
        self._heading = self._heading_of(facts, logo, han)

    def draw(self) -> None:
        columns = {column.index: column for band in self._bands for column in band}
        whole = [columns[index] for index in range(len(self._headings))]
        rows = [self._set(row, whole) for row in self._rows]
        head = self._set(self._headings, whole, self._plan.bold)
        pages = list(self._pages(rows, head.height))
        count = len(pages) * len(self._bands)
        for number, (page, band) in enumerate(
            ((page, band) for page in pages for band in self._bands), start=1
        ):
            self._pen.begin(self._width, self._height)
            is_last = number == count
            items = self._page(page, head, band, f"{number} / {count}", is_last=is_last)
            self._pen.draw(items, 0, self._height)
            self._pen.end()

    def _heading_of(self, facts: tuple[str, ...], logo: Pixels | None, han: Family) -> Heading:
        table = self._table
        title = joined([table.name or table.title, *facts[:1]])
        said = [*facts[1:], table.note, table.as_of]
        if self._mirrored:
            said.sort(
                key=has_arabic, reverse=True
            )  # the first letters decide from where it is read
        style = HeadingStyle(self._faces, self._room, logo, self._mirrored, han)
        return heading(table.event, title, joined(said), style)

    def _set(
        self,
        cells: Sequence[str | int],
        columns: Sequence[ListColumn],
        kind: TextStyle | None = None,
    ) -> _Row:
        lines = tuple(
            () if cell == TICK else self._lines(str(cell), column.width, kind)
            for cell, column in zip(cells, columns, strict=True)
        )
        tallest = max((len(line) for line in lines), default=1)
        ticks = frozenset(index for index, cell in enumerate(cells) if cell == TICK)
        least = HIGH_TO_WRITE if WRITE in cells else BOX + GAP if ticks else 0.0
        room = max(tallest * self._size * LEADING, least) + 2 * GAP
        is_signed = self._to_sign and kind is None
        return _Row(lines, max(room, HIGH_TO_SIGN) if is_signed else room, ticks)

    def _lines(self, text: str, width: float, kind: TextStyle | None) -> tuple[TextLine, ...]:
        room, style = width / self._size, kind or self._plan.regular
        if kind is None and (line := self._plan.whole_line(text)).width <= room:
            return (line,)
        return wrap(printable(text, style, self._faces), style, room, self._faces)

    def _page(
        self,
        rows: Sequence[_Row],
        head: _Row,
        band: Sequence[ListColumn],
        numbered: str,
        *,
        is_last: bool,
    ) -> Iterator[Item]:
        yield from self._heading.items(MARGIN, MARGIN, self._room)
        yield from self._foot(numbered)
        top = MARGIN + self._heading.height
        yield Filled(Box(MARGIN, top, self._room, head.height), SHADE)
        yield from self._row(head, band, top)
        top += head.height
        for row in rows:
            yield from self._row(row, band, top)
            top += row.height
            yield Filled(Box(MARGIN, top, self._room, HAIR), RULE)
        if is_last and self._to_sign:
            yield from self._sign_off(top)

    def _row(self, row: _Row, band: Sequence[ListColumn], top: float) -> Iterator[Item]:
        if self._to_sign:
            edge = band[-1].left + (band[-1].width + PADDING if self._mirrored else -PADDING)
            yield Filled(Box(edge, top, HAIR, row.height), RULE)
        for column in band:
            if column.index in row.ticks:
                left = column.left + (column.width - BOX) / 2
                yield Outline(Box(left, top + (row.height - BOX) / 2, BOX, BOX), INK, EDGE)
            lines = row.cells[column.index]
            block = len(lines) * self._size * LEADING
            above = (row.height - block) / 2 if self._is_written_on else GAP
            baseline = top + above + self._size * 0.95
            for line in lines:
                if line.runs:
                    yield from self._runs(line, column, baseline)
                baseline += self._size * LEADING

    def _runs(self, line: TextLine, column: ListColumn, baseline: float) -> Iterator[Item]:
        size = self._size
        end = line.rtl or column.numeric or self._mirrored
        x = column.left + (column.width - line.width * size if end else 0.0)
        for run in line.runs:
            width = run.width * size
            yield Text(run.text, x, baseline, width, size, run.face, INK, run.rtl, TextField.NAME)
            x += width

    def _foot(self, numbered: str) -> Iterator[Item]:
        (line,) = wrap(numbered, self._small, self._room / FOOT, self._faces)
        wide = line.width * FOOT
        x = MARGIN if self._mirrored else self._width - MARGIN - wide
        yield from text_items(line, x, self._height - MARGIN / 2, FOOT)

    def _sign_off(self, top: float) -> Iterator[Item]:
        """Lines to write on, each with what belongs there below it."""
        labels = self._table.sign_off
        wide = self._room / len(labels)
        for index, label in enumerate(labels):
            place = len(labels) - 1 - index if self._mirrored else index
            left = MARGIN + place * wide
            yield Filled(Box(left, top + SIGN_OFF - mm(6), wide - mm(4), HAIR), INK)
            shown = printable(label, self._small, self._faces)
            (line,) = wrap(shown, self._small, (wide - mm(4)) / FOOT, self._faces)
            x = left + wide - mm(4) - line.width * FOOT if self._mirrored else left
            yield from text_items(line, x, top + SIGN_OFF - mm(2), FOOT)

    def _pages(self, rows: Sequence[_Row], head: float) -> Iterator[list[_Row]]:
        """Splits rows into pages; at least one page, even if empty."""
        room = self._height - 2 * MARGIN - self._heading.height - head
        page: list[_Row] = []
        filled = 0.0
        for row in rows:
            if page and filled + row.height > room:
                yield page
                page, filled = [], 0.0
            page.append(row)
            filled += row.height
        if self._to_sign and page and filled + SIGN_OFF > room:
            yield page[:-1] or page
            page = page[-1:] if len(page) > 1 else []
        yield page


def shown_columns(table: Table) -> list[int]:
    """The columns with any content: an empty one only takes room from the others. The one to sign in stays."""
    last = len(table.columns) - 1
    return [
        index
        for index in range(len(table.columns))
        if not table.rows
        or any(row[index] != "" for row in table.rows)
        or (table.sign_off and index == last)
    ]
