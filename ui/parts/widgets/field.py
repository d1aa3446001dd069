"""Search field: a large line edit for scanned codes and typed names, with input method (IME)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from ui.parts.theme import TOUCH
from ui.parts.widgets.backdrop import Backdrop
from ui.parts.widgets.texts import IconLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QInputMethodEvent, QPaintEvent

    from ui.parts.theme import Theme

RING: Final = 4
HEIGHT: Final = 60


def lead(edit: QLineEdit) -> QLineEdit:
    """Aligns the text to the window's leading edge; Qt goes by the keyboard layout while the field is empty."""
    right = edit.layoutDirection() is Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    edit.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
    return edit


class ComposingLine(QLineEdit):
    """A line edit that also reports uncommitted (preedit) text of an input method."""

    composed = Signal(str)  # the whole text, including the preedit text

    def __init__(self) -> None:
        super().__init__()
        self._growing = ""
        lead(self)

    def so_far(self) -> str:
        """The text, including the preedit text at the cursor."""
        text, at = self.text(), self.cursorPosition()
        return text[:at] + self._growing + text[at:]

    def clear(self) -> None:
        self._growing = ""
        super().clear()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        grew, self._growing = self._growing, event.preeditString()
        super().inputMethodEvent(event)
        if grew != self._growing:
            self.composed.emit(self.so_far())


class SearchField(QWidget):
    """A line edit in 21 px with a clear focus ring; `edit` is the QLineEdit itself."""

    def __init__(self, theme: Theme, words: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._backdrop = Backdrop(self, theme.window)
        self.edit = ComposingLine()
        self.edit.setProperty("role", "search")
        self.edit.setPlaceholderText(words)
        self.edit.setAccessibleName(words)
        self.edit.installEventFilter(self)
        self.icon = IconLabel(icon, theme.text, 22)
        line = QHBoxLayout(self)
        line.setContentsMargins(RING + 22, RING, RING + 22, RING)
        line.setSpacing(14)
        line.addWidget(self.icon)
        line.addWidget(self.edit, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT + 2 * RING)
        self.setFocusProxy(self.edit)

    def set_low(self, *, low: bool) -> None:
        """Touch height only, for a low window."""
        self.setFixedHeight((TOUCH if low else HEIGHT) + 2 * RING)

    def sizeHint(self) -> QSize:
        return QSize(400, self.minimumHeight())

    def mousePressEvent(self, _: QEvent) -> None:
        self.edit.setFocus(Qt.FocusReason.MouseFocusReason)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent):
            self.update()
        return False

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        focus = self.edit.hasFocus()
        self._backdrop.draw(
            painter, self, focus, lambda brush: self._paint_back(brush, focus=focus)
        )
        painter.end()

    def _paint_back(self, painter: QPainter, *, focus: bool) -> None:
        box = QRectF(self.rect()).adjusted(RING, RING, -RING, -RING)
        if focus:
            ring = QColor(self._theme.accent)
            ring.setAlphaF(0.18)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ring)
            painter.drawRoundedRect(QRectF(self.rect()), 12, 12)
        width = 2 if focus else self._theme.line
        inset = width / 2
        line = self._theme.accent if focus else self._theme.hairline
        painter.setPen(QPen(QColor(line), width))
        painter.setBrush(QColor(self._theme.surface))
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 9, 9)
