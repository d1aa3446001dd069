"""Reads the photograph of who is on the card once the verdict was painted, never before it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from checkin.errors import KnownError
from ui.parts.timers import single_shot

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.desk import Desk
    from ui.desk.verdict_card import CardContent
    from ui.desk.view import DeskView

AFTER_MS: Final = 40


class LatePhotograph(QObject):
    """Shows the card again with the photograph of its delegate, where there is one to show."""

    def __init__(
        self,
        page: DeskView,
        desk: Desk,
        shown: Callable[[], CardContent],
        show: Callable[[CardContent], object],
    ) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk
        self._shown, self._show = shown, show
        self._whose = ""
        self._soon = single_shot(self, AFTER_MS, self._read)

    def soon(self, delegate: str) -> None:
        """Another card is shown; its delegate's id, empty where it names nobody."""
        self._whose = delegate
        self._soon.start() if delegate else self._soon.stop()

    def _read(self) -> None:
        if self._page.card.unpainted:
            self._soon.start()
            return
        try:
            photograph = self._desk.look_up.photograph(self._whose)
        except KnownError:  # the card is whole without it
            return
        face = self._shown()
        if photograph and face.delegate == self._whose:
            self._show(replace(face, photo=photograph))
