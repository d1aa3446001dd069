"""The question before a list with people in it leaves (export): why, and whether protected people go with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QLineEdit

from ui.parts.widgets import Sheet, Tick, text

if TYPE_CHECKING:
    from checkin.domain import Table
    from checkin.language import Language
    from ui.parts.theme import Theme

LONGEST: Final = 200


class ExportSheet(Sheet):
    """Says how many people leave. Protected ones stay unless they are ticked; the sentence why may be left empty."""

    def __init__(self, table: Table, language: Language, theme: Theme) -> None:
        tr = language
        super().__init__(tr.text("Save list"), tr.text("Save…"), tr.text("Back"), theme)
        self.why = QLineEdit()
        self.why.setMaxLength(LONGEST)
        self.why.setPlaceholderText(tr.text("May be left empty"))
        count = len(table.left_out)
        self.protected = Tick(
            tr.plural("Also the {n} who is protected", "Also the {n} who are protected", count),
            theme,
        )
        people = tr.plural("{n} person is on it.", "{n} people are on it.", len(table.numbers))
        noted = tr.text("It is noted who saves it, how many they are, and why.")
        self.body.addWidget(text(tr.sentences(people, noted), "quiet").wrapped())
        self.row(tr.text("Reason"), self.why)
        self.body.addWidget(self.protected)
        self.protected.setVisible(count > 0)

    def given(self) -> tuple[str, bool]:
        """The sentence why, and whether protected people go with it."""
        protected = self.protected.isVisibleTo(self) and self.protected.isChecked()
        return self.why.text().strip(), protected


def is_asked_for(table: Table) -> bool:
    """Whether the list has people on it, or would have."""
    return bool(table.numbers or table.left_out)
