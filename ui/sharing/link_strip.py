"""Connection in one quiet line (sync indicator): how fresh what this desk knows is, and what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal

from checkin.domain import LinkPhase, LinkState
from checkin.wording import LinkLine, link_line
from ui.parts.timers import repeating, single_shot
from ui.parts.widgets import LampState
from ui.parts.widgets.frames import Lamp

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from checkin.language import Language
    from ui.parts.theme import Theme

TICK_MS: Final = 1_000
AGAIN_MS: Final = 50  # while something else is painted
HEIGHT: Final = 22


class LinkStrip(Lamp):
    """Takes no focus and no key, and asks nothing. `may_paint`: whether something may change on the screen. Emits
    `begun` when it has something to say for the first time."""

    begun = Signal()

    def __init__(self, language: Language, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._language = language
        self._state, self._zone = LinkState(), "UTC"
        self._line = LinkLine()
        self._now: Callable[[], int] = int
        self.may_paint: Callable[[], bool] = lambda: True
        self._rests: Callable[[], bool] = lambda: False
        self.is_used = False
        self.hide()
        self._ticking = repeating(self, TICK_MS, self.tick)
        self._again = single_shot(self, AGAIN_MS, self.tick)

    def follow(self, now: Callable[[], int], time_zone: str, rests: Callable[[], bool]) -> None:
        """`rests`: whether something is read on the screen, beside which no seconds must count."""
        self._now, self._zone, self._rests = now, time_zone, rests

    def show_link(self, state: LinkState) -> None:
        """Shows the state as soon as nothing else is painted."""
        self._state = state
        if state.phase is LinkPhase.ALONE:
            self._ticking.stop()
        else:
            self._ticking.start()
            self._begin()
        self.tick()

    def _begin(self) -> None:
        if not self.is_used:
            self.is_used = True
            self.begun.emit()

    def tick(self) -> None:
        """Shows what has changed."""
        if not self.may_paint():
            self._again.start()
            return
        line = link_line(self._state, self._now(), self._zone, self._language)
        if line == self._line or (line.tone is self._line.tone and self._rests()):
            return
        self._line = line
        self.show_state(line.words, LampState(line.tone) if line.tone else LampState.OFF)
