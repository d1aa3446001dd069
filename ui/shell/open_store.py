"""A store that is open in the window: its station, the print queue that is worked off, who is at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from checkin.desk import Presentation
from checkin.settings import Names
from ui.printing import printer_choice
from ui.printing.print_desk import PrintDesk

if TYPE_CHECKING:
    from checkin.bootstrap import Station
    from checkin.language import Language
    from checkin.settings import Settings
    from ui.parts.background import Background

# A blink behind the verdict: to queue a badge writes into the store.
PRINT_AFTER_MS: Final = 60


class OpenStore(QObject):
    """Outlives the pages that show it. `practice`: sample data, to which this machine's settings do not apply,
    and of which no badge comes out."""

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
        self._badges: list[str] = []
        self._printing = QTimer(self)
        self._printing.setSingleShot(True)
        self._printing.setInterval(PRINT_AFTER_MS)
        self._printing.timeout.connect(self.print_now)

    def set_up(self, chosen: Settings) -> None:
        """The desk as the settings of this machine say."""
        if not self.practice:
            self.station.desk.room = chosen.room
            self.station.desk.hide_names(on=chosen.names is Names.HIDDEN)

    def use_printers(self, chosen: Settings) -> None:
        """The layout and the printers that the settings name."""
        if chosen.layout in self.station.badges.library.names():
            self.print_desk.layout = chosen.layout
        self.print_desk.use(*printer_choice.chosen(chosen, self.station.badges))

    def print_soon(self, delegate: str) -> None:
        """A badge that nobody waits for yet: not before the verdict has been painted."""
        self._badges.append(delegate)
        self._printing.start()  # anew with each scan: it would stand in the way of the next one's verdict

    def print_now(self) -> None:
        """What was to be printed soon."""
        self._printing.stop()
        badges, self._badges = self._badges, []
        if badges:
            self.print_desk.want(badges)

    def stop_printing(self) -> None:
        """What is wanted is in the queue, and no more of it is worked off: the store is about to close."""
        self.print_now()
        self.print_desk.stop()
