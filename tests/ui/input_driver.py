"""Simulated keyboard input: real key events at the speed of hand typing and of a barcode scanner.

No real time passes. The scanner's fake clock is moved, and the timers that would have expired are fired:
the result does not depend on the load of the machine.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from ui.parts.keys import sequence
from ui.parts.late_timer import CATCH_UP_MS, ROUNDS
from ui.parts.sounds import Sounds
from ui.scanning.key_guard import KeyGuard
from ui.scanning.rhythm import RHYTHM_MS, SILENCE_MS

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QKeyCombination
    from PySide6.QtWidgets import QWidget

    from ui.scanning.scanner_input import ScannerInput

POLL_MS: Final = 10
PATIENCE: Final = 500
SEEN: Final = 0.3  # seconds: what is shown has been read


class Heard(Sounds):
    """Records the sounds that would have been played."""

    def __init__(self) -> None:
        super().__init__()
        self.available = False
        self.played: list[str] = []

    def play(self, name: str) -> None:
        self.played.append(str(name))


@dataclass
class Hands:
    """Types into the focused widget."""

    scanner: ScannerInput
    seconds: float = field(default=1000.0)

    def __post_init__(self) -> None:
        self.seconds = max(self.seconds, self.scanner.clock())  # no clock goes back
        self.scanner.clock = lambda: self.seconds

    def type(self, text: str) -> None:
        """Hand typing: five keys a second."""
        for letter in text:
            self.seconds += 0.2
            QTest.keyClicks(self.target(), letter)
            self.settle()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Presses a key after a look at what is shown."""
        self.seconds += SEEN
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
        """Releases held keys, as after the scan detection interval."""
        wait_for(RHYTHM_MS)

    def fall_silent(self) -> None:
        """Waits long enough that a scan without terminator is complete."""
        self.seconds += 0.2
        wait_for(SILENCE_MS)

    @staticmethod
    def target() -> QWidget:
        return focused()


def tap(key: Qt.Key, target: QWidget | None = None) -> None:
    """Presses a key by hand, after a look at what is shown, and waits until it cannot be a scanner's."""
    look_at_it()
    QTest.keyClick(target or focused(), key)
    wait_for(RHYTHM_MS)


class Moved:
    """A clock that runs on, ahead of another one."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock, self.ahead = clock, 0.0

    def __call__(self) -> float:
        return self.clock() + self.ahead


def look_at_it() -> None:
    """Lets so much time pass that what is shown has been read."""
    for window in QApplication.topLevelWidgets():
        for guard in window.findChildren(KeyGuard):
            if not isinstance(guard.clock, Moved):
                guard.clock = Moved(guard.clock)
            guard.clock.ahead += SEEN


def combined(key: str) -> QKeyCombination:
    """A key that is written as on its button."""
    keys: Any = QKeySequence(sequence(key))  # the stubs do not know that it can be indexed
    combination: QKeyCombination = keys[0]
    return combination


def strike(key: str, target: QWidget | None = None) -> None:
    """Presses a key that is written as on its button."""
    combination = combined(key)
    QTest.keyClick(target or focused(), combination.key(), combination.keyboardModifiers())


def wait_for(limit: int) -> None:
    """Fires single-shot timers of at most `limit` ms, the shortest first, with all that follows."""
    happen()
    windows = QApplication.topLevelWidgets()
    timers = [timer for window in windows for timer in window.findChildren(QTimer)]
    for timer in sorted(timers, key=QTimer.interval):
        # The first timer may have deleted the page that owns the next.
        if isValid(timer) and timer.isSingleShot() and timer.interval() <= limit:
            run_out(timer)


def focused() -> QWidget:
    """The focused widget; waits for a window that has only just been activated."""
    for _ in range(PATIENCE):
        if QApplication.focusWidget() is not None:
            break
        QTest.qWait(POLL_MS)
    widget = QApplication.focusWidget()
    assert widget is not None, "no widget has the focus"
    return widget


def run_out(timer: QTimer) -> None:
    for _ in range(ROUNDS + 1):
        if timer.isActive():
            timer.stop()
            timer.timeout.emit()
            happen()
        # On a busy machine a scanner timer waits again and again, for keys that are still queued.
        if not (isValid(timer) and timer.isActive() and timer.interval() == CATCH_UP_MS):
            return


def happen() -> None:
    """Processes pending events, and those that they post."""
    for _ in range(5):
        QCoreApplication.processEvents()
