"""Latency from key press to paint: the desk in an offscreen window, with and without the main window."""

from __future__ import annotations

import itertools
import random
import shutil
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QLoggingCategory, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from checkin import settings
from checkin.desk import Presentation
from checkin.language import load
from tests.bench.core import keystrokes
from tests.bench.figures import spread
from tests.bench.stores import HALLS, PASSPHRASE, Room, say
from tests.ui.recorded_shell import LooseSettings, RecordedShell
from ui.desk.page import DeskPage
from ui.parts import theme
from ui.parts.background import ThreadBackground
from ui.parts.page import PageEnvironment
from ui.parts.sounds import Sounds
from ui.scanning.rhythm import RHYTHM_MS
from ui.shell.app import QUIET
from ui.shell.appearance import Appearance
from ui.shell.main_window import SMALLEST, MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from tests.bench.context import Workshop
    from tests.bench.figures import Figure

SIZES: Final = (150, 20_000, 100_000)
SCANS: Final = 200
LETTERS: Final = 300
WARM_UP: Final = 5
BETWEEN_MS: Final = 2 * RHYTHM_MS  # slower than a scanner, as a person types
WINDOW: Final = (1366 - 76, 768)  # without the navigation rail
PATIENCE_S: Final = 10
OPENED_WITHIN_S: Final = 60
CHOSEN: Final = settings.Settings(language="en", theme=settings.Theme.LIGHT)


def application() -> QApplication:
    """The one application, with its real style."""
    there = QApplication.instance()
    if isinstance(there, QApplication):
        return there
    QLoggingCategory.setFilterRules(QUIET)
    app = QApplication([])
    app.setStyle("Fusion")
    theme.load_fonts(theme.FIRST_FONTS + theme.later_fonts())
    app.setFont(theme.base_font())
    app.setPalette(theme.palette(theme.LIGHT))
    return app


class Painted(QObject):
    """Reports when a change is on the screen: after the paint of the widget and all its children."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self._ends: list[int] = []
        self._waiting = False
        for widget in widgets:
            widget.installEventFilter(self)

    def after(self, target: QWidget, key: QKeyEvent) -> int:
        """Nanoseconds from posting a key event to the paint."""
        return self.until(lambda: QCoreApplication.postEvent(target, key))

    def until(self, act: Callable[[], object]) -> int:
        """Nanoseconds from an act to the paint that it causes."""
        self._ends.clear()
        self._waiting = True
        began = time.perf_counter_ns()
        act()
        while not self._ends:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.perf_counter_ns() - began > PATIENCE_S * 1_000_000_000:
                raise RuntimeError("nothing was painted")
        return self._ends[0] - began

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if self._waiting and event.type() is QEvent.Type.Paint:
            # Painting starts now. An event posted here arrives when all of it is done.
            self._waiting = False
            high = Qt.EventPriority.HighEventPriority.value
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), high)
        return False

    def customEvent(self, _: QEvent) -> None:
        self._ends.append(time.perf_counter_ns())


@contextmanager
def desk_page(room: Room) -> Iterator[DeskPage]:
    """The page on an open store, with all background work done."""
    application()

    def unhandled(error: Exception) -> None:
        raise error

    background = ThreadBackground(unhandled)
    around = PageEnvironment(RecordedShell(), load("en"), theme.LIGHT, background)
    page = DeskPage(Presentation(room.station.desk), LooseSettings(), Sounds(), around)
    theme.dress(page, theme.LIGHT)
    page.setMinimumSize(*SMALLEST)
    page.resize(*WINDOW)
    page.show()
    page.activateWindow()
    settle(background)
    try:
        yield page
    finally:
        background.close()
        page.close()
        page.deleteLater()
        QTest.qWait(1)


@contextmanager
def main_window(folder: Path) -> Iterator[tuple[DeskPage, Room]]:
    """The desk in the main window, opened as the program does, with all background work done.

    The store is deleted afterwards.
    """

    def unhandled(error: Exception) -> None:
        raise error

    background = ThreadBackground(unhandled)
    kept = folder.with_suffix(".settings.json")
    window = MainWindow(CHOSEN, kept, Appearance(application()), background, Sounds())
    window.start(folder)
    window.show()
    window.activateWindow()
    window.reception.unlock(PASSPHRASE)
    late = time.monotonic() + OPENED_WITHIN_S
    while window.workplace is None or window.station is None:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.monotonic() > late:
            raise RuntimeError("the store was not opened")
    settle(background)
    try:
        yield window.workplace.desk, Room(window.station)
    finally:
        window.close_store()
        window.hide()
        window.deleteLater()
        QTest.qWait(1)
        shutil.rmtree(folder)


def settle(background: ThreadBackground) -> None:
    """Waits until all background work is done and shown."""
    done: list[bool] = []
    background.run(lambda: True, done.append)
    while not done:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def verdict(workshop: Workshop) -> Iterator[Figure]:
    """Latency from the last key of a scan to the verdict on the screen, which is on the disk by then. The
    latency of the page alone is given too: the difference is the cost of the window around it."""
    for size in SIZES:
        with main_window(workshop.stores.copied(size)) as (page, room):
            say(f"scanning into the window at {size:,}")
            samples = scans(page, room)
            yield spread("last key to painted verdict", samples, (5.0, 16.0), delegates=size)
        with workshop.stores.opened(size) as room, desk_page(room) as page:
            yield spread("verdict bare page", scans(page, room), delegates=size)


def scans(page: DeskPage, room: Room) -> list[int]:
    dice = random.Random(3)  # noqa: S311 - the same scans at every run
    codes = dice.sample(room.invitations, min(len(room.invitations), SCANS // 2))
    painted = Painted(page.card)
    samples = []
    for hall, code in itertools.islice(itertools.product(HALLS, codes), SCANS + WARM_UP):
        room.station.desk.fixed = hall
        samples.append(scan(page, painted, code))
        QTest.qWait(BETWEEN_MS)
    return samples[WARM_UP:]


def scan(page: DeskPage, painted: Painted, code: str) -> int:
    before = page.card.face
    for letter in code:
        QCoreApplication.sendEvent(page.field.edit, letter_key(letter))
        QCoreApplication.processEvents()
    took = painted.after(page.field.edit, key(Qt.Key.Key_Return, "\r"))
    assert page.card.face is not before
    assert page.card.face.headline == "Welcome"
    return took


def results(workshop: Workshop) -> Iterator[Figure]:
    """Latency from a typed letter to the search results on the screen."""
    size = 20_000
    with main_window(workshop.stores.copied(size)) as (page, room):
        say(f"typing names into the window at {size:,}")
        samples = letters(page, keystrokes(room.station.roster.delegates())[:LETTERS])
        yield spread("key to painted results", samples, (6.0, 16.0), delegates=size)


def letters(page: DeskPage, typed: list[str]) -> list[int]:
    painted = Painted(page.results, page.results.list.viewport())
    samples = []
    for text in typed:
        if len(text) == 1:
            QTest.keyClick(page.field.edit, Qt.Key.Key_Escape)
            QTest.qWait(BETWEEN_MS)
        samples.append(painted.after(page.field.edit, letter_key(text[-1])))
        assert page.results.found, "somebody has this name"
        QTest.qWait(BETWEEN_MS)
    return samples


def letter_key(letter: str) -> QKeyEvent:
    known = letter.isascii() and letter.isalnum()
    return key(Qt.Key(ord(letter.upper())) if known else Qt.Key.Key_unknown, letter)


def key(which: Qt.Key, text: str) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, which, Qt.KeyboardModifier.NoModifier, text)
