"""PDF export of tables: A4 landscape, a font per script, the heading on every page.

A table with right-to-left headings has its first column on the right. A cell is fitted to its
column: wrapped at natural breaks, truncated with "…" only after the last line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin.language import runs_left
from checkin.layout import (
    A4,
    Box,
    Filled,
    Item,
    Outline,
    Text,
    TextField,
    TextLine,
    TextStyle,
    Weight,
    mm,
    plain,
    set_line,
    wrap,
)
from checkin.paper.csv_safe import REPLACEMENT
from checkin.paper.faces import ListFaces
from checkin.paper.pdf import WRITING, Pen
from checkin.reports.paper_list import TICK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkin.domain import Table
    from checkin.paper.faces import Faces

HEIGHT, WIDTH = A4
MARGIN: Final = mm(12)
TITLE, NOTE = 13.0, 8.0
LARGEST, SMALLEST = 8.0, 6.0
PADDING: Final = 3.0
LINES: Final = 4
LEADING: Final = 1.25
AIR: Final = 0.1  # tolerance for rounding
LONG_WORD: Final = 9.0  # multiples of the font size; longer texts do not widen their column
GAP: Final = 2.0
HAIR: Final = 0.4
BOX: Final = 9.0  # points: a box large enough for a pen
EDGE: Final = 0.7
HEAD: Final = TITLE + 20.0
INK, RULE, SHADE = "#12171f", "#d9dee5", "#e8ecf1"
REGULAR: Final = TextStyle(Weight.REGULAR, LARGEST, lines=LINES)
BOLD: Final = TextStyle(Weight.BOLD, LARGEST, lines=LINES)
TITLE_KIND: Final = TextStyle(Weight.BOLD, TITLE)
NOTE_KIND: Final = TextStyle(Weight.REGULAR, NOTE)


def pdf_bytes(table: Table, faces: Faces) -> bytes:
    """The PDF document, with page numbers."""
    with WRITING:
        return _Printer(table, ListFaces(faces)).document()


@dataclass(frozen=True, slots=True)
class _Column:
    left: float
    width: float
    numeric: bool


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[tuple[TextLine, ...], ...]
    height: float
    ticks: frozenset[int] = frozenset()  # the columns of tick boxes


class _Printer:
    def __init__(self, table: Table, faces: Faces) -> None:
        self._table = table
        self._faces = faces
        self._pen = Pen(faces, table.title)
        self._known: dict[str, TextLine] = {}
        shown = _shown(table)
        self._headings = tuple(table.columns[index] for index in shown)
        self._rows = [tuple(row[index] for index in shown) for row in table.rows]
        self._mirrored = any(runs_left(heading) for heading in self._headings[:1])
        self._size, self._columns = self._plan()

    def document(self) -> bytes:
        rows = [self._set(row) for row in self._rows]
        heading = self._set(self._headings, BOLD)
        pages = list(_pages(rows, heading.height))
        for number, page in enumerate(pages, start=1):
            self._pen.begin(WIDTH, HEIGHT)
            self._pen.draw(self._page(page, heading, number, len(pages)), 0, HEIGHT)
            self._pen.end()
        return self._pen.finish()

    def _plan(self) -> tuple[float, tuple[_Column, ...]]:
        """Layout: the largest size at which all columns have their natural width; else the wide ones shrink."""
        natural = self._natural()
        room = WIDTH - 2 * MARGIN - 2 * PADDING * len(natural)
        size = min(LARGEST, max(SMALLEST, room / max(sum(natural), 1)))
        least = [0.0] * len(natural) if sum(natural) * size <= room else self._least(natural)
        widths = _shared(
            [width * size for width in natural], [width * size for width in least], room
        )
        columns = []
        left = MARGIN + PADDING
        for index, width in enumerate(widths):
            numeric = all(isinstance(row[index], int) for row in self._rows)
            begin = WIDTH - left - width if self._mirrored else left
            columns.append(_Column(begin, width, numeric))
            left += width + 2 * PADDING
        return size, tuple(columns)

    def _natural(self) -> list[float]:
        """Natural column widths, without wrapping, in multiples of the size."""
        widths = []
        for index, heading in enumerate(self._headings):
            texts = {str(row[index]) for row in self._rows}
            ticked = TICK in texts
            cells = (self._whole_line(text).width for text in texts - {TICK})
            head = self._line_of(plain(heading), BOLD).width
            if ticked:  # no wider than its heading in three lines: the names need the room
                words = (self._line_of(part, BOLD).width for part in plain(heading).split())
                head = max(head / 3, max(words, default=0.0) + AIR)
            widths.append(max(head, max(cells, default=0.0)) + AIR)
        return widths

    def _least(self, natural: list[float]) -> list[float]:
        """Minimum column widths that break no word, except long ones."""
        least = []
        for index, whole in enumerate(natural):
            texts = {str(row[index]) for row in self._rows} - {TICK}
            words = {word for text in texts for word in plain(text).split()}
            widths = [self._whole_line(word).width for word in words]
            heads = [
                self._line_of(part, BOLD).width for part in plain(self._headings[index]).split()
            ]
            least.append(min(whole, LONG_WORD, max([*widths, *heads], default=0.0) + AIR))
        return least

    def _set(self, cells: Sequence[str | int], kind: TextStyle | None = None) -> _Row:
        chosen = kind or REGULAR
        lines = tuple(
            () if cell == TICK else self._lines(str(cell), column.width, chosen)
            for cell, column in zip(cells, self._columns, strict=True)
        )
        tallest = max((len(line) for line in lines), default=1)
        ticks = frozenset(index for index, cell in enumerate(cells) if cell == TICK)
        room = max(tallest * self._size * LEADING, BOX + GAP if ticks else 0.0)
        return _Row(lines, room + 2 * GAP, ticks)

    def _lines(self, text: str, width: float, kind: TextStyle) -> tuple[TextLine, ...]:
        room = width / self._size
        if kind is REGULAR and (line := self._whole_line(text)).width <= room:
            return (line,)
        return wrap(self._printable(text, kind), kind, room, self._faces)

    def _whole_line(self, text: str) -> TextLine:
        """The text on one line; cached for times and names of categories."""
        line = self._known.get(text)
        if line is None:
            line = self._known[text] = self._line_of(plain(text), REGULAR)
        return line

    def _line_of(self, text: str, kind: TextStyle) -> TextLine:
        """A letter missing in all fonts is shown as 〓, not as an empty box."""
        line = set_line(text, kind, self._faces)
        if not line.missing:
            return line
        marked = "".join(REPLACEMENT if letter in line.missing else letter for letter in text)
        return set_line(marked, kind, self._faces)

    def _printable(self, text: str, kind: TextStyle) -> str:
        """The printable text on one line, before wrapping."""
        shown = plain(text)
        missing = set_line(shown, kind, self._faces).missing
        return "".join(REPLACEMENT if letter in missing else letter for letter in shown)

    def _page(self, rows: Sequence[_Row], heading: _Row, number: int, pages: int) -> Iterator[Item]:
        yield from self._line(self._table.title, MARGIN + TITLE, TITLE_KIND)
        yield from self._line(self._said(), MARGIN + TITLE + 12, NOTE_KIND)
        yield from self._page_number(f"{number} / {pages}")
        top = MARGIN + HEAD
        yield Filled(Box(MARGIN, top, WIDTH - 2 * MARGIN, heading.height), SHADE)
        yield from self._row(heading, top)
        top += heading.height
        for row in rows:
            yield from self._row(row, top)
            top += row.height
            yield Filled(Box(MARGIN, top, WIDTH - 2 * MARGIN, HAIR), RULE)

    def _said(self) -> str:
        return " · ".join(filter(None, (self._table.note, self._table.as_of)))

    def _row(self, row: _Row, top: float) -> Iterator[Item]:
        for index in row.ticks:
            column = self._columns[index]
            left = column.left + (column.width - BOX) / 2
            yield Outline(Box(left, top + (row.height - BOX) / 2, BOX, BOX), INK, EDGE)
        for lines, column in zip(row.cells, self._columns, strict=True):
            baseline = top + GAP + self._size * 0.95
            for line in lines:
                if line.runs:
                    yield from self._runs(line, column, baseline)
                baseline += self._size * LEADING

    def _runs(self, line: TextLine, column: _Column, baseline: float) -> Iterator[Item]:
        size = self._size
        end = line.rtl or column.numeric or self._mirrored
        x = column.left + (column.width - line.width * size if end else 0.0)
        for run in line.runs:
            width = run.width * size
            yield Text(run.text, x, baseline, width, size, run.face, INK, run.rtl, TextField.NAME)
            x += width

    def _line(
        self, text: str, baseline: float, kind: TextStyle, *, far: bool = False
    ) -> Iterator[Item]:
        """A line of text at the start side, or at the `far` side."""
        room = (WIDTH - 2 * MARGIN) / kind.largest
        line = wrap(self._printable(text, kind), kind, room, self._faces)[0]
        right = far is not self._mirrored
        x = WIDTH - MARGIN - line.width * kind.largest if right else MARGIN
        for run in line.runs:
            width = run.width * kind.largest
            yield Text(
                run.text, x, baseline, width, kind.largest, run.face, INK, run.rtl, TextField.EVENT
            )
            x += width

    def _page_number(self, text: str) -> Iterator[Item]:
        return self._line(text, HEIGHT - MARGIN / 2, NOTE_KIND, far=True)


def _shown(table: Table) -> list[int]:
    """The columns with any content: an empty one only takes room from the others."""
    return [
        index
        for index in range(len(table.columns))
        if not table.rows or any(row[index] != "" for row in table.rows)
    ]


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


def _pages(rows: Sequence[_Row], heading: float) -> Iterator[list[_Row]]:
    """Splits rows into pages; at least one page, even if empty."""
    room = HEIGHT - 2 * MARGIN - HEAD - heading
    page: list[_Row] = []
    filled = 0.0
    for row in rows:
        if page and filled + row.height > room:
            yield page
            page, filled = [], 0.0
        page.append(row)
        filled += row.height
    yield page
