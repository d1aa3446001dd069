"""Legal name of a delegate shown by an alias (unmasking): on the card for some seconds, for leads who ask."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from checkin import visibility
from checkin.errors import KnownError
from ui.parts.settling import GLANCE_MS
from ui.parts.timers import single_shot

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.desk import Desk
    from checkin.domain import Person
    from ui.desk.verdict_card import CardContent
    from ui.desk.view import DeskView


class LegalName(QObject):
    """`person` gives who is on the card. Whatever changes the card takes the legal name away with it."""

    def __init__(self, page: DeskView, desk: Desk, person: Callable[[], Person | None]) -> None:
        super().__init__(page)
        self._page, self._desk, self._person = page, desk, person
        self._before = self._with_name = page.card.face
        self.hiding = single_shot(self, GLANCE_MS, self._hide)

    @property
    def is_offered(self) -> bool:
        """Whether there is a name behind the one on the card, and the operator may ask for it."""
        person = self._person()
        return person is not None and visibility.asks_legal_name(person, self._desk.shift.viewer)

    def show(self) -> None:
        """Shows it above the notes, which stay in sight where facts give way to a small window."""
        person, tr = self._person(), self._page.language
        if person is None or self._is_shown:
            return
        try:
            name = self._desk.look_up.legal_name(person.id)
        except KnownError as error:
            self._page.show_error(error)
            return
        self._before = self._page.card.face
        line = tr.labelled(tr.text("Legal name"), name)
        self._with_name = _noted(self._before, line)
        self._page.card.show_face(self._with_name)
        self.hiding.start()

    @property
    def _is_shown(self) -> bool:
        return self.hiding.isActive() and self._page.card.face is self._with_name

    def _hide(self) -> None:
        if self._page.card.face is self._with_name:
            self._page.card.show_face(self._before)


def _noted(face: CardContent, line: str) -> CardContent:
    return replace(face, notes="\n".join(filter(None, (line, face.notes))))
