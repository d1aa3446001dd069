"""Mouse wheel: scrolls, never changes a value. `test_accessibility` tries it on every page and sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QVBoxLayout, QWidget

from tests.ui import wheel
from ui.parts.columns import Scrolling
from ui.parts.theme import LIGHT
from ui.parts.widgets import Choice, Slider, Tabs

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.station.station_page import Make

MANY = 60
HALF = (683, 384)  # so small that most of it scrolls


def scrolling(qtbot: QtBot, *controls: QWidget) -> Scrolling:
    """The controls in the middle of a scroll area."""
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.addSpacing(1_000)
    for control in controls:
        column.addWidget(control)
    column.addSpacing(1_000)
    area = Scrolling(inner)
    qtbot.addWidget(area)
    area.resize(400, 300)
    with qtbot.waitExposed(area):
        area.show()
    return area


def all_kinds() -> tuple[Choice, Tabs, Slider]:
    """Each with a value that can go up or down."""
    choice, tabs, slider = Choice(LIGHT), Tabs(), Slider()
    for key in ("never", "once", "always"):
        choice.offer(key, key)
        tabs.addTab(key)
    choice.setCurrentIndex(1)
    tabs.setCurrentIndex(1)
    slider.setValue(50)
    return choice, tabs, slider


def test_a_control_lets_the_wheel_pass_even_when_it_has_the_focus(qtbot: QtBot) -> None:
    kinds = all_kinds()
    area = scrolling(qtbot, *kinds)
    assert wheel.controls(area) == list(kinds)
    for control in kinds:
        control.setFocus()
        for by in wheel.UP_AND_DOWN:
            assert wheel.rolled_over(control, by) == ""


def test_the_wheel_gives_no_control_the_focus(qtbot: QtBot) -> None:
    field = QLineEdit()
    area = scrolling(qtbot, *all_kinds(), field)
    area.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    assert list(wheel.wheel_sensitive(area)) == []
    assert field.hasFocus()


def test_a_control_of_qt_s_own_would_be_found(qtbot: QtBot) -> None:
    bare = QComboBox()
    bare.addItems(["never", "once", "always"])
    bare.setCurrentIndex(1)
    area = scrolling(qtbot, bare)
    assert "changed" in " ".join(wheel.wheel_sensitive(area))


# Logged when the list opens; harmless.
@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")
def test_an_open_list_of_choices_scrolls_under_the_wheel(qtbot: QtBot) -> None:
    choice = Choice(LIGHT)
    choice.setMaxVisibleItems(5)
    for number in range(MANY):
        choice.offer(str(number), str(number))
    area = scrolling(qtbot, choice)
    choice.showPopup()
    rows = choice.view()
    popup = rows.window()
    middle = rows.mapTo(popup, rows.rect().center())
    QTest.wheelEvent(popup.windowHandle(), middle, QPoint(0, -wheel.NOTCH))
    QCoreApplication.processEvents()
    assert rows.verticalScrollBar().value() > 0
    assert choice.currentIndex() == 0
    assert area.verticalScrollBar().value() == 0
    choice.hidePopup()


def test_who_scrolls_the_settings_changes_none(station_page: Make) -> None:
    """A changed setting is stored at once: an accidental one would print a badge at every check-in."""
    opened = station_page()
    opened.page.resize(*HALF)
    QApplication.processEvents()
    kinds = [type(control) for control in wheel.controls(opened.page)]
    assert kinds.count(Choice) > 5
    assert Slider in kinds
    assert list(wheel.wheel_sensitive(opened.page)) == []
    assert opened.told == []
