"""Erasing a person (right to erasure): what it means is said, their number is typed, and what is left is told."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QLineEdit

from ui.parts.shell import Change
from ui.parts.widgets import Sheet, text

if TYPE_CHECKING:
    from checkin.desk import Erased, People
    from checkin.domain import Delegate
    from checkin.language import Language
    from ui.parts.page import Page
    from ui.parts.theme import Theme
    from ui.parts.widgets import KeyButton

WIDEST: Final = 620


class EraseSheet(Sheet):
    """The number of the person is the confirmation."""

    def __init__(self, number: int, language: Language, theme: Theme) -> None:
        tr = language
        super().__init__(
            tr.text("Erase this person?"), tr.text("Erase for good"), tr.text("Back"), theme
        )
        self.setMaximumWidth(WIDEST)
        self._number, self._language = number, tr
        meaning = tr.sentences(
            tr.text(
                "Every desk empties what it holds of them, and what still comes. Their number, category and "
                "visits stay."
            ),
            tr.text("They are let in no more. This cannot be undone."),
            tr.text("Old backups and sticks keep what they have, sealed."),
        )
        self.setAccessibleName(tr.text("Erase this person?"))
        self.setAccessibleDescription(meaning)
        self.body.addWidget(text(meaning, "quiet").wrapped())
        self.number = QLineEdit()
        self.row(tr.text("Type their number: {number}", number=f"{number:03}"), self.number)

    def complete(self) -> bool:
        typed = self.number.text().strip()
        if typed.isdecimal() and int(typed) == self._number:
            return True
        self.refuse(self._language.text("This is not their number. Nothing was erased."))
        self.number.selectAll()
        self.number.setFocus()
        return False


class ErasedSheet(Sheet):
    """What was emptied, and the backups that still hold the person."""

    def __init__(self, erased: Erased, language: Language, theme: Theme) -> None:
        tr = language
        super().__init__(tr.text("The person is erased"), "", tr.text("Close"), theme)
        self.setMaximumWidth(WIDEST)
        lines = [tr.plural("{n} entry emptied.", "{n} entries emptied.", erased.entries)]
        if erased.backups:
            names = tr.listed(path.name for path in erased.backups)
            lines.append(tr.text("These backups still hold the person: {files}", files=names))
            lines.append(tr.text("Back up now, then delete them in the folder of the store."))
        lines.append(tr.text("Destroy the sticks, too. Other desks follow when they hear of it."))
        self.setAccessibleName(tr.text("The person is erased"))
        self.setAccessibleDescription(tr.sentences(*lines))
        for line in lines:
            self.body.addWidget(text(line, "quiet").wrapped())

    def first(self) -> KeyButton:
        return self.cancel_button


class EraseActs:
    """From the question to what is left."""

    def __init__(self, page: Page, people: People) -> None:
        self._page, self._people = page, people

    def ask(self, delegate: Delegate | None) -> None:
        if delegate is None:
            return
        page = self._page
        erase = partial(self._people.erase, delegate.id)
        sheet = EraseSheet(delegate.number, page.language, page.theme)
        page.ask_behind(sheet, lambda _: erase, self._erased)

    def _erased(self, erased: Erased) -> None:
        page = self._page
        page.shell.changed(Change.DELEGATE, page)
        page.refresh()
        page.open_sheet(ErasedSheet(erased, page.language, page.theme))
