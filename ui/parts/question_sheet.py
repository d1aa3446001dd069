"""A question that is asked once before something that is hard to take back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.parts.widgets import Sheet, text

if TYPE_CHECKING:
    from checkin.language import Language
    from ui.parts.theme import Theme


class QuestionSheet(Sheet):
    """What will happen, in a sentence; Enter does it, Esc does not."""

    def __init__(self, title: str, sentence: str, accept: str, back: str, theme: Theme) -> None:
        super().__init__(title, accept, back, theme)
        said = text(sentence, "quiet").wrapped()
        self.body.addWidget(said)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.setMaximumWidth(620)


def second_badge(language: Language, theme: Theme) -> QuestionSheet:
    """Asked before a badge is printed that was printed before: two of them let two people in."""
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
