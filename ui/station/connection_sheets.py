"""Forms of the connection: the address of a hub with its certificate, and what starting one here means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from checkin.hub.local import PORT
from ui.parts.question_sheet import QuestionSheet
from ui.parts.theme import STEP
from ui.parts.widgets import Elided, Sheet, button, text

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.language import Language
    from ui.parts.file_choice import FileChoice
    from ui.parts.theme import Theme


FORM: Final = "postgresql://…"


class HubSheet(Sheet):
    """The administrator's address, and the file of the certificate by which the hub is known."""

    def __init__(self, files: FileChoice, language: Language, theme: Theme) -> None:
        tr = language
        super().__init__(tr.text("Use a hub"), tr.text("Connect"), tr.text("Back"), theme)
        self.setMaximumWidth(620)
        self._files, self._language = files, language
        self._certificate: Path | None = None
        explanation = tr.text(
            "A PostgreSQL database that somebody has set up. Its tables are made at the first time; "
            "the password is not kept."
        )
        self.body.addWidget(text(explanation, "quiet").wrapped())
        self.url = QLineEdit()
        # It has a password, and others may look on.
        self.url.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        self.url.setPlaceholderText(FORM)
        self.row(tr.text("Administrator's address"), self.url)
        self.choose = button(tr.text("Choose…"))
        self.choose.clicked.connect(self._choose)
        self._shown = Elided(tr.text("None chosen"), "quiet")
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(STEP)
        row.addWidget(self._shown, 1)
        row.addWidget(self.choose)
        self.row(tr.text("Certificate"), line)
        self.choose.setAccessibleName(tr.text("Choose the hub's certificate"))

    def _choose(self) -> None:
        tr = self._language
        kinds = tr.text("Certificates (*.pem *.crt)")
        path = self._files.to_open(self, tr.text("The hub's certificate"), kinds)
        if path is not None:
            self._certificate = path
            self._shown.setText(path.name)

    def wait(self) -> None:
        """Says that it goes on: an answer may take ten seconds."""
        self.accept_button.setEnabled(False)
        self.say(self._language.text("One moment…"), "info", None)

    def refuse(self, sentence: str) -> None:
        super().refuse(sentence)
        self.accept_button.setEnabled(True)

    def given(self) -> tuple[str, Path | None]:
        return self.url.text(), self._certificate


def start_hub_sheet(language: Language, theme: Theme) -> QuestionSheet:
    tr = language
    return QuestionSheet(
        tr.text("Start the hub here?"),
        tr.text(
            "PostgreSQL runs on this machine until this program ends. If the firewall asks, let other "
            "desks reach port {port}. Then invite them: the invitation has the address.",
            port=PORT,
        ),
        tr.text("Start"),
        tr.text("Back"),
        theme,
    )


def stop_hub_sheet(language: Language, theme: Theme) -> QuestionSheet:
    tr = language
    return QuestionSheet(
        tr.text("Stop the hub?"),
        tr.text(
            "Other desks go on scanning, and hear nothing of each other until it is started again."
        ),
        tr.text("Stop the hub"),
        tr.text("Back"),
        theme,
    )
