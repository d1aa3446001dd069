"""Hands and scanners: real key events at the rhythm of the one and of the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.sounds import Sounds

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.scanner_input import ScannerInput


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
    """Types into whatever has the focus. The scanner's clock is moved, not waited for."""

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
        QTest.qWait(60)

    def fall_silent(self) -> None:
        """Long enough that a machine has finished."""
        self.seconds += 0.2
        QTest.qWait(130)

    @staticmethod
    def target() -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget
