"""Look mode: who somebody is and what the door would say, without checking in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from checkin.errors import KnownError
from ui.desk import card_content
from ui.desk.card_content import Case

if TYPE_CHECKING:
    from checkin.desk import Presentation
    from checkin.domain import Person, Presentable, Verdict
    from checkin.language import Language
    from checkin.wording import VerdictWords
    from ui.desk.verdict_card import CardContent


class Front(Protocol):
    """What shows the card."""

    def show(self, case: Case, face: CardContent) -> None: ...
    def show_failure(self, error: KnownError) -> None: ...
    def told(self, verdict: Verdict) -> tuple[VerdictWords, CardContent]: ...


class LookMode:
    """For one scan or choice, which is journalled as a look and counted nowhere."""

    def __init__(self, front: Front, now: Presentation, language: Language) -> None:
        self._front, self._now, self._language = front, now, language
        self.is_on = False
        self.person: Person | None = None  # whom the look has shown

    def begin(self) -> None:
        """The next scan or choice is a look."""
        self._now.forget()
        self.is_on, self.person = True, None
        self._front.show(Case.LOOKED, card_content.look_next(self._language))

    def end(self) -> None:
        self.is_on, self.person = False, None

    def takes(self, presented: Presentable) -> bool:
        """Shows what the door would say, where a look was wanted."""
        if not self.is_on:
            return False
        self.end()
        try:
            verdict = self._now.desk.look(presented)
        except KnownError as error:
            self._front.show_failure(error)
        else:
            self.person = verdict.person
            _, face = self._front.told(verdict)
            self._front.show(Case.LOOKED, card_content.looked(face, self._language))
        return True
