"""Kiosk look-up form: who has no code types the name, and the number or e-mail address of the registration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.parts.secret_form import SecretForm

if TYPE_CHECKING:
    from checkin.language import Language
    from ui.parts.theme import Theme


class NameForm(SecretForm):
    """What is typed goes with the form. Emits `typing` at each letter."""

    typing = Signal()

    def __init__(self, language: Language, theme: Theme) -> None:
        tr = language
        super().__init__(
            tr.text("Check in without a code"),
            tr.text("Type your name as on your registration, and your number or e-mail address."),
            theme,
        )
        self.name = self.field(tr.text("Your name"))
        self.proof = self.field(tr.text("Your number or e-mail address"))
        self.foot(tr.text("Check in"), tr.text("Back"))
        for line in (self.name, self.proof):
            line.textEdited.connect(lambda _: self.typing.emit())

    def typed(self) -> tuple[str, str]:
        """The name, and the number or address."""
        return self.name.text(), self.proof.text()
