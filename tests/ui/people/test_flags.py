"""The form of marks, and what it says of somebody on the watch list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from checkin.domain import Role
from tests.ui.input_driver import strike
from tests.ui.people.people_page import lists_of
from ui.parts.keys import WindowKey
from ui.people import PeoplePage
from ui.people.flags import FlagSheet

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World
    from ui.parts.page import PageEnvironment

SOMEBODY = f"{9:032x}"


def marks(page: PeoplePage, qtbot: QtBot) -> FlagSheet:
    """The form of the person who is shown, opened by its key."""
    strike(WindowKey.MARKS, page.focusWidget())
    assert isinstance(page.sheet, FlagSheet)
    return page.sheet


def test_a_lead_who_has_looked_clears_a_name_of_the_watch_list(
    desk: World, around: PageEnvironment, qtbot: QtBot
) -> None:
    station = desk.station
    station.desk.watch_list.add(station.people.card(SOMEBODY).delegate.name)
    station.shift.role = Role.LEAD
    page = PeoplePage(station.desk, station.people, lists_of(station), around)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.come()
    page.show_person(SOMEBODY)
    sheet = marks(page, qtbot)
    assert sheet.reason is not None
    qtbot.keyClicks(sheet.reason, "born later")
    qtbot.keyClick(sheet.reason, Qt.Key.Key_Return)
    assert not station.desk.watch_list.is_watched(SOMEBODY)
    again = marks(page, qtbot)
    assert again.reason is None
    assert again.cleared() == ""


def test_a_session_on_a_card_is_offered_for_others_too(
    desk: World, around: PageEnvironment, qtbot: QtBot
) -> None:
    station = desk.station
    free = next(
        session.key
        for session in station.desk.event.sessions
        if session.key not in station.people.limited_sessions() and session.key != "entrance"
    )
    page = PeoplePage(station.desk, station.people, lists_of(station), around)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.come()
    page.show_person(SOMEBODY)
    assert free not in marks(page, qtbot).sessions
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Escape)
    station.people.correct(f"{10:032x}", {"sessions": free})
    assert free in marks(page, qtbot).sessions
