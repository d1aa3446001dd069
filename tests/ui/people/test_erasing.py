"""Erasing a person on the People page: what it means, their number, and the backups that still hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from checkin.domain import Role, Status
from tests.ui.input_driver import strike
from tests.ui.people.people_page import lists_of
from ui.parts.keys import WindowKey
from ui.parts.shell import Change
from ui.people import PeoplePage
from ui.people.erasing import ErasedSheet, EraseSheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World
    from tests.ui.recorded_shell import RecordedShell
    from ui.parts.page import PageEnvironment

NUMBER = 3


@pytest.fixture
def page_of(desk: World, qtbot: QtBot, around: PageEnvironment) -> Callable[[Role], PeoplePage]:
    def build(role: Role) -> PeoplePage:
        station = desk.station
        station.shift.role = role
        page = PeoplePage(station.desk, station.people, lists_of(station), around)
        qtbot.addWidget(page)
        page.resize(1278, 768)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.come()
        page.show_person(f"{NUMBER:032x}")
        return page

    return build


@pytest.fixture
def page(page_of: Callable[[Role], PeoplePage]) -> PeoplePage:
    return page_of(Role.ORGANISER)


def asked(page: PeoplePage) -> EraseSheet:
    """Opened from the keyboard."""
    page.card.erase.setFocus()
    QTest.keyClick(page.card.erase, Qt.Key.Key_Return)
    assert isinstance(page.sheet, EraseSheet)
    return page.sheet


def press(page: PeoplePage, key: WindowKey) -> None:
    strike(key, QApplication.focusWidget() or page)


def test_a_person_is_erased_after_their_number_was_typed(
    page: PeoplePage, desk: World, shell: RecordedShell
) -> None:
    desk.station.backup_dated()
    sheet = asked(page)
    assert QApplication.focusWidget() is sheet.number
    assert "Their number, category and visits stay" in sheet.accessibleDescription()
    QTest.keyClicks(sheet.number, f"{NUMBER:03}")
    press(page, WindowKey.ENTER)
    left = page.sheet
    assert isinstance(left, ErasedSheet)
    (backup,) = (desk.station.folder / "backups").iterdir()
    assert backup.name in left.accessibleDescription()
    delegate = desk.station.people.card(f"{NUMBER:032x}").delegate
    assert (delegate.number, delegate.name, delegate.status) == (NUMBER, "", Status.CANCELLED)
    assert Change.DELEGATE in shell.changes
    press(page, WindowKey.BACK)
    assert page.sheet is None


@pytest.mark.parametrize("typed", ["", "4", "three"])
def test_another_number_erases_nobody(page: PeoplePage, desk: World, typed: str) -> None:
    before = desk.station.people.card(f"{NUMBER:032x}").delegate
    sheet = asked(page)
    QTest.keyClicks(sheet.number, typed)
    press(page, WindowKey.ENTER)
    assert page.sheet is sheet
    assert sheet.words() == "This is not their number. Nothing was erased."
    assert QApplication.focusWidget() is sheet.number
    press(page, WindowKey.BACK)
    assert desk.station.people.card(f"{NUMBER:032x}").delegate == before


@pytest.mark.parametrize("role", [Role.LEAD, Role.VOLUNTEER])
def test_only_an_organiser_may(page_of: Callable[[Role], PeoplePage], role: Role) -> None:
    assert not page_of(role).card.erase.isVisible()
