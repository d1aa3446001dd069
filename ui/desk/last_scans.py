"""Recent scans: the last ten of this desk, to select one for Undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFont

from checkin.domain import Outcome, PastScan
from checkin.language import time_of_day
from checkin.wording import icon_of, operator_name, outcome_name, tag_of, tone_of
from ui.parts.name_order import in_order
from ui.parts.widgets import Panel, text
from ui.parts.widgets.rows import RowDelegate, RowPainter, TupleModel, list_view, row_font

if TYPE_CHECKING:
    from checkin.domain import Event, Person
    from checkin.language import Language
    from ui.parts.theme import Theme

ROW = 60


class LastScans(Panel):
    """Emits `chose` when a row is pressed; `chosen` is then the scan that Undo acts on."""

    chose = Signal()

    def __init__(self, event: Event, language: Language, theme: Theme) -> None:
        super().__init__(language.text("Last ten"))
        row = _ScanRow(event, language, theme)
        self._rows = RowDelegate(theme, ROW, row.write)
        self._model = TupleModel[PastScan](row.spoken)
        self.list = list_view(language.text("Last ten"))
        self.list.setModel(self._model)
        self.list.setItemDelegate(self._rows)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(lambda _: self.chose.emit())
        self._empty = text(language.text("Scans appear here, the latest first."), "quiet").wrapped()
        self._empty.setContentsMargins(18, 16, 18, 16)
        self.body.addWidget(self._empty)
        self.body.addWidget(self.list, 1)

    def show_scans(self, scans: tuple[PastScan, ...]) -> None:
        """Replaces the rows; the same scans, with or without names, keep the selection."""
        chosen = self.chosen
        self._model.show(scans)
        entries = [scan.entry for scan in scans]
        if chosen is not None and chosen.entry in entries:
            self.list.setCurrentIndex(self._model.index(entries.index(chosen.entry)))
        self._empty.setVisible(not scans)

    @property
    def scans(self) -> tuple[PastScan, ...]:
        return self._model.items

    @property
    def chosen(self) -> PastScan | None:
        """The selected row, if any."""
        return self._model.item(self.list.currentIndex().row())

    def step(self, by: int) -> None:
        """Moves the selection; from none to the latest one. It stops at the ends."""
        row = self.list.currentIndex().row() + by
        if self._model.item(row) is not None:
            self.list.setCurrentIndex(self._model.index(row))

    def choose_none(self) -> None:
        self.list.selectionModel().setCurrentIndex(
            QModelIndex(), QItemSelectionModel.SelectionFlag.Clear
        )


class _ScanRow:
    def __init__(self, event: Event, language: Language, theme: Theme) -> None:
        self._event, self._language, self._theme = event, language, theme
        self._name = row_font(15, QFont.Weight.DemiBold)
        self._small = row_font(13)

    def write(self, row: RowPainter, scan: PastScan) -> None:
        if not row.is_last:
            row.rule()
        if row.is_chosen:
            row.chosen()
        tone = self._theme.tone(tone_of(scan.outcome, scan.reason)).ink
        icon = icon_of(scan.outcome, scan.reason)
        row.icon(icon, self._theme.muted if scan.undone else tone, 18, 22)
        taken = row.trailing(
            time_of_day(scan.at, self._event.time_zone), self._small, self._theme.muted, 18
        )
        room, top = row.box.width() - 58 - taken - 12, row.box.top()
        name, tag = self._lines(scan)
        row.text(name, self._name, self._theme.text, QRect(58, top + 9, room, 22))
        row.text(tag, self._small, self._theme.muted, QRect(58, top + 31, room, 20))

    def spoken(self, scan: PastScan) -> str:
        return ", ".join((*self._lines(scan), time_of_day(scan.at, self._event.time_zone)))

    def _lines(self, scan: PastScan) -> tuple[str, str]:
        tag = tag_of(scan, self._language, self._event.time_zone, narrow=True)
        person = scan.person
        if person is None:
            let_in = scan.outcome is Outcome.PROVISIONAL
            end = self._language.text("Let in") if let_in else self._language.text("Turned away")
            return outcome_name(scan.outcome, self._language), end
        both = in_order(person.name, person.native_name, self._language)
        if scan.operator:
            by = operator_name(scan.operator, self._language)
            tag = self._language.beside(tag, by, between=" · ")
        # Each keeps its own text direction, and starts at the window's leading edge.
        shown = self._language.beside(*both, between=" ")
        return (shown or self._without_name(person)), tag

    def _without_name(self, person: Person) -> str:
        number = self._language.text("Delegate {number}", number=f"{person.number:03}")
        category = self._event.category(person.category)
        name = self._language.name(category.name) if category else ""
        return self._language.beside(number, name, between=" · ")
