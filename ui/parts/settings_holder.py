"""Current settings of this machine: one shared, observable value, saved to a file."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from checkin import settings

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.settings import Settings

log = logging.getLogger(__name__)


class SettingsHolder(QObject):
    """`current` is a frozen value. Emits `changed(Settings)`, with the new ones, after each change."""

    changed = Signal(object)

    def __init__(self, chosen: Settings, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.current = chosen
        self._path = path

    @property
    def notes_folder(self) -> Path:
        """Where the last entries of this user's stores are noted."""
        return settings.notes_folder(self._path)

    def change(self, chosen: Settings) -> None:
        """Applies new settings, saves them, and notifies the listeners."""
        self.keep(chosen)
        self.changed.emit(chosen)

    def keep(self, chosen: Settings) -> None:
        """Saves without notifying, for values nothing listens to, such as the store that was opened last."""
        self.current = chosen
        try:
            settings.save(self._path, chosen)
        except OSError as error:
            # The desk works without saved settings; the next start asks again.
            log.info("The settings could not be saved: %s", type(error).__name__)
