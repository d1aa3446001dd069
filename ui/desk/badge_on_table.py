"""Badges that were printed beforehand: the card says which to hand over, and one key records it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.desk import presentation
from checkin.domain import BadgeState
from checkin.errors import KnownError
from ui.desk import card_content
from ui.parts.shell import Change

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.desk.presentation import Presentation
    from checkin.domain import Verdict
    from ui.desk.verdict_card import CardContent
    from ui.parts.page import Page
    from ui.parts.settings_holder import SettingsHolder


class BadgeOnTable:
    """Works on the verdict in front. `shown` returns the card that there is, `show` shows another."""

    def __init__(
        self,
        page: Page,
        now: Presentation,
        settings: SettingsHolder,
        shown: Callable[[], CardContent],
        show: Callable[[CardContent], object],
    ) -> None:
        self._page, self._now, self._settings = page, now, settings
        self._shown, self._show = shown, show
        self._handed = ""  # the entry of the verdict whose badge was handed over just now

    def added(self, face: CardContent) -> CardContent:
        """The card of the verdict in front, with the badge that is to be handed over, if there is one.

        It reads the store: never before the verdict was painted.
        """
        printing, verdict = self._settings.current.printing, self._now.verdict
        if verdict is None or verdict.person is None or verdict.person.id != face.delegate:
            return face
        if not presentation.hands_over(verdict, printing):
            return face
        if not self._now.desk.hand_over.waits(verdict.person.id):
            return face
        return card_content.with_badge(face, verdict, BadgeState.ON_TABLE, self._page.language)

    def hand_over(self) -> None:
        """Records that the badge of the delegate in front is handed over, and says so on the card."""
        page, verdict = self._page, self._now.verdict
        if verdict is None or verdict.person is None:
            return
        try:
            self._now.desk.hand_over.record((verdict.person.id,))
        except KnownError as error:
            page.show_error(error)
            return
        self._handed = verdict.entry
        self._say(verdict, BadgeState.HANDED_OVER)

    def take_back(self) -> bool:
        """Undoes it where it was the last thing done for the delegate in front; returns whether it was."""
        verdict = self._now.verdict
        if not self._handed or verdict is None or verdict.person is None:
            return False
        if verdict.entry != self._handed:
            return False
        self._now.desk.hand_over.take_back((verdict.person.id,))
        self._handed = ""
        self._say(verdict, BadgeState.ON_TABLE)
        return True

    def _say(self, verdict: Verdict, badge: BadgeState) -> None:
        self._page.shell.changed(Change.DELEGATE, self._page)
        self._show(card_content.with_badge(self._shown(), verdict, badge, self._page.language))
