"""Pictograms and marks: the no-photo sign, the lanyard slot, the fold line, the empty portrait."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.layout.items import Box, Disc, Filled, Item, Outline, Stroke, mm

if TYPE_CHECKING:
    from collections.abc import Iterable

BLACK: Final = "#000000"
WHITE: Final = "#ffffff"
SIGNAL: Final = "#c01530"
DASH: Final = mm(2.0)


def no_photo_mark(place: Box) -> Iterable[Item]:
    """A crossed-out camera on a white tile: recognisable by its shape, in any colour and in grey."""
    unit = min(place.height / 12, place.width / 15.6)
    middle = place.left + place.width / 2
    top = place.top + (place.height - 12 * unit) / 2
    body = Box(middle - 5 * unit, top + 3.4 * unit, 10 * unit, 6.4 * unit)
    hump = Box(middle - 2 * unit, top + 2 * unit, 4 * unit, 2 * unit)
    x, y = middle, top + 6.6 * unit
    ends = (middle - 5.2 * unit, top + 10.6 * unit, middle + 5.2 * unit, top + 1.4 * unit)
    return (
        Filled(place, WHITE, radius=1.5 * unit),
        Filled(hump, BLACK, radius=0.6 * unit),
        Filled(body, BLACK, radius=0.9 * unit),
        Disc(x, y, 2.3 * unit, WHITE),
        Disc(x, y, 1.4 * unit, BLACK),
        Stroke(*ends, 2.4 * unit, WHITE),
        Stroke(*ends, 1.2 * unit, SIGNAL),
    )


def slot_mark(place: Box, colour: str, thickness: float) -> Iterable[Item]:
    """The outline of a punched lanyard slot with round ends."""
    return (Outline(place, colour, thickness, radius=min(place.width, place.height) / 2),)


def fold_mark(place: Box, colour: str, thickness: float) -> Iterable[Item]:
    """A dashed line along the longer side of the box, through its middle."""
    if place.width >= place.height:
        y = place.top + place.height / 2
        return (Stroke(place.left, y, place.right, y, thickness, colour, DASH),)
    x = place.left + place.width / 2
    return (Stroke(x, place.top, x, place.bottom, thickness, colour, DASH),)


def nobody(place: Box, colour: str, thickness: float, radius: float) -> Iterable[Item]:
    """A placeholder for a photograph: a frame with a head and shoulders."""
    unit = min(place.width, place.height) / 12
    middle, bottom = place.left + place.width / 2, place.bottom - 1.5 * unit
    shoulders = Box(middle - 3.4 * unit, bottom - 3.4 * unit, 6.8 * unit, 3.4 * unit)
    return (
        Filled(shoulders, colour, radius=1.6 * unit),
        Disc(middle, bottom - 5.6 * unit, 1.9 * unit, colour),
        Outline(place, colour, thickness, radius),
    )
