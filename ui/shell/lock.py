"""Lock screen: blank at once against onlookers, locked when idle.

Nothing of the event shows, not even the attendance count. A window blanked by accident comes back with Esc
for ten seconds; after that, and when it locked itself, it asks for a PIN or the passphrase.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.parts.secret_form import SecretForm
from ui.parts.theme import MARGIN
from ui.parts.widgets import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from checkin.language import Language
    from ui.parts.theme import Theme

GRACE_MS: Final = 10_000


class LockScreen(QWidget):
    """Emits `tried(secret)` for each PIN or passphrase, `lifted` when it may be removed, and `told` when it shows
    something new, before it can have been read."""

    tried = Signal(str)
    lifted = Signal()
    told = Signal()

    def __init__(self, language: Language, theme: Theme) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "window")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._language = language
        self._locked = False
        self._form = SecretForm(
            language.text("Locked"),
            language.text("A PIN, or the passphrase of the store, opens it again."),
            theme,
        )
        self._line = self._form.field(language.text("PIN or passphrase"), secret=True)
        self._form.foot(language.text("Unlock"))
        self._form.accepted.connect(self._try)
        self._blank = text(language.text("Press Esc to show the screen."), "small")
        none = text(language.text("Until then nothing is scanned here."), "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.addStretch(1)
        middle = QHBoxLayout()
        middle.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        middle.addWidget(self._form)
        column.addLayout(middle)
        column.addWidget(self._blank, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(none, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._grace = self._timer(GRACE_MS, self.lock)

    @property
    def locked(self) -> bool:
        return self._locked

    def blank(self, *, locks: bool = True) -> None:
        """Shows one line only; where it `locks`, unless it is undone soon."""
        self._locked = False
        self._form.hide()
        self._blank.show()
        if locks:
            self._grace.start()
        self.setFocus()
        self.told.emit()

    def lock(self) -> None:
        """Asks for a PIN or the passphrase."""
        self._locked = True
        self._grace.stop()
        self._blank.hide()
        self._form.ready()
        self._form.show()
        self._form.begin()
        self.told.emit()

    def refuse(self, sentence: str) -> None:
        """Shows that the secret was wrong."""
        self._form.ready()
        self._form.fail(sentence)
        self._form.begin()
        self.told.emit()

    def rest(self) -> None:
        """Called when unlocked: stops the timers, clears the field."""
        self._locked = False
        self._grace.stop()
        self._line.clear()

    def _try(self) -> None:
        secret = self._line.text()
        if secret:
            self._form.wait(self._language.text("One moment…"))
            self.tried.emit(secret)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._locked:
            self.lifted.emit()
        else:
            super().keyPressEvent(event)

    def _timer(self, after: int, call: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(call)
        return timer
