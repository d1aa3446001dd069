"""What is typed at the desk is looked for: every letter at once, but for what may be a scan under way."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from checkin.codes import ALPHABET
from checkin.errors import KnownError
from ui.parts.timers import single_shot
from ui.scanning.rhythm import RHYTHM_MS, SURE

if TYPE_CHECKING:
    from checkin.desk import Presentation
    from ui.desk.view import DeskView
    from ui.scanning.scanner_input import ScannerInput

HITS: Final = 8


class LiveSearch(QObject):
    """Emits `begun` when something is typed, `shown` when people are on the page, and `emptied` when nothing
    is typed any more."""

    begun = Signal()
    shown = Signal()
    emptied = Signal()

    def __init__(self, page: DeskView, now: Presentation, scanner: ScannerInput) -> None:
        super().__init__(page)
        self._page, self._now, self._scanner = page, now, scanner
        self._ready = False
        self._soon = single_shot(page, RHYTHM_MS, self.look)
        page.field.edit.textEdited.connect(self._typed)
        page.field.edit.composed.connect(self._composed)

    @property
    def waits(self) -> bool:
        """Whether something was typed that is not looked for yet."""
        return self._soon.isActive()

    def stop(self) -> None:
        self._soon.stop()

    def ready(self) -> None:
        """The roster was read: from now on there is something to look in."""
        self._ready = True
        self.look()

    def _typed(self, text: str) -> None:
        """Only what may be a scan under way waits a blink for its end: capitals of ours, full-width ones
        too, or any case at a machine's rhythm."""
        self.begun.emit()
        letters = unicodedata.normalize("NFKC", text)
        sure = self._scanner.busy and len(letters) >= SURE
        if letters and all(one in ALPHABET for one in (letters.upper() if sure else letters)):
            self._soon.start()
        else:
            self.look()

    def _composed(self, _: str) -> None:
        """What is being composed is looked for too, once the hand rests: a scanner's would not."""
        self.begun.emit()
        self._soon.start()

    def look(self) -> None:
        """Shows who is found by what stands in the field."""
        page = self._page
        text = page.field.edit.so_far().strip()
        if self._now.held:
            return  # what was typed stays in the field, and is looked for once the note was read
        if text:
            self._show_found(text)
            page.show_results()
            self.shown.emit()
        elif page.is_searching:
            self.emptied.emit()

    def _show_found(self, text: str) -> None:
        results, tr = self._page.results, self._page.language
        if not self._ready:
            # A scan is answered meanwhile: it asks the store, not the index.
            results.say(tr.text("The roster is being read…"))
            return
        try:
            results.show_found(self._now.desk.find(text, HITS))
        except KnownError as error:
            results.say(tr.explain(error))
