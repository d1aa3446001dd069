"""Which windows come up meanwhile, also those that are gone again at once."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator


class _ShowFilter(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(type(watched).__name__)
        return False


@contextmanager
def shown_windows(app: QApplication) -> Iterator[list[str]]:
    """Collects the class of each widget that is shown as a window of its own."""
    shows = _ShowFilter()
    app.installEventFilter(shows)
    yield shows.names
    app.removeEventFilter(shows)
