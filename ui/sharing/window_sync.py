"""Sync of the window (background replication): one thread for as long as a store is open and has a connection.

It is no task of `ui.parts.background`, whose work ends: this one watches until it is told to stop.
"""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal

from checkin.bundle.folder_watch import EVERY
from checkin.domain import LinkState
from checkin.sharing import HubHere, LaneLock, SyncLane, Way, connection_of
from ui.parts.background import Lane

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.errors import KnownError
    from checkin.sharing import Connection
    from checkin.station import Station
    from ui.parts.background import Background

# A hub that has just vanished is waited for ten seconds; the thread then ends by itself, the store being closed.
PATIENCE: Final = 3.0


class WindowSync(QObject):
    """Emits `linked(LinkState)` after each attempt to exchange, `arrived` when entries of others have come, and
    `broke(Exception)` for a bug; all in the GUI thread. It must live as long as the window."""

    linked = Signal(object)
    arrived = Signal()
    broke = Signal(object)
    _told = Signal(object, object)
    _came = Signal()
    _failed = Signal(object)

    def __init__(
        self, station: Station, parent: QObject | None = None, *, hub: HubHere | None = None
    ) -> None:
        super().__init__(parent)
        self._station = station
        self.hub = hub or HubHere()
        self.state = LinkState()
        self.folder_every = EVERY  # seconds
        self._lock = LaneLock(station.folder)
        self._lane: SyncLane | None = None
        self._thread: threading.Thread | None = None
        queued = Qt.ConnectionType.QueuedConnection
        self._told.connect(self._hear, queued)
        self._came.connect(self.arrived, queued)
        self._failed.connect(self._break, queued)

    @property
    def station(self) -> Station:
        return self._station

    @property
    def connection(self) -> Connection:
        """The connection that was chosen."""
        return connection_of(self._station.store)

    @property
    def is_running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def start(self) -> None:
        """Begins to exchange by the connection that is chosen now; ends what ran by another one."""
        self.stop()
        station, chosen = self._station, self.connection
        if chosen.way is Way.NONE or station.store.read_only:
            return
        lane = SyncLane(
            station.exchange,
            chosen,
            lambda state: self._told.emit(lane, state),
            folder_every=self.folder_every,
        )
        station.exchange.changed = self._came.emit
        station.store.after_write = lane.nudge
        self._lock.take()
        self._lane = lane
        self._thread = threading.Thread(target=partial(self._run, lane), name="sync", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends the exchange; harmless where none runs. The state is that of a desk alone."""
        lane, thread = self._lane, self._thread
        self._lane = self._thread = None
        if lane is not None and thread is not None:
            self._station.store.after_write = _nothing
            lane.stop()
            thread.join(PATIENCE)
            self._lock.release()
        if self.state != LinkState():
            self.state = LinkState()
            self.linked.emit(self.state)

    def start_hub(
        self,
        background: Background,
        done: Callable[[], None],
        failed: Callable[[KnownError], None],
    ) -> None:
        """Starts the hub on this machine, and exchanges by it; in the background, since it takes seconds."""

        def started(_: object) -> None:
            self.start()
            done()

        exchange = self._station.exchange
        background.run(lambda: self.hub.start(exchange), started, failed, Lane.FREE)

    def close(self) -> None:
        """Ends all of it, the hub too: the store is about to close."""
        self.stop()
        self.hub.stop()

    def _run(self, lane: SyncLane) -> None:
        try:
            lane.run()
        except Exception as bug:  # noqa: BLE001 - a thread has no caller
            if not lane.is_stopped:  # a store that closes in the middle fails in its own ways
                self._failed.emit(bug)

    def _break(self, bug: Exception) -> None:
        self.stop()  # else the last state would stand for ever
        self.broke.emit(bug)

    def _hear(self, lane: SyncLane, state: LinkState) -> None:
        if lane is self._lane:  # not what an earlier one said last
            self.state = state
            self.linked.emit(state)


def _nothing() -> None:
    pass
