"""Plays a day in the window from within: `python -m tests.faults.canary_day FOLDER WORD`.

Store and passphrase are given as for the program itself. Prints every window title that occurred.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from tests.checkin.printers.fake_printers import LoopbackZebra, Plan
from tests.ui.input_driver import Hands
from ui.printing import printer_choice
from ui.shell.crash_box import CrashBox
from ui.shell.main_window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checkin.station import Station

PATIENCE_MS = 60_000
SLOW, BROKEN = 3, 4  # exit codes if a step times out or fails


class Played(QObject):
    """Runs one step after another, each as soon as its condition holds."""

    def __init__(self, app: QApplication, steps: Iterator[Callable[[], bool]]) -> None:
        super().__init__(app)
        self.titles: set[str] = set()
        self._steps = steps
        self._there: Callable[[], bool] = lambda: True
        self._since = QElapsedTimer()
        self._since.start()
        self._look = QTimer(self)
        self._look.setInterval(10)
        self._look.timeout.connect(self._go_on)
        self._look.start()

    def _go_on(self) -> None:
        self.titles |= {widget.windowTitle() for widget in QApplication.topLevelWidgets()}
        if self._since.elapsed() > PATIENCE_MS:
            QApplication.exit(SLOW)
        elif self._there():
            self._look.stop()
            self._take_step()
            self._since.restart()
            self._look.start()

    def _take_step(self) -> None:
        try:
            self._there = next(self._steps, done)
        except BaseException:
            QApplication.exit(BROKEN)
            raise


def done() -> bool:
    return False


def day(folder: Path, word: str) -> Iterator[Callable[[], bool]]:
    """Looks a delegate up and checks them in, prints, registers, opens every page, backs up; then a bug."""
    window = next(
        widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow)
    )
    yield lambda: window.workplace is not None and window.station is not None
    assert window.workplace is not None
    assert window.station is not None
    station, work, desk = window.station, window.workplace, window.workplace.desk
    hands = Hands(desk.scanner)
    hands.scan(word)
    hands.type(word)
    yield lambda: bool(desk.results.found)
    hands.seconds += 1  # the hit is looked at
    hands.press(Qt.Key.Key_Return)
    yield lambda: not desk.is_searching
    yield from prints(window, hands, folder)
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    hands.type(f"{word} walk-in")
    hands.press(Qt.Key.Key_Return)
    yield lambda: len(station.desk.find(f"{word} walk-in")) > 0
    for place in work.places():
        work.go(place)
    work.go("desk")
    window.backups.back_up()
    yield lambda: any((station.folder / "backups").glob("*"))
    break_down(station, word)
    hands.type(word[0])
    yield lambda: window.findChild(CrashBox) is not None
    for box in window.findChildren(CrashBox):
        assert word not in box.told.toPlainText()
    window.close()


def prints(window: MainWindow, hands: Hands, folder: Path) -> Iterator[Callable[[], bool]]:
    """A badge as a PDF, and one on a label printer that never prints it."""
    desk, station = window.host.print_desk, window.station
    assert desk is not None
    assert station is not None
    desk.use(station.badges.folder_printer(folder))  # type: ignore[arg-type]
    hands.press(Qt.Key.Key_F6)
    yield lambda: any(folder.glob("*.pdf")) and not desk.state.working
    device = LoopbackZebra(Plan({1: "eaten"}))
    line = f"zebra://127.0.0.1:{device.port}"
    station.badges.allowed.allow(line)
    desk.use(printer_choice.printer_for(line, station.badges))
    hands.press(Qt.Key.Key_F6)
    yield lambda: desk.state.unsure == 1
    device.close()


def break_down(station: Station, word: str) -> None:
    """Makes every search raise an exception that contains a name."""

    def broken(*_: object, **__: object) -> NoReturn:
        raise ValueError(word)

    station.desk.look_up.search = broken  # type: ignore[method-assign]


def watched_exec() -> int:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    played = Played(app, day(Path(sys.argv[1]), sys.argv[2]))
    status = original_exec()
    sys.stdout.write(json.dumps(sorted(played.titles)))
    sys.stdout.flush()
    return status


original_exec = QApplication.exec

if __name__ == "__main__":
    QApplication.exec = staticmethod(watched_exec)  # type: ignore[method-assign]
    from main import main

    raise SystemExit(main([]))
