"""Presence lists at the desk (evacuation list): who is inside now, who has not come yet; Enter prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout

from ui.parts.tables import TableModel, fit_columns, table_view
from ui.parts.widgets import Choice, Sheet, link, text
from ui.printing.list_printing import print_table

if TYPE_CHECKING:
    from checkin.domain import Table
    from checkin.reports import Reports
    from ui.parts.page import Page

INSIDE: Final = "inside"
ABSENT: Final = "absent"
WIDE, HIGH = 1_000, 640


class PresenceSheet(Sheet):
    """The list is computed when it is chosen, and says as of when it is true. Emits `room_closing` for everybody out."""

    room_closing = Signal()

    def __init__(self, reports: Reports, page: Page) -> None:
        tr = page.language
        super().__init__(tr.text("Who is here"), tr.text("Print"), tr.text("Back"), page.theme)
        self._reports, self._page = reports, page
        self.table: Table | None = None
        self.which = Choice(page.theme)
        self.which.offer(INSIDE, tr.text("Inside now"))
        self.which.offer(ABSENT, tr.text("Not yet come"))
        self.row(tr.text("List"), self.which)
        self.model = TableModel(self)
        self.view = table_view(tr.text("List"), self.model)
        self.body.addWidget(self.view, 1)
        self.note = text("", "quiet")
        self.close_room = link(tr.text("Close a room…"))
        self.close_room.clicked.connect(self.room_closing)
        foot = QHBoxLayout()
        foot.addWidget(self.note, 1)
        foot.addWidget(self.close_room)
        self.body.addLayout(foot)
        self.which.currentIndexChanged.connect(self._compute)
        self._compute()

    def sizeHint(self) -> QSize:
        return QSize(WIDE, HIGH)

    def print_list(self) -> str:
        """Prints the list that is shown, which is noted before. Raises `PrinterTrouble`."""
        table = self._made()
        with self._reports.leaving(table):
            return print_table(table, leftwards=self._page.language.right_to_left)

    def _made(self) -> Table:
        if self.table is None:
            self.table = self._make()
        return self.table

    def _make(self) -> Table:
        chosen, language = self.which.chosen(), self._page.language
        return (
            self._reports.absent(language=language)
            if chosen == ABSENT
            else self._reports.inside(language)
        )

    def _compute(self) -> None:
        chosen = self.which.chosen()

        def show(table: Table) -> None:
            if chosen != self.which.chosen():
                return
            self.table = table
            self.model.show(table.columns, table.rows)
            fit_columns(self.view)
            tr = self._page.language
            count = tr.plural("{n} person", "{n} people", len(table.rows))
            self.note.setText(tr.beside(count, table.note, table.as_of))

        self.table = None
        self._page.run(self._make, show)
