"""A window of three widgets for tests of scan detection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.scanning.scanner_input import ScannerInput

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Window(QWidget):
    """The main field, another field, a button."""

    def __init__(self) -> None:
        super().__init__()
        self.field, self.other = QLineEdit(), QLineEdit()
        self.button = QPushButton()
        self.pressed: list[str] = []
        self.entered: list[str] = []
        self.button.clicked.connect(lambda: self.pressed.append("button"))
        self.field.returnPressed.connect(lambda: self.entered.append(self.field.text()))
        column = QVBoxLayout(self)
        for widget in (self.field, self.other, self.button):
            column.addWidget(widget)
        self.scanner = ScannerInput(self.field)
        self.scans: list[str] = []
        self.told: list[str] = []
        self.scanner.scanned.connect(self.scans.append)
        self.scanner.broken_off.connect(lambda: self.told.append("broken off"))
        self.scanner.composing.connect(lambda: self.told.append("composing"))


def opened(qtbot: QtBot) -> Window:
    """Shows the window, with the focus in the main field."""
    made = Window()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.field.setFocus()
    qtbot.waitUntil(made.field.hasFocus)
    return made
