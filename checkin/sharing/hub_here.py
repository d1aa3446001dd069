"""Hub on this machine (embedded server): runs beside an open store, and is its hub."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin import hub as hubs
from checkin.sharing import connection

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.hub import LocalHub
    from checkin.sync import Exchange


class HubHere:
    """One hub at most. `make` returns one that does not run yet."""

    def __init__(self, make: Callable[[], LocalHub] | None = None) -> None:
        self._make = make
        self._hub: LocalHub | None = None

    @property
    def is_running(self) -> bool:
        return self._hub is not None

    def start(self, exchange: Exchange) -> None:
        """Starts it and makes it the hub of this desk; takes seconds, the first time more.

        Raises `HubMissing`, whose sentence names the installer, `HubUnreachable` or `HubRefuses`; then
        nothing runs, and the connection is what it was.
        """
        if self._hub is not None:
            return
        hub = self._make() if self._make is not None else hubs.LocalHub()
        try:
            hub.start()
            connection.use_own_hub(exchange, hub.administrator_url)
        except BaseException:
            hub.stop()
            raise
        self._hub = hub

    def stop(self) -> None:
        """Stops it; what was committed is on the disk. Harmless where none runs."""
        hub, self._hub = self._hub, None
        if hub is not None:
            hub.stop()
