"""Implements `ui.parts.shell.Shell`: dispatches requests of pages to the page or mode in charge."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from checkin.errors import KnownError
from checkin.roles import Action
from ui.desk.close_room_sheet import ask_close_room
from ui.desk.presence_sheet import PresenceSheet
from ui.parts.shell import Change
from ui.shell import opening
from ui.shell.pages import DESIGNER, DESK, PAPER, PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from checkin.domain import BadgeState, DelegateId, Verdict
    from ui.shell.pages import PageContext
    from ui.shell.welcome import Welcome
    from ui.shell.workplace import Window, Workplace


class PageRequests:
    """`Shell` for the pages of one workplace."""

    def __init__(self, workplace: Workplace, context: PageContext, window: Window) -> None:
        self._workplace, self._window = workplace, window
        self._store, self._settings = context.store, context.settings
        self._station = context.station

    def changed(self, what: Change, who: object) -> None:
        if what is Change.ROLE:
            self._window.build_again()
            return
        if what is Change.ENTRIES and self._station.desk.refresh():
            self._window.build_again()  # another event: sessions and categories are on every page
            return
        if what is Change.EVENT:
            self._station.desk.refresh()
            # Those that were built for the event as it was; the desk follows when nobody works at it.
            self._workplace.drop_all_but(DESK.key, DESIGNER.key, self._workplace.place)
            self._window.other_desks.event_changed()
        for page in self._workplace.pages:
            if page is not who:
                page.note(what)
        if what is Change.ENTRIES:
            self._workplace.count_conflicts()
        front = self._workplace.front
        if what is Change.ENTRIES and front.is_live and front.stale:
            front.stale = False
            front.refresh()

    def tell(self, sentence: str) -> None:
        (self._window.workplace or self._workplace).front.tell(sentence)

    def shown(self, verdict: Verdict | None) -> None:
        self._workplace.shown.emit(verdict)

    def check_in(self, delegate: DelegateId) -> None:
        self._workplace.go(DESK.key)
        self._workplace.desk.check_in(delegate)

    def print_badge(self, delegate: str) -> None:
        self._store.print_soon(delegate)

    def print_badge_again(self, delegate: str) -> None:
        self._store.print_desk.want((delegate,), again=True)

    def print_badges(self, delegates: Iterable[str], *, again: bool) -> None:
        self._store.print_desk.want(delegates, again=again)

    def badge_state(self, delegate: str, printed: int) -> BadgeState:
        return self._store.print_desk.badge_state(delegate, printed)

    def withdraw_badges(self, delegates: Iterable[str]) -> None:
        self._store.withdraw_badges(delegates)

    def show_person(self, delegate: str) -> None:
        if self._workplace.can_go(PEOPLE.key):
            self._workplace.go(PEOPLE.key)
            self._workplace.front.show_person(delegate)

    def show_presence(self) -> None:
        page = self._workplace.front
        if not self._station.shift.may(Action.SEE_PRESENCE):
            return
        sheet = PresenceSheet(self._station.reports, page)
        clear = self._workplace.desk.clear
        sheet.room_closing.connect(lambda: ask_close_room(page, self._station.desk, clear))
        page.ask_until(sheet, lambda sheet: sheet.print_list(), lambda _: None)

    def keep_session(self, session: str) -> None:
        if not self._store.practice:
            self._settings.change(replace(self._settings.current, session=session))

    def design(self, layout: str) -> None:
        try:
            self._store.station.badges.workshop.open(layout)
        except KnownError as error:
            self._workplace.front.show_error(error)
            return
        self._workplace.go(DESIGNER.key)

    def leave_designer(self, layout: str) -> None:
        self._store.station.badges.workshop.close()
        self._workplace.drop(DESIGNER.key)
        self._workplace.go(PAPER.key)
        if layout:
            self._workplace.front.show_layout(layout)

    def start_kiosk(self) -> None:
        self._window.ask_kiosk()

    def start_big_screen(self) -> None:
        self._window.ask_big_screen()

    def practise(self) -> None:
        self._window.practise()

    def restore(self, backup: Path, passphrase: str) -> None:
        def again(page: Welcome, folder: Path) -> None:
            noted_in = page.restoring.noted_in
            page.reopen_with(folder, partial(opening.restore, backup, folder, passphrase, noted_in))

        self._window.reopen(again)

    def rekey(self, passphrase: str, words: str) -> None:
        tr = self._workplace.front.language
        meanwhile = tr.text("Everything is encrypted anew. Leave it switched on.")

        def again(page: Welcome, folder: Path) -> None:
            page.reopen_with(folder, partial(opening.rekey, folder, passphrase, words), meanwhile)

        self._window.reopen(again)
