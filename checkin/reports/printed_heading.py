"""The heading of a printed list: event, title, facts and logo; on every page, never cut after the first line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checkin.layout import (
    Box,
    Family,
    Text,
    TextField,
    TextStyle,
    Weight,
    has_arabic,
    mm,
    plain,
    set_line,
    wrap,
)
from checkin.layout.model import Fitting
from checkin.layout.pictures import fitted
from checkin.paper.csv_safe import REPLACEMENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkin.layout import Item, Pixels, TextLine
    from checkin.paper.faces import Faces

INK, MUTED = "#12171f", "#566070"
LEADING: Final = 1.4  # Arabic letters reach far
GAP: Final = mm(3)  # below the heading
LOGO_WIDTH, LOGO_HEIGHT = mm(45), mm(16)
BESIDE_LOGO: Final = mm(6)
_DATE: Final = re.compile("(?<=[0-9])-(?=[0-9])")


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of one size."""

    lines: tuple[TextLine, ...]
    size: float
    colour: str

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LEADING


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above each page of a list, set for its width."""

    blocks: tuple[_Block, ...]
    logo: Pixels | None
    mirrored: bool

    @property
    def height(self) -> float:
        lines = sum(block.height for block in self.blocks)
        return max(lines, LOGO_HEIGHT if self.logo else 0.0) + GAP

    def items(self, left: float, top: float, width: float) -> Iterator[Item]:
        """The items, within the margins of a page."""
        for block in self.blocks:
            for line in block.lines:
                wide = line.width * block.size
                x = left + width - wide if self.mirrored else left
                yield from text_items(line, x, top + block.size, block.size, block.colour)
                top += block.size * LEADING
        if self.logo is not None:
            yield from self._logo(self.logo, left, top, width)

    def _logo(self, logo: Pixels, left: float, bottom: float, width: float) -> Iterator[Item]:
        top = bottom - sum(block.height for block in self.blocks)
        scale = min(LOGO_WIDTH / logo.width, LOGO_HEIGHT / logo.height)
        wide, high = logo.width * scale, logo.height * scale
        x = left if self.mirrored else left + width - wide
        yield fitted(logo, Box(x, top, wide, high), Fitting.CONTAIN)


@dataclass(frozen=True, slots=True)
class HeadingStyle:
    """What the headings of a document have in common."""

    faces: Faces
    width: float
    logo: Pixels | None = None
    mirrored: bool = False
    han: Family = Family.JAPANESE


def heading(event: str, title: str, facts: str, style: HeadingStyle) -> Heading:
    """Sets the heading; a long text has more lines."""
    room = style.width - (LOGO_WIDTH + BESIDE_LOGO if style.logo else 0.0)
    han = style.han
    parts = (
        (event, TextStyle(Weight.REGULAR, 9.0, lines=3, han=han), MUTED),
        (title, TextStyle(Weight.BOLD, 14.0, lines=2, han=han), INK),
        (facts, TextStyle(Weight.REGULAR, 8.5, lines=4, han=han), INK),
    )
    blocks = (
        _Block(
            wrap(printable(text, kind, style.faces), kind, room / kind.largest, style.faces),
            kind.largest,
            colour,
        )
        for text, kind, colour in parts
        if text
    )
    return Heading(tuple(blocks), style.logo, style.mirrored)


def printable(text: str, style: TextStyle, faces: Faces) -> str:
    """The printable text on one line, before wrapping; 〓 for a letter missing in all fonts."""
    shown = on_one_line(text)
    missing = set_line(shown, style, faces).missing
    return "".join(REPLACEMENT if letter in missing else letter for letter in shown)


def on_one_line(text: str) -> str:
    """The text without controls. Beside Arabic letters a date with hyphens would be read backwards."""
    shown = plain(text)
    return _DATE.sub("/", shown) if has_arabic(shown) else shown


def text_items(
    line: TextLine, x: float, baseline: float, size: float, colour: str = INK
) -> Iterator[Item]:
    """A set line, from x on."""
    for run in line.runs:
        width = run.width * size
        yield Text(run.text, x, baseline, width, size, run.face, colour, run.rtl, TextField.EVENT)
        x += width


def joined(parts: Sequence[str]) -> str:
    return " · ".join(part for part in parts if part)
