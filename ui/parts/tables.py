"""Tables: a Qt table model that holds a tuple of rows and replaces it, and a table view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.parts.tooltips import tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from ui.parts.widgets.rows import Index

ROW: Final = 44
NARROWEST: Final = 64
WIDEST: Final = 360
MEASURED: Final = 100  # rows measured for the column widths

Cells = tuple[str | int, ...]


class TableModel(QAbstractTableModel):
    """Rows of text and integers; numbers are aligned to the trailing edge."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[str, ...] = ()
        self._rows: Sequence[Cells] = ()

    def show(self, columns: tuple[str, ...], rows: Sequence[Cells]) -> None:
        self.beginResetModel()
        self._columns, self._rows = columns, rows
        self.endResetModel()

    @property
    def columns(self) -> tuple[str, ...]:
        return self._columns

    @property
    def rows(self) -> Sequence[Cells]:
        return self._rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        value = self._rows[index.row()][index.column()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return tooltip(str(value)) if role == Qt.ItemDataRole.ToolTipRole else str(value)
        if role == Qt.ItemDataRole.TextAlignmentRole and isinstance(value, int):
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        across = orientation is Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section]
        if across and role == Qt.ItemDataRole.TextAlignmentRole:
            number = bool(self._rows) and isinstance(self._rows[0][section], int)
            side = Qt.AlignmentFlag.AlignTrailing if number else Qt.AlignmentFlag.AlignLeading
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class FittedTable(QTableView):
    """Fits its columns again when it is first shown: a table filled before has not the letters of its window yet."""

    _was_shown = False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._was_shown:
            self._was_shown = True
            fit_columns(self)


def table_view(words: str, model: TableModel) -> QTableView:
    """A quiet table: no grid, whole rows; `words` is its accessible name."""
    view = FittedTable()
    view.setModel(model)
    view.setAccessibleName(words)
    view.setFrameShape(QTableView.Shape.NoFrame)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setTabKeyNavigation(False)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setCornerWidget(QWidget())
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(ROW)
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    across = view.horizontalHeader()
    across.setHighlightSections(False)
    across.setResizeContentsPrecision(MEASURED)
    across.setMinimumSectionSize(NARROWEST)
    across.setMaximumSectionSize(WIDEST)
    across.setStretchLastSection(True)
    return view


def fit_columns(view: QTableView) -> None:
    """Sizes each column to the content of its first rows, up to a limit."""
    view.resizeColumnsToContents()
    # Qt forgets to stretch the last column again where they are measured while the view is being shown.
    across = view.horizontalHeader()
    across.setStretchLastSection(False)
    across.setStretchLastSection(True)
