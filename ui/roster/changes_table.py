"""What an import changes (diff): each value of the roster beside that of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.parts.field_names import field_name
from ui.parts.tables import TableModel, fit_columns, table_view

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

    from checkin.language import Language
    from checkin.roster import FieldChange, Preview


class ChangesTable:
    """A table with a row for each value that differs."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._model = TableModel()
        self.view: QTableView = table_view(language.text("What changes"), self._model)

    def show_preview(self, preview: Preview) -> None:
        tr = self._language
        columns = (
            tr.text("Number"),
            tr.text("Name"),
            tr.text("Field"),
            tr.text("On the roster"),
            tr.text("In the list"),
            "",
        )
        rows = [
            (line.number or "", line.name, *self._cells(change))
            for line in preview.lines
            for change in line.changes
        ]
        self._model.show(columns, rows)
        fit_columns(self.view)

    @property
    def rows(self) -> int:
        return self._model.rowCount()

    def cells(self, row: int) -> tuple[str, ...]:
        return tuple(map(str, self._model.rows[row]))

    def _cells(self, change: FieldChange) -> tuple[str, ...]:
        tr = self._language
        name = change.column or field_name(change.field, tr)
        kept = tr.text("kept, corrected by hand") if change.kept else ""
        return name, change.old or "–", change.new or "–", kept
