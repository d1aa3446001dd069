"""Question about this computer's clock, which other desks say is wrong, before the first scan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal

from ui.parts.widgets import Sheet, text

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from checkin.language import Language
    from ui.parts.theme import Theme

WIDEST: Final = 620


class ClockSheet(Sheet):
    """Asks to set the clock, and looks again. Emits `went_on` where a lead goes on with it as it is; a volunteer
    has nothing to close it with, and scans wait under it."""

    went_on = Signal()

    def __init__(self, sentence: str, language: Language, theme: Theme, *, may_go_on: bool) -> None:
        tr = language
        super().__init__(
            tr.text("Set this computer's clock"),
            tr.text("The clock is set"),
            tr.text("Go on as it is"),
            theme,
        )
        self.setMaximumWidth(WIDEST)
        self._may_go_on = may_go_on
        self.cancel_button.setVisible(may_go_on)
        self.cancel_button.clicked.disconnect(self.closed)
        self.cancel_button.clicked.connect(self.went_on)
        self._sentence = text(sentence, "strong").wrapped()
        self.body.addWidget(self._sentence)
        why = tr.text("What is scanned now would have a wrong time at all desks.")
        who = "" if may_go_on else tr.text("If its clock is right, a lead may go on.")
        self.body.addWidget(text(tr.sentences(why, *filter(None, (who,))), "quiet").wrapped())
        self.setAccessibleName(tr.text("Set this computer's clock"))
        self.setAccessibleDescription(sentence)

    def say_times(self, sentence: str) -> None:
        """It is wrong still."""
        self._sentence.setText(sentence)
        self.setAccessibleDescription(sentence)
        self.refuse(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._may_go_on:
            self.went_on.emit()
