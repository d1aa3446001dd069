"""Replays delayed keys to their targets, once it is clear that they are typing, not a scan."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent

from ui.scanning import function_keys
from ui.scanning.function_keys import Pressed
from ui.scanning.key_filter import ENDS
from ui.scanning.key_guard import WRITES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QLineEdit, QWidget

COMMITTED: Final = 0  # no key: committed by an input method
NO_MODIFIER: Final = Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True, slots=True)
class Held:
    """A delayed key: scan or typing is not known yet."""

    key: int
    modifiers: Qt.KeyboardModifier
    text: str
    target: QWidget
    at: float = 0.0  # when it was pressed, in milliseconds

    def events(self) -> tuple[QEvent, ...]:
        """Copies of its events, for the replay."""
        if self.key == COMMITTED:
            event = QInputMethodEvent()
            event.setCommitString(self.text)
            return (event,)
        kinds = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
        return tuple(QKeyEvent(kind, self.key, self.modifiers, self.text) for kind in kinds)


def held(target: QWidget, event: QKeyEvent, at: float) -> Held:
    return Held(event.key(), event.modifiers(), event.text(), target, at)


def composed(target: QWidget, letter: str, at: float) -> Held:
    """A letter committed by an input method (IME)."""
    return Held(COMMITTED, NO_MODIFIER, letter, target, at)


class KeyReplay:
    """`running` during the replay, so that its events are not taken for typing or a scan. Letters for a
    widget without text input go to the `field`."""

    def __init__(self, field: QLineEdit) -> None:
        self._field = field
        self.running = False

    def play(self, key: Held) -> None:
        if not shiboken6.isValid(key.target):
            return  # its sheet was closed
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
                if shiboken6.isValid(target):  # its press may have closed its sheet
                    QCoreApplication.sendEvent(target, event)

    def press(self, pressed: Pressed) -> None:
        """Replays a function key."""
        with self._played():
            function_keys.press(pressed.key, pressed.target)

    def clear_composed(self, target: QWidget) -> None:
        """Clears the preedit text of an input method from the field."""
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
