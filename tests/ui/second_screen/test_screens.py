"""Second screen hot-plug: the greeting is on the chosen screen, never over the volunteer's window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.parts.theme import LIGHT
from ui.second_screen.second_screen import SecondScreen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

HALL: Final = "hall"


@dataclass
class Screen:
    """Implements `ui.second_screen.second_screen.Screen`."""

    called: str
    place: QRect

    def name(self) -> str:
        return self.called

    def model(self) -> str:
        return ""

    def geometry(self) -> QRect:
        return self.place


class Room:
    """The volunteer's window on the real screen, and a fake second screen that is plugged in and out."""

    def __init__(self, desk: QWidget) -> None:
        own = QGuiApplication.primaryScreen().geometry()
        self.own = Screen("own", own)
        self.hall = Screen(HALL, own.translated(own.width(), 0))
        self.plugged = [self.own, self.hall]
        self.second = SecondScreen(LIGHT, desk, lambda: self.plugged)
        self.second.use(HALL, LIGHT, "en")

    @property
    def place(self) -> QRect | None:
        window = self.second.window
        return window.geometry() if window is not None and window.isVisible() else None

    def changed(self, *plugged: Screen) -> None:
        """Emits the signals of the system when screens change."""
        gone = len(plugged) < len(self.plugged)
        self.plugged = list(plugged)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        real = QGuiApplication.primaryScreen()
        (app.screenRemoved if gone else app.screenAdded).emit(real)


@pytest.fixture
def room(qtbot: QtBot) -> Iterator[Room]:
    desk = QWidget()
    qtbot.addWidget(desk)
    with qtbot.waitExposed(desk):
        desk.show()
    made = Room(desk)
    yield made
    made.second.close()


def test_it_covers_the_screen_that_was_chosen(room: Room) -> None:
    assert room.place == room.hall.place


def test_a_screen_that_vanishes_takes_the_greeting_with_it(room: Room) -> None:
    room.changed(room.own)
    assert room.place is None


def test_plugged_in_again_it_greets_again(room: Room) -> None:
    room.changed(room.own)
    room.changed(room.own, room.hall)
    assert room.place == room.hall.place


def test_where_the_volunteers_own_screen_is_all_that_is_left_it_is_not_covered(room: Room) -> None:
    # Laptop lid closed: the window moves to the hall's screen, which is where the one real screen is.
    room.changed(Screen(HALL, room.own.place))
    assert room.place is None


def test_two_screens_that_show_the_same_are_not_covered(room: Room) -> None:
    room.hall.place = QRect(room.own.place)
    room.second.settle()
    assert room.place is None


def test_a_screen_of_another_size_is_covered_whole(room: Room) -> None:
    room.hall.place = QRect(room.hall.place.topLeft(), room.hall.place.size() * 2)
    room.second.settle()
    assert room.place == room.hall.place


def test_one_that_is_not_ready_yet_waits(room: Room) -> None:
    room.second.close()
    room.hall.place = QRect()
    room.second.settle()
    assert room.place is None


def test_chosen_none_it_shows_nothing_whatever_is_plugged_in(room: Room) -> None:
    room.second.use("", LIGHT, "en")
    room.changed(room.own)
    room.changed(room.own, room.hall)
    assert room.place is None


SCRIPT: Final = """
from PySide6.QtWidgets import QApplication, QWidget
from ui.second_screen.second_screen import SecondScreen
from ui.parts.theme import LIGHT
app = QApplication([])
desk = QWidget()
desk.resize(400, 300)
desk.show()
second = SecondScreen(LIGHT, desk)
second.use("hall", LIGHT, "en")
said = [second.window is not None and second.window.screen().name()]
for x in (1500, 10):
    desk.move(x, 10)
    app.processEvents()
    said.append(second.window is not None and second.window.screen().name())
print(said)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a path with a colon is none for this platform")
def test_the_volunteers_window_is_moved_to_it_and_back(tmp_path: Path) -> None:
    """In a new process with two screens, which a running process cannot add."""
    sizes = {"own": (0, 1366, 768), HALL: (1366, 1920, 1080)}
    screens = [
        {"name": name, "x": x, "y": 0, "width": wide, "height": high}
        | {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
        for name, (x, wide, high) in sizes.items()
    ]
    (tmp_path / "screens.json").write_text(json.dumps({"screens": screens}))
    platform = f"offscreen:configfile={tmp_path / 'screens.json'}"
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={**os.environ, "QT_QPA_PLATFORM": platform},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "['hall', False, 'hall']"
