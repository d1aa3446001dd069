"""Keys that waited until it was clear that no scanner pressed them: played once more, to where they were meant."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QTextEdit

from ui.scanning import function_keys
from ui.scanning.function_keys import Pressed
from ui.scanning.key_filter import ENDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

COMMITTED: Final = 0  # no key: an input method has finished a letter
WRITES: Final = (QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QComboBox)
NO_MODIFIER: Final = Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True, slots=True)
class Held:
    """A key that waits until it is clear whose it is."""

    key: int
    modifiers: Qt.KeyboardModifier
    text: str
    target: QWidget

    def events(self) -> tuple[QEvent, ...]:
        """It once more."""
        if self.key == COMMITTED:
            event = QInputMethodEvent()
            event.setCommitString(self.text)
            return (event,)
        kinds = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
        return tuple(QKeyEvent(kind, self.key, self.modifiers, self.text) for kind in kinds)


def held(target: QWidget, event: QKeyEvent) -> Held:
    return Held(event.key(), event.modifiers(), event.text(), target)


def composed(target: QWidget, letter: str) -> Held:
    """A letter that an input method has finished."""
    return Held(COMMITTED, NO_MODIFIER, letter, target)


class KeyReplay:
    """`running` while it plays, so that nobody takes its events for a hand's or a scanner's. Letters for a
    widget that takes none go to the `field`."""

    def __init__(self, field: QLineEdit) -> None:
        self._field = field
        self.running = False

    def play(self, key: Held) -> None:
        if not shiboken6.isValid(key.target):
            return  # the sheet that it was meant for is gone
        if key.key in function_keys.KEYS and key.modifiers in function_keys.PLAIN:
            self.press(Pressed(key.key, 0, key.target))
            return
        stray = (
            bool(key.text.strip())
            and key.key not in ENDS
            and self._field.isVisible()
            and key.target.window() is self._field.window()
            and not isinstance(key.target, WRITES)
        )
        target = self._field if stray else key.target
        if stray:
            self._field.setFocus()
        with self._played():
            for event in key.events():
                QCoreApplication.sendEvent(target, event)

    def press(self, pressed: Pressed) -> None:
        """A function key."""
        with self._played():
            function_keys.press(pressed.key, pressed.target)

    def clear_composed(self, target: QWidget) -> None:
        """Nothing of what an input method composed stays in the field."""
        QGuiApplication.inputMethod().reset()
        with self._played():
            QCoreApplication.sendEvent(target, QInputMethodEvent())

    @contextmanager
    def _played(self) -> Iterator[None]:
        self.running = True
        try:
            yield
        finally:
            self.running = False
