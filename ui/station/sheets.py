"""Forms of Station: enter a PIN to switch the role, set a PIN, passphrase for a restore."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QLineEdit

from checkin.domain import Role
from checkin.wording import role_name
from ui.parts.widgets import Choice, Sheet, text

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.language import Language
    from ui.parts.theme import Theme


LONGEST_NAME: Final = 60


class SecretSheet(Sheet):
    """One masked field (password field)."""

    def __init__(
        self, title: str, sentence: str, asked: str, accept: str, language: Language, theme: Theme
    ) -> None:
        super().__init__(title, accept, language.text("Back"), theme)
        self.setMaximumWidth(620)
        self.body.addWidget(text(sentence, "quiet").wrapped())
        self.line = _secret()
        self.row(asked, self.line)

    def given(self) -> str:
        return self.line.text()

    def refuse(self, sentence: str) -> None:
        """Shows that the secret was wrong; clears the field."""
        super().refuse(sentence)
        self.line.clear()
        self.line.setFocus()


def take_up_sheet(language: Language, theme: Theme) -> SecretSheet:
    return SecretSheet(
        language.text("Switch role"),
        language.text("The PIN of a lead or an organiser, or the passphrase of the store."),
        language.text("PIN or passphrase"),
        language.text("Switch"),
        language,
        theme,
    )


def restore_sheet(path: Path, language: Language, theme: Theme) -> SecretSheet:
    return SecretSheet(
        language.text("Restore from a backup?"),
        language.text(
            "{file} takes the place of what is open now. What is open now is kept beside it, not "
            "overwritten; what happened since the backup is only there.",
            file=path.name,
        ),
        language.text("Passphrase of the backup"),
        language.text("Restore"),
        language,
        theme,
    )


def check_sheet(path: Path, language: Language, theme: Theme) -> SecretSheet:
    return SecretSheet(
        language.text("Check this backup"),
        language.text(
            "{file} is opened and read to its last entry, as a restore would. Nothing is changed.",
            file=path.name,
        ),
        language.text("Passphrase of the backup"),
        language.text("Check"),
        language,
        theme,
    )


class PinSheet(Sheet):
    """Whose PIN it is, in which role, and the new one twice."""

    def __init__(self, language: Language, theme: Theme) -> None:
        super().__init__(
            language.text("Set a PIN"), language.text("Set"), language.text("Back"), theme
        )
        self._language = language
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText(language.text("Empty: for all in this role"))
        self.role = Choice(theme)
        for role in (Role.LEAD, Role.ORGANISER, Role.VOLUNTEER):
            self.role.offer(role, role_name(role, language))
        self.pin, self.again = _secret(), _secret()
        self.row(language.text("Name"), self.name)
        self.row(language.text("Role"), self.role)
        self.row(language.text("PIN"), self.pin)
        self.row(language.text("PIN again"), self.again)
        hint = language.text(
            "One PIN a person: the history then names who did it. Six digits without a pattern. A PIN opens a role inside an unlocked store. It decrypts "
            "nothing: keep the passphrase."
        )
        self.body.addWidget(text(hint, "quiet").wrapped())

    def complete(self) -> bool:
        same = self.pin.text() == self.again.text()
        if not same:
            self.refuse(self._language.text("The two are not the same."))
        return same

    def given(self) -> tuple[Role, str, str]:
        """The role, the PIN and the name."""
        return Role(self.role.chosen()), self.pin.text(), self.name.text().strip()

    def refuse(self, sentence: str) -> None:
        super().refuse(sentence)
        self.again.clear()
        self.pin.selectAll()
        self.pin.setFocus()


def _secret() -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line
