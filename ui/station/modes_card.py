"""Settings panel for the desk's modes: with or without names, second screen, kiosk, practice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.domain import Onlookers
from checkin.settings import Names, SelfCheckIn
from ui.parts.widgets import Choice, button
from ui.second_screen.second_screen import screens
from ui.station.cards import SettingsCard

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from checkin.language import Language
    from ui.parts.settings_holder import SettingsHolder
    from ui.parts.theme import Theme


class ModesCard(SettingsCard):
    """`set_up`: whether the operator may choose; `door`: this desk is of the tier that never has
    names, so there is nothing to choose."""

    def __init__(
        self, holder: SettingsHolder, language: Language, theme: Theme, *, set_up: bool, door: bool
    ) -> None:
        super().__init__(language.text("Ways to use this desk"), holder)
        tr = language
        self.names, self.onlookers, self.greeting = Choice(theme), Choice(theme), Choice(theme)
        self.kiosk = button(tr.text("Start self-check-in…"))
        self.self_checkin = Choice(theme)
        self.self_checkin.offer(SelfCheckIn.CODES, tr.text("With the code alone"))
        self.self_checkin.offer(
            SelfCheckIn.NAMES, tr.text("Also by name, with number or e-mail address")
        )
        self.self_checkin.choose(holder.current.self_checkin)
        self.practice = button(tr.text("Practise…"))
        self.names.offer(Names.SHOWN, tr.text("Shown"))
        self.names.offer(Names.HIDDEN, tr.text("Hidden: only the answer and the number"))
        self.names.choose(Names.HIDDEN if door else holder.current.names)
        self.names.setEnabled(not door)
        self.onlookers.offer(Onlookers.AUTOMATIC, tr.text("While volunteers are at work"))
        self.onlookers.offer(Onlookers.YES, tr.text("Yes"))
        self.onlookers.offer(Onlookers.NO, tr.text("No"))
        self.onlookers.choose(holder.current.onlookers)
        self._none = tr.text("None")
        self._list_screens()
        if set_up:
            self.row(tr.text("Names on the screen"), self.names)
            self.row(tr.text("Visitors can see this screen"), self.onlookers)
            self.row(tr.text("Screen that greets delegates"), self.greeting)
            self.row(tr.text("Delegates check in by themselves"), self.self_checkin)
            self.row(tr.text("Self-check-in"), self.kiosk)
        self.row(tr.text("Practice"), self.practice)
        self.names.currentIndexChanged.connect(
            lambda _: self.change(names=Names(self.names.chosen()))
        )
        self.onlookers.currentIndexChanged.connect(
            lambda _: self.change(onlookers=Onlookers(self.onlookers.chosen()))
        )
        self.self_checkin.currentIndexChanged.connect(
            lambda _: self.change(self_checkin=SelfCheckIn(self.self_checkin.chosen()))
        )
        self.greeting.currentIndexChanged.connect(
            lambda _: self.change(greeting=self.greeting.chosen())
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._list_screens()

    def _list_screens(self) -> None:
        """Lists the plugged-in screens, and the chosen one."""
        chosen = self.settings.greeting
        self.greeting.blockSignals(True)  # noqa: FBT003 - Qt API
        self.greeting.clear()
        self.greeting.offer("", self._none)
        for screen in dict.fromkeys((*screens(), chosen)):
            if screen:
                self.greeting.offer(screen, screen)
        self.greeting.choose(chosen)
        self.greeting.blockSignals(False)  # noqa: FBT003 - Qt API
