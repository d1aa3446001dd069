"""Loads the recent scans from the store: after the verdict was painted, never before it. Where visitors can see
the screen, the names go away with the card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from checkin import visibility
from checkin.errors import KnownError
from ui.parts.settling import GLANCE_MS
from ui.parts.timers import single_shot

if TYPE_CHECKING:
    from checkin.desk import Desk
    from checkin.domain import PastScan
    from ui.desk.view import DeskView

# Shortly after the verdict: reading takes longer than a frame, and in a burst not every row is needed.
LIST_AFTER_MS: Final = 60
LAST: Final = 10


class RecentScans(QObject):
    """Fills the list beside the card."""

    def __init__(self, page: DeskView, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk
        self._scans: tuple[PastScan, ...] = ()
        self._resting = True  # the card names nobody
        self._soon = single_shot(self, LIST_AFTER_MS, self._list)
        self.looked_at = single_shot(self, GLANCE_MS, self._look_away)
        page.last.chose.connect(self.look)

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
            self._scans = self._desk.last(LAST)
        except KnownError as error:
            self._page.show_error(error)
        else:
            self.show()

    def rest(self, *, on: bool) -> None:
        """Another card is shown. `on`: it names nobody, and neither does the list beside it."""
        self.looked_at.stop()
        self._resting = on
        if on:
            self.show()
        else:
            self.soon()

    def look(self) -> None:
        """The operator looks at the list: for a moment it has names."""
        if not self._resting:
            return
        before = self._page.last.scans
        self.looked_at.start()
        self.show()
        if self._page.last.scans != before:
            self._page.settling.renew()

    def show(self) -> None:
        """Shows the scans that were read last, as they may be seen now."""
        shown = self._scans
        if self._resting and not self.looked_at.isActive():
            viewer = self._desk.shift.viewer
            shown = tuple(visibility.at_rest(scan, viewer) for scan in shown)
        if shown != self._page.last.scans:
            self._page.last.show_scans(shown)

    def _look_away(self) -> None:
        self._page.last.choose_none()  # whom nobody can see any more is not undone by a key
        self.show()

    def _list(self) -> None:
        if self._page.card.unpainted:  # another verdict came meanwhile
            self._soon.start()
        else:
            self.read()
