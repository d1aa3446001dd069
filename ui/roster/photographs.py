"""Photographs from a folder (photo import), beside the list of delegates."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from checkin.photos.telling import told
from ui.parts.shell import Change

if TYPE_CHECKING:
    from checkin.errors import KnownError
    from checkin.photos.photos import PhotoImport, Photos
    from ui.parts.file_choice import FileChoice
    from ui.parts.page import Page
    from ui.roster.start import StartStep

MOST: Final = 6  # sentences in a notice


class PhotoActs:
    """Asks for a folder, imports what is in it, and says what has become of the pictures."""

    def __init__(self, page: Page, start: StartStep, photos: Photos, files: FileChoice) -> None:
        self._page, self._start, self._photos, self._files = page, start, photos, files
        start.photographs.clicked.connect(self._choose)
        start.photographs.show()

    def _choose(self) -> None:
        page = self._page
        folder = self._files.folder(page, page.language.text("Photographs…"))
        if folder is None:
            return
        self._start.photographs.setEnabled(False)
        page.tell(page.language.text("One moment…"))
        work = partial(self._photos.import_from, folder)
        page.run_or(work, self._done, self._failed)

    def _done(self, done: PhotoImport) -> None:
        self._start.photographs.setEnabled(True)
        self._page.shell.changed(Change.DELEGATE, self._page)
        tr = self._page.language
        self._page.tell(tr.sentences(*told(done, tr)[:MOST]))

    def _failed(self, error: KnownError) -> None:
        self._start.photographs.setEnabled(True)
        self._page.show_error(error)
