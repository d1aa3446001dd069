"""Colour contrast and colour blindness in every theme."""

from __future__ import annotations

from itertools import combinations

import pytest

from checkin.wording import Tone
from tests.ui.colour_vision import BLINDNESS, contrast, distance
from ui.parts.theme import THEMES, Theme, ThemeName, stylesheet

READABLE = 4.5
APART = 20.0


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
        ("accent", "window"),
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
    assert contrast(colours.ink, colours.tint) >= READABLE


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_outcomes_stand_apart_for_colour_blind_eyes(each: Theme, blindness: str) -> None:
    for tone, other in combinations(Tone, 2):
        apart = distance(each.tone(tone).ink, each.tone(other).ink, blindness)
        assert apart >= APART, (tone, other)


def test_the_stylesheet_has_no_place_left_unfilled(each: Theme) -> None:
    assert "$" not in stylesheet(each)
