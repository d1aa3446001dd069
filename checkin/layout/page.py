"""A page being composed: collects drawing items and faults."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from checkin.layout.fit import Fitted, TextLine, fit
from checkin.layout.items import Box, Fault, Flaw, Item, Text, TextField
from checkin.layout.model import Align, Upright

if TYPE_CHECKING:
    from checkin.layout.fit import TextStyle
    from checkin.layout.script import Measure

KEPT: Final = 20_000  # size of the cache of fitted texts; organisations and countries repeat


@dataclass(frozen=True, slots=True)
class Ink:
    """How a fitted text is drawn: its colour, the field it shows, its element's id, its alignment."""

    colour: str
    field: TextField
    element: str = ""
    align: Align = Align.START


class Page:
    """Collects the drawing items and faults of one page."""

    def __init__(self, measure: Measure, fits: dict[object, Fitted] | None = None) -> None:
        self.measure = measure
        self.fits = {} if fits is None else fits
        self.items: list[Item] = []
        self.faults: list[Fault] = []
        self.spots: list[Box] = []

    def fitted(self, text: str, kind: TextStyle, room: Box) -> Fitted:
        """Fits the text to the box, as large as possible; cached."""
        key = (text, kind, room.width, room.height)
        known = self.fits.get(key)
        if known is None:
            if len(self.fits) >= KEPT:
                self.fits.clear()
            known = self.fits[key] = fit(text, kind, room.width, room.height, self.measure)
        return known

    def draw(self, fitted: Fitted, place: Box, ink: Ink) -> None:
        """Draws the lines from the top of the box down."""
        top = place.top
        for line in fitted.lines:
            width = line.width * fitted.size * fitted.narrow
            x = place.left + start(line, place.width - width, ink.align)
            self.run(line, fitted, (x, top + line.ascent * fitted.size), ink)
            top += line.height * fitted.size
        self._blame(fitted, ink)

    def run(self, line: TextLine, fitted: Fitted, corner: tuple[float, float], ink: Ink) -> None:
        """Draws one line, starting at its left end."""
        x, baseline = corner
        for run in line.runs:
            advance = run.width * fitted.size * fitted.narrow
            self.items.append(
                Text(
                    run.text,
                    x,
                    baseline,
                    advance,
                    fitted.size,
                    run.face,
                    ink.colour,
                    run.rtl,
                    ink.field,
                    fitted.narrow,
                )
            )
            x += advance

    def blame(self, ink: Ink, flaw: Flaw, value: str, *, refuses: bool = True) -> None:
        self.faults.append(Fault(ink.field, flaw, value, ink.element, refuses))

    def _blame(self, fitted: Fitted, ink: Ink) -> None:
        if fitted.missing:
            self.blame(ink, Flaw.GLYPH, fitted.missing)
        if fitted.cut:
            self.blame(ink, Flaw.OVERFLOW, fitted.shown)
        elif fitted.shortened:
            self.blame(ink, Flaw.SHORTENED, fitted.shown)
        if fitted.small:
            self.blame(ink, Flaw.SMALL, fitted.shown)


def start(line: TextLine, spare: float, align: Align) -> float:
    """The offset of a line from the left, given the spare width and the alignment."""
    match align:
        case Align.LEFT:
            return 0.0
        case Align.CENTRE:
            return spare / 2
        case Align.RIGHT:
            return spare
        case Align.START:
            return spare if line.rtl else 0.0
        case Align.END:
            return 0.0 if line.rtl else spare


def upright(place: Box, height: float, how: Upright) -> Box:
    """The box moved down for vertical alignment of lines of that height."""
    spare = max(0.0, place.height - height)
    match how:
        case Upright.TOP:
            return place
        case Upright.MIDDLE:
            return replace(place, top=place.top + spare / 2)
        case Upright.BOTTOM:
            return replace(place, top=place.top + spare)
