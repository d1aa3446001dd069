"""Scans while a sheet or dialog is open: answered at once or queued in sight, never typed into it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QLineEdit, QVBoxLayout

from checkin.domain import Flag, Role
from tests.ui.input_driver import Hands, happen, look_at_it, strike, tap
from ui.designer.page import DesignerPage
from ui.parts.keys import WindowKey
from ui.station import StationPage
from ui.station.sheets import restore_sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from tests.ui.scanner_window import Room
    from ui.parts.page import Page

CONTROL = Qt.KeyboardModifier.ControlModifier
GUEST, JAPANESE, CANCELLED, MARKED = 42, 12, 36, 9
ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Tab, None)
GUESTS = {GUEST: "Adiljan Tohti", 43: "Hebibe Qurban", 46: "Qeyser Ibrahim"}


def person(number: int) -> str:
    return f"{number:032x}"


def go(room: Room, key: str) -> Page:
    room.work.go(key)
    happen()
    return room.work.front


def walk_in(room: Room) -> None:
    look_at_it()
    strike(WindowKey.WALK_IN)


def session(room: Room) -> None:
    look_at_it()
    strike(WindowKey.SESSION)


def reason(room: Room) -> None:
    assert room.window.station is not None
    room.window.station.people.cancel(person(CANCELLED))
    room.desk.scanner.take(room.world.code(CANCELLED))
    tap(Qt.Key.Key_F7)


def proxy(room: Room) -> None:
    room.desk.scanner.take(room.world.code(JAPANESE))
    tap(Qt.Key.Key_F4)


def look(room: Room) -> None:
    room.work.go("look")


def of_person(key: WindowKey) -> Callable[[Room], None]:
    def opened(room: Room) -> None:
        go(room, "people").show_person(person(MARKED))
        happen()
        look_at_it()
        strike(key)

    return opened


def of_station(press: Callable[[StationPage], object]) -> Callable[[Room], None]:
    def opened(room: Room) -> None:
        page = go(room, "station")
        assert isinstance(page, StationPage)
        press(page)

    return opened


def of_paper(room: Room) -> None:
    go(room, "paper")
    look_at_it()
    strike(WindowKey.LAYOUT)


def of_designer(room: Room) -> None:
    assert room.window.station is not None
    room.desk.shell.design(room.window.station.badges.library.names()[0])
    happen()
    page = room.work.front
    assert isinstance(page, DesignerPage)
    page.ask_insert()


SHEETS: dict[str, Callable[[Room], None]] = {
    "walk-in": walk_in,
    "session": session,
    "reason": reason,
    "proxy": proxy,
    "look": look,
    "marks": of_person(WindowKey.MARKS),
    "cancelling": of_person(WindowKey.STANDING),
    "lost badge": of_person(WindowKey.LOST_BADGE),
    "hand over": of_station(lambda page: page.foot.press(WindowKey.HAND_OVER)),
    "pin": of_station(lambda page: page.pins.click()),
    "label printer": of_station(lambda page: page.badges.add.click()),
    "route": of_station(lambda page: page.badges.split.click()),
    "self-check-in": of_station(lambda page: page.ways.kiosk.click()),
    "layout": of_paper,
    "insert": of_designer,
}


SECRETS: dict[str, Callable[[Room], None]] = {
    "take up": of_station(lambda page: page.foot.press(WindowKey.TAKE_UP)),
    "pin": of_station(lambda page: page.pins.click()),
    "restoring": of_station(
        lambda page: page.open_sheet(restore_sheet(Path("x"), page.language, page.theme))
    ),
}


class Pressed:
    """Records every button of the window that is pressed from now on."""

    def __init__(self, window: QWidget) -> None:
        self.buttons: list[str] = []
        for button in window.findChildren(QAbstractButton):
            button.clicked.connect(lambda _=False, one=button: self.buttons.append(one.text()))


def contents(sheet: QWidget) -> list[str]:
    fields = [widget.text() for widget in sheet.findChildren(QLineEdit)]
    return fields + [widget.currentText() for widget in sheet.findChildren(QComboBox)]


@pytest.mark.parametrize("name", SHEETS)
def test_a_scan_over_a_sheet_is_answered_and_leaves_nothing_in_it(room: Room, name: str) -> None:
    """However the scanner ends a code: Enter, Tab, or nothing."""
    hands = Hands(room.desk.scanner)
    for end, (number, guest) in zip(ENDS, GUESTS.items(), strict=True):
        room.desk.clear()
        SHEETS[name](room)
        happen()
        page = room.work.front
        sheet = page.sheet
        assert sheet is not None, name
        before, pressed = contents(sheet), Pressed(room.window)
        hands.scan(room.world.code(number), end)
        hands.fall_silent()
        assert room.names()[-1] == guest
        assert room.work.place == "desk"
        assert room.desk.card.face.name == guest
        assert room.desk.sheet is None
        assert pressed.buttons == []
        if page is not room.desk:
            # The sheet is unchanged for a user who goes back to it.
            assert page.sheet is sheet
            assert contents(sheet) == before
            page.close_sheet()
        assert room.window.station is not None
        assert room.window.station.shift.role is Role.ORGANISER


@pytest.mark.parametrize("name", SECRETS)
def test_what_is_typed_into_a_secret_is_no_scan_however_quick(room: Room, name: str) -> None:
    SECRETS[name](room)
    happen()
    sheet = room.work.front.sheet
    assert sheet is not None
    line = next(
        line
        for line in sheet.findChildren(QLineEdit)
        if line.echoMode() is QLineEdit.EchoMode.Password
    )
    line.setFocus()
    hands = Hands(room.desk.scanner)
    for secret in ("471108", "BCDF2345", room.world.code(GUEST)):
        line.clear()
        hands.scan(secret, end=None)
        hands.fall_silent()
        assert line.text() == secret
    QTest.keyClick(line, Qt.Key.Key_Return)
    hands.fall_silent()
    assert room.names() == []


def test_a_scan_makes_a_dialog_give_way(room: Room) -> None:
    dialog = QDialog(room.window)
    field = QLineEdit()
    QVBoxLayout(dialog).addWidget(field)
    dialog.open()
    field.setFocus()
    hands = Hands(room.desk.scanner)
    hands.scan(room.world.code(GUEST))
    happen()
    assert room.names() == ["Adiljan Tohti"]
    assert not dialog.isVisible()
    assert field.text() == ""


def test_scans_behind_a_note_that_must_be_read_wait_in_sight_and_in_turn(room: Room) -> None:
    station = room.window.station
    assert station is not None
    station.people.correct(person(MARKED), {"notes": "Has a letter for the chair"})
    station.people.flag(person(MARKED), Flag.ATTENTION, on=True)
    hands = Hands(room.desk.scanner)
    for number in (MARKED, JAPANESE, GUEST):
        hands.scan(room.world.code(number))
        hands.seconds += 1
    happen()
    assert len(room.names()) == 1
    assert room.desk.waiting == 2
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    happen()
    assert len(room.names()) == 3
    assert room.names()[-1] == "Adiljan Tohti"


def test_half_a_code_over_a_sheet_is_dropped_with_a_hint_where_one_looks(room: Room) -> None:
    go(room, "people")
    hands = Hands(room.desk.scanner)
    hands.scan(room.world.genuine()[:11], end=None)
    hands.fall_silent()
    assert "part of a code" in room.work.front.banner.words()
    assert room.names() == []
    hands.scan(room.world.code(GUEST))
    assert room.desk.banner.words() == ""
    assert room.names() == ["Adiljan Tohti"]
