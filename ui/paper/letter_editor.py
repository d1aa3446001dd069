"""Editor of the invitation's text: one language at a time, with a preview for a real delegate."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit

from checkin.badges import InvitationText
from checkin.badges.invitation_text import PLACEHOLDERS
from checkin.language import LANGUAGES, RIGHT_TO_LEFT
from ui.parts.theme import STEP
from ui.parts.timers import single_shot
from ui.parts.widgets import Choice, Panel, lead, text

if TYPE_CHECKING:
    from checkin.badges import Correspondence
    from checkin.language import Language
    from ui.parts.theme import Theme

TYPING_MS: Final = 400
EDGE: Final = 18
LOWEST: Final = 120


class LetterEditor(Panel):
    """Emits `edited` a moment after the last key, and when another language is chosen."""

    edited = Signal()

    def __init__(self, language: Language, theme: Theme) -> None:
        super().__init__(language.text("What is written"))
        self._language = language
        self._correspondence: Correspondence | None = None
        self.languages = Choice(theme)
        for code, name in LANGUAGES.items():
            self.languages.offer(code, name)
        self.languages.choose(language.code)
        self.address = lead(QLineEdit())
        self.subject = lead(QLineEdit())
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(LOWEST)
        self.preview = text("").wrapped()
        self.preview.setTextFormat(Qt.TextFormat.PlainText)
        self.preview.setContentsMargins(STEP, STEP, STEP, 0)
        self._typing = single_shot(self, TYPING_MS, self.edited.emit)
        self._build()
        self.languages.currentIndexChanged.connect(lambda _: self._show_language())
        self.address.textEdited.connect(lambda _: self._typing.start())
        self.subject.textEdited.connect(lambda _: self._typing.start())
        self.text.textChanged.connect(self._typing.start)

    @property
    def code(self) -> str:
        """The language that is edited."""
        return self.languages.chosen()

    @property
    def written(self) -> InvitationText:
        """The text as it stands in the fields."""
        return InvitationText(self.subject.text(), self.text.toPlainText())

    @property
    def correspondence(self) -> Correspondence | None:
        """All texts, with what was typed; None before any was shown."""
        known = self._correspondence
        if known is None:
            return None
        texts = {**known.texts, self.code: self.written}
        return replace(known, texts=texts, sender=self.address.text().strip())

    def show_correspondence(self, correspondence: Correspondence) -> None:
        """Shows the texts that were saved."""
        self._correspondence = correspondence
        self.address.setText(correspondence.sender)
        self._fill()

    def keep(self, correspondence: Correspondence) -> None:
        """What was typed is saved."""
        self._correspondence = correspondence

    def show_preview(self, filled: InvitationText | None, said: str = "") -> None:
        """Shows the text filled in, or a sentence that says why it cannot be."""
        self.preview.setAlignment(_side(self.code if filled else self._language.code))
        self.preview.setText(f"{filled.subject}\n\n{filled.body}" if filled else said)

    def _show_language(self) -> None:
        self._fill()
        self.edited.emit()

    def _fill(self) -> None:
        if self._correspondence is None:
            return
        shown = self._correspondence.texts[self.code]
        leftward, rightward = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
        direction = leftward if self.code in RIGHT_TO_LEFT else rightward
        self.subject.setLayoutDirection(direction)
        option = self.text.document().defaultTextOption()
        option.setTextDirection(direction)
        option.setAlignment(_side(self.code))
        self.text.document().setDefaultTextOption(option)
        self.subject.setText(shown.subject)
        with QSignalBlocker(self.text):  # nobody has typed this
            self.text.setPlainText(shown.body)

    def _build(self) -> None:
        tr = self._language
        for field, words in (
            (self.languages, tr.text("Language")),
            (self.address, tr.text("From")),
            (self.subject, tr.text("Subject")),
            (self.text, tr.text("Text")),
        ):
            field.setAccessibleName(words)
        self.address.setPlaceholderText(tr.text("From: the mail program's own address"))
        self.subject.setPlaceholderText(tr.text("Subject"))
        names = "  ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        hint = text(tr.text("Filled in for each person: {names}", names=names), "quiet").wrapped()
        grid = QGridLayout()
        grid.setContentsMargins(EDGE - 6, 12, EDGE - 6, 12)
        grid.setHorizontalSpacing(2 * STEP)
        grid.setVerticalSpacing(STEP)
        grid.addWidget(self.languages, 0, 0)
        grid.addWidget(self.address, 0, 1)
        grid.addWidget(self.subject, 1, 0, 1, 2)
        grid.addWidget(hint, 2, 0, 1, 2)
        grid.addWidget(self.text, 3, 0)
        grid.addWidget(self.preview, 3, 1)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(3, 1)
        self.body.addLayout(grid, 1)


def _side(code: str) -> Qt.AlignmentFlag:
    """Where the lines of a language begin, whatever the direction of the window."""
    start = Qt.AlignmentFlag.AlignRight if code in RIGHT_TO_LEFT else Qt.AlignmentFlag.AlignLeft
    return start | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop
