"""The event page on the demo store, and what its tests do with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest

from tests.ui.input_driver import focused, happen, strike

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit, QWidget

    from checkin.domain import Event, Session
    from tests.ui.demo_store import World
    from ui.event import EventPage


@dataclass
class EventHands:
    """Works on the page by keys."""

    page: EventPage
    world: World

    @property
    def event(self) -> Event:
        return self.world.station.programme.current()

    def session(self, key: str) -> Session:
        found = self.event.offered_session(key)
        assert found is not None
        return found

    def choose(self, key: str) -> None:
        """Puts the focus on a session's block."""
        block = self.page.programme.block(key)
        assert block is not None, key
        block.setFocus()
        happen()

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(focused(), key)
        happen()

    def strike(self, key: str) -> None:
        """Presses a shortcut that is written as on its button."""
        strike(key, self.page)
        happen()

    def type(self, line: QLineEdit | QWidget, words: str) -> None:
        """Replaces the text of a field."""
        line.setFocus()
        QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        if words.isascii():
            QTest.keyClicks(line, words)
        else:  # by an input method
            done = QInputMethodEvent()
            done.setCommitString(words)
            QCoreApplication.sendEvent(line, done)

    def said(self) -> str:
        """The message of the sheet."""
        assert self.page.sheet is not None
        return self.page.sheet.words()
