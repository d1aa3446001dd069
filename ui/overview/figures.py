"""Key figures (KPI tiles): a big number, what it is, and a remark; in as many rows as the width asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.parts.theme import STEP
from ui.parts.widgets import Elided, Panel

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from checkin.wording import Tone

NARROWEST: Final = 168
MOST: Final = 6


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    number: str
    remark: str = ""
    tone: Tone | None = None


class Figures(QWidget):
    """Tiles of one width, side by side."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2 * STEP)
        self._tiles = [_Tile(self) for _ in range(MOST)]
        self._shown: tuple[Figure, ...] = ()
        self._arranged = (0, 0)

    @property
    def shown(self) -> tuple[Figure, ...]:
        return self._shown

    def show_figures(self, figures: tuple[Figure, ...]) -> None:
        """Replaces the figures, at most six."""
        self._shown = figures
        for tile, figure in zip(self._tiles, figures, strict=False):
            tile.show_figure(figure)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Rows as even as possible: six are three and three, not five and one."""
        count = len(self._shown)
        most = max(self.width() // NARROWEST, 1)
        rows = max(-(-count // most), 1)
        columns = max(-(-count // rows), 1)
        if (count, columns) == self._arranged:
            return
        self._arranged = (count, columns)
        for at, tile in enumerate(self._tiles):
            self._grid.removeWidget(tile)
            tile.setVisible(at < count)
            if at < count:
                self._grid.addWidget(tile, at // columns, at % columns)
        for column in range(MOST):
            self._grid.setColumnStretch(column, int(column < columns))


class _Tile(Panel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self.hide()
        self._name = Elided("", "heading")
        self._number = Elided("", "headline")
        self._remark = Elided("", "small")
        column = QVBoxLayout()
        column.setContentsMargins(18, 12, 18, 12)
        column.setSpacing(0)
        for part in (self._name, self._number, self._remark):
            column.addWidget(part)
        self.body.addLayout(column)

    def show_figure(self, figure: Figure) -> None:
        self._name.setText(figure.name)
        self._number.setText(figure.number)
        self._number.set_tone(figure.tone)
        self._remark.setText(figure.remark)
        parts = (figure.name, figure.number, figure.remark)
        self.setAccessibleName(" · ".join(part for part in parts if part))
