"""Colours of a badge: names resolved to #rrggbb, and the WCAG contrast between two colours."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from checkin.layout.marks import BLACK, SIGNAL, WHITE

if TYPE_CHECKING:
    from checkin.domain import Category

INK: Final = "#12171f"
MUTED: Final = "#4a5361"  # darker than the screen's: grey is printed as dots
HAIRLINE: Final = "#c3cad3"
NO_COLOUR: Final = "#566070"
READABLE: Final = 4.5  # contrast ratio of WCAG 2; large letters need less
READABLE_LARGE: Final = 3.0
LARGE: Final = 14.0  # points, bold; anything larger counts as large in any weight
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_NAMED: Final = {
    "ink": INK,
    "muted": MUTED,
    "hairline": HAIRLINE,
    "white": WHITE,
    "black": BLACK,
    "signal": SIGNAL,
}


def of_category(category: Category | None) -> str:
    """The colour of a category; a neutral colour where its value is not a colour."""
    colour = category.colour if category else NO_COLOUR
    return colour.lower() if _COLOUR.fullmatch(colour) else NO_COLOUR


def resolved(colour: str, band: str) -> str:
    """A colour of a layout as #rrggbb, on a badge whose category has the colour `band`."""
    if colour == "category":
        return band
    if colour == "on_band":
        return on(band)
    return _NAMED.get(colour, colour)


@cache
def on(colour: str) -> str:
    """Black or white, whichever is easier to read on the colour."""
    return WHITE if contrast(colour, WHITE) >= contrast(colour, BLACK) else BLACK


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@cache
def _luminance(colour: str) -> float:
    """The relative luminance of WCAG 2."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
