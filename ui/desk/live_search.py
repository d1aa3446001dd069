"""Search as you type at the desk; debounce of text that may be a scan in progress."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from checkin.codes import ALPHABET
from checkin.errors import KnownError
from ui.parts.timers import single_shot
from ui.scanning.rhythm import RHYTHM_MS, SURE

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.desk import Presentation
    from ui.desk.view import DeskView
    from ui.scanning.scanner_input import ScannerInput

HITS: Final = 8


class LiveSearch(QObject):
    """Emits `begun` when something is typed, `shown` when results are on the page, and `emptied` when the field
    is empty again."""

    begun = Signal()
    shown = Signal()
    emptied = Signal()

    def __init__(self, page: DeskView, now: Presentation, scanner: ScannerInput) -> None:
        super().__init__(page)
        self._page, self._now, self._scanner = page, now, scanner
        self._ready = False
        self._of_document = ""  # the name that a document gave, while it is in the field
        self.reads: Callable[[str], bool] = lambda _: (
            False
        )  # takes what is no name, see `DocumentLines`
        self._soon = single_shot(page, RHYTHM_MS, self.look)
        page.field.edit.textEdited.connect(self._typed)
        page.field.edit.composed.connect(self._composed)

    @property
    def waits(self) -> bool:
        """Whether there is typed text that was not searched for yet."""
        return self._soon.isActive()

    def stop(self) -> None:
        self._soon.stop()

    def look_for(self, name: str) -> None:
        """Searches for the name of a document. Nobody is chosen: a reader's Enter must not let anybody in."""
        self._of_document = name
        self._page.field.edit.setText(name)
        self.begun.emit()
        self._soon.stop()
        self.look()

    def ready(self) -> None:
        """The roster index was loaded: search is possible from now on."""
        self._ready = True
        self.look()

    def _typed(self, text: str) -> None:
        """Debounces only what may be a scan in progress: capitals of the code alphabet, also full-width, or whatever
        comes at a machine's typing speed."""
        self.begun.emit()
        letters = unicodedata.normalize("NFKC", text)
        sure = self._scanner.is_busy(self._scanner.now()) and len(letters) >= SURE
        if letters and (sure or all(letter in ALPHABET for letter in letters)):
            self._soon.start()
        else:
            self.look()

    def _composed(self, _: str) -> None:
        """Searches for preedit (IME) text too, after a pause: a scanner's keys would not pause."""
        self.begun.emit()
        self._soon.start()

    def look(self) -> None:
        """Searches for the text in the field."""
        page = self._page
        text = page.field.edit.so_far().strip()
        if self._now.held:
            return  # the text stays in the field until the note was read
        if text:
            if not self.reads(text):
                self._show_found(text)
            page.show_results()
            self.shown.emit()
        elif page.is_searching:
            self.emptied.emit()

    def _show_found(self, text: str) -> None:
        results, tr = self._page.results, self._page.language
        if not self._ready:
            # A scan is answered meanwhile: it uses the store, not the index.
            results.say(tr.text("The roster is being read…"))
            return
        try:
            found = self._now.desk.look_up.search(text, HITS)
            choose = ""
            if found.number_of_several:
                choose = tr.text("Two people have this number. Choose who is meant.")
            elif text == self._of_document:
                choose = tr.text("Choose whose document it is.")
            results.show_found(found.hits, found.total, choose=choose)
        except KnownError as error:
            results.say(tr.explain(error))
