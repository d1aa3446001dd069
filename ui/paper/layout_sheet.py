"""On what badges are printed: one at a time from a roll, or ten to a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.layout import SHEETS
from ui.widgets import Choice, Sheet, text

if TYPE_CHECKING:
    from checkin.language import Language
    from ui.theme import Theme

A4_TEN = "a4-10"


def sheet_words(name: str, language: Language) -> str:
    """The sheet in a few words; an unknown one, by its own name, says what it is."""
    if name == A4_TEN:
        return language.text("ten to an A4 sheet")
    return name if name in SHEETS else language.text("one at a time")


class LayoutSheet(Sheet):
    """A choice of sheets, and what to buy for them."""

    def __init__(self, current: str, language: Language, theme: Theme) -> None:
        super().__init__(
            language.text("Layout"), language.text("Choose"), language.text("Back"), theme
        )
        self._choice = Choice(theme)
        self._choice.offer("", language.text("One at a time, from a roll of 91 × 55 mm"))
        for name in SHEETS:
            words = sheet_words(name, language)
            self._choice.offer(name, language.text("Business cards, {sheet}", sheet=words))
        self._choice.choose(current)
        self.row(language.text("Paper"), self._choice)
        hint = language.text(
            "Print a test page first: scale 100 %, no borders, and hold it against the cut sheet."
        )
        self.body.addWidget(text(hint, "quiet").wrapped())

    def chosen(self) -> str:
        return self._choice.chosen()
