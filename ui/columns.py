"""Room for two: side by side where the window is wide, one under the other where it is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.theme import MARGIN, STEP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

SIDE: Final = 392
NARROW: Final = 860
LOWEST: Final = 240
ANY_WIDTH: Final = 16_777_215  # Qt's own word for no limit
_BOTH: Final = 3


class Scrolling(QScrollArea):
    """As high as there is room; scrolled, not cut, where the window is too low for what is in it."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)

    def sizeHint(self) -> QSize:
        """Little: what is around it decides, and a taller wish would make that scroll too."""
        return QSize(320, 200)


class Columns(Scrolling):
    """A narrow column and the rest; what is too low for both is scrolled, never cut.

    `nested` in something that scrolls itself, it asks for its whole height where it is narrow: two bars
    beside each other would be one too many.
    """

    def __init__(self, side: QWidget, main: QWidget, *, nested: bool = False) -> None:
        inner = QWidget()
        super().__init__(inner)
        self._side, self._main, self._nested = side, main, nested
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(MARGIN)
        self._box.addWidget(side)
        self._box.addWidget(main, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= NARROW
        way = QBoxLayout.Direction
        self._box.setDirection(way.LeftToRight if wide else way.TopToBottom)
        self._side.setFixedWidth(SIDE) if wide else self._free()
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        if not self._nested:
            return super().minimumSizeHint()
        if self._box.direction() is not QBoxLayout.Direction.TopToBottom:
            return QSize(0, LOWEST)
        # As Qt itself reckons whether there is something to scroll.
        wished = self._box.totalHeightForWidth(self.width()) if self._box.hasHeightForWidth() else 0
        return QSize(0, max(wished, self._box.totalMinimumSize().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def show_main(self) -> None:
        """Scrolls to what stands under the side column, where the window is narrow."""
        if self._box.direction() is QBoxLayout.Direction.TopToBottom:
            self._box.activate()
            self.verticalScrollBar().setValue(self._main.y())

    def _free(self) -> None:
        self._side.setMinimumWidth(0)
        self._side.setMaximumWidth(ANY_WIDTH)


class Stack(QStackedWidget):
    """One page at a time, and only that one decides how much room is needed."""

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


class Flow(QLayout):
    """Small things one after another, in as many lines as they need; mirrored with the window."""

    def __init__(self, gap: int = STEP) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arranged(QRect(0, 0, width, 0))[-1]

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        super().setGeometry(rect)
        *places, _ = self._arranged(rect)
        owner = self.parentWidget()
        right = owner is not None and owner.layoutDirection() is Qt.LayoutDirection.RightToLeft
        shown = [one for one in self._items if not one.isEmpty()]
        for item, at in zip(shown, range(0, len(places), _BOTH), strict=True):
            x, y, width = places[at : at + _BOTH]
            left = rect.right() + 1 - x - width if right else rect.left() + x
            item.setGeometry(QRect(QPoint(left, y), QSize(width, item.sizeHint().height())))

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802
        sizes = [item.minimumSize() for item in self._items if not item.isEmpty()]
        wide = max((size.width() for size in sizes), default=0)
        return QSize(min(wide, SIDE // 2), max((size.height() for size in sizes), default=0))

    def _arranged(self, rect: QRect) -> list[int]:
        """x from the leading edge, y and width of each, and at last the height of all."""
        places: list[int] = []
        x, y, line = 0, rect.top(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            width = min(size.width(), rect.width())
            if x and x + width > rect.width():
                x, y, line = 0, y + line + self._gap, 0
            places += [x, y, width]
            x += width + self._gap
            line = max(line, size.height())
        return [*places, y + line - rect.top()]


class Pile(QWidget):
    """Widgets one under another that are replaced all at once."""

    def __init__(self, layout: QLayout | None = None) -> None:
        super().__init__()
        self._layout = layout or QVBoxLayout()
        self._shown: tuple[QWidget, ...] = ()
        self._layout.setContentsMargins(0, 0, 0, 0)
        if layout is None:
            self._layout.setSpacing(0)
        self.setLayout(self._layout)

    def show_all(self, widgets: Sequence[QWidget]) -> None:
        """Replaces what is in it; without anything it takes no room."""
        # Not asked of the layout's items: after hundreds of them Python may take a new one for one that is gone.
        while self._layout.takeAt(0) is not None:
            pass
        for gone in self._shown:
            gone.hide()
            gone.deleteLater()
        self._shown = tuple(widgets)
        for widget in widgets:
            self._layout.addWidget(widget)
        self.setVisible(bool(widgets))
        self.updateGeometry()


class FlowBox(Pile):
    """Widgets beside one another, in as many lines as they need."""

    def __init__(self, gap: int = STEP) -> None:
        super().__init__(Flow(gap))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        """For the width that it has; Qt would ask for the narrowest, and take it for a tower."""
        wide = self.width() if self.isVisible() else SIDE
        return QSize(0, self._layout.heightForWidth(wide))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
