"""Fixture of the layout designer page: real store, fake file dialogs, keyboard and mouse input."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.fake_file_choice import Answered
from tests.ui.input_driver import strike
from ui.designer import DesignerPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from checkin.badges import Workshop
    from checkin.layout import Frame, Layout
    from tests.ui.demo_store import World
    from tests.ui.recorded_shell import RecordedShell
    from ui.parts.keys import WindowKey
    from ui.parts.page import PageEnvironment

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@dataclass
class Room:
    """The page, with keyboard and mouse actions."""

    page: DesignerPage
    files: Answered
    left: list[str]

    @property
    def layout(self) -> Layout:
        return self.page.editing.layout

    @property
    def workshop(self) -> Workshop:
        return self.page.workshop

    def box(self, name: str) -> Frame:
        element = self.layout.element(name)
        assert element is not None
        return element.box

    def strike(self, key: WindowKey) -> None:
        """Presses a key that is written as on its button."""
        strike(key, QApplication.focusWidget() or self.page)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Presses a key in the focused widget."""
        for _ in range(times):
            QTest.keyClick(QApplication.focusWidget() or self.page, key, modifiers)

    def type(self, words: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self.page, words)

    def retype(self, words: str) -> None:
        """Replaces the field's text by typing."""
        self.press(Qt.Key.Key_A, CTRL)
        self.type(words)
        self.press(Qt.Key.Key_Return)

    def select(self, name: str) -> None:
        """Selects an element with the focus on the canvas, as Tab does.

        Walking there by Tab would build the form of every kind on the way.
        """
        self.page.stage.canvas.setFocus()
        self.page.editing.choose(name)
        assert self.page.editing.element is not None

    def spot(self, across: float, down: float) -> QPoint:
        """Converts a position in the layout to canvas pixels."""
        return self.page.stage.canvas.ground.point(across, down).toPoint()

    def drag(
        self,
        start: QPoint,
        way: QPoint,
        modifiers: Qt.KeyboardModifier = NONE,
        *,
        drop: bool = True,
    ) -> None:
        """Drags with the left button, in a few steps."""
        canvas = self.page.stage.canvas
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, modifiers, start)
        for step in range(1, 5):
            at = QPointF(start) + QPointF(way) * step / 4
            place = canvas.mapToGlobal(at)
            event = QMouseEvent(
                QMouseEvent.Type.MouseMove,
                at,
                place,
                Qt.MouseButton.NoButton,
                Qt.MouseButton.LeftButton,
                modifiers,
            )
            QApplication.sendEvent(canvas, event)
        if drop:
            QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, modifiers, start + way)


Design = Callable[..., Room]


@pytest.fixture
def design(desk: World, qtbot: QtBot, shell: RecordedShell, around: PageEnvironment) -> Design:
    def build(name: str = "badge-91x55", *, own: str = "") -> Room:
        badges, files = desk.station.badges, Answered()
        if own:
            badges.library.copy(name, own)
        badges.workshop.open(own or name)
        page = DesignerPage(badges, files, around)
        room = Room(page, files, shell.left)
        qtbot.addWidget(page)
        page.resize(1278, 768)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.come()
        return room

    return build
