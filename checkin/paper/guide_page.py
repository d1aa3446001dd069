"""A guide on one page of paper (cheat sheet, quick reference): what happens, which key, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin.errors import NotPossible
from checkin.language import mark
from checkin.layout import (
    A4,
    Box,
    Filled,
    Item,
    Outline,
    Text,
    TextField,
    TextStyle,
    Weight,
    mm,
    set_line,
)
from checkin.paper import output
from checkin.paper.paragraphs import INK, LEADING, Paragraphs
from checkin.paper.pdf import WRITING, Pen

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from checkin.paper.faces import Faces

WIDTH, HEIGHT = A4
MARGIN: Final = mm(16)
ROOM: Final = WIDTH - 2 * MARGIN
KEYS: Final = mm(24)  # the column of keys; words begin beside it
RULE, SHADE = "#aab3bf", "#e8ecf1"
SIZES: Final = (11.0, 10.5, 10.0, 9.5, 9.0, 8.5)
LINES: Final = 6


@dataclass(frozen=True, slots=True)
class GuideRow:
    """One thing that happens, the key that is pressed then (none: empty), and what to do."""

    what: str
    words: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class GuideSection:
    heading: str
    rows: tuple[GuideRow, ...]


@dataclass(frozen=True, slots=True)
class GuidePage:
    """A page in one language."""

    title: str
    lead: str
    sections: tuple[GuideSection, ...]
    foot: str
    rtl: bool = False


def guide_pdf(page: GuidePage, faces: Faces) -> bytes:
    """The page as a PDF, as large as it fits on one A4. Raises `NotPossible` where it does not."""
    with WRITING:
        pen = Pen(faces, page.title)
        pen.begin(WIDTH, HEIGHT)
        pen.draw(_fitted(page, faces), 0, HEIGHT)
        pen.end()
        return pen.finish()


def save_guide(path: Path, page: GuidePage, faces: Faces) -> None:
    """Saves the page as a PDF; raises `NotPossible` or `DiskFull`."""
    output.write(path, guide_pdf(page, faces))


def _fitted(page: GuidePage, faces: Faces) -> list[Item]:
    for size in SIZES:
        drawing = _GuideDrawing(faces, page.rtl, size).page(page)
        items: list[Item] = []
        try:
            while True:
                items.append(next(drawing))
        except StopIteration as end:
            if end.value <= HEIGHT - MARGIN:
                return items
    raise NotPossible(mark("This does not fit on one page."))


class _GuideDrawing:
    def __init__(self, faces: Faces, rtl: bool, size: float) -> None:  # noqa: FBT001 - of the page
        self._faces, self._rtl, self._size = faces, rtl, size
        self._column = Paragraphs(faces, MARGIN, ROOM, rtl)
        self._words = TextStyle(Weight.REGULAR, size, lines=LINES)
        self._bold = TextStyle(Weight.BOLD, size, lines=2)
        self._heading = TextStyle(Weight.BOLD, size * 1.2, lines=1)

    def page(self, page: GuidePage) -> Generator[Item, None, float]:
        """Draws all of it; returns where it ends."""
        title = TextStyle(Weight.BOLD, 20.0, lines=2)
        top = yield from self._column.put(page.title, title, 0, MARGIN - mm(4))
        top = yield from self._column.put(page.lead, self._words, 0, top + mm(1))
        for section in page.sections:
            top += self._size * 0.9
            height = self._heading.largest * LEADING + 4
            yield Filled(Box(MARGIN, top, ROOM, height), SHADE)
            yield from self._column.put(section.heading, self._heading, 6, top - 1)
            top += height + 2
            for row in section.rows:
                top = yield from self._row(row, top)
                yield Filled(Box(MARGIN, top, ROOM, 0.4), RULE)
        return (yield from self._column.put(page.foot, self._words, 0, top + self._size * 0.4))

    def _row(self, row: GuideRow, top: float) -> Generator[Item, None, float]:
        if row.key:
            yield from self._key(row.key, top + 4)
        below = top
        if row.what:
            below = yield from self._column.put(row.what, self._bold, KEYS, below)
        below = yield from self._column.put(row.words, self._words, KEYS, below)
        return max(below, top + self._size * LEADING) + self._size * 0.5

    def _key(self, key: str, top: float) -> Iterator[Item]:
        """The key as it is on a button, in its cap."""
        size = self._size * 0.9
        line = set_line(str(key), TextStyle(Weight.BOLD, size), self._faces)
        width, height = line.width * size + 10, size * LEADING + 2
        left = MARGIN + (ROOM - width if self._rtl else 0)
        yield Outline(Box(left, top, width, height), INK, 0.7, 3)
        x = left + 5
        for run in line.runs:
            part = run.width * size
            baseline = top + height - 1 - size * 0.32
            yield Text(run.text, x, baseline, part, size, run.face, INK, run.rtl, TextField.EVENT)
            x += part
