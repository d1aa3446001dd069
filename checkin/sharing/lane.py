"""Sync lane (background replication): exchanges with the hub or the folder for as long as a store is open.

It runs on a thread of its own, because a watch never ends; nothing at the desk waits for it.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final, Protocol

from checkin import hub as hubs
from checkin.bundle.folder_watch import EVERY, FolderWatch
from checkin.errors import KnownError, StoreClosed
from checkin.sharing.connection import Way
from checkin.sync.link import Link

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.bundle.folder_watch import FolderNews
    from checkin.domain import LinkState
    from checkin.hub import WatchNews
    from checkin.sharing.connection import Connection
    from checkin.sync import Exchange

AGAIN_AFTER: Final = 15.0  # seconds after what is no failure of the hub or the folder
SILENT_AT_HUB: Final = 60_000  # ms; desks state there every 20 seconds
SILENT_IN_FOLDER: Final = 420_000  # and in a folder every 5 minutes, if they have nothing to say


class Carrier(Protocol):
    """Watches a hub or a folder."""

    def run(self) -> None: ...
    def stop(self) -> None: ...
    def nudge(self) -> None: ...


class SyncLane:
    """`told` is called with the state of the connection, on the thread that runs."""

    def __init__(
        self,
        exchange: Exchange,
        connection: Connection,
        told: Callable[[LinkState], None],
        *,
        folder_every: float = EVERY,
    ) -> None:
        self._exchange = exchange
        self._connection = connection
        self._told = told
        self._folder_every = folder_every
        silent = SILENT_AT_HUB if connection.way is Way.HUB else SILENT_IN_FOLDER
        self._link = Link(exchange, silent)
        self._stopped = threading.Event()
        self._carrier: Carrier | None = None

    @property
    def is_stopped(self) -> bool:
        return self._stopped.is_set()

    def stop(self) -> None:
        """Ends `run` soon; may be called on any thread."""
        self._stopped.set()
        if self._carrier is not None:
            self._carrier.stop()

    def nudge(self) -> None:
        """There is something to send; may be called on any thread, and returns at once."""
        if self._carrier is not None:
            self._carrier.nudge()

    def run(self) -> None:
        """Exchanges until `stop`, or until the store is closed; what fails is told and tried again."""
        while not self._stopped.is_set():
            try:
                self._carrier = self._made()
                # `stop` on another thread has seen the carrier, or is seen here.
                if not self._stopped.is_set():
                    self._carrier.run()
            except StoreClosed:
                return
            except KnownError as error:
                if self._stopped.is_set() or not self._tell_failure(error):
                    return
                self._stopped.wait(AGAIN_AFTER)

    def _made(self) -> Carrier:
        connection = self._connection
        if connection.way is Way.HUB and connection.membership is not None:
            return hubs.Watch(self._exchange, connection.membership, self._tell_hub)
        return FolderWatch(self._exchange, connection.folder, self._tell_folder, self._folder_every)

    def _tell_hub(self, news: WatchNews) -> None:
        if news.failure is not None:
            self._told(self._link.failed(news.failure, news.to_send))
        elif news.result is not None:
            refused = news.to_send if news.result.refused else 0
            self._told(self._link.exchanged(hub_ahead=news.result.hub_ahead, refused=refused))

    def _tell_folder(self, news: FolderNews) -> None:
        if news.failure is not None:
            self._told(self._link.failed(news.failure, news.to_send))
        else:
            self._told(self._link.exchanged())

    def _tell_failure(self, error: KnownError) -> bool:
        """Tells it where the store can still be read."""
        try:
            self._told(self._link.failed(error, 0))
        except KnownError:
            return False
        return True
