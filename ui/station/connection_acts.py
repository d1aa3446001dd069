"""Acts of the connection card: start a hub here, use a hub or a folder, stop sharing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import shiboken6

from checkin.errors import KnownError
from checkin.sharing import connection
from ui.parts.background import Lane
from ui.station.connection_sheets import HubSheet, start_hub_sheet, stop_hub_sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.parts.page import Page
    from ui.station.connection_card import ConnectionCard
    from ui.station.parts import StationParts


class ConnectionActs:
    """The handlers of the connection card's buttons."""

    def __init__(self, page: Page, core: StationParts, card: ConnectionCard) -> None:
        self._page, self._core, self._card = page, core, card
        self._sync, self._station = core.sync, core.sync.station
        card.start_hub.clicked.connect(self._ask_start)
        card.use_hub.clicked.connect(self._ask_hub)
        card.go_back.clicked.connect(self._go_back)
        card.folder.clicked.connect(self._choose_folder)
        card.stop.clicked.connect(self._ask_stop)
        core.sync.linked.connect(card.show_state)

    def show(self) -> None:
        """Shows what is chosen now, and how it goes."""
        self._card.show_connection(self._sync.connection, hub_runs=self._sync.hub.is_running)
        self._card.show_state(self._sync.state)

    def _ask_start(self) -> None:
        page = self._page
        page.confirm(start_hub_sheet(page.language, page.theme), self._start)

    def _start(self) -> None:
        self._card.start_hub.setEnabled(False)
        self._page.tell(self._page.language.text("One moment…"))
        self._sync.start_hub(self._page.background, self._tell_started, self._fail)

    def _tell_started(self) -> None:
        if not shiboken6.isValid(self._page):
            return  # the pages were made anew meanwhile
        tr = self._page.language
        self._page.tell(
            tr.text(
                "The hub runs at {url} until this program ends. The firewall must let other desks reach it.",
                url=self._sync.connection.place,
            )
        )
        self._page.refresh()

    def _fail(self, error: KnownError) -> None:
        if shiboken6.isValid(self._page):
            self._page.show_error(error)
            self.show()

    def _ask_hub(self) -> None:
        page = self._page
        exchange = self._station.exchange

        def connect(sheet: HubSheet) -> Callable[[], None]:
            sheet.wait()
            return partial(connection.use_hub, exchange, *sheet.given())

        sheet = HubSheet(self._core.files, page.language, page.theme)
        page.ask_behind(sheet, connect, lambda _: self._restart())

    def _go_back(self) -> None:
        self._choose(lambda: connection.use_hub_again(self._station.store))

    def _choose_folder(self) -> None:
        title = self._page.language.text("A folder that all desks share")
        folder = self._core.files.folder(self._page, title)
        if folder is not None:
            self._choose(lambda: connection.use_folder(self._station.exchange, folder))

    def _ask_stop(self) -> None:
        """Asks where it would end the exchange of all others, too."""
        if self._sync.hub.is_running:
            page = self._page
            page.confirm(stop_hub_sheet(page.language, page.theme), self._stop)
        else:
            self._stop()

    def _stop(self) -> None:
        self._choose(lambda: connection.stop(self._station.store))
        self._page.banner.clear()  # it may say that the hub runs
        self._page.run(self._sync.hub.stop, lambda _: self._page.refresh(), Lane.FREE)

    def _choose(self, choose: Callable[[], None]) -> None:
        try:
            choose()
        except KnownError as error:
            self._page.show_error(error)
            return
        self._restart()

    def _restart(self) -> None:
        self._sync.start()
        self._page.refresh()
