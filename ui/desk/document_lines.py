"""Identity documents at the desk (MRZ, passport reader): their lines are put together, and the name is looked for.

Nobody is let in by a document, and nothing but the name is kept for a moment: it stands in the field, as if it had been typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from checkin import mrz
from checkin.errors import KnownError, NotPossible
from checkin.language import mark
from checkin.mrz import ZoneLines, ZoneState
from ui.parts.timers import single_shot

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.desk import Presentation
    from checkin.mrz import Holder, ZoneReading
    from ui.desk.live_search import LiveSearch
    from ui.desk.view import DeskView

WAIT_MS: Final = 1_500  # a reader sends the next line in a tenth of this
SENTENCES: Final = {
    ZoneState.WRONG: mark(
        "A check digit of the document is wrong: it was misread. Read it once more, or type the name."
    ),
    ZoneState.PART: mark("Only a part of the document came. Read it once more, or type the name."),
}


class DocumentLines(QObject):
    """Takes the lines of a document reader out of the scans. `present` is for what was a code after all."""

    def __init__(
        self,
        page: DeskView,
        now: Presentation,
        looking: LiveSearch,
        present: Callable[[str], None],
    ) -> None:
        super().__init__(page)
        self._page, self._now, self._looking, self._present = page, now, looking, present
        self._lines = ZoneLines()
        self._last = mrz.NOTHING
        self._waiting = single_shot(self, WAIT_MS, self._give_up)
        looking.reads = self.reads

    @property
    def waits(self) -> bool:
        """Whether the next line of a document is awaited."""
        return self._waiting.isActive()

    def takes(self, scan: str) -> bool:
        """Whether a scan is from a document, and is dealt with."""
        if not self._lines.waiting and not mrz.may_be_part(scan):
            return False  # the fast path: one of our codes
        found = self._lines.add(scan)
        self._waiting.stop()
        if found.state is ZoneState.NONE:
            return False
        self._last = found
        if found.state is ZoneState.READ:
            self._find(found.holders)
            return True
        self._page.field.edit.clear()
        self._looking.look()
        if found.state is not ZoneState.BEGUN:
            self._refuse(found.state)
        if self._lines.waiting:
            self._waiting.start()
        return True

    def reads(self, typed: str) -> bool:
        """Whether what is in the field is from a document: it is dealt with as soon as all of it is there."""
        if not self._lines.waiting and not mrz.may_be_part(typed):
            return False
        found = self._typed(typed)
        if found.state is ZoneState.NONE or not found.is_certain:
            return False
        if found.state is ZoneState.READ:
            self._lines.forget()
            self._waiting.stop()
            self._find(found.holders)
        else:
            wrong = found.state is ZoneState.WRONG
            waiting = mark("The other lines of the document are awaited.")
            sentence = SENTENCES[ZoneState.WRONG] if wrong else waiting
            self._page.results.say(self._page.language.text(sentence))
        return True

    def _typed(self, typed: str) -> ZoneReading:
        """The last line of a reader may end without a key."""
        if not self._lines.waiting:
            return mrz.read(typed)
        whole = mrz.read(self._lines.waiting + typed)
        return whole if whole.state is ZoneState.READ else mrz.read(typed)

    def _find(self, holders: tuple[Holder, ...]) -> None:
        try:
            words = self._now.desk.look_up.words_for(holders)
        except KnownError as error:
            self._page.field.edit.clear()
            self._page.show_error(error)
            return
        self._page.banner.clear()
        self._looking.look_for(words)

    def _refuse(self, state: ZoneState) -> None:
        self._page.show_error(NotPossible(SENTENCES[state]))

    def _give_up(self) -> None:
        """No further line came."""
        waiting = self._lines.forget()
        if not self._last.is_certain:
            self._present(waiting)
        elif self._last.state is ZoneState.BEGUN:
            self._refuse(ZoneState.PART)
