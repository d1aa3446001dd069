"""Ready? (pre-flight check): what is to look at before the doors open, a test badge, and a code that counts nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from checkin.rules import Presented
from checkin.wording import Tone
from ui.parts.checks import ChecksPanel
from ui.parts.keys import WindowKey
from ui.parts.widgets import Sheet, link, text
from ui.parts.widgets.buttons import listen, tool

if TYPE_CHECKING:
    from checkin.desk.trying import CodeRead
    from checkin.language import Language
    from checkin.readiness import ReadyState
    from ui.parts.theme import Theme

WIDE, HIGH = 720, 660
LOWEST: Final = 340
MARGINS: Final = (0, 0, 0, 0)


class ReadySheet(Sheet):
    """Enter checks again. Emits `testing` for a test badge, and `forgetting` for the scans of a trial."""

    testing = Signal()
    forgetting = Signal()

    def __init__(self, language: Language, theme: Theme) -> None:
        tr = language
        super().__init__(
            tr.text("Is this desk ready?"), tr.text("Check again"), tr.text("Back"), theme
        )
        self._language = tr
        self.panel = ChecksPanel("", tr, theme, worst_first=True)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setMinimumHeight(LOWEST)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(*MARGINS)
        column.addWidget(self.panel)
        column.addStretch(1)
        scroll.setWidget(inner)
        self.body.addWidget(scroll, 1)
        self.test = tool(tr.text("Print a test badge"), WindowKey.PRINT, theme)
        self.test.clicked.connect(self.testing)
        listen(self.test, self)
        self.forget = link("")
        self.forget.clicked.connect(self.forgetting)
        self.forget.hide()
        acts = QHBoxLayout()
        acts.addWidget(self.test)
        acts.addStretch(1)
        acts.addWidget(self.forget)
        self.body.addLayout(acts)
        hint = tr.text("Scan an invitation now to try the scanner: it counts nowhere.")
        self.body.addWidget(text(hint, "quiet").wrapped())

    def sizeHint(self) -> QSize:
        return QSize(WIDE, HIGH)

    def first(self) -> QWidget:
        return self.accept_button

    def show_state(self, state: ReadyState) -> None:
        self.panel.show_checks(state.checks)
        count = state.trial_scans
        self.forget.setText(
            self._language.plural("Forget {n} trial scan…", "Forget {n} trial scans…", count)
        )
        self.forget.setVisible(bool(count))
        self.accept_button.setEnabled(True)

    def show_read(self, read: CodeRead) -> None:
        """Says what the scanner has read."""
        tr = self._language
        match read.kind:
            case Presented.DELEGATE | Presented.WATCHED:
                number = f"{read.number:03}" if read.number is not None else ""
                words = tr.text("Read: delegate {number}. It was counted nowhere.", number=number)
                self.say(words, "check", Tone.WELCOME)
            case Presented.DAMAGED:
                self.say(
                    tr.text("The code is damaged, or mistyped. Scan it again."),
                    "warning",
                    Tone.AGAIN,
                )
            case Presented.GENUINE:
                words = tr.text("A code of this event, but nobody here has it: is the roster old?")
                self.say(words, "warning", Tone.AGAIN)
            case Presented.OTHER_EVENT | Presented.UNKNOWN | Presented.UNKNOWN_AT_DOOR:
                self.say(tr.text("This is no code of this event."), "stop", Tone.STOP)
