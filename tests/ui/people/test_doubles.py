"""The page of people: two delegates who are one person are compared, joined, and parted again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from checkin.domain import Role
from tests.ui.input_driver import strike, wait_for
from tests.ui.people.test_page import Make, make, typed
from ui.parts.keys import WindowKey
from ui.people.doubles import DoublesSheet
from ui.scanning.rhythm import RHYTHM_MS

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World
    from ui.people import PeoplePage

__all__ = ["make"]

FIRST, SECOND = 9, 18


def who(number: int) -> str:
    return f"{number:032x}"


@pytest.fixture
def page(make: Make, desk: World) -> PeoplePage:
    """Two with one e-mail address; the card of the first is open."""
    for number in (FIRST, SECOND):
        desk.station.people.correct(who(number), {"email": "one@example.org"})
    page = make(Role.ORGANISER)
    page.show_person(who(FIRST))
    return page


def asked(page: PeoplePage) -> DoublesSheet:
    page.foot.press(WindowKey.JOIN)
    assert isinstance(page.sheet, DoublesSheet)
    return page.sheet


def numbers(page: PeoplePage) -> list[int]:
    page.field.edit.clear()
    page.refresh()
    return [row.number for row in page.list.rows]


def test_who_may_be_the_same_stands_beside_them_and_is_joined(
    page: PeoplePage, qtbot: QtBot, desk: World
) -> None:
    sheet = asked(page)
    assert [row.number for row in sheet.list.rows] == [SECOND]
    assert "E-mail" in {name for name, *_ in sheet.comparison.lines}
    compared = {name: values for name, *values in sheet.comparison.lines}
    assert compared["Number"] == ["009", "018"]
    assert compared["E-mail"] == ["one@example.org"] * 2
    qtbot.keyClick(sheet.field.edit, Qt.Key.Key_Return)
    assert sheet.isVisible(), "Enter joins nobody"
    strike(WindowKey.JOIN, sheet.field.edit)
    assert desk.station.people.card(who(SECOND)).delegate.id == who(FIRST)
    assert SECOND not in numbers(page)


def test_anybody_can_be_looked_for_but_not_the_person_themselves(
    page: PeoplePage, qtbot: QtBot
) -> None:
    sheet = asked(page)
    qtbot.keyClicks(sheet.field.edit, str(FIRST))
    wait_for(RHYTHM_MS)
    assert FIRST not in {row.number for row in sheet.list.rows}
    sheet.field.edit.selectAll()
    qtbot.keyClicks(sheet.field.edit, "42")
    wait_for(RHYTHM_MS)
    assert sheet.list.rows[0].number == 42
    assert sheet.double is not None
    assert sheet.double.number == 42


def test_without_anybody_nothing_can_be_joined(page: PeoplePage, qtbot: QtBot) -> None:
    sheet = asked(page)
    qtbot.keyClicks(sheet.field.edit, "qwqwqw")
    wait_for(RHYTHM_MS)
    assert sheet.double is None
    assert not sheet.accept_button.isEnabled()
    qtbot.keyClick(sheet.field.edit, Qt.Key.Key_Escape)
    assert page.sheet is None


def test_the_card_has_the_double_in_its_history_and_parts_them(
    page: PeoplePage, qtbot: QtBot, desk: World
) -> None:
    desk.station.people.doubles.join(who(FIRST), who(SECOND))
    typed(qtbot, page, str(SECOND))
    assert page.list.rows[0].number == FIRST
    assert "Joined with 018" in {line.what for line in page.card.history.lines}
    (part,) = [
        button
        for button in page.card.doubles.findChildren(QPushButton)
        if button.text() == "Part again"
    ]
    part.click()
    assert page.sheet is not None
    page.sheet.accept_button.click()
    assert {FIRST, SECOND} <= set(numbers(page))
    assert not desk.station.people.card(who(FIRST)).doubles


@pytest.mark.parametrize("role", [Role.LEAD, Role.VOLUNTEER])
def test_nobody_else_joins_or_parts(make: Make, qtbot: QtBot, desk: World, role: Role) -> None:
    desk.station.people.doubles.join(who(FIRST), who(SECOND))
    page = make(role)
    typed(qtbot, page, str(FIRST))
    assert "Same person as…" not in page.foot.words
    assert not page.card.doubles.findChildren(QPushButton)
