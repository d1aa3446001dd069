"""Furigana (ruby): each part of a reading is set above its part of a name of Han letters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from checkin.layout.fit import Fitted, TextStyle, set_line
from checkin.layout.page import start
from checkin.layout.script import Weight, is_eastern

if TYPE_CHECKING:
    from checkin.layout.items import Box
    from checkin.layout.page import Ink, Page

OVERHANG: Final = 1.3  # of the part's width; a reading may overhang a little on both sides


@dataclass(frozen=True, slots=True)
class Above:
    """Where ruby is drawn: the block, the ink, the largest size, and the style of the name."""

    place: Box
    ink: Ink
    size: float
    kind: TextStyle


def pairs(name: str, reading: str, title: str = "") -> tuple[tuple[str, str], ...]:
    """Pairs each part of the name with its part of the reading; empty where that is impossible.

    A title behind the name has no reading.
    """
    names, readings = name.removesuffix(f" {title}").split(), reading.split()
    if not names or len(names) != len(readings) or not all(map(is_eastern, names)):
        return ()
    return tuple(zip_longest(name.split(), readings, fillvalue=""))


def draw(page: Page, paired: tuple[tuple[str, str], ...], fitted: Fitted, where: Above) -> None:
    """Draws the readings above the single line of the name."""
    (line,) = fitted.lines
    place, scale = where.place, fitted.size * fitted.narrow
    widths = [set_line(name, where.kind, page.measure).width * scale for name, _ in paired]
    gap = (line.width * scale - sum(widths)) / max(1, len(paired) - 1)
    left = place.left + start(line, place.width - line.width * scale, where.ink.align)
    for width, (_, reading) in zip(widths, paired, strict=True):
        if reading:
            shown = set_line(reading, replace(where.kind, weight=Weight.REGULAR), page.measure)
            size = min(where.size, width * OVERHANG / shown.width)
            corner = (
                left + (width - shown.width * size) / 2,
                place.top + shown.ascent * where.size,
            )
            page.run(shown, Fitted((shown,), size), corner, where.ink)
        left += width + gap
