"""Empty state (placeholder): an icon, what will be here, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.parts.theme import MARGIN, STEP
from ui.parts.widgets import Centred, IconLabel

if TYPE_CHECKING:
    from checkin.wording import Tone
    from ui.parts.theme import Theme

ICON = 44
WIDEST = 520
LOWEST = 280  # five lines in a narrow place, or four of the higher Arabic script


class EmptyState(QWidget):
    """An icon, a heading, a sentence, and room for buttons, centred on a surface."""

    def __init__(
        self, icon: str, heading: str, sentence: str, theme: Theme, tone: Tone | None = None
    ) -> None:
        super().__init__()
        colour = theme.tone(tone).ink if tone else theme.muted
        middle = Qt.AlignmentFlag.AlignHCenter
        self.heading = Centred(heading, "title")
        self.sentence = Centred(sentence, "quiet").wrapped()
        self.setMinimumHeight(LOWEST)
        self.next = QVBoxLayout()
        self.next.setSpacing(STEP)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(STEP)
        column.addStretch(1)
        column.addWidget(IconLabel(icon, colour, ICON), 0, middle)
        column.addSpacing(STEP)
        column.addWidget(self.heading)
        line = QHBoxLayout()
        self.sentence.setMaximumWidth(WIDEST)
        line.addStretch(1)
        line.addWidget(self.sentence, 100)
        line.addStretch(1)
        column.addLayout(line)
        column.addLayout(self.next)
        column.addStretch(2)
