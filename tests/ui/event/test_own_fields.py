"""Columns and questions of the event's own on the event page: described, changed, taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from checkin.domain import AnswerType, ColumnPlace, Tier
from tests.ui.event.event_page import EventHands
from tests.ui.input_driver import happen
from tests.ui.visible_text import everything
from ui.event import EventPage
from ui.event.own_fields import ColumnSheet, EventQuestionSheet, OwnPanel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World
    from ui.parts.page import PageEnvironment

ENTER = Qt.Key.Key_Return


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


def press_link(panel: OwnPanel, words: str) -> None:
    links = panel.findChildren(QPushButton)
    next(link for link in links if link.text() == words).click()
    happen()


def test_a_column_is_described_and_one_at_the_scan_goes_to_the_desks(hands: EventHands) -> None:
    panel = hands.page.own.columns
    panel.add.click()
    sheet = hands.page.sheet
    assert isinstance(sheet, ColumnSheet)
    hands.type(sheet.heading, "Diet")
    sheet.type.choose(AnswerType.CHOICE)
    hands.press(ENTER)
    assert "empty" in hands.said()  # a choice needs some
    hands.type(sheet.choices, "Vegan, Halal")
    sheet.places[ColumnPlace.SCAN].click()
    assert not sheet.tier.isEnabled()
    sheet.heading.setFocus()
    hands.press(ENTER)
    (column,) = hands.event.columns
    assert (column.key, column.choices, column.tier) == ("Diet", ("Vegan", "Halal"), Tier.DESK)
    assert hands.event.show_at_scan == ("Diet",)
    assert "Diet" in everything(panel)
    press_link(panel, "Take away…")
    hands.press(ENTER)
    assert hands.event.columns == ()


def test_a_question_is_asked_of_the_chosen_categories_and_changed(hands: EventHands) -> None:
    panel = hands.page.own.questions
    panel.add.click()
    sheet = hands.page.sheet
    assert isinstance(sheet, EventQuestionSheet)
    hands.type(sheet.names.lines["en"], "May we film you?")
    sheet.categories["press"].click()
    sheet.names.lines["en"].setFocus()
    hands.press(ENTER)
    (question,) = hands.event.questions
    assert (question.key, question.categories) == ("may-we-film-you", ("press",))
    press_link(panel, "Change…")
    sheet = hands.page.sheet
    assert isinstance(sheet, EventQuestionSheet)
    sheet.required.click()
    sheet.names.lines["en"].setFocus()
    hands.press(ENTER)
    assert not hands.event.questions[0].required
