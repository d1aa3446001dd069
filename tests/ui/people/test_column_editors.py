"""The event's own columns on the card and in the form of a correction, with real key events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from checkin.domain import Role
from tests.ui.people.people_page import lists_of
from tests.ui.people.test_page import card_of, press, typed
from ui.parts.keys import WindowKey
from ui.parts.widgets import Choice, Tick
from ui.people import PeoplePage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World
    from ui.parts.page import PageEnvironment

Key = Qt.Key
NUMBER = 9


@pytest.fixture
def described(desk: World) -> World:
    programme, people = desk.station.programme, desk.station.people
    programme.add_column("Diet", {"type": "choice", "choices": ["Vegan", "Halal"], "tier": "desk"})
    programme.add_column("Bus", {"type": "yes_no", "name": {"en": "Takes the bus"}})
    programme.add_column("Hotel", {})
    people.correct(f"{NUMBER:032x}", {"column:Hotel": "Okura", "column:Diet": "Halal"})
    return desk


def correcting(world: World, qtbot: QtBot, around: PageEnvironment, role: Role) -> PeoplePage:
    """The page with the form of a correction open."""
    station = world.station
    station.shift.role = role
    page = PeoplePage(station.desk, station.people, lists_of(world.station), around)
    qtbot.addWidget(page)
    page.resize(1278, 768)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.come()
    typed(qtbot, page, str(NUMBER))
    press(qtbot, page, WindowKey.CORRECT)
    return page


def test_each_type_has_its_editor_and_only_what_is_touched_changes(
    described: World, qtbot: QtBot, around: PageEnvironment
) -> None:
    page = correcting(described, qtbot, around, Role.ORGANISER)
    diet, bus, hotel = (editor.widget for editor in page.form.columns)
    assert isinstance(diet, Choice)
    assert isinstance(bus, Tick)
    assert isinstance(hotel, QLineEdit)
    assert page.form.changes() == {}
    diet.setFocus()
    qtbot.keyClick(diet, Key.Key_Up)
    bus.setFocus()
    qtbot.keyClick(bus, Key.Key_Space)
    hotel.setFocus()
    qtbot.keyClick(hotel, Key.Key_Return)
    assert page.form.said() == ""
    assert page.stack.currentWidget() is page.card
    delegate = card_of(described, NUMBER).delegate
    assert delegate.extras == {"Diet": "Vegan", "Bus": "yes", "Hotel": "Okura"}
    assert delegate.at_scan == {"Diet": "Vegan"}
    words = [label.text() for label in page.card.findChildren(QLabel)]
    assert words[words.index("Takes the bus") + 1] == "Yes"
    assert page.card.history.lines[0].what == "Corrected · Diet, Takes the bus"


def test_a_lead_has_the_columns_of_desks_alone(
    described: World, qtbot: QtBot, around: PageEnvironment
) -> None:
    page = correcting(described, qtbot, around, Role.LEAD)
    assert [editor.label for editor in page.form.columns] == ["Diet"]
    assert page.form.changes() == {}
