"""This program and other copies of it: version, fingerprint, and a check by a desk that is trusted already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.release import copies, own_copy, sentences
from ui.parts.background import Lane
from ui.parts.program_line import ProgramLine
from ui.parts.widgets import Sheet, button, text
from ui.station.parts import Rows

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.language import Language
    from checkin.release.copies import CheckedCopy
    from ui.parts.page import Page
    from ui.parts.theme import Theme
    from ui.station.parts import StationParts


class ProgramCard(Rows):
    """Version and fingerprint, and the check of another copy."""

    def __init__(self, language: Language, theme: Theme) -> None:
        tr = language
        super().__init__(tr.text("This program"))
        self.line = ProgramLine(language, theme)
        self.row(tr.text("For comparing with paper"), self.line)
        self.folder = button(tr.text("A folder or stick…"))
        self.file = button(tr.text("An installer…"))
        self.row(tr.text("Check another copy"), self.folder, self.file)
        self.say(
            tr.text(
                "A tampered copy can show any fingerprint. Let a desk that you trust check the others."
            )
        )


class ProgramActs:
    """The handlers of the card's buttons."""

    def __init__(self, page: Page, core: StationParts, card: ProgramCard) -> None:
        self._page, self._core, self._card = page, core, card
        self._looked = False
        card.folder.clicked.connect(self._choose_folder)
        card.file.clicked.connect(self._choose_file)

    def show(self) -> None:
        """Reads this program's files, once: it takes a second."""
        if not self._looked:
            self._looked = True
            self._page.run(own_copy.look, self._card.line.show_copy, Lane.FREE)

    def _choose_folder(self) -> None:
        title = self._page.language.text("The folder or stick with the other copy")
        self._check(self._core.files.folder(self._page, title))

    def _choose_file(self) -> None:
        title = self._page.language.text("The installer to check")
        self._check(self._core.files.to_open(self._page, title, ""))

    def _check(self, place: Path | None) -> None:
        if place is not None:
            self._page.run(
                lambda: copies.check(place, copies.release_key()), self._show_found, Lane.FREE
            )

    def _show_found(self, found: tuple[CheckedCopy, ...]) -> None:
        tr = self._page.language
        self._page.open_sheet(FoundSheet(found, tr, self._page.theme))


class FoundSheet(Sheet):
    """What is known of each copy."""

    def __init__(self, found: tuple[CheckedCopy, ...], language: Language, theme: Theme) -> None:
        title = language.text("The other copy")
        super().__init__(title, "", language.text("Close"), theme)
        self.said = [text(sentences.of_copy(language, copy), "quiet").wrapped() for copy in found]
        for copy, said in zip(found, self.said, strict=True):
            self.body.addWidget(text(copy.name, "strong").wrapped())
            self.body.addWidget(said)
