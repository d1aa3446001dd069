"""Automatic backups: one every few minutes, in the background."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from checkin.errors import KnownError
    from ui.shell.window_parts import WindowParts
    from ui.shell.workplace_host import WorkplaceHost

BACKUP_MS: Final = 5 * 60_000


class Backups(QObject):
    """The status lamp shows when the last one was made, or that it failed."""

    def __init__(self, parts: WindowParts, host: WorkplaceHost, parent: QObject) -> None:
        super().__init__(parent)
        self._parts, self._host = parts, host
        self._timer = QTimer(self)
        self._timer.setInterval(BACKUP_MS)
        self._timer.timeout.connect(self.back_up)

    def start(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def back_up(self) -> None:
        """Backs up now; a practice store, or a read-only one, is skipped."""
        store = self._host.store
        if store is None or store.practice or store.station.store.read_only:
            return
        station, place = store.station, self._parts.settings.current.second_backup
        second = Path(place) if place else None
        self._parts.background.run(
            lambda: station.backup_dated(second), lambda _: self._kept(), self._not_kept
        )

    def _kept(self) -> None:
        workplace, station = self._host.workplace, self._host.station
        if workplace is not None and station is not None:
            workplace.show_kept(station.desk.now(), station.desk.event.time_zone)

    def _not_kept(self, error: KnownError) -> None:
        workplace = self._host.workplace
        if workplace is not None:
            workplace.show_kept(None, "UTC")
            workplace.front.show_error(error)
