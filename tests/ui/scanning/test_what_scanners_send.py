"""Scanner prefixes, suffixes and control characters (AIM, ECI, FNC1) as real keys and through IMEs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication

from checkin import codes
from checkin.domain import CodeKind
from checkin.journal import code_issued
from checkin.keyboards import US, bent, layout_named
from tests import factories
from tests.ui.input_driver import Hands
from tests.ui.scanning.three_widgets import Window, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World
    from ui.desk.page import DeskPage

CODE, OTHER = factories.code(1), factories.code(2)
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
GS: Final = "\x1d"
# AIM symbology identifiers, an ECI, and FNC1: as an identifier, or as a group separator.
AROUND: Final = (
    "]Q1{}",
    "]Q3{}",
    "]d2{}",
    "]C1{}",
    "]Q2\\000026{}",
    "\\000026{}",
    "]d2" + GS + "{}",
)
KEYS: Final = {
    "group separator": (Qt.Key.Key_BracketRight, CTRL, GS),
    "start of text": (Qt.Key.Key_B, CTRL, "\x02"),
    "line feed": (Qt.Key.Key_J, CTRL, "\n"),
    "nothing but a sign": (Qt.Key.Key_unknown, NONE, GS),
    "shift": (Qt.Key.Key_Shift, NONE, ""),
    "caps lock": (Qt.Key.Key_CapsLock, NONE, ""),
    "num lock": (Qt.Key.Key_NumLock, NONE, ""),
    "alt gr": (Qt.Key.Key_AltGr, NONE, ""),
}


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = opened(qtbot)
    yield made
    made.scanner.listen(on=False)


def press(hands: Hands, key: int, modifiers: Qt.KeyboardModifier, text: str) -> None:
    """Sends what the system sends: shortcut override, key press, key release."""
    hands.seconds += 0.005
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(hands.target(), QKeyEvent(kind, key, modifiers, text))


def burst(hands: Hands, text: str, end: Qt.Key | None = ENTER) -> None:
    """Types letters of any script, which `QTest` does not know."""
    hands.seconds += 0.5
    for letter in text:
        press(hands, 0, NONE, letter)
    if end is not None:
        press(hands, end, NONE, "\r" if end is ENTER else "\t")


@pytest.mark.parametrize("end", [ENTER, TAB, None], ids=["Enter", "Tab", "no end"])
@pytest.mark.parametrize("around", AROUND, ids=map(ascii, AROUND))
@pytest.mark.parametrize("place", ["field", "button"])
def test_what_is_put_around_a_code_is_taken_off(
    window: Window, around: str, end: Qt.Key | None, place: str
) -> None:
    hands = Hands(window.scanner)
    getattr(window, place).setFocus()
    burst(hands, around.format(CODE), end)
    hands.fall_silent()
    assert [codes.read(scan).code for scan in window.scans] == [CODE]
    assert window.field.text().strip() in {"", around.format(CODE).replace(GS, "")}
    assert window.pressed == []


@pytest.mark.parametrize("where", [0, 7, 20], ids=["before", "within", "behind"])
@pytest.mark.parametrize("name", KEYS)
def test_keys_that_are_no_letters_are_dropped_wherever_they_come(
    window: Window, name: str, where: int
) -> None:
    hands = Hands(window.scanner)
    window.button.setFocus()
    hands.seconds += 0.5
    for place, letter in enumerate((*CODE, "")):
        if place == where:
            press(hands, *KEYS[name])
        if letter:
            press(hands, 0, NONE, letter)
    press(hands, ENTER, NONE, "\r")
    hands.fall_silent()
    assert [codes.read(scan).code for scan in window.scans] == [CODE]
    assert window.pressed == []
    assert window.other.text() == ""


@pytest.mark.parametrize("end", [ENTER, TAB], ids=["Enter", "Tab"])
def test_two_in_a_row_stay_two(window: Window, end: Qt.Key) -> None:
    hands = Hands(window.scanner)
    burst(hands, CODE, end)
    hands.seconds -= 0.495  # the next begins five milliseconds later
    burst(hands, OTHER, end)
    assert window.scans == [CODE, OTHER]


@pytest.mark.parametrize("breath", [0.15, 0.0], ids=["one after the other", "in one breath"])
def test_two_in_a_row_that_nothing_ends_stay_two(window: Window, breath: float) -> None:
    hands = Hands(window.scanner)
    burst(hands, CODE, None)
    if breath:
        hands.fall_silent()
    hands.seconds -= 0.5
    burst(hands, OTHER, None)
    hands.fall_silent()
    assert window.scans == [CODE, OTHER]


EXTERNAL: Final = {
    "secret": "qw7z4yk2m9xa5hbtj3fnce8urdpgva6s",
    "long": "aB3-" * 60 + "end",
    "lower case": "ticket abc xyz",
    "url": "https://tickets.example.org/t?x=YZ1&q=a_b",
    "json": json.dumps({"registration_id": 7, "checkin_secret": "6a7f-5d2b", "server": "https://i.example"}),
}  # fmt: skip
GUEST: Final = 42


@pytest.fixture
def issued(desk: World) -> World:
    with desk.station.store.write() as connection:
        for code in EXTERNAL.values():
            draft = code_issued(code, CodeKind.EXTERNAL, f"{GUEST:032x}")
            desk.station.journal.append(connection, draft)
    return desk


@pytest.mark.parametrize("end", [ENTER, TAB], ids=["Enter", "Tab"])
@pytest.mark.parametrize("name", EXTERNAL)
def test_the_codes_of_others_are_matched_whole(
    issued: World, page: DeskPage, hands: Hands, name: str, end: Qt.Key
) -> None:
    burst(hands, EXTERNAL[name], end)
    assert page.card.name.text() == "Adiljan Tohti"
    assert page.field.edit.text() == ""


@pytest.mark.parametrize("computer", ["fr", "de", "jp", "tr", "ru"])
@pytest.mark.parametrize("name", ["secret", "url", "json"])
def test_they_are_though_a_layout_has_bent_them(
    issued: World, page: DeskPage, hands: Hands, name: str, computer: str
) -> None:
    burst(hands, bent(EXTERNAL[name], US, layout_named(computer)))
    assert page.card.name.text() == "Adiljan Tohti"


@pytest.mark.parametrize("name", EXTERNAL)
def test_they_are_though_they_come_letter_by_letter_from_an_input_method(
    issued: World, page: DeskPage, hands: Hands, name: str
) -> None:
    hands.seconds += 1
    for letter in EXTERNAL[name]:
        hands.seconds += 0.005
        event = QInputMethodEvent()
        event.setCommitString(letter)
        QApplication.sendEvent(hands.target(), event)
    press(hands, ENTER, NONE, "\r")
    assert page.card.name.text() == "Adiljan Tohti"


def test_part_of_one_lets_nobody_in(issued: World, page: DeskPage, hands: Hands) -> None:
    burst(hands, EXTERNAL["url"][:-1])
    assert page.card.name.text() != "Adiljan Tohti"
