"""Keys on the lock screen: what has just been shown is not answered unread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from checkin.domain import Role
from tests.ui.input_driver import Hands, focused, wait_for
from ui.scanning.rhythm import RHYTHM_MS
from ui.shell.covering import IDLE_CHECK_MS, SLEPT_MS

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


def test_a_machine_that_has_slept_is_locked_and_a_busy_one_is_not(
    window: MainWindow, work: Workplace
) -> None:
    now = [0]
    window.covering.wall = lambda: now[0]
    window.covering.check_idle()
    now[0] += IDLE_CHECK_MS + SLEPT_MS
    window.covering.check_idle()
    assert window.covering.cover is None
    now[0] += IDLE_CHECK_MS + SLEPT_MS + 1
    window.covering.check_idle()
    assert window.covering.cover is not None


@pytest.mark.parametrize(("role", "locked"), [(Role.ORGANISER, True), (Role.VOLUNTEER, False)])
def test_who_sees_more_is_locked_out_sooner(
    window: MainWindow, work: Workplace, hands: Hands, role: Role, *, locked: bool
) -> None:
    window.settings.change(replace(window.settings.current, idle_minutes=10))
    assert window.station is not None
    window.station.shift.set_pin(Role.VOLUNTEER, "246813")
    window.station.shift.role = role
    hands.seconds += 3 * 60
    window.covering.check_idle()
    assert (window.covering.cover is not None) == locked


def test_a_session_that_is_locked_locks_the_desk_a_blank_one_too(
    window: MainWindow, work: Workplace
) -> None:
    window.covering.lock_with_session()
    assert window.covering.cover is not None
    assert window.covering.cover.locked
    window.covering.lift()
    window.covering.blank()
    window.covering.lock_with_session()
    assert window.covering.cover.locked


def test_a_desk_that_nobody_at_it_could_unlock_is_not_locked_with_the_session(
    window: MainWindow, work: Workplace
) -> None:
    assert window.station is not None
    window.station.shift.hand_over()
    window.covering.lock_with_session()
    assert window.covering.cover is None
