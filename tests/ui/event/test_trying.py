"""The Event page: what is to look at in the programme, and what the door would say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.ui.event.event_page import EventHands
from ui.event import EventPage
from ui.event.try_sheet import TrySheet
from ui.parts.keys import WindowKey

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World
    from ui.parts.page import PageEnvironment

ENTER = Qt.Key.Key_Return
GUEST = 42


@pytest.fixture
def hands(desk: World, around: PageEnvironment, qtbot: QtBot) -> EventHands:
    page = EventPage(desk.station.programme, desk.station.desk.trying, around)
    qtbot.addWidget(page)
    page.resize(1278, 768)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.come()
    qtbot.waitUntil(page.isActiveWindow)
    return EventHands(page, desk)


def test_what_is_to_look_at_stands_beside_the_programme(hands: EventHands, desk: World) -> None:
    before = hands.page.to_look_at.lines
    desk.station.programme.add_category("sponsor", {"name": "Sponsor"})
    desk.station.programme.set_session("reception", {"categories": ["sponsor"]})
    hands.page.refresh()
    (new,) = set(hands.page.to_look_at.lines) - set(before)
    assert new.startswith("Nobody on the roster may enter")
    assert hands.page.to_look_at.isVisible()


def test_the_door_is_asked_again_and_again_and_nothing_is_recorded(
    hands: EventHands, desk: World
) -> None:
    hands.choose("reception")
    hands.strike(WindowKey.TRY_RULES)
    sheet = hands.page.sheet
    assert isinstance(sheet, TrySheet)
    assert sheet.session.chosen() == "reception"
    hands.press(ENTER)
    assert "Type who comes" in sheet.words()
    sheet.session.choose("entrance")
    hands.type(sheet.who, str(GUEST))
    hands.press(ENTER)
    assert "Welcome" in sheet.words()
    assert "042" in sheet.words()
    hands.type(sheet.time, "soon")
    hands.press(ENTER)
    assert "is no time" in sheet.words()
    assert hands.page.sheet is sheet
    assert desk.station.desk.last() == ()
