"""Responsive three-column layout: side by side in a wide window, else stacked and scrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.parts.columns import ANY_WIDTH, FlowBox, Scrolling
from ui.parts.theme import STEP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

LEADING: Final = 320
TRAILING: Final = 320
WIDE: Final = 1060
LOWEST: Final = 440  # minimum height of three columns; below it they scroll
FORM_LOW: Final = 300  # minimum height of the properties, when stacked


class ThreeColumns(Scrolling):
    """The leading, the main and the trailing column."""

    def __init__(self, leading: QWidget, middle: QWidget, trailing: Sequence[QWidget]) -> None:
        self._inner = QWidget()
        super().__init__(self._inner)
        self._leading, self._middle = leading, middle
        self._trailing = QWidget()
        self._tools = FlowBox()
        column = QVBoxLayout(self._trailing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for at, widget in enumerate(trailing):
            column.addWidget(widget, 0 if at else 1)
        trailing[0].setMinimumHeight(FORM_LOW)
        self._whole = QVBoxLayout(self._inner)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(12)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.setSpacing(2 * STEP)
        self._box.addWidget(leading)
        self._box.addWidget(middle, 1)
        self._box.addWidget(self._trailing)
        self._whole.addLayout(self._box, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def with_tools(self, tools: Sequence[QWidget]) -> ThreeColumns:
        """Adds a toolbar above all columns, which scrolls with them."""
        self._whole.insertWidget(0, self._tools)
        self._tools.show_all(list(tools))
        return self

    def to_top(self) -> None:
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= WIDE
        directions = QBoxLayout.Direction
        direction = directions.LeftToRight if wide else directions.TopToBottom
        if self._box.direction() is not direction:
            self._turn(direction)
        # The main column is no higher than the viewport, or the marks at its edges are never seen.
        self._middle.setMaximumHeight(
            ANY_WIDTH if wide else max(self._middle.minimumSizeHint().height(), self.height())
        )
        for column, width in ((self._leading, LEADING), (self._trailing, TRAILING)):
            column.setMinimumWidth(width if wide else 0)
            column.setMaximumWidth(width if wide else ANY_WIDTH)

    def _turn(self, direction: QBoxLayout.Direction) -> None:
        """When stacked, the main column comes first."""
        wide = direction is QBoxLayout.Direction.LeftToRight
        self._box.removeWidget(self._middle)
        self._box.insertWidget(1 if wide else 0, self._middle, 1)
        self._box.setDirection(direction)
        self._whole.removeWidget(self._tools)
        self._box.removeWidget(self._tools)
        if wide:
            self._whole.insertWidget(0, self._tools)
        else:
            self._box.insertWidget(1, self._tools)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, LOWEST // 2)
