"""Letters to compare or to copy (fingerprint, one-time code): large, in their groups."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.parts.theme import MARGIN
from ui.parts.widgets import Centred

APART: Final = "-"


class LetterGroups(QWidget):
    """`BCDEF-GHIJK-LNOPR-STUVX`, so many groups in a row, from left to right in every language.

    A screen reader is told them one by one. `words` says what they are.
    """

    def __init__(self, letters: str, words: str, columns: int = 2) -> None:
        super().__init__()
        self.letters = letters
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setAccessibleName(words)
        self.setAccessibleDescription(" ".join(letters))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(MARGIN)
        grid.setVerticalSpacing(0)
        self.groups = tuple(Centred(group, "letters") for group in letters.split(APART))
        for at, group in enumerate(self.groups):
            grid.addWidget(group, at // columns, at % columns)
