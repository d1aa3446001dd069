"""QR code on the screen (symbol): black on white with its quiet zone, in every theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from checkin.layout import Symbol

QUIET_ZONE: Final = 4  # modules; scanners need it
DARK, LIGHT = "#000000", "#ffffff"


class SymbolView(QWidget):
    """A symbol with whole pixels for each module, at most `most` pixels wide. `words` says what it is."""

    def __init__(self, symbol: Symbol, words: str, most: int) -> None:
        super().__init__()
        self._symbol = symbol
        self._module = max(most // (symbol.count + 2 * QUIET_ZONE), 1)
        side = self._module * (symbol.count + 2 * QUIET_ZONE)
        self.setFixedSize(side, side)
        self.setAccessibleName(words)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        painter.fillRect(self.rect(), QColor(LIGHT))
        side, count = self._module, self._symbol.count
        for row in range(count):
            for column in range(count):
                if self._symbol.dark(column, row):
                    place = ((column + QUIET_ZONE) * side, (row + QUIET_ZONE) * side, side, side)
                    painter.fillRect(QRect(*place), QColor(DARK))
        painter.end()
