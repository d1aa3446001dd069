"""Colour contrast and colour blindness in every theme."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from checkin.wording import Tone
from tests.ui.colour_vision import BLINDNESS, contrast, distance
from ui.parts.theme import LIGHT, THEMES, Theme, ThemeName, dress, stylesheet

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

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


class Styled(QWidget):
    """Counts how often Qt styles it."""

    times = 0

    def changeEvent(self, event: QEvent) -> None:
        self.times += event.type() is QEvent.Type.StyleChange
        super().changeEvent(event)


def test_what_is_in_a_window_is_styled_when_it_joins_and_not_again_by_the_same_theme(
    qtbot: QtBot,
) -> None:
    window, row, label = QWidget(), QWidget(), Styled()
    qtbot.addWidget(window)
    QVBoxLayout(row).addWidget(label)
    assert label.times == 0  # with a stylesheet on the application it would have been
    QVBoxLayout(window).addWidget(row)
    with qtbot.waitExposed(window):
        window.show()
    joined = label.times
    assert joined > 0
    dress(window, LIGHT)
    assert label.times == joined
    dress(window, THEMES[ThemeName.DARK])
    assert label.times > joined


def test_a_button_that_tab_has_reached_has_our_border_and_no_frame_of_the_style(
    qtbot: QtBot,
) -> None:
    window = QWidget()
    dress(window, LIGHT)
    buttons = [QPushButton("One", window), QPushButton("Another", window)]
    column = QVBoxLayout(window)
    for button in buttons:
        column.addWidget(button)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    buttons[0].setFocus()
    qtbot.keyClick(buttons[0], Qt.Key.Key_Tab)
    assert buttons[1].hasFocus()
    picture = buttons[1].grab().toImage()
    above_the_words = QPoint(picture.width() // 2, 6)
    assert picture.pixelColor(above_the_words).name() == LIGHT.surface.lower()
