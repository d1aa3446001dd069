"""Exit mode: what is scanned leaves, until the mode is ended or nobody has been scanned for some minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ui.parts.timers import single_shot

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.desk import Presentation
    from ui.desk.view import DeskView

# A desk that was forgotten in this mode would mark everybody as out who comes in afterwards.
ENDS_AFTER_MS: Final = 5 * 60_000


class ExitMode:
    """Turns the mode on and off; `clear` shows the empty card, which says in which mode the desk is."""

    def __init__(self, page: DeskView, now: Presentation, clear: Callable[[], None]) -> None:
        self._page, self._now, self._clear = page, now, clear
        self.ending = single_shot(page, ENDS_AFTER_MS, self._end)

    def turn(self) -> None:
        """Toggles between entry and exit."""
        self._now.leaving = not self._now.leaving
        icon = "exit" if self._now.leaving else "scan"
        self._page.field.icon.show_icon(icon, self._page.theme.text)
        self.renew()
        self._clear()

    def renew(self) -> None:
        """Counts anew: somebody was scanned."""
        self.ending.stop()
        if self._now.leaving:
            self.ending.start()

    def _end(self) -> None:
        if self._now.leaving:
            self.turn()
