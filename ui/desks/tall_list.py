"""List as high as its rows (no scroll bar of its own): what it stands in scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QListView

from ui.parts.widgets import Panel
from ui.parts.widgets.rows import TupleModel, list_view

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

T = TypeVar("T")


class TallList(Panel, Generic[T]):
    """Rows of different height, the chosen one highlighted; arrow keys move. `identity` is what stays when a row
    is shown anew, `spoken` the whole row for a screen reader. `fills`: it takes what room is left."""

    def __init__(
        self,
        heading: str,
        identity: Callable[[T], str],
        spoken: Callable[[T], str],
        *,
        fills: bool = False,
    ) -> None:
        super().__init__(heading)
        self._fills = fills
        self._identity = identity
        self._model = TupleModel[T](spoken)
        self.view = list_view(heading)
        self.view.setModel(self._model)
        self.view.setUniformItemSizes(False)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self.view, 1)

    def show_items(self, items: tuple[T, ...]) -> None:
        """Replaces the list; the same one stays chosen."""
        before = self.chosen
        self._model.show(items)
        known = [self._identity(item) for item in items]
        was = "" if before is None else self._identity(before)
        at = known.index(was) if was in known else 0
        self.view.setCurrentIndex(self._model.index(at))
        self._fit()

    def row_of_chosen(self) -> QRect:
        """Where the chosen row is, in this panel."""
        row = self.view.visualRect(self.view.currentIndex())
        return QRect(self.view.viewport().mapTo(self, row.topLeft()), row.size())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()  # a narrower row may need another line

    def _fit(self) -> None:
        rows = range(self._model.rowCount())
        height = sum(self.view.sizeHintForRow(row) for row in rows)
        self.view.setMinimumHeight(height)
        if not self._fills:
            self.view.setMaximumHeight(height)

    @property
    def items(self) -> tuple[T, ...]:
        return self._model.items

    @property
    def chosen(self) -> T | None:
        return self._model.item(self.view.currentIndex().row())

    def choose(self, identity: str) -> None:
        """Chooses an item by its identity."""
        at = next(at for at, item in enumerate(self.items) if self._identity(item) == identity)
        self.view.setCurrentIndex(self._model.index(at))
