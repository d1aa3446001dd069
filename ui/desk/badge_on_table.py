"""Badges that were printed beforehand: the card says which to hand over, and one key records it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from checkin.desk import presentation
from checkin.domain import BadgeState
from checkin.errors import KnownError
from ui.desk import card_content
from ui.parts.shell import Change

if TYPE_CHECKING:
    from checkin.desk.presentation import Presentation
    from checkin.domain import Verdict
    from checkin.wording import VerdictWords
    from ui.desk.verdict_card import CardContent
    from ui.parts.page import Page
    from ui.parts.settings_holder import SettingsHolder


class ShownCard(Protocol):
    """What shows a verdict on the card."""

    def told(self, verdict: Verdict) -> tuple[VerdictWords, CardContent]: ...
    def show_face(self, face: CardContent) -> None: ...


class BadgeOnTable:
    """Works on the verdict in front."""

    def __init__(self, page: Page, now: Presentation, settings: SettingsHolder) -> None:
        self._page, self._now, self._settings = page, now, settings

    def added(self, face: CardContent, verdict: Verdict) -> CardContent:
        """The card with the badge that is to be handed over, if there is one."""
        printing, person = self._settings.current.printing, verdict.person
        if person is None or not presentation.hands_over(self._now.verdict, printing):
            return face
        if not self._now.desk.hand_over.waits(person.id):
            return face
        return card_content.with_badge(face, verdict, BadgeState.ON_TABLE, self._page.language)

    def hand_over(self, front: ShownCard) -> None:
        """Records that the badge of the delegate in front is handed over, and says so on the card."""
        page, verdict = self._page, self._now.verdict
        if verdict is None or verdict.person is None:
            return
        try:
            self._now.desk.hand_over.record((verdict.person.id,))
        except KnownError as error:
            page.show_error(error)
            return
        page.shell.changed(Change.DELEGATE, page)
        _, face = front.told(verdict)
        handed = BadgeState.HANDED_OVER
        front.show_face(card_content.with_badge(face, verdict, handed, page.language))
