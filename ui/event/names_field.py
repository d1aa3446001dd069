"""A text in several languages: a field for each, at first for those that are used (translations)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from checkin.language import LANGUAGES
from ui.parts.theme import STEP
from ui.parts.widgets import lead, link, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QPushButton

    from checkin.language import Language


class NamesField(QWidget):
    """The language of the window comes first. `value` has what differs from what was shown."""

    def __init__(self, words: str, names: Mapping[str, str], language: Language) -> None:
        super().__init__()
        codes = dict.fromkeys((language.code, *LANGUAGES, *names))
        self._before = {code: names.get(code, "") for code in codes}
        self.lines = {code: lead(QLineEdit(text)) for code, text in self._before.items()}
        used = {language.code, *(code for code, text in self._before.items() if text)}
        self._cells = {code: self._cell(code, words, language) for code in codes}
        self._more = link(language.text("Other languages"))
        self._more.clicked.connect(self._show_all)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(STEP + 4)
        self._grid.setVerticalSpacing(STEP // 2)
        for column in range(2):
            self._grid.setColumnStretch(column, 1)
        self._show(used)
        self.setFocusProxy(self.lines[language.code])

    @property
    def more(self) -> QPushButton:
        """Shows the fields of all languages."""
        return self._more

    @property
    def is_changed(self) -> bool:
        return bool(self.value())

    def value(self) -> dict[str, str]:
        """The texts that were changed, by language; empty ones were taken away."""
        now = {code: line.text().strip() for code, line in self.lines.items()}
        return {code: text for code, text in now.items() if text != self._before[code]}

    def first_text(self) -> str:
        """A name to make a key of: in English, else in any language."""
        now = {code: line.text().strip() for code, line in self.lines.items()}
        return now.get("en") or next(filter(None, now.values()), "")

    def _show_all(self) -> None:
        hidden = next((code for code, cell in self._cells.items() if cell.isHidden()), None)
        self._show(set(self._cells))
        if hidden is not None:
            self.lines[hidden].setFocus()

    def _show(self, codes: set[str]) -> None:
        shown = [code for code in self._cells if code in codes]
        at = len(shown)
        self._grid.addWidget(self._more, at // 2, at % 2, Qt.AlignmentFlag.AlignBottom)
        for at, code in enumerate(shown):
            self._grid.addWidget(self._cells[code], at // 2, at % 2)
        for code, cell in self._cells.items():
            cell.setVisible(code in codes)
        self._more.setVisible(len(shown) < len(self._cells))

    def _cell(self, code: str, words: str, language: Language) -> QWidget:
        name = LANGUAGES.get(code, code)
        cell = QWidget(self)
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        label = text(language.beside(words, name), "small")
        label.setBuddy(self.lines[code])
        column.addWidget(label)
        column.addWidget(self.lines[code])
        self.lines[code].setAccessibleName(language.labelled(words, name))
        return cell
