"""Keys on the lock screen: what has just been shown is not answered unread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.input_driver import Hands, focused, wait_for
from ui.scanning.rhythm import RHYTHM_MS

if TYPE_CHECKING:
    from ui.shell.lock import LockScreen
    from ui.shell.main_window import MainWindow
    from ui.shell.workplace import Workplace

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def hands(work: Workplace) -> Hands:
    return Hands(work.desk.scanner)


def tried(cover: LockScreen) -> list[str]:
    secrets: list[str] = []
    cover.tried.connect(secrets.append)
    return secrets


def press(hands: Hands, key: Qt.Key, *, after: float, repeat: bool = False) -> None:
    hands.seconds += after
    QTest.simulateEvent(focused(), True, int(key), Qt.KeyboardModifier.NoModifier, "", repeat)
    wait_for(RHYTHM_MS)


def test_esc_behind_the_key_that_hid_the_window_does_not_bring_it_back(
    window: MainWindow, work: Workplace, hands: Hands
) -> None:
    window.hide_all()
    press(hands, ESC, after=0.1)
    assert not work.isVisible()
    press(hands, ESC, after=0.3, repeat=True)
    assert not work.isVisible()
    press(hands, ESC, after=0.3)
    assert work.isVisible()


def test_enter_that_was_meant_for_the_desk_tries_nothing(
    window: MainWindow, work: Workplace, hands: Hands
) -> None:
    window.covering.lock()
    assert window.covering.cover is not None
    secrets = tried(window.covering.cover)
    QTest.keyClicks(focused(), "wrong")  # typing is never held back
    press(hands, ENTER, after=0.1)
    assert secrets == []
    press(hands, ENTER, after=0.3)
    assert secrets == ["wrong"]


def test_enter_pressed_twice_tries_once_and_reaches_no_card_behind(
    window: MainWindow, work: Workplace, hands: Hands
) -> None:
    window.covering.lock()
    assert window.covering.cover is not None
    secrets = tried(window.covering.cover)
    QTest.keyClicks(focused(), "wrong")
    press(hands, ENTER, after=0.3)
    QTest.keyClicks(focused(), "wrong again")
    press(hands, ENTER, after=0.1)
    assert secrets == ["wrong"]
    for _ in range(3):
        press(hands, ENTER, after=0.3, repeat=True)
    assert secrets == ["wrong"]


def test_f12_hides_the_window_whatever_has_just_been_shown(
    window: MainWindow, work: Workplace, hands: Hands
) -> None:
    work.desk.settling.renew()
    press(hands, Qt.Key.Key_F12, after=0.1)
    assert not work.isVisible()
