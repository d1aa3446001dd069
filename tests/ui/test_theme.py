"""Colours that can be read, whatever the theme."""

from __future__ import annotations

import pytest

from checkin.wording import Tone
from ui.theme import THEMES, Theme, ThemeName, stylesheet

READABLE = 4.5
LARGE = 3.0


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(params=ThemeName)
def each(request: pytest.FixtureRequest) -> Theme:
    return THEMES[request.param]


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ("text", "surface"),
        ("text", "window"),
        ("text", "chosen"),
        ("text", "found"),
        ("muted", "surface"),
        ("muted", "window"),
        ("muted", "chosen"),
        ("on_accent", "accent"),
        ("accent", "surface"),
        ("rail_text", "rail"),
    ],
)
def test_words_stand_out_from_what_is_under_them(each: Theme, ink: str, paper: str) -> None:
    assert contrast(getattr(each, ink), getattr(each, paper)) >= READABLE


@pytest.mark.parametrize("tone", Tone)
def test_every_outcome_can_be_read_on_its_tint_and_on_its_band(each: Theme, tone: Tone) -> None:
    colours = each.tone(tone)
    assert contrast(colours.ink, each.surface) >= READABLE
    assert contrast(each.text, colours.tint) >= READABLE
    assert contrast(colours.on, colours.ink) >= READABLE


def test_the_stylesheet_has_no_place_left_unfilled(each: Theme) -> None:
    assert "$" not in stylesheet(each)
