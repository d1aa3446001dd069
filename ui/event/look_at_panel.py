"""What of the programme is probably a mistake (lint results), a line for each, the first few of many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from checkin.wording import Tone
from ui.parts.columns import WidgetList
from ui.parts.theme import STEP
from ui.parts.widgets import Panel, Strip, StripSize, text

if TYPE_CHECKING:
    from checkin.language import Language
    from ui.parts.theme import Theme

MOST: Final = 6


class LookAtPanel(Panel):
    """Takes no room where there is nothing to look at."""

    def __init__(self, language: Language, theme: Theme) -> None:
        super().__init__(language.text("To look at"))
        self._language, self._theme = language, theme
        self.lines: tuple[str, ...] = ()
        self._list = WidgetList()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(STEP, STEP, STEP, 0)
        column.addWidget(self._list)
        self.body.addWidget(inner)
        self.hide()

    def show_lines(self, lines: tuple[str, ...]) -> None:
        """All of them are in `lines`; the first few are shown, and how many there are beside them."""
        if lines == self.lines:
            return
        self.lines = lines
        rows: list[QWidget] = [self._row(line) for line in lines[:MOST]]
        if rest := len(lines) - MOST if len(lines) > MOST else 0:
            more = text(self._language.plural("{n} more", "{n} more", rest), "quiet")
            more.setContentsMargins(STEP, 0, STEP, STEP)
            rows.append(more)
        self._list.show_all(rows)
        self.setVisible(bool(lines))

    def _row(self, line: str) -> QWidget:
        row = QWidget(self)
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, STEP)
        strip = Strip(self._theme, row)  # shown without a parent it would be a window
        strip.set_size(StripSize.TIGHT)
        strip.say(line, "warning", Tone.AGAIN)
        column.addWidget(strip)
        return row
