"""Function keys: a scanner may send one as a prefix, so that a pressed one acts with a short delay."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests import factories
from tests.ui.input_driver import Hands
from tests.ui.scanning.three_widgets import Window, opened
from ui.scanning.rhythm import RHYTHM_MS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

CODE = factories.code(1)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = opened(qtbot)
    yield made
    made.scanner.listen(on=False)


@pytest.fixture
def hands(window: Window) -> Hands:
    return Hands(window.scanner)


@pytest.fixture(autouse=True)
def bound(window: Window) -> None:
    for key in (Qt.Key.Key_F4, Qt.Key.Key_F6):
        shortcut = QShortcut(QKeySequence(key), window)
        shortcut.activated.connect(lambda key=key: window.pressed.append(key.name))
    command = QShortcut(QKeySequence("Ctrl+N"), window)
    command.activated.connect(lambda: window.pressed.append("Ctrl+N"))


def begin(window: Window, hands: Hands, *keys: Qt.Key) -> None:
    hands.seconds += 0.5
    for key in keys:
        hands.seconds += 0.005
        QTest.keyClick(hands.target(), key)
    hands.seconds -= 0.5


@pytest.mark.parametrize("place", ["field", "other", "button"])
@pytest.mark.parametrize("keys", [(Qt.Key.Key_F4,), (Qt.Key.Key_F6, Qt.Key.Key_F4)])
def test_one_before_the_first_letter_does_nothing(
    window: Window, hands: Hands, place: str, keys: tuple[Qt.Key, ...]
) -> None:
    getattr(window, place).setFocus()
    begin(window, hands, *keys)
    hands.scan(CODE)
    hands.fall_silent()
    assert window.scans == [CODE]
    assert window.pressed == []


def test_a_hands_press_acts_a_blink_later(window: Window, hands: Hands) -> None:
    hands.seconds += 1
    QTest.keyClick(hands.target(), Qt.Key.Key_F4)
    assert window.pressed == []
    hands.settle()
    assert window.pressed == ["Key_F4"]


def test_in_real_time_the_blink_is_one(window: Window, qtbot: QtBot) -> None:
    began = time.perf_counter()
    QTest.keyClick(window.field, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: window.pressed == ["Key_F4"])
    assert time.perf_counter() - began > RHYTHM_MS / 1000


def test_what_is_typed_behind_it_by_hand_takes_nothing_from_it(
    window: Window, hands: Hands
) -> None:
    hands.seconds += 1
    QTest.keyClick(hands.target(), Qt.Key.Key_F4)
    hands.type("t")
    assert window.pressed == ["Key_F4"]
    assert window.field.text() == "t"


def test_a_command_does_not_wait(window: Window) -> None:
    QTest.keyClick(window.field, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.pressed == ["Ctrl+N"]


def test_a_key_of_nobodys_reaches_the_widget(window: Window, hands: Hands) -> None:
    heard: list[int] = []

    class Listening(QPushButton):
        def keyPressEvent(self, event: QKeyEvent) -> None:
            heard.append(event.key())

    button = Listening(window)
    button.show()
    button.setFocus()
    hands.press(Qt.Key.Key_F9)
    assert heard == [Qt.Key.Key_F9]


def test_a_shortcut_that_cannot_be_used_now_is_not_pressed(window: Window, hands: Hands) -> None:
    for shortcut in window.findChildren(QShortcut):
        shortcut.setEnabled(False)
    hands.press(Qt.Key.Key_F4)
    assert window.pressed == []


def test_a_key_that_is_held_down_is_pressed_once(window: Window, hands: Hands) -> None:
    hands.seconds += 1
    QTest.keyClick(window.field, Qt.Key.Key_F4)
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        again = QKeyEvent(kind, Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier, "", True)
        QApplication.sendEvent(window.field, again)
    hands.settle()
    assert window.pressed == ["Key_F4"]


@pytest.mark.parametrize("then", [Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_what_is_pressed_right_behind_it_comes_behind_it(
    window: Window, hands: Hands, then: Qt.Key
) -> None:
    heard: list[str] = []
    for shortcut in window.findChildren(QShortcut):
        shortcut.activated.connect(lambda: heard.append("F4"))

    class Listening(QPushButton):
        def event(self, event: QEvent) -> bool:
            if event.type() is QEvent.Type.KeyPress:
                heard.append("then")
            return super().event(event)

    button = Listening(window)
    button.show()
    button.setFocus()
    hands.seconds += 1
    QTest.keyClick(button, Qt.Key.Key_F4)
    hands.seconds += 0.005
    QTest.keyClick(button, then)
    hands.settle()
    assert heard[:2] == ["F4", "then"]
