"""The first page of a machine without a store, and who uses it by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from checkin import joining
from tests.ui.input_driver import focused, tap
from ui.parts.letters import LetterGroups

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.fake_file_choice import Answered
    from ui.parts.secret_form import SecretForm
    from ui.shell.opening import Opened
    from ui.shell.welcome import Welcome

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
PASSPHRASE = "of the new machine"


class FirstPage:
    """The first page of a machine without a store, and who uses it."""

    def __init__(self, page: Welcome, files: Answered) -> None:
        self.page, self.files = page, files
        self.opened: list[Opened] = []
        page.opened.connect(self.opened.append)

    @property
    def form(self) -> SecretForm:
        assert self.page.form is not None
        return self.page.form

    @property
    def said(self) -> str:
        return self.form.said.words()

    def choose(self, words: str) -> None:
        button = next(b for b in self.form.findChildren(QPushButton) if b.text() == words)
        button.setFocus()
        tap(ENTER)

    def fill(self, *lines: str) -> None:
        """Types into the fields, one after another, and presses Enter."""
        for at, line in enumerate(lines):
            if at:
                QTest.keyClick(focused(), Qt.Key.Key_Tab)
            QTest.keyClicks(focused(), line)
        tap(ENTER)

    def type_back(self) -> None:
        """Writes the recovery passphrase down, and types it from the paper."""
        shown = self.form.findChild(LetterGroups)
        assert shown is not None
        letters = shown.letters
        tap(ENTER)
        self.fill(letters.lower().replace("-", " "))

    def ask(self, file: Path, name: str = "Entrance B") -> joining.DeskRequest:
        """Writes a request, up to the letters."""
        self.choose("Join an event…")
        tap(ENTER)
        self.files.path = file
        self.fill(name, PASSPHRASE, PASSPHRASE)
        return joining.read_request(file)

    def close(self) -> None:
        for opened in self.opened:
            opened.station.close()
