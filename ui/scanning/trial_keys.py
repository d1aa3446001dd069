"""Records raw key presses of a scanner under test, with times; no key reaches the window."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from checkin.keyboards.trial import Key, Press
from ui.parts.late_timer import LateTimer
from ui.scanning import function_keys
from ui.scanning.function_keys import FunctionKeys
from ui.scanning.key_filter import ENDS, ENTER, MODIFIERS, KeyFilter
from ui.scanning.rhythm import SILENCE_MS, SURE

if TYPE_CHECKING:
    from collections.abc import Callable

OVER_MS: Final = 3 * SILENCE_MS  # long enough for a slow scanner's last key
TEXTS: Final = frozenset({Key.LETTER, Key.COMPOSED})


class TrialKeys(KeyFilter):
    """Emits `tried(presses)` for each burst, and `left()` for Esc by hand. It comes before all other
    filters while it is on."""

    tried = Signal(object)
    left = Signal()

    def __init__(self, parent: QObject, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent, clock)
        self._on = False
        self._presses: list[Press] = []
        self._last = float("-inf")
        self.over = LateTimer(self, OVER_MS, self._judge)
        self._before = FunctionKeys(
            self, lambda pressed: function_keys.press(pressed.key, pressed.target)
        )
        self.begin()

    def listen(self, *, on: bool) -> None:
        """On while the test is visible: another page or a lock over it gets its keys."""
        self._on = on
        self._before.forget()
        self._presses.clear()
        self.over.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self._on or not isinstance(watched, QWidget):
            return False
        kind = event.type()
        if kind is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if function_keys.is_bare(event) or self._amid(self.when(event)):
                event.accept()
            return False
        if kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(watched, event)
        if kind is QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            return self._compose(event)
        return False

    def _amid(self, at: float) -> bool:
        return bool(self._presses) and at - self._last < OVER_MS

    def _key(self, target: QWidget, event: QKeyEvent) -> bool:
        at = self.when(event)
        if event.key() in MODIFIERS:
            return True
        if event.key() in ENDS:
            self._add(Press(Key.ENTER if event.key() in ENTER else Key.TAB, at))
        elif event.text().isprintable() and event.text():
            for pressed in self._before.letter(at):
                self._add(Press(Key.OTHER, pressed.at, function_keys.name_of(pressed.key)))
            self._add(Press(Key.LETTER, at, event.text()))
        elif self._amid(at):
            self._add(Press(Key.OTHER, at))
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif function_keys.is_bare(event):
            self._before.hold(target, event, at)
        else:
            return False
        return True

    def _compose(self, event: QInputMethodEvent) -> bool:
        at = self.now()
        if event.preeditString():
            self._add(Press(Key.COMPOSED, at, event.preeditString()))
            return True  # else the desk would get it, too
        known = any(press.key is Key.COMPOSED for press in self._presses)
        if event.commitString() and not known:
            self._add(Press(Key.LETTER, at, event.commitString()))
        return bool(event.commitString())

    def _add(self, press: Press) -> None:
        self._presses.append(press)
        self._last = press.at
        self.over.start()

    def _judge(self) -> None:
        presses, self._presses = tuple(self._presses), []
        if any(press.key is Key.COMPOSED for press in presses):
            QGuiApplication.inputMethod().reset()  # no preedit text is left for the next burst
        # An Enter or a single letter by hand is no scan.
        if sum(len(press.text) for press in presses if press.key in TEXTS) >= SURE:
            self.tried.emit(presses)
