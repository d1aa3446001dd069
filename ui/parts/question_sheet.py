"""Confirmation dialog: a question before something that is hard to undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.parts.widgets import Sheet, text

if TYPE_CHECKING:
    from checkin.language import Language
    from ui.parts.theme import Theme


class QuestionSheet(Sheet):
    """Says in a sentence what will happen; Enter confirms, Esc cancels."""

    def __init__(self, title: str, sentence: str, accept: str, back: str, theme: Theme) -> None:
        super().__init__(title, accept, back, theme)
        explanation = text(sentence, "quiet").wrapped()
        self.body.addWidget(explanation)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.setMaximumWidth(620)


def second_badge(language: Language, theme: Theme) -> QuestionSheet:
    """Asks before a badge is reprinted: two copies of a badge let two people in."""
    return QuestionSheet(
        language.text("Print this badge again?"),
        language.text(
            "It was printed before. The second one has the same code: take back the first. If that one "
            "is lost, choose Badge lost under People instead."
        ),
        language.text("Print again"),
        language.text("Back"),
        theme,
    )
