"""A proposed passphrase (diceware): a link, and then six words to be written down and typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from checkin import passphrase_strength
from ui.parts.widgets import link, text

if TYPE_CHECKING:
    from checkin.language import Language


class ProposedWords(QWidget):
    """Stands under the fields of a new passphrase. It never fills them: what was typed twice can be typed again.

    Emits `proposed` when there are words to type.
    """

    proposed = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.button = link(language.text("Propose six words"))
        self.button.clicked.connect(self.propose)
        self._shown = text("", "strong").wrapped()
        # English words: from left to right in every language.
        self._shown.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._hint = text("", "small").wrapped()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._shown)
        column.addWidget(self._hint)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeading)
        self._shown.hide()
        self._hint.hide()

    @property
    def words(self) -> str:
        """What was proposed last; empty before."""
        return self._shown.text()

    def propose(self) -> None:
        """Shows six words; others each time."""
        tr = self._language
        self._shown.setText(passphrase_strength.propose())
        self._hint.setText(
            tr.text(
                "Write them on paper, then type them twice above. Chosen by chance, worth {bits} bits: nobody guesses them.",
                bits=passphrase_strength.proposed_bits(),
            )
        )
        self._shown.show()
        self._hint.show()
        self.button.setText(tr.text("Propose others"))
        self.proposed.emit()
