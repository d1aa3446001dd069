"""Mouse wheel test: rolls a real wheel over every control that Qt would change by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

SENSITIVE: Final = (QComboBox, QAbstractSpinBox, QAbstractSlider, QTabBar)
NOTCH: Final = 120
UP_AND_DOWN: Final = (NOTCH, -NOTCH)


def wheel_sensitive(window: QWidget) -> Iterator[str]:
    """Yields the first control that the wheel changes, or that keeps the page from scrolling.

    Stops there, since a change of language rebuilds the window.
    """
    for control in controls(window):
        name = f"{type(control).__name__} “{control.accessibleName()}”"
        for by in UP_AND_DOWN:
            if said := rolled_over(control, by):
                yield f"{name} {said}"
                return


def controls(window: QWidget) -> list[QWidget]:
    """The controls that are visible and enabled."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, SENSITIVE)
        and not isinstance(widget, QScrollBar)
        and widget.isVisible()
        and widget.isEnabled()
    ]


def rolled_over(control: QWidget, by: int) -> str:
    """Rolls the wheel by a notch over the control; returns the fault, or "" when only the page has scrolled.

    Does nothing where something covers the control.
    """
    bring_into_sight(control)
    # What was scrolled is laid out anew before its place is asked for.
    QCoreApplication.processEvents()
    window = control.window()
    assert window.windowHandle() is not None, "it is on the screen"
    middle = control.mapTo(window, control.rect().center())
    if not under(window, middle, control):
        return ""
    before, bars = value(control), [bar.value() for bar in bars_around(control)]
    could_scroll = any(can_move(bar, by) for bar in bars_around(control))
    QTest.wheelEvent(window.windowHandle(), middle, QPoint(0, by))
    QCoreApplication.processEvents()
    if value(control) != before:
        return "changed"
    moved = [bar.value() for bar in bars_around(control)] != bars
    return "kept the page from scrolling" if could_scroll and not moved else ""


def bring_into_sight(control: QWidget) -> None:
    for area in ancestors(control):
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(control)


def under(window: QWidget, place: QPoint, control: QWidget) -> bool:
    """True if the widget at that point is the control or a part of it."""
    seen = window.childAt(place)
    return seen is not None and (seen is control or control.isAncestorOf(seen))


def value(control: QWidget) -> object:
    if isinstance(control, (QComboBox, QTabBar)):
        return control.currentIndex()
    if isinstance(control, QAbstractSlider):
        return control.value()
    assert isinstance(control, QAbstractSpinBox)
    return control.text()


def bars_around(control: QWidget) -> list[QScrollBar]:
    areas = [area for area in ancestors(control) if isinstance(area, QAbstractScrollArea)]
    return [area.verticalScrollBar() for area in areas]


def can_move(bar: QScrollBar, by: int) -> bool:
    return bar.value() > bar.minimum() if by > 0 else bar.value() < bar.maximum()


def ancestors(widget: QWidget) -> Iterator[QWidget]:
    around = widget.parentWidget()
    while around is not None:
        yield around
        around = around.parentWidget()
