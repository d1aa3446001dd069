"""The walk-in form: compared with the roster, and without a category until one is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from tests.ui.visible_text import everything
from ui.desk.walk_in_sheet import WalkInSheet

if TYPE_CHECKING:
    from tests.ui.demo_store import World
    from tests.ui.input_driver import Hands
    from tests.ui.recorded_shell import RecordedShell
    from ui.desk.page import DeskPage

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def walk_in(page: DeskPage, hands: Hands, name: str) -> WalkInSheet:
    hands.press(Qt.Key.Key_N, CTRL)
    hands.type(name)
    hands.press(Qt.Key.Key_Return)
    assert isinstance(page.sheet, WalkInSheet)
    return page.sheet


def test_who_is_on_the_roster_is_asked_about_first(
    desk: World, page: DeskPage, hands: Hands
) -> None:
    sheet = walk_in(page, hands, "Kyoko Tanaka")
    assert sheet.words() == "Is this the person?"
    assert [person.name for person in sheet.shown] == ["Tanaka Kyoko"]
    assert sheet.accept_button.text() == "Nobody of these"
    assert desk.station.desk.last(1) == ()


def test_their_card_opens_instead(
    desk: World, page: DeskPage, hands: Hands, shell: RecordedShell
) -> None:
    (person,) = walk_in(page, hands, "Kyoko Tanaka").shown
    hands.press(Qt.Key.Key_1, ALT)
    assert page.sheet is None
    assert shell.people == [person.id]
    assert desk.station.desk.last(1) == ()


def test_a_second_enter_registers(desk: World, page: DeskPage, hands: Hands) -> None:
    walk_in(page, hands, "Kyoko Tanaka")
    hands.press(Qt.Key.Key_Return)
    assert page.sheet is None
    assert page.card.name.text() == "Kyoko Tanaka"


def test_enter_held_down_registers_nobody(desk: World, page: DeskPage, hands: Hands) -> None:
    sheet = walk_in(page, hands, "Kyoko Tanaka")
    for _ in range(3):
        held = QKeyEvent(
            QEvent.Type.KeyPress,
            Qt.Key.Key_Return,
            Qt.KeyboardModifier.NoModifier,
            "\r",
            autorep=True,
        )
        QApplication.sendEvent(hands.target(), held)
    assert page.sheet is sheet
    assert desk.station.desk.last(1) == ()


def test_another_name_is_compared_again(page: DeskPage, hands: Hands) -> None:
    sheet = walk_in(page, hands, "Kyoko Tanak")
    hands.type("a")
    assert sheet.shown == ()
    assert sheet.accept_button.text() == "Register"
    hands.press(Qt.Key.Key_Return)
    assert page.sheet is sheet
    assert len(sheet.shown) == 1


def test_no_category_is_chosen_beforehand(desk: World, page: DeskPage, hands: Hands) -> None:
    hands.press(Qt.Key.Key_N, CTRL)
    assert isinstance(page.sheet, WalkInSheet)
    assert page.sheet.fields()["category"] == ""
    assert "Without a category: only where everybody may enter." in everything(page.sheet)
    hands.type("Erik Lund")
    hands.press(Qt.Key.Key_Return)
    (found,) = desk.station.desk.find("erik lund")
    assert found.category == ""
