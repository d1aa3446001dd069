"""Stepper of a wizard: the steps in a row, the done ones ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.parts.widgets.rows import row_font
from ui.parts.widgets.texts import drawn_for

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from ui.parts.theme import Theme

HEIGHT: Final = 44
DISC: Final = 26
GAP: Final = 10
BETWEEN: Final = 28


class Stepper(QWidget):
    """The labels of the steps; the current one stands out by more than its colour."""

    def __init__(self, words: tuple[str, ...], theme: Theme) -> None:
        super().__init__()
        self._words, self._theme = words, theme
        self._at = 0
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_step(0)

    @property
    def step(self) -> int:
        return self._at

    def show_step(self, at: int) -> None:
        self._at = at
        self.setAccessibleName(f"{at + 1} / {len(self._words)}: {self._words[at]}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, HEIGHT)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        short = self._length(self._words) > self.width()
        at = 0
        for number, words in enumerate(self._words):
            # Where there is no room, only the current step has its label.
            at = self._paint(painter, number, "" if short and number != self._at else words, at)
        painter.end()

    def _length(self, words: tuple[str, ...]) -> int:
        metrics = QFontMetrics(row_font(15, QFont.Weight.DemiBold))
        each = (metrics.horizontalAdvance(word) + DISC + GAP + BETWEEN for word in words)
        return sum(each) - BETWEEN

    def _paint(self, painter: QPainter, number: int, words: str, at: int) -> int:
        theme, now = self._theme, number == self._at
        done = number < self._at
        disc = self._place(at, DISC, DISC)
        painter.setPen(QPen(QColor(theme.accent if now or done else theme.muted), 1.5))
        painter.setBrush(QColor(theme.accent if now else theme.surface))
        painter.drawEllipse(QRectF(disc).adjusted(1, 1, -1, -1))
        if done:
            mark = drawn_for(self, "check", theme.accent, 16)
            painter.drawPixmap(disc.left() + 5, disc.top() + 5, mark)
        else:
            painter.setPen(QColor(theme.on_accent if now else theme.muted))
            painter.setFont(row_font(13, QFont.Weight.DemiBold))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(number + 1))
        font = row_font(15, QFont.Weight.DemiBold if now else QFont.Weight.Normal)
        wide = QFontMetrics(font).horizontalAdvance(words) + 2 if words else 0
        painter.setFont(font)
        painter.setPen(QColor(theme.text if now else theme.muted))
        painter.drawText(
            self._place(at + DISC + GAP, wide, HEIGHT), Qt.AlignmentFlag.AlignCenter, words
        )
        return at + DISC + (GAP + wide if words else 0) + BETWEEN

    def _place(self, at: int, width: int, height: int) -> QRect:
        right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - at - width if right else at
        return QRect(left, (self.height() - height) // 2, width, height)
