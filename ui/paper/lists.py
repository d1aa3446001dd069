"""Lists (reports): attendance, who is inside, the roster, the journal; preview and export to a file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from checkin.language import mark
from checkin.reports import Format
from ui.paper import actions
from ui.paper.actions import PaperAct
from ui.paper.part import PaperPart
from ui.parts.background import Lane
from ui.parts.columns import Columns
from ui.parts.tables import TableModel, fit_columns, table_view
from ui.parts.theme import MARGIN, STEP
from ui.parts.widgets import Choice, Elided, Panel, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.domain import Event, Table
    from checkin.language import Language
    from checkin.reports import Export, Reports
    from ui.paper.part import PaperParts
    from ui.parts.actions import Offer
    from ui.parts.page import Page

UTF_8: Final = "utf-8-sig"
JAPANESE: Final = "cp932"
SHOWN: Final = 2_000  # rows in the preview; the file has all of them


class List(Enum):
    ATTENDANCE = auto()
    ALL_SESSIONS = auto()
    INSIDE = auto()
    ABSENT = auto()
    PAPER_LIST = auto()
    DELEGATES = auto()
    JOURNAL = auto()


_NAMES: Final[Mapping[List, str]] = {
    List.ATTENDANCE: mark("Attendance of a session"),
    List.ALL_SESSIONS: mark("Attendance of all sessions"),
    List.INSIDE: mark("Who is inside now"),
    List.ABSENT: mark("Who has not come"),
    List.PAPER_LIST: mark("To tick by hand, for when everything else fails"),
    List.DELEGATES: mark("The roster with all its fields"),
    List.JOURNAL: mark("Everything that happened"),
}
OF_A_SESSION: Final = frozenset({List.ATTENDANCE, List.ABSENT})


@dataclass(frozen=True, slots=True)
class Asked:
    """The selected list, and its session."""

    which: List
    session: str

    def make(self, reports: Reports, language: Language) -> Table:
        """Computes the list; one call to the core."""
        match self.which:
            case List.ATTENDANCE:
                return reports.attendance(self.session, language)
            case List.ALL_SESSIONS:
                return reports.attendance(None, language)
            case List.INSIDE:
                return reports.inside(language)
            case List.ABSENT:
                return reports.absent(self.session, language)
            case List.PAPER_LIST:
                return reports.paper_list(None, language)
            case List.DELEGATES:
                return reports.delegates(language)
            case List.JOURNAL:
                return reports.journal(language)


class ListsPart(PaperPart):
    """The choice of lists at the side, the preview beside it."""

    def __init__(self, core: PaperParts, page: Page) -> None:
        super().__init__(core, page)
        event, language, theme = core.event, page.language, page.theme
        self._language = language
        self.which = Choice(theme)
        self.session = Choice(theme)
        self.form = Choice(theme)
        self.encoding = Choice(theme)
        self._words: dict[Choice, Elided] = {}
        self.careful = text("", "small").wrapped()
        self._offer(event)
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
        for choice in (self.which, self.session):
            choice.currentIndexChanged.connect(self._chose)
        self.form.currentIndexChanged.connect(self._show_what_matters)
        self._show_what_matters()
        self.acts = {PaperAct.SAVE_LIST: self._save}

    def come(self) -> None:
        """Computes the selected list in the background."""
        asked, tr, reports = self.asked(), self._language, self.core.reports

        def show(table: Table) -> None:
            if asked == self.asked():
                self.show_table(table)

        self.page.run(lambda: asked.make(reports, tr), show, Lane.FREE)

    def offers(self) -> tuple[Offer, ...]:
        return actions.on_lists(self._language)

    def _save(self) -> None:
        tr, reports, asked = self._language, self.core.reports, self.asked()
        form, encoding = self.file_format(), self.encoding.chosen()
        name = f"{asked.which.name.lower().replace('_', '-')}.{form}"
        kinds = tr.text("Lists (*.{ending})", ending=form)
        path = self.core.files.to_save(self.page, tr.text("Save list"), name, kinds)
        if path is None:
            return

        def work() -> Export:
            return reports.write(asked.make(reports, tr), form, path, encoding=encoding)

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
        return Asked(List[self.which.chosen()], self.session.chosen())

    def file_format(self) -> Format:
        return Format(self.form.chosen())

    def show_table(self, table: Table) -> None:
        tr = self._language
        self.panel.heading.setText(table.title)
        self.table.show(table.columns, table.rows[:SHOWN])
        fit_columns(self.view)
        count = tr.plural("{n} row", "{n} rows", len(table.rows))
        self.note.setText(" · ".join(part for part in (count, table.note) if part))

    def _offer(self, event: Event) -> None:
        tr = self._language
        for which, words in _NAMES.items():
            self.which.offer(which.name, tr.text(words))
        for session in event.sessions:
            self.session.offer(session.key, tr.name(session.name))
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

    def _chose(self) -> None:
        self._show_what_matters()
        self.come()

    def _show_what_matters(self) -> None:
        which = self.asked().which
        self._show(self.session, shown=which in OF_A_SESSION)
        self._show(self.encoding, shown=self.file_format() is Format.CSV)
        tr = self._language
        careful = {
            List.DELEGATES: tr.text("Names, contact details and notes leave this machine with it."),
            List.JOURNAL: tr.text("It names nobody and shows no whole code."),
        }.get(
            which, tr.text("Names leave this machine with it. Keep the file as you keep this one.")
        )
        self.careful.setText(careful)

    def _show(self, choice: Choice, *, shown: bool) -> None:
        choice.setVisible(shown)
        self._words[choice].setVisible(shown)
