"""Passphrase forms before a store is open: choose, unlock, create one, note the recovery passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from checkin.wording import Tone
from ui.parts.keys import WindowKey
from ui.parts.theme import MARGIN, STEP, TOUCH
from ui.parts.widgets import KeyButton, Strip, StripSize, button, lead, text

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ui.parts.theme import Theme

WIDTH = 520


class SecretForm(QFrame):
    """A panel with a title, a sentence, fields, one primary button. Enter accepts, Esc goes `back`."""

    accepted = Signal()
    back = Signal()

    def __init__(
        self, title: str, sentence: str, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setFixedWidth(WIDTH)
        self.theme = theme
        self.said = Strip(theme)
        self.said.set_size(StripSize.TIGHT)  # or two lines of it find no room at 200 %
        self.said.hide()
        self.primary: QPushButton | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(MARGIN + STEP, MARGIN + STEP, MARGIN + STEP, MARGIN + STEP)
        self.column.setSpacing(STEP + 4)
        self.column.addWidget(text(title, "opening").wrapped())
        if sentence:
            self.column.addWidget(text(sentence, "quiet").wrapped())
        self.column.addSpacing(STEP)

    def field(self, words: str, *, secret: bool = False) -> QLineEdit:
        """Adds a label with a field under it."""
        line = lead(QLineEdit())
        line.setAccessibleName(words)
        line.setMinimumHeight(TOUCH)
        if secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        self.column.addWidget(text(words, "small"))
        self.column.addWidget(line)
        return line

    def foot(self, accept: str, back: str = "") -> None:
        """Adds the button row: accept (Enter), and back (Esc)."""
        self.column.addWidget(self.said)
        self.column.addSpacing(STEP)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.primary = KeyButton(accept, WindowKey.ENTER, self.theme, "primary")
        self.primary.clicked.connect(self.accepted)
        row.addWidget(self.primary)
        if back:
            back_button = KeyButton(back, WindowKey.BACK, self.theme)
            back_button.clicked.connect(self.back)
            row.addWidget(back_button)
        self.column.addLayout(row)

    def choice(self, words: str, role: str = "") -> QPushButton:
        """Adds one of several alternatives, stacked vertically."""
        choice_button = button(words, role)
        choice_button.setMinimumHeight(TOUCH + STEP)
        self.column.addWidget(choice_button)
        return choice_button

    def begin(self) -> None:
        """Focuses the first field; clears it if it is a secret."""
        lines = self.findChildren(QLineEdit)
        for line in lines:
            if line.echoMode() is QLineEdit.EchoMode.Password:
                line.clear()
        first: QWidget = lines[0] if lines else self.primary or self
        first.setFocus()

    def warn(self, sentence: str) -> None:
        self.said.say(sentence, "warning", Tone.AGAIN)

    def fail(self, sentence: str) -> None:
        self.said.say(sentence, "stop", Tone.STOP)

    def wait(self, sentence: str) -> None:
        """Disables the form until `ready` is called."""
        self.said.say(sentence, "time", None)
        self._enable(on=False)

    def ready(self) -> None:
        self.said.say("", "", None)
        self._enable(on=True)

    def _enable(self, *, on: bool) -> None:
        for child in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if child is not self.said:
                child.setEnabled(on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.primary is not None:
            # A button that was reached with Tab is the one that Enter presses.
            chosen = self.focusWidget()
            (chosen if isinstance(chosen, QPushButton) else self.primary).click()
        elif event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)
