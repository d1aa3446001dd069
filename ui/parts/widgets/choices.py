"""Checkbox, dropdown (combo box), tabs and slider, drawn with the theme for contrast in dark mode.

The mouse wheel changes none of them: while a page is scrolled the pointer comes over one sooner or later,
and choices are often saved at once. The wheel scrolls the parent instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QCheckBox, QComboBox, QSlider, QStyle, QTabBar, QWidget

from ui.parts.theme import TOUCH
from ui.parts.tooltips import tooltip
from ui.parts.widgets.texts import drawn_for

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QWheelEvent
    from PySide6.QtWidgets import QStyleOptionComboBox

    from ui.parts.theme import Theme

INSET: Final = 8  # room for the frame of the focus
BOX: Final = 22
GAP: Final = 12


class Tick(QCheckBox):
    """A checkbox with a label."""

    def __init__(self, words: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._theme = theme
        self.setMinimumHeight(TOUCH)

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(self.font()).horizontalAdvance(self.text())
        return QSize(INSET + BOX + GAP + wide + INSET, TOUCH)

    def hitButton(self, _: QPointF) -> bool:  # type: ignore[override]  # noqa: N802
        """A click on the label toggles too."""
        return True

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - BOX - INSET if right else INSET
        box = QRectF(left, (self.height() - BOX) / 2, BOX, BOX)
        theme, on = self._theme, self.isChecked()
        edge = theme.accent if on or self.hasFocus() else theme.muted
        painter.setPen(QPen(QColor(edge), 2))
        painter.setBrush(QColor(theme.accent if on else theme.surface))
        painter.drawRoundedRect(box, 5, 5)
        if on:
            mark = drawn_for(self, "check", theme.on_accent, 18)
            painter.drawPixmap(QPointF(box.left() + 2, box.top() + 2), mark)
        beside = INSET + BOX + GAP
        words = self.rect().adjusted(0 if right else beside, 0, -beside if right else 0, 0)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setPen(QColor(theme.text if self.isEnabled() else theme.muted))
        painter.drawText(
            words,
            side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter,
            self.text(),
        )
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 3, -1, -3), 8, 8)
        painter.end()


class Choice(QComboBox):
    """A dropdown; `offer` fills it, `chosen` is the key of the current item."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setMinimumHeight(TOUCH)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setFocusPolicy(
            Qt.FocusPolicy.StrongFocus
        )  # focus by keys and clicks, not by the wheel

    def offer(self, key: str, words: str) -> None:
        self.addItem(words, key)

    def chosen(self) -> str:
        return str(self.currentData() or "")

    def choose(self, key: str) -> None:
        self.setCurrentIndex(max(self.findData(key), 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ignored; the popup list is a separate widget, and scrolls."""
        event.ignore()

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Elides the text with "…"; the tooltip has all of it."""
        super().initStyleOption(option)
        whole = self.currentText()
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self)
        shown = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, room.width())
        option.currentText = shown
        self.setToolTip(tooltip("" if shown == whole else whole))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        x, y = (20.0 if right else self.width() - 20.0), self.height() / 2
        painter.setPen(QPen(QColor(self._theme.muted), 1.8))
        painter.drawPolyline([QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2)])
        painter.end()


class Tabs(QTabBar):
    """Tabs that change by a click or a key, not by the wheel."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Slider(QSlider):
    """A slider that changes by dragging or by keys, not by the wheel."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
