"""Other desks: what came from them is brought to the desk and its pages, beside whoever works there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from checkin import wording
from checkin.errors import KnownError
from checkin.roles import Action
from ui.parts.question_sheet import QuestionSheet
from ui.parts.shell import Change
from ui.parts.timers import single_shot
from ui.shell.clock_question import ClockQuestion
from ui.shell.pages import DESK

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.shell.open_store import OpenStore
    from ui.shell.window_parts import WindowParts
    from ui.shell.workplace import Workplace
    from ui.shell.workplace_host import WorkplaceHost

GATHER_MS: Final = 300  # what comes meanwhile is one change


class OtherDesks(QObject):
    """Runs the sync of the open store. `taken`: whether something other than the workplace is on the screen, which
    must stay there. Emits `broke(Exception)` for a bug of the sync."""

    broke = Signal(object)

    def __init__(
        self, parts: WindowParts, host: WorkplaceHost, taken: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._parts, self._host, self._taken = parts, host, taken
        self._store: OpenStore | None = None
        self._has_news = False  # that the pages have not heard of
        self._is_another_event = False  # than the one on the pages
        self._soon = single_shot(self, GATHER_MS, self._bring)
        self.clock = ClockQuestion(parts, host, taken, self)
        host.built.connect(self.catch_up)

    def begin(self, store: OpenStore) -> None:
        """Begins to exchange; says in a sentence why the desk begins a new chain, and offers what ran before."""
        self._store = store
        sync, station = store.sync, store.station
        sync.arrived.connect(self._arrived)
        sync.broke.connect(self.broke)
        sync.start()
        workplace = self._host.workplace
        if workplace is None:
            return
        if station.began is not None:
            workplace.front.tell(wording.new_chain(station.began, self._parts.look.language))
        can_run = station.shift.may(Action.SET_UP) and not station.store.read_only
        if can_run and sync.connection.wants_own_hub:
            self._offer_hub(workplace)
        self.clock.begin(store)

    def end(self) -> None:
        """Ends the exchange, and the hub on this machine; the store is about to close."""
        self._soon.stop()
        self.clock.end()
        store, self._store = self._store, None
        self._has_news = self._is_another_event = False
        if store is not None:
            store.sync.close()

    def catch_up(self) -> None:
        """The workplace is on the screen again, or is another one: it hears what came meanwhile."""
        self.clock.look()
        if self._has_news:
            self._soon.start()

    def build_later(self) -> None:
        """The pages are made anew when the workplace is on the screen again."""
        self._has_news = self._is_another_event = True

    def event_changed(self) -> None:
        """This desk changed the event: the pages are made anew when nobody works on them."""
        self.build_later()
        self._soon.start()

    def _arrived(self) -> None:
        self._has_news = True
        if not self._soon.isActive():
            self._soon.start()

    def _bring(self) -> None:
        store, workplace = self._store, self._host.workplace
        if store is None or workplace is None:
            return
        if _in_a_scan(workplace):
            self._soon.start()
            return
        try:
            # The core goes by it at once, whatever is on the screen.
            self._is_another_event |= store.station.desk.refresh()
        except KnownError as error:
            workplace.front.show_error(error)
            return
        if self._taken():
            return  # heard when that has ended
        if not self._is_another_event:
            self._has_news = False
            workplace.front.shell.changed(Change.ENTRIES, None)
        elif _is_at_rest(workplace) and not store.station.badges.workshop.unsaved:
            self._has_news = self._is_another_event = False
            self._host.build_again()  # sessions and categories are on every page
        else:
            self._soon.start()

    def _offer_hub(self, workplace: Workplace) -> None:
        tr = self._parts.look.language
        sheet = QuestionSheet(
            tr.text("Start the hub again?"),
            tr.text("The hub of this event ran on this machine. Other desks wait for it."),
            tr.text("Start"),
            tr.text("Back"),
            self._parts.look.theme,
        )
        workplace.front.confirm(sheet, self._start_hub)

    def _start_hub(self) -> None:
        store = self._store
        if store is not None:
            store.sync.start_hub(self._parts.background, lambda: None, self._hub_failed)

    def _hub_failed(self, error: KnownError) -> None:
        if self._host.workplace is not None:
            self._host.workplace.front.show_error(error)


def _in_a_scan(workplace: Workplace) -> bool:
    """Whether a scan is being typed, or its verdict is not painted yet: nothing is read from the store then."""
    desk = workplace.desk
    return desk.card.unpainted or desk.scanner.is_busy(desk.scanner.now())


def _is_at_rest(workplace: Workplace) -> bool:
    """Whether the pages can be made anew without taking anything from whoever works on them."""
    desk = workplace.desk
    return (
        workplace.place == DESK.key
        and workplace.front.sheet is None
        and not desk.field.edit.so_far()
        and not any(page.importing for page in workplace.pages)
    )
