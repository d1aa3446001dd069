"""Watch of a shared folder (live sync): a round every few seconds, until it is told to stop."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from checkin.bundle import folder
from checkin.errors import DiskFull, NotPossible, StoreReadOnly

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from checkin.errors import KnownError
    from checkin.sync import Exchange, Exchanged

EVERY: Final = 5.0  # seconds; what is written meanwhile goes into one file


@dataclass(frozen=True, slots=True)
class FolderNews:
    """After a round its result, or why there was none. `to_send` is what the folder is known to lack."""

    done: Exchanged | None = None
    failure: KnownError | None = None
    to_send: int = 0


@dataclass(slots=True)
class FolderWatch:
    """`told` is called on the watching thread, after each round and each failure."""

    exchange: Exchange
    path: Path
    told: Callable[[FolderNews], None]
    every: float = EVERY
    _stopped: threading.Event = field(default_factory=threading.Event)

    def stop(self) -> None:
        """Ends `run` soon; may be called on any thread."""
        self._stopped.set()

    def nudge(self) -> None:
        """Nothing: a file for each scan would be too many."""

    def run(self) -> None:
        """Watches until `stop`. A folder that fails is told and tried again; a failing store is raised."""
        while not self._stopped.is_set():
            try:
                news = FolderNews(folder.round(self.exchange, self.path))
            except (NotPossible, DiskFull, StoreReadOnly) as error:
                news = FolderNews(failure=error, to_send=folder.to_send(self.exchange))
            self.told(news)
            self._stopped.wait(self.every)
