"""Builds the workplace on the open store, and rebuilds it for another language, theme, role or mode."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from checkin.gc_pause import renew, thaw
from ui.shell.pages import DESK, PageContext

if TYPE_CHECKING:
    from checkin.station import Station
    from ui.printing.print_desk import PrintDesk
    from ui.shell.open_store import OpenStore
    from ui.shell.scanner_routing import ScannerRouting
    from ui.shell.window_parts import WindowParts
    from ui.shell.workplace import Window, Workplace


FREED_AFTER_MS: Final = 1_000  # by then Qt has deleted the widgets of the page before


class WorkplaceHost(QObject):
    """Holds the open store and its workplace. Emits `built(Workplace)` before a new one is in front."""

    built = Signal(object)

    def __init__(self, parts: WindowParts, window: Window, parent: QObject) -> None:
        super().__init__(parent)
        self._parts, self._window = parts, window
        self.store: OpenStore | None = None
        self.workplace: Workplace | None = None
        self.scanners: ScannerRouting | None = None

    @property
    def station(self) -> Station | None:
        return self.store.station if self.store is not None else None

    @property
    def print_desk(self) -> PrintDesk | None:
        return self.store.print_desk if self.store is not None else None

    def build(self, place: str = DESK.key) -> None:
        """Builds or rebuilds the workplace, with that page in front."""
        from ui.shell.page_requests import PageRequests  # noqa: PLC0415 - lazy: imports the pages
        from ui.shell.scanner_routing import ScannerRouting  # noqa: PLC0415 - the camera parts
        from ui.shell.workplace import Workplace  # noqa: PLC0415 - the desk

        store, parts = self.store, self._parts
        if store is None:
            return
        context = PageContext(
            store,
            parts.look.language,
            parts.look.theme,
            parts.background,
            parts.sounds,
            parts.settings,
            parts.serial,
        )
        window = self._window
        page = Workplace(context, window, lambda work: PageRequests(work, context, window), place)
        self.scanners = ScannerRouting(page, context)
        self.built.emit(page)
        replaced, self.workplace = self.workplace, parts.stack.replace(self.workplace, page)
        if replaced is not None:
            thaw()
            QTimer.singleShot(FREED_AFTER_MS, self, renew)
        store.print_desk.kick()
        page.go_on()
        self.come()

    def build_again(self) -> None:
        """Rebuilds with the same page in front."""
        if self.workplace is not None:
            self.build(self.workplace.place)

    def take_away(self) -> None:
        """Removes the workplace; something else is in front already."""
        workplace, self.workplace = self.workplace, None
        if workplace is not None:
            self._parts.stack.drop(workplace)

    def come(self) -> None:
        """Focuses the current page, once nothing else holds the focus."""
        if self.workplace is not None:
            self.workplace.front.come()

    def listen(self, *, on: bool, locked: bool = False) -> None:
        """Whether the desk takes scans; off while the window is locked, or given to delegates."""
        if self.workplace is not None:
            self.workplace.desk.scanner.listen(on=on, locked=locked)
