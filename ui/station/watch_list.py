"""The organisers' watch list: a form with all items, to add, remove, and read from a file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem

from checkin.errors import KnownError
from checkin.wording import Tone
from ui.parts.widgets import Sheet, button, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.desk import Watched
    from checkin.language import Language
    from ui.parts.page import Page
    from ui.parts.theme import Theme
    from ui.station.parts import StationParts


class WatchSheet(Sheet):
    """Enter adds what is typed, and the form stays. Emits `removed` with the id, and `from_file`."""

    removed = Signal(str)
    from_file = Signal()

    def __init__(self, language: Language, theme: Theme) -> None:
        title, add = language.text("Watch list"), language.text("Add")
        super().__init__(title, add, language.text("Close"), theme)
        self._language = language
        hint = language.text("Desks call the lead for them and do not show why.")
        self.body.addWidget(text(hint, "quiet").wrapped())
        self.list = QListWidget()
        self.list.setMinimumHeight(160)
        self.list.setWordWrap(True)
        self.list.setAccessibleName(title)
        self.body.addWidget(self.list)
        self.name, self.why = QLineEdit(), QLineEdit()
        self.row(language.text("Name or code"), self.name)
        self.row(language.text("Reason"), self.why)
        self.remove = button(language.text("Remove"))
        self.remove.clicked.connect(self._remove)
        self.file = button(language.text("From a file…"))
        self.file.clicked.connect(self.from_file)
        line = QHBoxLayout()
        line.addWidget(self.remove)
        line.addWidget(self.file)
        line.addStretch(1)
        self.body.addLayout(line)

    def show_items(self, items: tuple[Watched, ...]) -> None:
        """Replaces the list; none is selected, so that none is removed by mistake."""
        self.list.clear()
        for watched in items:
            item = QListWidgetItem(self._language.beside(watched.text, watched.why))
            item.setData(Qt.ItemDataRole.UserRole, watched.id)
            self.list.addItem(item)
        self.list.setCurrentRow(-1)

    def first(self) -> QLineEdit:
        return self.name

    def given(self) -> tuple[str, str]:
        """The name or code, and the reason."""
        return self.name.text(), self.why.text()

    def next_one(self) -> None:
        """Empties the form for the next name."""
        for line in (self.name, self.why):
            line.clear()
        self.name.setFocus()

    def _remove(self) -> None:
        chosen = self.list.currentItem()
        if chosen is not None:
            self.removed.emit(str(chosen.data(Qt.ItemDataRole.UserRole)))


class WatchActs:
    """Keeps the watch list of the core from the form. Adding looks through the roster, behind the window."""

    def __init__(self, page: Page, core: StationParts) -> None:
        self._page, self._core, self._list = page, core, core.desk.watch_list

    def open(self) -> None:
        page = self._page
        sheet = WatchSheet(page.language, page.theme)
        try:
            sheet.show_items(self._list.items())
        except KnownError as error:
            page.show_error(error)
            return
        sheet.accepted.connect(partial(self._add, sheet))
        sheet.removed.connect(lambda item: self._remove(sheet, item))
        sheet.from_file.connect(partial(self._read, sheet))
        page.open_sheet(sheet)

    def _add(self, sheet: WatchSheet) -> None:
        name, why = sheet.given()
        self._run(sheet, lambda: self._list.add(name, why=why), sheet.next_one)

    def _read(self, sheet: WatchSheet) -> None:
        tr = self._page.language
        title, kinds = tr.text("A name a line"), tr.text("Text files (*.txt)")
        path = self._core.files.to_open(self._page, title, kinds)
        if path is not None:
            self._run(sheet, lambda: self._list.add_file(path), lambda: None)

    def _run(self, sheet: WatchSheet, work: Callable[[], int], then: Callable[[], None]) -> None:
        def done(added: int) -> None:
            if self._page.sheet is not sheet:
                return
            words = self._page.language.plural("{n} name added", "{n} names added", added)
            sheet.say(words, "check", Tone.WELCOME)
            sheet.show_items(self._list.items())
            then()

        def failed(error: KnownError) -> None:
            if self._page.sheet is sheet:
                sheet.refuse(self._page.language.explain(error))
            else:
                self._page.show_error(error)

        self._page.run_or(work, done, failed)

    def _remove(self, sheet: WatchSheet, item: str) -> None:
        try:
            self._list.remove(item)
            sheet.show_items(self._list.items())
        except KnownError as error:
            sheet.refuse(self._page.language.explain(error))
