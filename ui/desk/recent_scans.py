"""Loads the recent scans from the store: after the verdict was painted, never before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from checkin.errors import KnownError
from ui.parts.timers import single_shot

if TYPE_CHECKING:
    from checkin.desk import Desk
    from ui.desk.view import DeskView

# Shortly after the verdict: reading takes longer than a frame, and in a burst not every row is needed.
LIST_AFTER_MS: Final = 60
LAST: Final = 10


class RecentScans(QObject):
    """Fills the list beside the card."""

    def __init__(self, page: DeskView, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk
        self._soon = single_shot(self, LIST_AFTER_MS, self._list)

    @property
    def waits(self) -> bool:
        """Whether there are scans that are not listed yet."""
        return self._soon.isActive()

    def soon(self) -> None:
        """Schedules a reload, after the card has been painted."""
        if not self.waits:
            self._soon.start()

    def read(self) -> None:
        """Reloads at once."""
        self._soon.stop()
        try:
            self._page.last.show_scans(self._desk.last(LAST))
        except KnownError as error:
            self._page.show_error(error)

    def _list(self) -> None:
        if self._page.card.unpainted:  # another verdict came meanwhile
            self._soon.start()
        else:
            self.read()
