"""Responsive layout: two columns side by side in a wide window, stacked in a narrow one; flow layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.parts.theme import MARGIN, STEP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

SIDE: Final = 392
NARROW: Final = 860
LOWEST: Final = 240
ANY_WIDTH: Final = 16_777_215  # QWIDGETSIZE_MAX: no limit


class Scrolling(QScrollArea):
    """A scroll area that takes the available height, and scrolls where the window is too low."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)

    def sizeHint(self) -> QSize:
        """Small: the parent decides, and a larger hint would make the parent scroll too."""
        return QSize(320, 200)


class Columns(Scrolling):
    """A narrow column and a main one; scrolls where the height is too small for both, never clips.

    When `nested` in something that scrolls itself, it requests its whole height in a narrow window: two scroll
    bars side by side would be one too many. With `main_first` the main column is above in a narrow window.
    """

    def __init__(
        self, side: QWidget, main: QWidget, *, nested: bool = False, main_first: bool = False
    ) -> None:
        inner = QWidget()
        super().__init__(inner)
        self._side, self._main, self._nested = side, main, nested
        directions = QBoxLayout.Direction
        self._stacked = directions.BottomToTop if main_first else directions.TopToBottom
        self._box = QBoxLayout(directions.LeftToRight, inner)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(MARGIN)
        self._box.addWidget(side)
        self._box.addWidget(main, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= NARROW
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if wide else self._stacked)
        self._side.setFixedWidth(SIDE) if wide else self._free()
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        if not self._nested:
            return super().minimumSizeHint()
        if self._box.direction() is not self._stacked:
            return QSize(0, LOWEST)
        # The same test that Qt uses for whether there is something to scroll.
        wished = self._box.totalHeightForWidth(self.width()) if self._box.hasHeightForWidth() else 0
        return QSize(0, max(wished, self._box.totalMinimumSize().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def show_main(self) -> None:
        """Scrolls to the main column, where it is stacked under the side column."""
        if self._box.direction() is self._stacked:
            self._box.activate()
            self.verticalScrollBar().setValue(self._main.y())

    def _free(self) -> None:
        self._side.setMinimumWidth(0)
        self._side.setMaximumWidth(ANY_WIDTH)


class Stack(QStackedWidget):
    """A stacked widget whose size hint is that of the current page only."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.minimumSizeHint() if page else super().minimumSizeHint()

    def sizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.sizeHint() if page else super().sizeHint()

    def hasHeightForWidth(self) -> bool:
        return False


class WidgetList(QWidget):
    """Widgets stacked vertically that are replaced all at once."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[QWidget, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_all(self, widgets: Sequence[QWidget]) -> None:
        """Replaces the widgets; without any it takes no room."""
        for old in self._shown:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown = tuple(widgets)
        for widget in widgets:
            self._column.addWidget(widget)
        self.setVisible(bool(widgets))
        self.updateGeometry()


class FlowBox(QWidget):
    """Flow layout: widgets in as many lines as they need, mirrored with the window; replaced all at once.

    It positions them itself, without layout items: Qt makes and deletes those, and Python, which still knows
    a deleted one, takes whatever Qt allocates next at its address for it: that crashes the program.
    """

    def __init__(self, gap: int = STEP) -> None:
        super().__init__()
        self._gap = gap
        self._shown: tuple[QWidget, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_all(self, widgets: Sequence[QWidget]) -> None:
        """Replaces the widgets; without any it takes no room."""
        for old in self._shown:
            old.hide()
            old.deleteLater()
        self._shown = tuple(widgets)
        for widget in widgets:
            hidden = widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
            hidden = hidden and widget.isHidden()
            widget.setParent(self)
            widget.setVisible(not hidden)
        self.setVisible(bool(widgets))
        self._arrange()
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._places(width)[-1][1]

    def minimumSizeHint(self) -> QSize:
        """The height for the current width; Qt would assume the narrowest width, and a tall column."""
        wide = self.width() if self.isVisible() else SIDE
        return QSize(0, self.heightForWidth(wide))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.LayoutDirectionChange}:
            self._arrange()
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _arrange(self) -> None:
        right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        visible = (widget for widget in self._shown if not widget.isHidden())
        for widget, (x, y, width) in zip(visible, self._places(self.width()), strict=False):
            left = self.width() - x - width if right else x
            widget.setGeometry(left, y, width, _wished(widget).height())

    def _places(self, room: int) -> list[tuple[int, int, int]]:
        """x from the leading edge, y and width of each visible widget; the last entry is (0, total height, 0)."""
        places: list[tuple[int, int, int]] = []
        x, y, line = 0, 0, 0
        for widget in self._shown:
            if widget.isHidden():
                continue
            size = _wished(widget)
            width = min(size.width(), room)
            if x and x + width > room:
                x, y, line = 0, y + line + self._gap, 0
            places.append((x, y, width))
            x += width + self._gap
            line = max(line, size.height())
        return [*places, (0, y + line, 0)]


def _wished(widget: QWidget) -> QSize:
    """The preferred size of a widget, within its limits."""
    size = widget.sizeHint().expandedTo(widget.minimumSizeHint())
    return size.boundedTo(widget.maximumSize()).expandedTo(widget.minimumSize())
