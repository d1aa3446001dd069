"""Function keys that may be the beginning of a scan: some scanners press one before they type.

Such a key waits a blink. If a letter follows at a machine's rhythm it was the scanner's, and is nothing;
otherwise it does what it would have done, a few hundredths of a second later than by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.parts.late_timer import LateTimer
from ui.scanning.rhythm import RHYTHM_MS

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

KEYS: Final = frozenset(key for key in Qt.Key if Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35)
PLAIN: Final = frozenset({Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier})


def is_bare(event: QKeyEvent) -> bool:
    """Whether it is a function key alone, which a scanner may be set to begin with."""
    return event.key() in KEYS and event.modifiers() in PLAIN


def name_of(key: int) -> str:
    """As it stands on the keyboard."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A function key, when it was pressed (in milliseconds), and where."""

    key: int
    at: float
    target: QWidget


class FunctionKeys:
    """Those that were pressed and wait. `act` is called for each that turns out to be a hand's."""

    def __init__(self, parent: QObject, act: Callable[[Pressed], None]) -> None:
        self._act = act
        self._waiting: list[Pressed] = []
        self._soon = LateTimer(parent, RHYTHM_MS, self.release)

    def hold(self, target: QWidget, event: QKeyEvent, at: float) -> None:
        """One is pressed. Of a key that is held down the first press counts."""
        if not (event.isAutoRepeat() and self._waiting):
            self._waiting.append(Pressed(event.key(), at, target))
            self._soon.start()

    def letter(self, at: float) -> tuple[Pressed, ...]:
        """A letter comes: gives the keys that the scanner pressed before it, which are nothing."""
        if self._waiting and at - self._waiting[-1].at < RHYTHM_MS:
            return self.forget()
        self.release()
        return ()

    def forget(self) -> tuple[Pressed, ...]:
        """None of them does anything; gives what waited."""
        waiting, self._waiting = tuple(self._waiting), []
        self._soon.stop()
        return waiting

    def release(self) -> None:
        """They were a hand's."""
        for one in self.forget():
            self._act(one)


def press(key: int, target: QWidget) -> None:
    """What the key does: the shortcut that it is where one looks, else a key for the widget it was meant for."""
    if not shiboken6.isValid(target):
        return
    shortcuts = _shortcuts(key, target.window())
    if len(shortcuts) == 1:
        shortcuts[0].activated.emit()
    elif not shortcuts:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier)
            QCoreApplication.sendEvent(target, event)


def _shortcuts(key: int, window: QWidget) -> list[QShortcut]:
    """By Qt's own rule: what can be seen and used. Of two with one key Qt presses neither."""
    wanted = QKeySequence(key)
    return [
        widget
        for widget in window.findChildren(QShortcut)
        if widget.key() == wanted and widget.isEnabled() and _in_use(widget)
    ]


def _in_use(shortcut: QShortcut) -> bool:
    where = shortcut.parent()
    return isinstance(where, QWidget) and where.isVisible() and where.isEnabled()
