"""Header of the desk: the current session, and status lamps of the backup and the printer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from checkin.clock_check import ClockFit, clock_fit
from checkin.language import time_of_day
from checkin.wording import day_line, operator_name, session_line
from ui.parts.keys import WindowKey, sequence
from ui.parts.tooltips import tooltip
from ui.parts.widgets import Header, LampState, chip_button

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from checkin.desk import Chosen
    from checkin.domain import Event
    from checkin.language import Language

KEY = sequence(WindowKey.SESSION)


@dataclass(frozen=True, slots=True)
class LampLine:
    """The text and the state of a lamp."""

    words: str = ""
    state: LampState = LampState.OFF


class SessionStrip:
    """Fills a page's header with the session and the lamps."""

    def __init__(self, header: Header, event: Event, language: Language, page: QWidget) -> None:
        self._header, self._event, self._language = header, event, language
        self.chip = chip_button("")
        self.chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.chip.setToolTip(tooltip(KEY))
        header.add(self.chip)
        QShortcut(QKeySequence(KEY), page).activated.connect(self.chip.click)
        # Until somebody has come today: what is to look at before the doors open.
        self.ready = chip_button("")
        self.ready.hide()
        header.add(self.ready)
        # For leads: who is inside, who has not come.
        self.presence = chip_button(language.text("Who is here"))
        self.presence.setToolTip(tooltip(sequence(WindowKey.PRESENCE)))
        header.add(self.presence)
        shortcut = QShortcut(QKeySequence(sequence(WindowKey.PRESENCE)), page)
        shortcut.activated.connect(self.presence.click)
        # For leads, too: what was missed.
        self.afterwards = chip_button(language.text("Enter afterwards"))
        self.afterwards.setToolTip(tooltip(sequence(WindowKey.AFTERWARDS)))
        header.add(self.afterwards)
        shortcut = QShortcut(QKeySequence(sequence(WindowKey.AFTERWARDS)), page)
        shortcut.activated.connect(self.afterwards.click)
        self._offered: frozenset[QWidget] = frozenset()
        self._is_narrow = False
        self.kept, self.printer, self.clock = header.lamp(), header.lamp(), header.lamp()
        self.show_lamps(LampLine(), LampLine())

    def offer(self, *, presence: bool, afterwards: bool) -> None:
        """Whether who is at work may see who is here, and enter what was missed."""
        allowed = {self.presence: presence, self.afterwards: afterwards}
        self._offered = frozenset(chip for chip, may in allowed.items() if may)
        self._show_offered()

    def set_narrow(self, *, narrow: bool) -> None:
        """In a narrow window there are only the keys: the session matters more."""
        self._is_narrow = narrow
        self._show_offered()

    def _show_offered(self) -> None:
        for chip in (self.presence, self.afterwards):
            chip.setVisible(chip in self._offered and not self._is_narrow)

    def show_session(self, chosen: Chosen, now: int, operator: str) -> None:
        """Shows the session, its room and doors, whether it was chosen by hand, and who is at work."""
        tr, event = self._language, self._event
        self._header.title.setText(tr.name(chosen.session.name))
        line = session_line(chosen.session, event, tr, now)
        venue = tr.name(event.venues) or event.venue
        by_whom = operator_name(operator, tr)
        today = day_line(event, tr, now)
        self._header.subtitle.setText(tr.beside(by_whom, today, line or venue))
        by = tr.text("automatic") if chosen.by_clock else tr.text("chosen by hand")
        self.chip.setText(by)
        city = event.time_zone.rpartition("/")[2].replace("_", " ")
        time = time_of_day(now, event.time_zone)
        fits = clock_fit(now, event) is ClockFit.FITS
        self.clock.show_state(f"{time} {city}", LampState.GOOD if fits else LampState.CARE)

    def show_lamps(self, kept: LampLine, printer: LampLine) -> None:
        """Shows the state of the backup, and of the printer."""
        self.kept.show_state(kept.words, kept.state)
        self.printer.show_state(printer.words, printer.state)
