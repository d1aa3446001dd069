"""What is added to the card once the verdict was painted (deferred reads): nothing is read between a scan and its verdict."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from checkin.errors import KnownError
from ui.parts.timers import single_shot

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.desk import Desk
    from ui.desk.badge_on_table import BadgeOnTable
    from ui.desk.verdict_card import CardContent
    from ui.desk.view import DeskView

AFTER_MS: Final = 40


class LateAdditions(QObject):
    """Shows the card again with the photograph of its delegate, and with the badge to hand over, where there is one."""

    def __init__(
        self,
        page: DeskView,
        desk: Desk,
        table: BadgeOnTable,
        shown: Callable[[], CardContent],
        show: Callable[[CardContent], object],
    ) -> None:
        super().__init__(page)
        self._page, self._desk, self._table = page, desk, table
        self._shown, self._show = shown, show
        self._whose = ""
        self._soon = single_shot(self, AFTER_MS, self._add)

    def soon(self, delegate: str) -> None:
        """Another card is shown; its delegate's id, empty where it names nobody."""
        self._whose = delegate
        self._soon.start() if delegate else self._soon.stop()

    def _add(self) -> None:
        if self._page.card.unpainted:
            self._soon.start()
            return
        face = self._shown()
        if face.delegate != self._whose:
            return
        try:
            photograph = self._desk.look_up.photograph(self._whose)
            added = self._table.added(replace(face, photo=photograph) if photograph else face)
        except KnownError as error:
            self._page.show_error(error)
            return
        if added != face:
            self._show(added)
