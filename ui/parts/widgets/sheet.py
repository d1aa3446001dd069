"""A sheet: a question or a small form laid over the page.

It lies inside the window, not beside it: it never hides behind another window, never eats a scan, and is
mirrored and coloured with the rest. Enter accepts what it offers, Esc backs out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from checkin.wording import Tone
from ui.parts.theme import MARGIN, STEP, TOUCH
from ui.parts.widgets.buttons import KeyButton
from ui.parts.widgets.field import lead
from ui.parts.widgets.frames import Strip
from ui.parts.widgets.texts import text

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ui.parts.theme import Theme


FIELDS: Final = (QLineEdit, QPlainTextEdit, QComboBox)


class Sheet(QFrame):
    """A title, rows, one primary button and one way back. Says `accepted` or `closed`, never both."""

    accepted = Signal()
    closed = Signal()

    def __init__(
        self, title: str, accept: str, cancel: str, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setMinimumWidth(520)
        self.theme = theme
        self._form: QFormLayout | None = None
        self.body = QVBoxLayout()
        self.body.setSpacing(2 * STEP)
        self._said = Strip(theme)
        self._said.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(2 * STEP)
        column.addWidget(text(title, "title"))
        column.addLayout(self.body)
        column.addWidget(self._said)
        self.accept_button = KeyButton(accept, "Enter", theme, "primary")
        self.cancel_button = KeyButton(cancel, "Esc", theme)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        if accept:
            foot.addWidget(self.accept_button)
            self.accept_button.clicked.connect(self.accepted)
        foot.addWidget(self.cancel_button)
        self.cancel_button.clicked.connect(self.closed)
        column.addSpacing(STEP)
        column.addLayout(foot)

    def row(self, words: str, field: QWidget) -> None:
        """A word and the field that it names."""
        if self._form is None:
            self._form = QFormLayout()
            self._form.setHorizontalSpacing(2 * STEP)
            self._form.setVerticalSpacing(STEP + 4)
            self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
            self.body.addLayout(self._form)
        name = text(words)
        name.setMinimumHeight(TOUCH)
        name.setBuddy(field)
        field.setAccessibleName(words)
        if isinstance(field, QLineEdit):
            lead(field)
        self._form.addRow(name, field)

    def show_row(self, field: QWidget, *, on: bool) -> None:
        """Whether a row is there just now."""
        if self._form is not None:
            self._form.setRowVisible(field, on)

    def say(self, words: str, icon: str, tone: Tone | None) -> None:
        """A sentence above the buttons, for what is still missing or went wrong."""
        self._said.say(words, icon, tone)

    def complete(self) -> bool:
        """Whether it can be accepted; where something is missing the sheet says so itself."""
        return True

    def refuse(self, sentence: str) -> None:
        """What it asks for was tried and did not do."""
        self.say(sentence, "warning", Tone.AGAIN)

    def words(self) -> str:
        """What was said last."""
        return self._said.words()

    def first(self) -> QWidget:
        """Where the hand begins: the first field, else what Enter presses."""
        fields = (widget for widget in self.findChildren(QWidget) if isinstance(widget, FIELDS))
        return next(fields, self.accept_button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            # Whoever has walked to a button with Tab means that one.
            chosen = self.focusWidget()
            (chosen if isinstance(chosen, QPushButton) else self.accept_button).click()
        else:
            super().keyPressEvent(event)
