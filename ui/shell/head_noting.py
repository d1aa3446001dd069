"""Notes the last entries outside of the database while people work (rollback detection), and looks at all notes once."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from ui.parts.background import Lane
from ui.parts.timers import repeating, single_shot

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.errors import KnownError
    from checkin.station import Station
    from ui.shell.window_parts import WindowParts
    from ui.shell.workplace import Workplace
    from ui.shell.workplace_host import WorkplaceHost

NOTED_MS: Final = 30_000  # what came since may go unnoticed
AFTER_PAINT_MS: Final = 60
log = logging.getLogger(__name__)


class HeadNoting(QObject):
    """Every half minute in which something came, and after every hundredth entry. `found` is called after a note was
    compared that may know more than the store."""

    def __init__(
        self, parts: WindowParts, host: WorkplaceHost, found: Callable[[], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._parts, self._host, self._found = parts, host, found
        self._timer = repeating(self, NOTED_MS, self.note)
        self._soon = single_shot(self, AFTER_PAINT_MS, self.note)
        host.built.connect(self._follow)

    def begin(self) -> None:
        """A store was opened: compares the note in the settings at once, that at the second place when it answers."""
        station = self._station()
        if station is None:
            return
        station.remember_in(self._parts.settings.notes_folder)
        self._run(station.notes.write)
        place = self._parts.settings.current.second_backup
        if place:
            second = Path(place)  # a share in the network may take its time
            self._run(lambda: station.look_at(second), Lane.FREE)
        self._timer.start()

    def end(self) -> None:
        self._timer.stop()
        self._soon.stop()

    def note(self) -> None:
        """Notes the last entries where something came, behind all that waits for the store.

        A backup may have compared a note meanwhile.
        """
        station = self._station()
        if station is not None and station.notes.entries_since:
            self._run(station.notes.write)
        else:
            self._found()

    def _follow(self, workplace: Workplace) -> None:
        workplace.shown.connect(self._shown)

    def _shown(self) -> None:
        station = self._station()
        if station is not None and station.notes.is_due:
            self._soon.start()

    def _station(self) -> Station | None:
        store = self._host.store
        return None if store is None or store.practice else store.station

    def _run(self, work: Callable[[], None], lane: Lane = Lane.STORE) -> None:
        self._parts.background.run(work, lambda _: self._found(), _not_noted, lane)


def _not_noted(error: KnownError) -> None:
    """The next scan and the next backup say the same of the disk."""
    log.info("The last entries could not be noted: %s", type(error).__name__)
