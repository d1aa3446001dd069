"""The big screen: counts without names over the whole window, until a PIN or the passphrase is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from checkin.domain import ENTRANCE, Role
from checkin.settings import Settings
from tests.ui import demo_store, visible_text
from tests.ui.inline_background import InlineBackground
from tests.ui.input_driver import Heard, tap, wait_for
from ui.overview.guarded_screen import GIVE_UP_MS, GuardedScreen
from ui.shell.appearance import Appearance
from ui.shell.main_window import MainWindow
from ui.shell.opening import Opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def window(desk: World, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    chosen = Settings(language="en", idle_minutes=0)
    made = MainWindow(chosen, tmp_path / "s.json", Appearance(qapp), InlineBackground(), Heard())
    made.start(None)
    made.open(Opened(desk.station))
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.big_screen.guarded = None
    made.close()
    made.deleteLater()


@pytest.fixture
def guarded(window: MainWindow, desk: World, qtbot: QtBot) -> GuardedScreen:
    """Begun on the page, after three have come."""
    for number in (1, 2, 3):
        desk.station.desk.checkin(number, ENTRANCE)
    assert window.workplace is not None
    window.workplace.go("overview")
    page = window.workplace.front
    QTest.keyClick(page, Qt.Key.Key_X, Qt.KeyboardModifier.AltModifier)
    assert page.sheet is not None
    page.sheet.accepted.emit()
    qtbot.waitUntil(lambda: window.big_screen.guarded is not None)
    shown = window.big_screen.guarded
    assert shown is not None
    return shown


def give(guarded: GuardedScreen, secret: str) -> None:
    if guarded.form is None:
        tap(ESC, guarded)
    assert guarded.form is not None
    (line,) = guarded.form.findChildren(QLineEdit)
    QTest.keyClicks(line, secret)
    tap(ENTER, guarded.form)


def test_it_tells_counts_and_nothing_of_a_person(
    window: MainWindow, guarded: GuardedScreen
) -> None:
    counts = guarded.screen_of_counts
    assert counts.shown is not None
    lines = counts.lines(counts.shown)
    assert lines[1:4] == ("Inside now: 3", "3 came today", "Entrance: 3")
    assert lines[-1].startswith("Next: ")
    station = window.station
    assert station is not None
    told = visible_text.everything(guarded)
    people = station.roster.delegates()
    for private in ("name", "native_name", "organisation", "country"):
        values = {getattr(delegate, private) for delegate in people} - {""}
        assert not {value for value in values if value in told}


def test_it_goes_on_by_itself(guarded: GuardedScreen, desk: World) -> None:
    desk.station.desk.checkin(4, ENTRANCE)
    wait_for(10 * 60_000)
    guarded.feed.wake()
    assert guarded.screen_of_counts.shown is not None
    assert guarded.screen_of_counts.shown.inside == 4


def test_esc_alone_does_not_leave_and_without_a_secret_the_counts_come_back(
    window: MainWindow, guarded: GuardedScreen
) -> None:
    tap(ESC, guarded)
    assert guarded.form is not None
    assert window.big_screen.guarded is guarded
    wait_for(GIVE_UP_MS)
    assert guarded.screen_of_counts.isVisible()
    for key in (ENTER, Qt.Key.Key_Space, Qt.Key.Key_F12):
        QTest.keyClick(guarded, key)
    assert guarded.screen_of_counts.isVisible()
    window.close()
    assert window.isVisible()


def test_a_wrong_secret_is_refused_and_the_passphrase_gives_the_page_back(
    window: MainWindow, guarded: GuardedScreen
) -> None:
    give(guarded, "wrong")
    assert guarded.isVisible()
    give(guarded, demo_store.PASSPHRASE)
    assert window.big_screen.guarded is None
    assert window.workplace is not None
    assert window.workplace.place == "overview"
    assert window.workplace.isVisible()
    assert not window.isFullScreen()


def test_the_pin_of_a_lower_role_gives_its_own_pages(
    window: MainWindow, guarded: GuardedScreen, desk: World
) -> None:
    desk.station.shift.set_pin(Role.VOLUNTEER, "471108")
    give(guarded, "471108")
    assert window.workplace is not None
    assert desk.station.shift.role is Role.VOLUNTEER
    assert "overview" not in window.workplace.places()
