"""Fixture: the whole window with a fake camera and a serial line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from checkin import settings
from checkin.language import load
from tests.ui import demo_store
from tests.ui.fake_camera import BACK, FRONT, FakeDevices
from tests.ui.inline_background import InlineBackground
from tests.ui.input_driver import Heard, tap
from ui.parts.theme import LIGHT
from ui.scanning.capture.camera import Camera
from ui.shell.appearance import Appearance
from ui.shell.main_window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL import Image
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tests.ui.demo_store import World
    from ui.desk.page import DeskPage
    from ui.parts.background import Background
    from ui.scanning.capture.serial_state import LineState
    from ui.shell.workplace import Workplace


class Room:
    """The window on the demo event, a fake camera, a serial line."""

    def __init__(self, window: MainWindow, opened: World, devices: FakeDevices) -> None:
        self.window, self.world, self.devices = window, opened, devices
        self.seconds = 100.0

    @property
    def work(self) -> Workplace:
        assert self.window.workplace is not None
        return self.window.workplace

    @property
    def desk(self) -> DeskPage:
        return self.work.desk

    def make(self, background: Background) -> Camera:
        camera = Camera(background, self.devices)  # type: ignore[arg-type]
        camera.eye.clock = lambda: self.seconds
        return camera

    def line(self) -> LineState:
        return self.window.parts.serial.line

    def open_camera(self) -> None:
        self.desk.camera.live.make = self.make
        tap(Qt.Key.Key_F2, self.desk.field.edit)

    def show(self, image: Image.Image, times: int = 1) -> None:
        for _ in range(times):
            self.seconds += 0.033
            self.devices.show(image)

    def later(self, seconds: float) -> str:
        """The text of the camera panel, after some seconds."""
        self.seconds += seconds
        assert self.desk.camera.camera is not None
        self.desk.camera.camera.check()
        return self.desk.camera.words.text()

    def names(self) -> list[str]:
        """The names of the admitted delegates, oldest first."""
        assert self.window.station is not None
        last = self.window.station.desk.last(10)
        return [scan.person.name for scan in reversed(last) if scan.person is not None]


@pytest.fixture
def room(tmp_path: Path, store: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Room]:
    opened = demo_store.open_world(store, demo_store.demo_rows()[:60])
    opened.station.close()
    chosen = settings.Settings(language="en", theme=settings.Theme.LIGHT, idle_minutes=0)
    made = MainWindow(
        chosen, tmp_path / "settings.json", Appearance(qapp), InlineBackground(), Heard()
    )
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.start(store)
    made.reception.unlock(demo_store.PASSPHRASE)
    yield Room(made, opened, FakeDevices(FRONT, BACK, light=True))
    made.close_store()
    demo_store.clear_the_screen()  # Qt would restyle the pages once more.
    Appearance(qapp).put_on(load("en"), LIGHT)
