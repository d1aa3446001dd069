"""Group check-in of a delegation: one list, one Enter, keyboard only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from checkin.domain import DelegateId, Flag, Outcome
from checkin.settings import Printing, Settings
from tests.ui.visible_text import everything
from ui.desk.group_sheet import GroupDone, GroupSheet

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World
    from tests.ui.input_driver import Hands
    from tests.ui.recorded_shell import LooseSettings, RecordedShell
    from ui.desk.page import DeskPage

LEADER, CANCELLED, NOTED, GUEST = 10, 12, 13, 42
TOGETHER = range(10, 22)  # twelve


def identifier(number: int) -> DelegateId:
    return DelegateId(f"{number:032x}")


@pytest.fixture(autouse=True)
def delegation(desk: World) -> None:
    people = desk.station.people
    for number in TOGETHER:
        people.correct(f"{number:032x}", {"organisation": "Delegation of Twelve"})
    people.cancel(f"{CANCELLED:032x}")
    people.correct(f"{NOTED:032x}", {"notes": "Wheelchair"})
    people.flag(f"{NOTED:032x}", Flag.ATTENTION, on=True)


@pytest.fixture
def sheet(page: DeskPage, hands: Hands) -> GroupSheet:
    hands.type("delegation of twelve")
    hands.press(Qt.Key.Key_F9)
    shown = page.sheet
    assert isinstance(shown, GroupSheet)
    return shown


def done(page: DeskPage, qtbot: QtBot) -> GroupDone:
    qtbot.waitUntil(lambda: isinstance(page.sheet, GroupDone))
    shown = page.sheet
    assert isinstance(shown, GroupDone)
    return shown


def test_twelve_stand_on_one_list_and_nobody_is_ticked_who_may_not_be_there(
    sheet: GroupSheet, hands: Hands
) -> None:
    assert tuple(sheet.ticks) == tuple(map(identifier, TOGETHER))
    assert sheet.chosen() == ()
    assert not sheet.accept_button.isEnabled()
    hands.press(Qt.Key.Key_Space)
    assert set(sheet.chosen()) == {identifier(number) for number in TOGETHER if number != CANCELLED}
    assert sheet.accept_button.text() == "Check in 11 people"
    hands.press(Qt.Key.Key_Space)
    assert sheet.chosen() == ()


def test_the_list_says_how_many_have_come(desk: World, page: DeskPage, hands: Hands) -> None:
    hands.scan(desk.code(LEADER))
    hands.type("delegation of twelve")
    hands.press(Qt.Key.Key_F9)
    assert "1 of 12 came" in everything(page)


def test_one_enter_admits_all_that_are_ticked(
    desk: World, page: DeskPage, hands: Hands, sheet: GroupSheet, qtbot: QtBot
) -> None:
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_Return)
    scans = desk.station.desk.last(20)
    assert {scan.outcome for scan in scans} == {Outcome.ADMITTED}
    assert len(scans) == 11
    assert done(page, qtbot).lines() == ("013  Hashizume Ritsuko  橋爪 律子\nWheelchair",)
    hands.press(Qt.Key.Key_Return)
    assert page.sheet is None


def test_space_takes_somebody_off_the_list(desk: World, hands: Hands, sheet: GroupSheet) -> None:
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Space)
    assert identifier(LEADER + 1) not in sheet.chosen()
    hands.press(Qt.Key.Key_Return)
    assert len(desk.station.desk.last(20)) == 10


def test_who_is_refused_is_listed_with_the_reason_and_a_note_is_shown(
    page: DeskPage, hands: Hands, sheet: GroupSheet, qtbot: QtBot
) -> None:
    hands.press(Qt.Key.Key_Space)
    for _ in range(3):
        hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_Return)
    refused, noted = done(page, qtbot).lines()
    assert refused.startswith(f"{CANCELLED:03}")
    assert "This registration was cancelled" in refused
    assert noted.endswith("Wheelchair")


def test_a_scan_waits_for_the_list_and_is_answered_after_it(
    desk: World, page: DeskPage, hands: Hands, sheet: GroupSheet
) -> None:
    hands.scan(desk.code(GUEST))
    assert page.sheet is sheet
    assert "1 scan waits" in sheet.words()
    hands.press(Qt.Key.Key_Escape)
    assert page.card.name.text() == "Adiljan Tohti"
    assert len(desk.station.desk.last(20)) == 1


def test_who_is_in_already_cannot_be_ticked(desk: World, page: DeskPage, hands: Hands) -> None:
    hands.scan(desk.code(LEADER))
    hands.type("delegation of twelve")
    hands.press(Qt.Key.Key_F9)
    shown = page.sheet
    assert isinstance(shown, GroupSheet)
    assert not shown.ticks[identifier(LEADER)].isEnabled()
    assert "In since 09:48" in shown.ticks[identifier(LEADER)].text()


def test_each_of_them_gets_a_badge_where_badges_print_by_themselves(
    hands: Hands, sheet: GroupSheet, chosen: LooseSettings, shell: RecordedShell
) -> None:
    chosen.change(Settings(printing=Printing.ONCE))
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_Return)
    assert len(shell.badges) == 11


def test_a_volunteer_is_not_offered_the_list(desk: World, page: DeskPage, hands: Hands) -> None:
    desk.station.shift.hand_over()
    hands.type("delegation of twelve")
    hands.press(Qt.Key.Key_F9)
    assert page.sheet is None


def test_who_speaks_for_the_delegation_is_marked_on_the_list(
    desk: World, page: DeskPage, hands: Hands
) -> None:
    desk.station.people.flag(f"{LEADER:032x}", Flag.DELEGATION_HEAD, on=True)
    hands.type("delegation of twelve")
    hands.press(Qt.Key.Key_F9)
    assert isinstance(page.sheet, GroupSheet)
    assert page.sheet.ticks[identifier(LEADER)].text().endswith("Head of the delegation")


def test_whom_to_ask_stands_above_the_list_with_their_telephone(
    desk: World, page: DeskPage, hands: Hands
) -> None:
    desk.station.people.flag(f"{LEADER:032x}", Flag.DELEGATION_CONTACT, on=True)
    desk.station.people.correct(f"{LEADER:032x}", {"phone": "+81 3 0000 0001"})
    name = desk.station.people.card(f"{LEADER:032x}").delegate.display_name
    hands.type("delegation of twelve")
    hands.press(Qt.Key.Key_F9)
    assert isinstance(page.sheet, GroupSheet)
    (contact,) = page.sheet.contacts
    assert contact.text().startswith(f"Focal point: {name}")
    assert contact.text().endswith("+81 3 0000 0001")


def test_the_buttons_stay_on_a_low_page_below_whom_to_ask(
    desk: World, page: DeskPage, hands: Hands, qtbot: QtBot
) -> None:
    for number in (LEADER, LEADER + 1, LEADER + 3):
        desk.station.people.flag(f"{number:032x}", Flag.DELEGATION_CONTACT, on=True)
    hands.type("delegation of twelve")
    hands.press(Qt.Key.Key_F9)
    assert isinstance(page.sheet, GroupSheet)
    button = page.sheet.accept_button
    qtbot.waitUntil(
        lambda: button.mapTo(page, button.rect().bottomLeft()).y() < page.height(), timeout=3000
    )


def test_the_list_is_offered_for_a_group_and_not_for_one_person(
    desk: World, page: DeskPage, hands: Hands
) -> None:
    desk.station.people.correct(f"{GUEST:032x}", {"organisation": "Embassy of One"})
    hands.type("delegation of twelve")
    assert "Whole group" in page.bar.words
    hands.press(Qt.Key.Key_Escape)
    hands.type("embassy of one")
    assert page.results.chosen is not None
    assert "Whole group" not in page.bar.words
    hands.press(Qt.Key.Key_F9)
    assert page.sheet is None
