"""Keys of the look-up (type-ahead): Enter acts once the hit that is chosen has been in sight long enough.

Who types a name and Enter in one go has not seen the hit yet. So that Enter waits until the same hit has stood long
enough to be read, and then acts on it. It never acts on a hit that came while it waited, and never admits a guess.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from checkin.domain import DelegateId, Match
from ui.desk.card_content import Case
from ui.parts.keys import WindowKey
from ui.parts.settling import SETTLE_MS
from ui.parts.timers import single_shot

if TYPE_CHECKING:
    from ui.desk.case_presenter import CasePresenter
    from ui.desk.live_search import LiveSearch
    from ui.desk.view import DeskView


class LookupKeys(QObject):
    """What the keys do with the hits, with a guess on the card, and with the last ten."""

    def __init__(self, page: DeskView, front: CasePresenter, looking: LiveSearch) -> None:
        super().__init__(page)
        self._page, self._front, self._looking = page, front, looking
        self._chosen = ""  # the id of the chosen hit
        self._since = 0.0
        self._timer = single_shot(self, SETTLE_MS, self._due)
        page.results.changed.connect(self.look)
        page.results.picked.connect(self.enter)
        page.bar.missed.connect(self._beside)
        page.stepped.connect(self._step_back)
        looking.shown.connect(self.look)

    @property
    def waits(self) -> bool:
        """Whether an Enter is waiting."""
        return self._timer.isActive()

    def look(self) -> None:
        """Something may have changed in sight: another hit, a card, an empty field."""
        hit = self._page.results.chosen if self._page.is_searching else None
        chosen = hit.id if hit is not None else ""
        if chosen != self._chosen:
            self._chosen, self._since = chosen, self._page.settling.now()
            self._timer.stop()

    def enter(self) -> None:
        """Enter was pressed, for what is typed so far: acts on the chosen hit, or waits until it may."""
        if self._looking.waits:
            self._looking.stop()
            self._looking.look()
        self.look()
        if self._chosen:
            self._act_or_wait()

    def let_in(self) -> None:
        """Checks in the one on the card, whom the look-up has only guessed."""
        if (found := self._front.found) is not None:
            self._front.present(DelegateId(found.id))

    def _due(self) -> None:
        before = self._chosen
        self.look()
        if self._chosen == before:
            self._act_or_wait()

    def _act_or_wait(self) -> None:
        hit = self._page.results.chosen
        left = SETTLE_MS - (self._page.settling.now() - self._since)
        if left > 0:
            self._timer.start(math.ceil(left))
        elif hit is not None and hit.match is Match.GUESS:
            self._front.show_found(hit)
        elif hit is not None:
            self._front.present(DelegateId(hit.id))

    def _step_back(self, by: int) -> None:
        """Chooses an earlier scan for Undo, unless one is on the card."""
        if self._front.case is not Case.VERDICT and self._page.last.isVisible():
            self._front.recent.look()
            self._page.last.step(by)

    def _beside(self, key: str) -> None:
        """Keys that are shown elsewhere than on the bar."""
        register = self._page.results.register
        if key == WindowKey.WALK_IN and register.isVisible():
            register.click()
