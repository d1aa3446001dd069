"""Lists (reports): attendance, who is inside, the roster, the journal; preview and export to a file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from checkin.domain import Format, ListKind, Order
from checkin.reports import CHOICES, Asked, Scope, days_for
from checkin.wording.exports import list_name
from ui.paper import actions
from ui.paper.actions import PaperAct
from ui.paper.part import PaperPart
from ui.parts.background import Lane
from ui.parts.columns import Columns
from ui.parts.export_sheet import ExportSheet, is_asked_for
from ui.parts.tables import TableModel, fit_columns, table_view
from ui.parts.theme import MARGIN, STEP
from ui.parts.widgets import Choice, Elided, Panel, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkin.domain import Table
    from checkin.reports import Export
    from ui.paper.part import PaperParts
    from ui.parts.actions import Offer
    from ui.parts.page import Page

UTF_8: Final = "utf-8-sig"
JAPANESE: Final = "cp932"
NOTHING: Final = ("", False)  # given where nobody is asked
SHOWN: Final = 2_000  # rows in the preview; the file has all of them


class ListsPart(PaperPart):
    """The choice of lists at the side, the preview beside it."""

    def __init__(self, core: PaperParts, page: Page) -> None:
        super().__init__(core, page)
        event, language, theme = core.event, page.language, page.theme
        self._language = language
        self.which, self.session, self.day = Choice(theme), Choice(theme), Choice(theme)
        self.column = Choice(theme)
        self.before = QLineEdit()
        self.order, self.form, self.encoding = Choice(theme), Choice(theme), Choice(theme)
        self._words: dict[QWidget, Elided] = {}
        self.careful = text("", "small").wrapped()
        self._event = event
        self._offer()
        self.table = TableModel()
        self.panel = Panel(" ")
        self.view = table_view(language.text("List"), self.table)
        self.view.setMinimumHeight(200)
        self.note = text("", "small").wrapped()
        self.note.setContentsMargins(18, 10, 18, 10)
        self.panel.body.addWidget(self.view, 1)
        self.panel.body.addWidget(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Columns(self._side(), self.panel, nested=True))
        self._fill()
        self.session.choose(event.sessions[0].key)
        self._show_what_matters()
        self._listen()
        self.acts = {PaperAct.SAVE_LIST: self._save}

    def _listen(self) -> None:
        self.which.currentIndexChanged.connect(self._chose_list)
        self.session.currentIndexChanged.connect(self._chose_session)
        for choice in (self.day, self.column, self.order):
            choice.currentIndexChanged.connect(lambda _: self.come())
        self.before.editingFinished.connect(self.come)
        self.form.currentIndexChanged.connect(self._show_what_matters)

    def come(self) -> None:
        """Computes the selected list in the background."""
        asked, tr, reports = self.asked(), self._language, self.core.reports

        def show(table: Table) -> None:
            if asked == self.asked():
                self.show_table(table)

        self.page.run(lambda: reports.table(asked, tr), show, Lane.FREE)

    def offers(self) -> tuple[Offer, ...]:
        return actions.on_lists(self._language)

    def _save(self) -> None:
        """The list as it is now; one with people on it is asked about first."""
        tr, reports, asked = self._language, self.core.reports, self.asked()

        def ask(table: Table) -> None:
            if is_asked_for(table):
                sheet = ExportSheet(table, tr, self.page.theme)
                self.page.ask(sheet, lambda sheet: self._to_file(asked, table, sheet.given()))
            else:
                self._to_file(asked, table)

        self.page.run(lambda: reports.table(asked, tr), ask, Lane.FREE)

    def _to_file(self, asked: Asked, table: Table, given: tuple[str, bool] = NOTHING) -> None:
        why, everybody = given  # of a sheet that is gone while the file dialog is open
        tr, reports = self._language, self.core.reports
        form, encoding = self.file_format(), self.encoding.chosen()
        name = f"{asked.which}.{form}"
        kinds = tr.text("Lists (*.{ending})", ending=form)
        path = self.core.files.to_save(self.page, tr.text("Save list"), name, kinds)
        if path is None:
            return

        def work() -> Export:
            whole = reports.table(replace(asked, protected=True), tr) if everybody else table
            return reports.write(whole, form, path, encoding=encoding, why=why)

        self.page.run(work, self._say_saved, Lane.FREE)

    def _say_saved(self, export: Export) -> None:
        tr = self._language
        sentences = [tr.plural("{n} row written.", "{n} rows written.", export.rows)]
        if export.replaced:
            sentences.append(
                tr.plural(
                    "{n} letter is not in that encoding and stands as 〓.",
                    "{n} letters are not in that encoding and stand as 〓.",
                    export.replaced,
                )
            )
        self.page.tell(" ".join(sentences))

    def asked(self) -> Asked:
        which = ListKind(self.which.chosen())
        session, day = self.session.chosen() or None, self.day.chosen() or None
        before = self.before.text().strip() or None
        can = CHOICES[which]
        return Asked(
            which,
            session if can.sessions is not Scope.NONE else None,
            day if self._days() is not Scope.NONE else None,
            before if can.before else None,
            Order(self.order.chosen()),
            column=(self.column.chosen() or None) if can.column else None,
        )

    def _days(self) -> Scope:
        session = self._event.session(self.session.chosen())
        has_session = CHOICES[self._which()].sessions is not Scope.NONE
        return days_for(self._which(), session if has_session else None)

    def _which(self) -> ListKind:
        return ListKind(self.which.chosen())

    def file_format(self) -> Format:
        return Format(self.form.chosen())

    def show_table(self, table: Table) -> None:
        tr = self._language
        if self.asked().column is None and CHOICES[self._which()].column:
            names = dict.fromkeys(str(row[0]) for row in table.rows)
            _refill(self.column, [("", tr.text("All columns")), *((name, name) for name in names)])
        self.panel.heading.setText(table.title)
        self.table.show(table.columns, table.rows[:SHOWN])
        fit_columns(self.view)
        count = tr.plural("{n} row", "{n} rows", len(table.rows))
        self.note.setText(tr.beside(count, table.note, table.as_of))

    def _offer(self) -> None:
        tr = self._language
        for which in ListKind:
            self.which.offer(which, list_name(which, tr))
        self.order.offer(Order.NAME, tr.text("By family name"))
        self.order.offer(Order.NUMBER, tr.text("By number"))
        self.before.setPlaceholderText("09:30")
        self.form.offer(Format.XLSX, tr.text("Excel workbook"))
        self.form.offer(Format.CSV, tr.text("CSV, for any spreadsheet"))
        self.form.offer(Format.PDF, tr.text("PDF, to print"))
        self.encoding.offer(UTF_8, tr.text("All scripts (UTF-8)"))
        self.encoding.offer(JAPANESE, tr.text("Older Japanese programs (Shift JIS)"))

    def _side(self) -> QWidget:
        tr = self._language
        side = Panel(tr.text("Which list"))
        rows = QVBoxLayout()
        rows.setContentsMargins(18, 14, 18, MARGIN)
        rows.setSpacing(STEP // 2)
        for choice, words in (
            (self.which, tr.text("List")),
            (self.session, tr.text("Session")),
            (self.day, tr.text("Day")),
            (self.column, tr.text("Column")),
            (self.before, tr.text("Not come before")),
            (self.order, tr.text("Order")),
            (self.form, tr.text("File")),
            (self.encoding, tr.text("Letters")),
        ):
            choice.setAccessibleName(words)
            self._words[choice] = Elided(words, "small")
            rows.addWidget(self._words[choice])
            rows.addWidget(choice)
            rows.addSpacing(STEP)
        rows.addWidget(self.careful)
        rows.addStretch(1)
        side.body.addLayout(rows)
        return side

    def _chose_list(self) -> None:
        if CHOICES[self._which()].is_for_paper:
            self.form.choose(Format.PDF)
        self._fill()
        self.come()

    def _chose_session(self) -> None:
        self._fill_days()
        self._show_what_matters()
        self.come()

    def _fill(self) -> None:
        """Offers the sessions and days of the list; what was chosen stays chosen where it is offered."""
        tr, scope = self._language, CHOICES[self._which()].sessions
        every = [("", tr.text("All sessions"))] if scope is Scope.ONE_OR_ALL else []
        sessions = [(session.key, tr.name(session.name)) for session in self._event.sessions]
        _refill(self.session, [*every, *sessions])
        self._fill_days()
        self._show_what_matters()

    def _fill_days(self) -> None:
        tr = self._language
        first = tr.text("Today") if self._days() is Scope.ONE else tr.text("All days")
        _refill(self.day, [("", first), *((day, day) for day in self._event.days)])

    def _show_what_matters(self) -> None:
        which = self._which()
        can = CHOICES[which]
        self._show(self.session, shown=can.sessions is not Scope.NONE)
        self._show(self.day, shown=self._days() is not Scope.NONE)
        self._show(self.column, shown=can.column)
        self._show(self.before, shown=can.before)
        self._show(self.order, shown=can.order)
        self._show(self.encoding, shown=self.file_format() is Format.CSV)
        tr = self._language
        careful = {
            ListKind.DELEGATES: tr.text(
                "Names, contact details and notes leave this machine with it."
            ),
            ListKind.COLUMNS: tr.text("It names nobody."),
            ListKind.JOURNAL: tr.text("It names nobody and shows no whole code."),
        }.get(
            which, tr.text("Names leave this machine with it. Keep the file as you keep this one.")
        )
        self.careful.setText(careful)

    def _show(self, choice: QWidget, *, shown: bool) -> None:
        choice.setVisible(shown)
        self._words[choice].setVisible(shown)


def _refill(choice: Choice, items: Sequence[tuple[str, str]]) -> None:
    """Offers other items, silently; the chosen one stays where it is among them, else the first is chosen."""
    before = choice.chosen()
    choice.blockSignals(True)  # noqa: FBT003 - Qt's own
    choice.clear()
    for key, words in items:
        choice.offer(key, words)
    choice.choose(before)
    choice.blockSignals(False)  # noqa: FBT003
