"""Application-wide key event filter (base class), and the keys that matter to a scanner."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from ui.scanning.rhythm import Stamps

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ENDS: Final = (*ENTER, Qt.Key.Key_Tab)
COMMANDS: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
MODIFIERS: Final = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta}
)
META: Final = Qt.KeyboardModifier.MetaModifier
NO_LETTERS: Final = COMMANDS | META


class KeyFilter(QObject):
    """Knows when a key was pressed: by its own time stamp if it has one, else by the clock."""

    def __init__(self, parent: QObject, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self.clock = clock  # seconds
        self._stamps = Stamps()

    def begin(self) -> None:
        """Installs the filter. Called last in a constructor: objects made there would send events to it
        too early."""
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def now(self) -> float:
        """The current time in milliseconds."""
        return self.clock() * 1000

    def when(self, event: QKeyEvent) -> float:
        """When the key was pressed, in milliseconds."""
        return self._stamps.when(event.timestamp(), self.now())


def letter_of(event: QKeyEvent) -> str:
    """The printable text of a key; empty for a command, though AltGr is none."""
    modifiers = event.modifiers() & NO_LETTERS
    if modifiers and modifiers != COMMANDS:
        return ""
    text = event.text()
    return text if text.isprintable() else ""
