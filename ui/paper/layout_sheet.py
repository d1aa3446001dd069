"""Stock picker: which layout, singly or on a label sheet, and the first free place of a used sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.layout import A4
from checkin.layout.sheets import LETTER
from ui.parts.widgets import Choice, Sheet, text
from ui.printing.print_desk import Paper

if TYPE_CHECKING:
    from checkin import layout as layouts
    from checkin.language import Language
    from checkin.paper.library import Library
    from ui.parts.theme import Theme

CLOSE: Final = 1.0  # points


def sheet_words(sheet: layouts.Sheet | None, language: Language) -> str:
    """A short description of the sheet."""
    if sheet is None:
        return language.text("one at a time")
    size = sorted((sheet.width, sheet.height))
    for paper, singular, plural in (
        (A4, "{n} to an A4 sheet", "{n} to an A4 sheet"),
        (LETTER, "{n} to a Letter sheet", "{n} to a Letter sheet"),
    ):
        if all(abs(a - b) < CLOSE for a, b in zip(size, sorted(paper), strict=True)):
            return language.plural(singular, plural, sheet.places)
    return language.plural("{n} to a sheet", "{n} to a sheet", sheet.places)


class LayoutSheet(Sheet):
    """Choices of layout and sheet; only sheets that fit the layout are offered."""

    def __init__(self, current: Paper, library: Library, language: Language, theme: Theme) -> None:
        super().__init__(
            language.text("Layout"), language.text("Choose"), language.text("Back"), theme
        )
        self._library, self._language = library, language
        self.layouts = Choice(theme)
        self.sheets = Choice(theme)
        self.start = Choice(theme)
        for name in library.names_of(library.get(current.layout).use):
            self.layouts.offer(name, library.title(name, language))
        self.layouts.choose(current.layout)
        self._offer_sheets(current.sheet.name if current.sheet else "")
        self.start.choose(str(current.sheet.start) if current.sheet else "")
        self.row(language.text("Layout"), self.layouts)
        self.row(language.text("Paper"), self.sheets)
        self.row(language.text("First free place"), self.start)
        hint = language.text(
            "Print a test page first: scale 100 %, no borders, and hold it against the cut sheet."
        )
        self.body.addWidget(text(hint, "quiet").wrapped())
        self.layouts.currentIndexChanged.connect(lambda _: self._offer_sheets(""))
        self.sheets.currentIndexChanged.connect(self._show_places)

    def chosen(self) -> Paper:
        name = self.layouts.chosen()
        sheet = self._sheet(self.sheets.chosen())
        return Paper(name, sheet.starting(int(self.start.chosen() or 0)) if sheet else None)

    def _offer_sheets(self, chosen: str) -> None:
        tr = self._language
        self.sheets.clear()
        self.sheets.offer("", tr.text("One at a time: a roll, or cards"))
        for name in self._library.sheets_for(self._library.get(self.layouts.chosen())):
            self.sheets.offer(name, f"{sheet_words(self._sheet(name), tr)} · {name}")
        self.sheets.choose(chosen)
        self._show_places()

    def _sheet(self, name: str) -> layouts.Sheet | None:
        if not name:
            return None
        return self._library.sheet(name, self._library.get(self.layouts.chosen()))

    def _show_places(self) -> None:
        sheet = self._sheet(self.sheets.chosen())
        self.start.setEnabled(sheet is not None)
        self.start.clear()
        for place in range(sheet.places if sheet else 1):
            self.start.offer(str(place), str(place + 1))
