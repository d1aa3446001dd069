"""Function keys that may be a scanner's prefix: some scanners press one before they type.

Such a key is delayed briefly. If a letter follows at a machine's speed it was the scanner's, and is dropped;
otherwise it takes effect a few hundredths of a second late.
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
    """Whether it is a function key without modifiers, a possible prefix of a scanner."""
    return event.key() in KEYS and event.modifiers() in PLAIN


def name_of(key: int) -> str:
    """The label on the keyboard."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A function key, when it was pressed (in milliseconds), and its target."""

    key: int
    at: float
    target: QWidget


class FunctionKeys:
    """The delayed keys. `act` is called for each that was pressed by hand, unless `drop` says that it decides nothing."""

    def __init__(
        self,
        parent: QObject,
        act: Callable[[Pressed], None],
        drop: Callable[[Pressed], bool] = lambda _: False,
    ) -> None:
        self._act, self._drop = act, drop
        self._waiting: list[Pressed] = []
        self._soon = LateTimer(parent, RHYTHM_MS, self.release)

    def hold(self, target: QWidget, event: QKeyEvent, at: float) -> None:
        """Delays a key. Of auto-repeat the first press counts."""
        if not (event.isAutoRepeat() and self._waiting):
            self._waiting.append(Pressed(event.key(), at, target))
            self._soon.start()

    def letter(self, at: float) -> tuple[Pressed, ...]:
        """A letter arrived: returns the scanner's prefix keys, which are dropped."""
        if self._waiting and at - self._waiting[-1].at < RHYTHM_MS:
            return self.forget()
        self.release()
        return ()

    def forget(self) -> tuple[Pressed, ...]:
        """Drops and returns the delayed keys."""
        waiting, self._waiting = tuple(self._waiting), []
        self._soon.stop()
        return waiting

    def release(self) -> None:
        """Replays the delayed keys: they were pressed by hand."""
        for pressed in self.forget():
            if not self._drop(pressed):
                self._act(pressed)


def press(key: int, target: QWidget) -> None:
    """Performs the key: the visible shortcut bound to it, else a key event for its target."""
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
    """Qt's own rule: visible and enabled ones. When two have the same key Qt activates neither."""
    wanted = QKeySequence(key)
    return [
        widget
        for widget in window.findChildren(QShortcut)
        if widget.key() == wanted and widget.isEnabled() and _in_use(widget)
    ]


def _in_use(shortcut: QShortcut) -> bool:
    widget = shortcut.parent()
    return isinstance(widget, QWidget) and widget.isVisible() and widget.isEnabled()
