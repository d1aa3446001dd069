"""Crash dialog (bug report): says that recorded data is safe; the stack trace can be copied.

An exception's message may contain names, so only its type and the places in the code are shown.
"""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from checkin.errors import KnownError
from ui.parts.theme import MARGIN, STEP
from ui.parts.widgets import button, text

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

    from checkin.language import Language

log = logging.getLogger(__name__)


def account(error: BaseException, trace: TracebackType | None) -> str:
    """The type of an exception and its stack trace, without personal data."""
    places = [
        f"{place.filename}:{place.lineno} in {place.name}" for place in traceback.extract_tb(trace)
    ]
    kind = type(error).__name__
    if isinstance(error, KnownError):
        # The message template from the code, without its values.
        kind = f"{kind}: {error.sentence}"
    return "\n".join([*places, kind])


class CrashBox(QDialog):
    """Not modal: the desk goes on, and a scan closes it."""

    def __init__(self, told: str, language: Language, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(language.text("A fault in Uketsuke"))
        self.setMinimumWidth(560)
        self.told = QPlainTextEdit(told)
        self.told.setReadOnly(True)
        self.told.setAccessibleName(language.text("Where it happened"))
        copy = button(language.text("Copy"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.told.toPlainText()))
        close = button(language.text("Go on"), "primary")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(copy)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(2 * STEP)
        column.addWidget(text(language.text("This is a fault of ours, not of yours."), "title"))
        column.addWidget(
            text(
                language.text(
                    "Everything recorded so far is safe, and you can go on. Please send us this; "
                    "it names nobody."
                )
            ).wrapped()
        )
        column.addWidget(self.told)
        column.addLayout(row)


def show(error: BaseException, language: Language, parent: QWidget | None) -> CrashBox:
    """Logs an unexpected exception and shows it."""
    told = account(error, error.__traceback__)
    log.error("A bug: %s", told)
    box = CrashBox(told, language, parent)
    box.show()
    return box
