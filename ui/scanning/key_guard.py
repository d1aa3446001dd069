"""Key guard (debounce, auto-repeat filter): which keys decide nothing, anywhere in the window.

A key that is held down repeats itself: it would check in, answer the question and confirm the note before
anybody has read them. A key pressed twice does the same in two presses. So of a held key only the press counts,
and a key pressed too soon after something new was shown is dropped. Typing and editing are not affected,
and scans never are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QTextEdit

from ui.scanning.key_filter import ENTER, KeyFilter

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.parts.settling import Settling

WRITES: Final = (QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QComboBox)
MANY_LINES: Final = (QPlainTextEdit, QTextEdit)
KEYS: Final = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
CHORDS: Final = (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier)
# With Ctrl they edit what is typed: held down they go on.
EDITING: Final = frozenset(
    {Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_X, Qt.Key.Key_Y, Qt.Key.Key_Z}
)


def decides(key: int, modifiers: Qt.KeyboardModifier, target: QObject) -> bool:
    """Whether the key runs an action there, rather than type, edit or move."""
    if key in ENTER:
        return not isinstance(target, MANY_LINES)
    if key == Qt.Key.Key_Escape or Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35:
        return True
    if key in {Qt.Key.Key_Space, Qt.Key.Key_Delete}:
        return not isinstance(target, WRITES)
    if modifiers == Qt.KeyboardModifier.AltModifier and Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
        return True  # it may choose one of several people
    chord = (modifiers & ~Qt.KeyboardModifier.ShiftModifier) in CHORDS
    return chord and Qt.Key.Key_A <= key <= Qt.Key.Key_Z and key not in EDITING


def is_secret(target: QObject) -> bool:
    """Whether what is typed there is a PIN or a passphrase."""
    return isinstance(target, QLineEdit) and target.echoMode() is not QLineEdit.EchoMode.Normal


class KeyGuard(KeyFilter):
    """Drops keys that are held down. `settling` knows when something new was shown; it has the clock."""

    def __init__(self, parent: QObject, settling: Settling) -> None:
        self.settling = settling
        super().__init__(parent, settling.clock)

    @property
    def clock(self) -> Callable[[], float]:
        return self.settling.clock

    @clock.setter
    def clock(self, clock: Callable[[], float]) -> None:
        self.settling.clock = clock

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return (
            isinstance(event, QKeyEvent) and event.type() in KEYS and self.held_down(watched, event)
        )

    @staticmethod
    def held_down(target: QObject, event: QKeyEvent) -> bool:
        """Whether the key is dropped because it only repeats itself."""
        if not (event.isAutoRepeat() and decides(event.key(), event.modifiers(), target)):
            return False
        event.accept()  # as a plain key, not as a shortcut
        return True

    def is_unread(self, target: QObject, event: QEvent) -> bool:
        """Whether the event is a key that is dropped, because what it would decide on was not read yet."""
        if not isinstance(event, QKeyEvent) or event.type() not in KEYS:
            return False
        soon = self.too_soon(event.key(), event.modifiers(), target, self.when(event))
        if soon:
            event.accept()  # as a plain key, not as a shortcut
        return soon

    def too_soon(
        self, key: int, modifiers: Qt.KeyboardModifier, target: QObject, at: float
    ) -> bool:
        """Whether the key, pressed at that time, is dropped: what it would decide on was not read yet. F12 hides
        the window, whatever is shown."""
        read = key == Qt.Key.Key_F12 or not decides(key, modifiers, target)
        return not read and self.settling.unread(at)
