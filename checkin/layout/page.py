"""A page while it is composed: its items and what is wrong with them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checkin.layout.fit import Fitted, fit
from checkin.layout.items import Box, Element, Fault, Flaw, Item, Text

if TYPE_CHECKING:
    from checkin.layout.geometry import Slot
    from checkin.layout.script import Measure


class Page:
    """Collects the items and faults of one page while it is composed."""

    def __init__(self, measure: Measure) -> None:
        self.measure = measure
        self.items: list[Item] = []
        self.faults: list[Fault] = []

    def fitted(self, text: str, slot: Slot, place: Box | None = None) -> Fitted:
        """The text as large as it can be in the slot, or in a part of it."""
        room = place or slot.box
        return fit(text, slot.kind, room.width, room.height, self.measure)

    def draw(
        self, fitted: Fitted, place: Box, colour: str, element: Element, *, end: bool = False
    ) -> None:
        """Draws the lines from the top of the place; right-to-left lines and `end` stand at its right."""
        top = place.top
        for line in fitted.lines:
            width = line.width * fitted.size
            x = place.right - width if line.rtl or end else place.left
            baseline = top + line.ascent * fitted.size
            for run in line.runs:
                advance = run.width * fitted.size
                self.items.append(
                    Text(
                        run.text,
                        x,
                        baseline,
                        advance,
                        fitted.size,
                        run.face,
                        colour,
                        run.rtl,
                        element,
                    )
                )
                x += advance
            top += line.height * fitted.size
        self._blame(fitted, element)

    def _blame(self, fitted: Fitted, element: Element) -> None:
        if fitted.missing:
            self.faults.append(Fault(element, Flaw.GLYPH, fitted.missing))
        if fitted.cut:
            shown = " ".join("".join(run.text for run in line.runs) for line in fitted.lines)
            self.faults.append(Fault(element, Flaw.OVERFLOW, shown))


def centred(place: Box, fitted: Fitted) -> Box:
    """The place, moved down so that the lines stand in its middle."""
    return replace(place, top=place.top + max(0.0, (place.height - fitted.height) / 2))
