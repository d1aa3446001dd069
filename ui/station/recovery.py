"""A new recovery passphrase in Station: shown, printed, and typed from the paper before it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from checkin import keys
from checkin.language import local
from ui.parts.letters import LetterGroups
from ui.parts.widgets import Sheet, link, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.language import Language
    from ui.parts.page import Page
    from ui.parts.theme import Theme
    from ui.station.parts import StationParts

WIDEST: Final = 620
COLUMNS: Final = 3


class RecoverySheet(Sheet):
    """New recovery words, shown once."""

    def __init__(self, words: str, language: Language, theme: Theme) -> None:
        tr = language
        super().__init__(
            tr.text("Write this down"), tr.text("I have written it down"), tr.text("Back"), theme
        )
        self.setMaximumWidth(WIDEST)
        said = tr.text(
            "It opens the store when the passphrase is forgotten. It is not shown again."
        )
        self.body.addWidget(text(said, "quiet").wrapped())
        self.letters = LetterGroups(words, tr.text("Recovery passphrase"), COLUMNS)
        self.body.addWidget(self.letters, 0, Qt.AlignmentFlag.AlignHCenter)
        self.printing = link(tr.text("Print it…"))
        self.body.addWidget(self.printing, 0, Qt.AlignmentFlag.AlignLeading)


class TypedBackSheet(Sheet):
    """The thirty letters, typed from the paper. Until then the old ones count."""

    def __init__(self, words: str, language: Language, theme: Theme) -> None:
        tr = language
        super().__init__(
            tr.text("Type it from your paper"), tr.text("Done"), tr.text("Back"), theme
        )
        self.setMaximumWidth(WIDEST)
        self._language, self._words = language, words
        said = tr.text(
            "All thirty letters, once, so that no misread letter locks you out. Capitals, spaces and hyphens do not matter."
        )
        self.body.addWidget(text(said, "quiet").wrapped())
        self.line = QLineEdit()
        self.row(tr.text("Recovery passphrase"), self.line)

    def complete(self) -> bool:
        group = keys.differing_group(self.line.text(), self._words)
        if group:
            words = self._language.text(
                "Group {number} is not what was shown. Compare it with your paper.", number=group
            )
            self.refuse(words)
        return not group


def on_paper(page: Page, parts: StationParts, words: str, then: Callable[[], object]) -> None:
    """Shows a recovery passphrase and has it typed back; `then` is called when it stands on paper."""
    sheet = RecoverySheet(words, page.language, page.theme)
    sheet.printing.clicked.connect(lambda: _print(page, parts, sheet, words))
    back = TypedBackSheet(words, page.language, page.theme)
    page.ask(sheet, lambda _: page.confirm(back, then))


def _print(page: Page, parts: StationParts, sheet: RecoverySheet, words: str) -> None:
    tr, event = page.language, parts.desk.event
    name = tr.name(event.names) or event.name
    made = local(parts.desk.now(), event.time_zone).date().isoformat()

    def printed(printer: str) -> None:
        if page.sheet is sheet:
            sheet.say(
                tr.text("Sent to {printer}. Fetch it at once.", printer=printer), "check", None
            )

    def work() -> str:
        from checkin.paper.recovery_sheet import RecoveryPaper  # noqa: PLC0415 - lazy: imports the PDF writer
        from ui.printing.recovery_printing import print_recovery  # noqa: PLC0415 - the same

        return print_recovery(RecoveryPaper(name, made, words), parts.badges.faces, tr)

    page.run_or(work, printed, lambda error: sheet.refuse(tr.explain(error)))
