"""Hands and scanners: real key events at the rhythm of the one and of the other.

No time passes meanwhile. The scanner's clock is moved, and the timers that would have run out by then run
out: so a test says the same on a machine that is busy.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from ui.parts.late_timer import CATCH_UP_MS
from ui.parts.sounds import Sounds
from ui.scanning.rhythm import RHYTHM_MS, SILENCE_MS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.scanning.scanner_input import ScannerInput

POLL_MS: Final = 10
PATIENCE: Final = 500


class Heard(Sounds):
    """Remembers what would have been heard."""

    def __init__(self) -> None:
        super().__init__()
        self.available = False
        self.played: list[str] = []

    def play(self, name: str) -> None:
        self.played.append(str(name))


@dataclass
class Hands:
    """Types into whatever has the focus."""

    scanner: ScannerInput
    seconds: float = field(default=1000.0)

    def __post_init__(self) -> None:
        self.scanner.clock = lambda: self.seconds

    def type(self, text: str) -> None:
        """A person: five keys a second."""
        for letter in text:
            self.seconds += 0.2
            QTest.keyClicks(self.target(), letter)
            self.settle()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        self.seconds += 0.2
        QTest.keyClick(self.target(), key, modifier or Qt.KeyboardModifier.NoModifier)
        self.settle()

    def scan(self, text: str, end: Qt.Key | None = Qt.Key.Key_Return) -> None:
        """A scanner: a key every five milliseconds, then its terminator."""
        self.seconds += 0.5
        for letter in text:
            self.seconds += 0.005
            QTest.keyClicks(self.target(), letter)
        if end is not None:
            self.seconds += 0.005
            QTest.keyClick(self.target(), end)

    def settle(self) -> None:
        """What is held until it is clear whose it is, goes to its place."""
        wait_for(RHYTHM_MS)

    def fall_silent(self) -> None:
        """Long enough that a machine has finished."""
        self.seconds += 0.2
        wait_for(SILENCE_MS)

    @staticmethod
    def target() -> QWidget:
        return focused()


def tap(key: Qt.Key, target: QWidget | None = None) -> None:
    """A hand presses a key, and it is clear that it was no scanner's."""
    QTest.keyClick(target or focused(), key)
    wait_for(RHYTHM_MS)


def wait_for(limit: int) -> None:
    """Ends what waits for no longer than that, the shortest first, and all that follows from it."""
    happen()
    windows = QApplication.topLevelWidgets()
    timers = [timer for window in windows for timer in window.findChildren(QTimer)]
    for timer in sorted(timers, key=QTimer.interval):
        # Of what the first one set off, the page that has the next may be gone.
        if isValid(timer) and timer.isSingleShot() and timer.interval() <= limit:
            run_out(timer)


def focused() -> QWidget:
    """Where the keys go; a window that has only just come to the front is told so a moment later."""
    for _ in range(PATIENCE):
        if QApplication.focusWidget() is not None:
            break
        QTest.qWait(POLL_MS)
    widget = QApplication.focusWidget()
    assert widget is not None, "no widget has the focus"
    return widget


def run_out(timer: QTimer) -> None:
    for _ in range(2):
        if timer.isActive():
            timer.stop()
            timer.timeout.emit()
            happen()
        # On a busy machine a timer of the scanner's waits once more, for keys that are still on their way.
        if not (isValid(timer) and timer.isActive() and timer.interval() == CATCH_UP_MS):
            return


def happen() -> None:
    """All that was put off until the event loop comes round, and what that puts off in turn."""
    for _ in range(5):
        QCoreApplication.processEvents()
