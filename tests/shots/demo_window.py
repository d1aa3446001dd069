"""The stage for screenshots: the main window on a copy of the demo event, in one language and theme."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest

from tests.ui import demo_store
from tests.ui.inline_background import InlineBackground
from tests.ui.input_driver import Heard
from ui.shell.appearance import Appearance
from ui.shell.main_window import MainWindow
from ui.shell.opening import Opened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget

    from checkin import settings
    from ui.desk.page import DeskPage
    from ui.shell.workplace import Workplace

SIZE: Final = (1366, 768)


@dataclass(frozen=True, slots=True)
class Scene:
    """A screenshot: its name, and the function that sets up the stage."""

    name: str
    play: Callable[[Stage], None]


class Stage:
    """What a scene may use. Call `close` when the screenshots are taken."""

    def __init__(
        self, app: QApplication, empty: Path, folder: Path, chosen: settings.Settings
    ) -> None:
        store = shutil.copytree(empty, folder / "demo.uketsuke")
        self.world = demo_store.open_world(store, demo_store.demo_rows())
        self.folder = folder
        self.shown: QWidget | None = None  # the widget to capture, if it is not the window
        self.window = MainWindow(
            chosen, folder / "settings.json", Appearance(app), InlineBackground(), Heard()
        )
        self.window.resize(*SIZE)
        self.window.start(None)
        self.window.show()
        self.settle()

    def open(self) -> None:
        """Opens the store from the first page, up to the desk."""
        self.window.open(Opened(self.world.station))
        self.window.backups.back_up()
        self.settle()

    @property
    def work(self) -> Workplace:
        assert self.window.workplace is not None
        return self.window.workplace

    @property
    def desk(self) -> DeskPage:
        return self.work.desk

    def scan(self, number: int) -> None:
        """Scans a delegate's code, half a minute after the last one."""
        self.world.clock.forward(seconds=30)
        self.desk.scan(self.world.code(number))

    def type(self, words: str) -> None:
        """Types into the input field, by an input method."""
        self.desk.clear()
        done = QInputMethodEvent()
        done.setCommitString(words)
        QCoreApplication.sendEvent(self.desk.field.edit, done)
        # The search waits until typing is distinguished from a scan.
        self.until(lambda: not self.desk.looking.waits)

    def until(self, holds: Callable[[], bool]) -> None:
        """Runs the event loop until the condition holds, or for two seconds."""
        deadline = QDeadlineTimer(2000)
        while not holds() and not deadline.hasExpired():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def fresh(self) -> None:
        """Resets to the desk: no sheet, no cover, no verdict."""
        if self.shown is not None:
            self._put_away(self.shown)
            self.window.activateWindow()
        if self.window.workplace is not None:
            self.work.front.close_sheet()
            self.work.front.banner.clear()
            self.work.go("desk")
            self.desk.clear()

    def _put_away(self, shown: QWidget) -> None:
        """Deletes it while it is held: its timers would run on, and Python would free it amid one of them."""
        shown.close()
        shown.deleteLater()
        QCoreApplication.sendPostedEvents(shown, QEvent.Type.DeferredDelete)
        self.shown = None

    def catch_up(self) -> None:
        """Waits for the last ten scans, which are shown a moment after the verdict."""
        if self.window.workplace is not None:
            self.until(lambda: not self.desk.recent.waits)

    def settle(self) -> None:
        for _ in range(5):
            QCoreApplication.processEvents()

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.window, key)

    def close(self) -> None:
        if self.shown is not None:
            self._put_away(self.shown)
        self.window.close_store()
        self.window.close()
        self.window.deleteLater()
        self.settle()
        # Outside of an event loop, Qt processes deferred deletions only on request.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.world.station.close()
        shutil.rmtree(self.folder, ignore_errors=True)
