"""The open store of the window: its station, the print queue worker, the role at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from checkin.desk import Presentation
from checkin.settings import Names
from ui.printing import printer_choice
from ui.printing.print_desk import PrintDesk
from ui.sharing import WindowSync

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.language import Language
    from checkin.settings import Settings
    from checkin.station import Station
    from ui.parts.background import Background

# Shortly after the verdict: queueing a badge writes to the store.
PRINT_AFTER_MS: Final = 60


class OpenStore(QObject):
    """Outlives the pages that show it. `practice`: sample data; this machine's settings do not apply,
    and no badge is printed."""

    def __init__(
        self,
        station: Station,
        background: Background,
        language: Language,
        parent: QObject,
        *,
        practice: bool = False,
    ) -> None:
        super().__init__(parent)
        self.station = station
        self.practice = practice
        self.print_desk = PrintDesk(station.badges, background, language, self)
        self.presenting = Presentation(station.desk)
        self.sync = WindowSync(station, self)
        self._badges: list[str] = []
        self._printing = QTimer(self)
        self._printing.setSingleShot(True)
        self._printing.setInterval(PRINT_AFTER_MS)
        self._printing.timeout.connect(self.print_now)

    def set_up(self, chosen: Settings) -> None:
        """Applies this machine's settings to the desk."""
        if not self.practice:
            self.station.desk.room = chosen.room
            self.station.desk.hide_names(on=chosen.names is Names.HIDDEN)
            self.station.shift.onlookers = chosen.onlookers

    def use_printers(self, chosen: Settings) -> None:
        """Sets the layout and the printers from the settings."""
        if chosen.layout in self.station.badges.library.names():
            self.print_desk.layout = chosen.layout
        self.print_desk.use(*printer_choice.chosen(chosen, self.station.badges))

    def print_soon(self, delegate: str) -> None:
        """Queues a badge after the verdict has been painted (deferred)."""
        self._badges.append(delegate)
        self._printing.start()  # restarted by each scan, or it would delay the next verdict

    def withdraw_badges(self, delegates: Iterable[str]) -> None:
        """The check-in of these was undone: what was not queued yet is not queued."""
        gone = set(delegates)
        self._badges = [badge for badge in self._badges if badge not in gone]
        self.print_desk.count_again()

    def print_now(self) -> None:
        """Queues the deferred badges now."""
        self._printing.stop()
        badges, self._badges = self._badges, []
        if badges:
            self.print_desk.want(badges)

    def stop_printing(self) -> None:
        """Queues the deferred badges and stops the worker: the store is about to close."""
        self.print_now()
        self.print_desk.stop()
