"""Close the event (wrap-up guide): what is open, reports, archive, and the end of all names, in this order."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QGridLayout, QPushButton

from checkin.wording import still_open
from ui.parts.theme import STEP, TOUCH
from ui.parts.widgets import KeyButton, Sheet, button, text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from checkin.closing import StillOpen
    from checkin.errors import KnownError
    from ui.parts.page import Page
    from ui.parts.widgets.texts import Text
    from ui.station.parts import StationParts

WIDEST: Final = 760
SUFFIX: Final = ".uketsuke-backup"


class CloseSheet(Sheet):
    """Four steps with what has come of each; any of them may be left out. `purge` opens the last one."""

    def __init__(self, page: Page, core: StationParts, purge: Callable[[], object]) -> None:
        tr = page.language
        super().__init__(tr.text("Close the event"), "", tr.text("Close"), page.theme)
        self.setMaximumWidth(WIDEST)
        self._page, self._core = page, core
        self._steps = QGridLayout()
        self._steps.setHorizontalSpacing(2 * STEP)
        self._steps.setVerticalSpacing(2 * STEP)
        self._steps.setColumnStretch(1, 1)
        self.body.addLayout(self._steps)
        self.open, self.look = self._step(
            tr.text("Exchange with all desks for the last time"), tr.text("Look again")
        )
        self.reported, self.reports = self._step(
            tr.text("Save the reports"), tr.text("Choose a folder…")
        )
        self.archived, self.archive = self._step(
            tr.text("Keep an archive, if you must"),
            tr.text("Save…"),
        )
        self.purged, self.purge = self._step(
            tr.text("Destroy all personal data"), tr.text("Destroy…")
        )
        self.reported.setText(tr.text("Totals name nobody; the others do."))
        self.archived.setText(tr.text("All names, encrypted."))
        self.purged.setText(tr.text("This cannot be undone. It is asked once more."))
        self.look.clicked.connect(self._look)
        self.reports.clicked.connect(self._save_reports)
        self.archive.clicked.connect(self._save_archive)
        self.purge.clicked.connect(purge)
        self._look()

    def first(self) -> KeyButton:
        return self.cancel_button

    def _step(self, words: str, act: str) -> tuple[Text, QPushButton]:
        """A row: its number, what it is with a line about how it went, and its button."""
        number = self._steps.rowCount()
        title, state, made = (
            text(words, "strong").wrapped(),
            text("", "quiet").wrapped(),
            button(act),
        )
        made.setMinimumHeight(TOUCH)
        made.setAccessibleName(words)
        self._steps.addWidget(text(str(number), "title"), number, 0)
        told = QGridLayout()
        told.setVerticalSpacing(2)
        told.addWidget(title, 0, 0)
        told.addWidget(state, 1, 0)
        self._steps.addLayout(told, number, 1)
        self._steps.addWidget(made, number, 2)
        return state, made

    def _look(self) -> None:
        tr = self._page.language

        def show(left: StillOpen) -> None:
            words = still_open(left.desks, left.to_settle, left.held, tr)
            self.open.setText(tr.sentences(*words))

        self._page.run_or(self._core.closing.still_open, show, self._failed)

    def _save_reports(self) -> None:
        tr, core = self._page.language, self._core
        folder = core.files.folder(self._page, tr.text("Save the reports"))
        if folder is None:
            return
        work = partial(core.closing.save_reports, folder / "reports", tr)

        def show(paths: tuple[Path, ...]) -> None:
            count, place = len(paths), paths[0].parent
            words = tr.plural("{n} file in {folder}", "{n} files in {folder}", count, folder=place)
            self.reported.setText(words)

        self._page.run_or(work, show, self._failed)

    def _save_archive(self) -> None:
        tr, core = self._page.language, self._core
        kinds = tr.text("Backups (*.uketsuke-backup)")
        path = core.files.to_save(self._page, tr.text("Archive"), f"archive{SUFFIX}", kinds)
        if path is not None:
            self._page.run(partial(core.copy_to, path), partial(self._show_archive, path))

    def _show_archive(self, path: Path, _: int) -> None:
        tr = self._page.language
        self.archived.setText(
            tr.text("{file}. It opens with the passphrase of the store.", file=path.name)
        )

    def _failed(self, error: KnownError) -> None:
        self.refuse(self._page.language.explain(error))
