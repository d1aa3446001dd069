"""The question about this computer's clock: asked when a store is opened, or when others are heard, before a scan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from checkin import wording
from checkin.roles import Action
from ui.desk.clock_sheet import ClockSheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.domain import LinkState, Verdict
    from checkin.sync import OwnClock
    from ui.shell.open_store import OpenStore
    from ui.shell.window_parts import WindowParts
    from ui.shell.workplace import Workplace
    from ui.shell.workplace_host import WorkplaceHost


class ClockQuestion(QObject):
    """Asks on the desk. Once something was scanned it does not ask any more: the line under the buttons says it.
    `taken`: whether something other than the workplace is on the screen."""

    def __init__(
        self, parts: WindowParts, host: WorkplaceHost, taken: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._parts, self._host, self._taken = parts, host, taken
        self._store: OpenStore | None = None
        self._sheet: ClockSheet | None = None
        self._is_over = True
        host.built.connect(self._built)

    def begin(self, store: OpenStore) -> None:
        """A store was opened: looks at once."""
        self._store, self._is_over = store, store.station.store.read_only or store.practice
        store.sync.linked.connect(self._linked)
        self.look()
        if self._host.workplace is not None:
            self._host.workplace.shown.connect(self._shown)

    def end(self) -> None:
        self._store, self._is_over = None, True

    def look(self) -> None:
        """Asks where others say that this clock is off by more than an hour."""
        if self._store is not None and not self._is_over:
            self._ask(_compared(self._store))

    def _built(self, workplace: Workplace) -> None:
        """Another role, or another language: what was asked is asked again."""
        self._sheet = None
        workplace.shown.connect(self._shown)

    def _shown(self, verdict: Verdict | None) -> None:
        self._is_over |= verdict is not None

    def _linked(self, state: LinkState) -> None:
        store = self._store
        if store is None or self._is_over:
            return
        clock = _told(store, state)
        if clock.is_asked:
            self._ask(clock)

    def _ask(self, clock: OwnClock) -> None:
        workplace, store = self._host.workplace, self._store
        if workplace is None or store is None or not clock.is_asked or self._taken():
            return
        if self._sheet is not None or workplace.desk.sheet is not None:
            return
        tr, theme = self._parts.look.language, self._parts.look.theme
        can_go_on = store.station.shift.may(Action.OVERRIDE)
        sheet = ClockSheet(self._sentence(clock), tr, theme, may_go_on=can_go_on)
        sheet.accepted.connect(self._look_again)
        sheet.went_on.connect(self._close)
        self._sheet = sheet
        workplace.desk.open_sheet(sheet)

    def _look_again(self) -> None:
        if self._store is None or self._sheet is None:
            return
        clock = _compared(self._store)
        if clock.is_asked:
            self._sheet.say_times(self._sentence(clock))
        else:
            self._close()

    def _close(self) -> None:
        self._sheet, self._is_over = None, True
        if self._host.workplace is not None:
            self._host.workplace.desk.close_sheet()

    def _sentence(self, clock: OwnClock) -> str:
        assert self._store is not None  # noqa: S101 - it is asked of an open store
        zone = self._store.station.desk.event.time_zone
        return wording.own_clock(clock.now, clock.there, zone, self._parts.look.language)


def _compared(store: OpenStore) -> OwnClock:
    from checkin.sync import own_clock  # noqa: PLC0415 - the first frame needs no database

    return own_clock(store.station.exchange)


def _told(store: OpenStore, state: LinkState) -> OwnClock:
    from checkin.sync import OwnClock  # noqa: PLC0415 - the same

    return OwnClock(store.station.journal.now(), state.clock_off)
