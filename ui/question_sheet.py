"""A question that is asked once before something that is hard to take back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.widgets import Sheet, text

if TYPE_CHECKING:
    from ui.theme import Theme


class QuestionSheet(Sheet):
    """What will happen, in a sentence; Enter does it, Esc does not."""

    def __init__(self, title: str, sentence: str, accept: str, back: str, theme: Theme) -> None:
        super().__init__(title, accept, back, theme)
        said = text(sentence, "quiet").wrapped()
        self.body.addWidget(said)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.setMaximumWidth(620)
