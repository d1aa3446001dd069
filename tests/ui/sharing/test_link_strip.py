"""The line about the connection: quiet, and never in the way of a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from checkin.domain import LinkPhase, LinkState
from ui.sharing import LinkStrip

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from checkin.language import Language
    from ui.parts.theme import Theme

TEN = 1_793_322_000_000  # 10:00 in Tokyo
SHARED = LinkState(LinkPhase.SHARED, TEN)
WAITING = LinkState(LinkPhase.WAITING, TEN, to_send=3)


class Moment:
    """A clock, and what is on the screen."""

    def __init__(self) -> None:
        self.now, self.may_paint, self.rests = TEN, True, False


@pytest.fixture
def moment() -> Moment:
    return Moment()


@pytest.fixture
def strip(qtbot: QtBot, language: Language, theme: Theme, moment: Moment) -> LinkStrip:
    made = LinkStrip(language, theme)
    qtbot.addWidget(made)
    made.follow(lambda: moment.now, "Asia/Tokyo", lambda: moment.rests)
    made.may_paint = lambda: moment.may_paint
    return made


def test_alone_it_is_not_there(strip: LinkStrip) -> None:
    strip.show_link(LinkState())
    assert strip.isHidden()
    assert not strip.is_used


def test_it_takes_no_focus(strip: LinkStrip) -> None:
    strip.show_link(SHARED)
    assert strip.words() == "Shared just now"
    assert strip.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_it_waits_for_the_paint_of_a_verdict(
    strip: LinkStrip, moment: Moment, qtbot: QtBot
) -> None:
    moment.may_paint = False
    strip.show_link(SHARED)
    assert strip.words() == ""
    moment.may_paint = True
    qtbot.waitUntil(lambda: strip.words() == "Shared just now")


def test_beside_a_verdict_no_seconds_count_but_a_failure_is_told(
    strip: LinkStrip, moment: Moment
) -> None:
    strip.show_link(SHARED)
    moment.rests, moment.now = True, TEN + 25_000
    strip.tick()
    assert strip.words() == "Shared just now"
    strip.show_link(WAITING)
    assert strip.words() == "3 not accepted since 10:00"
    moment.rests = False
    strip.show_link(SHARED)
    assert strip.words() == "Shared, 25 s ago"


def test_it_says_once_that_it_is_used(strip: LinkStrip, qtbot: QtBot) -> None:
    with qtbot.waitSignal(strip.begun):
        strip.show_link(SHARED)
    with qtbot.assertNotEmitted(strip.begun):
        strip.show_link(WAITING)
