"""An open store on the screen: the rail, the pages, and what passes between them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from checkin.errors import KnownError
from checkin.language import time_of_day
from ui.desk.page import DeskPage
from ui.desk.session_strip import LampLine
from ui.parts.widgets import LampState, Place, Rail
from ui.scanning.capture.pictures import Pictures
from ui.shell.pages import DESIGNER, DESK, PAGES, PAPER

if TYPE_CHECKING:
    from checkin.settings import Settings
    from ui.desk.view import BadgeWanted
    from ui.parts.page import Page
    from ui.printing.print_desk import PrintState
    from ui.shell.pages import PageContext


class Workplace(QWidget):
    """Built anew for another language, theme or role; what must survive is in the core and on the bench.

    Says `hidden` for the lock at the rail's foot, `look_wanted` for language and theme, and hands on
    `settings_changed(Settings)`, `role_changed`, `restore_wanted(RestoreWanted)`, `kiosk_wanted` and
    `practice_wanted` of its pages, and `shown(Verdict)` of the desk.
    """

    hidden = Signal()
    look_wanted = Signal()
    settings_changed = Signal(object)
    role_changed = Signal()
    restore_wanted = Signal(object)
    kiosk_wanted = Signal()
    practice_wanted = Signal()
    shown = Signal(object)

    def __init__(self, bench: PageContext, place: str = DESK.key) -> None:
        super().__init__()
        self._bench = bench
        may, tr = bench.station.shift.may, bench.language
        self._makers = {
            maker.key: maker
            for maker in PAGES
            if may(maker.needs) and (maker is DESK or not bench.practice)
        }
        places = tuple(
            Place(maker.key, tr.text(maker.words), maker.icon, f"Ctrl+{number}")
            for number, maker in enumerate(self._makers.values(), start=1)
        )
        feet = (
            Place("look", tr.text("Language"), "language"),
            Place("lock", "F12", "hide"),
        )
        self.rail = Rail(places, feet, bench.theme)
        self.rail.went.connect(self.go)
        self._pages: dict[str, Page] = {}
        self._stack = QStackedWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        self._column.addLayout(row, 1)
        row.addWidget(self.rail)
        row.addWidget(self._stack, 1)
        bench.print_desk.changed.connect(self._show_printer)
        self._kept, self._printer = LampLine(), LampLine()
        self.desk = self._desk()
        self._other_scanners()
        self.go(place if self._can_go(place) else DESK.key)

    def lay_above(self, widget: QWidget) -> None:
        """Something over the whole width, above all pages."""
        self._column.insertWidget(0, widget)

    @property
    def place(self) -> str:
        """The key of the page in front."""
        current = self._stack.currentWidget()
        return next(key for key, page in self._pages.items() if page is current)

    @property
    def front(self) -> Page:
        """The page in front."""
        return self._pages[self.place]

    def keys(self) -> tuple[str, ...]:
        """The pages that this role may see."""
        return tuple(self._makers)

    def _can_go(self, place: str) -> bool:
        """Whether this role may see the page; the designer, as long as a layout is open in it."""
        if place != DESIGNER.key:
            return place in self._makers
        station = self._bench.station
        return station.shift.may(DESIGNER.needs) and station.badges.workshop.busy

    def go(self, key: str) -> None:
        """Brings a page to the front; the first time it is built."""
        if key == "look":
            self.look_wanted.emit()
        elif key == "lock":
            self.hidden.emit()
        else:
            # Whoever left Paper for the designer finds it as it was.
            designing = key == PAPER.key and DESIGNER.key in self._pages
            page = self._page(DESIGNER.key if designing else key)
            self._stack.setCurrentWidget(page)
            page.refresh()
        self.rail.choose(PAPER.key if self.place == DESIGNER.key else self.place)

    def page(self, key: str) -> Page | None:
        """A page that was built already."""
        return self._pages.get(key)

    def show_kept(self, at: int | None, zone: str) -> None:
        """When the last backup was made; None: it failed."""
        tr = self._bench.language
        if at is None:
            self._kept = LampLine(tr.text("Not saved"), LampState.BAD)
        else:
            time = time_of_day(at, zone)
            self._kept = LampLine(tr.text("Saved {time}", time=time), LampState.GOOD)
        self.desk.show_lamps(self._kept, self._printer)

    def _desk(self) -> DeskPage:
        page = self._page(DESK.key)
        assert isinstance(page, DeskPage)  # noqa: S101 - made a line above
        page.badge_wanted.connect(self._want_badge)
        page.card_wanted.connect(self._show_person)
        page.scanner.scanned.connect(self._come_to_desk)
        page.shown.connect(self.shown)
        if not self._bench.practice:
            page.session_chosen.connect(self._keep_session)
        return page

    def _other_scanners(self) -> None:
        """What does not play keyboard is scanned all the same, wherever it was read."""
        scanner, serial = self.desk.scanner, self._bench.serial
        serial.scanned.connect(self._read_by_line)
        serial.broken_off.connect(self._half_by_line)
        pictures = Pictures(self, self.desk.field.edit, self._bench.background)
        pictures.scanned.connect(self._read_in_picture)
        pictures.failed.connect(self._no_picture)
        for hint in (scanner.broken_off, scanner.composing):
            hint.connect(self._hint_in_front)

    def _read_by_line(self, text: str) -> None:
        if not self.front.takes(text, serial=True):
            self.desk.scanner.take(text)

    def _half_by_line(self) -> None:
        if not self.front.takes(None, serial=True):
            self.desk.scanner.take_half()

    def _read_in_picture(self, text: str) -> None:
        if not self.front.takes(text, serial=False):
            self.desk.scanner.take(text)

    def _hint_in_front(self) -> None:
        """What the desk tells of a scan that failed is told where one looks."""
        if self.front is not self.desk:
            self.front.tell(self.desk.banner.words())

    def _no_picture(self, error: KnownError) -> None:
        self.front.show_error(error)

    def _page(self, key: str) -> Page:
        if key not in self._pages:
            maker = DESIGNER if key == DESIGNER.key else self._makers[key]
            page = maker.make(self._bench)
            page.settings_changed.connect(self.settings_changed)
            page.check_in_wanted.connect(self._check_in)
            page.badge_again.connect(self._badge_again)
            page.role_changed.connect(self.role_changed)
            page.restore_wanted.connect(self.restore_wanted)
            page.design_wanted.connect(self.design)
            page.left.connect(self._leave_designer)
            page.kiosk_wanted.connect(self.kiosk_wanted)
            page.practice_wanted.connect(self.practice_wanted)
            self._pages[key] = page
            self._stack.addWidget(page)
        return self._pages[key]

    def show_settings(self, settings: Settings) -> None:
        """Every page that is there learns of other settings; who comes later is made with them."""
        self._bench = replace(self._bench, settings=settings)
        for page in self._pages.values():
            page.show_settings(settings)

    def design(self, layout: str) -> None:
        """Opens a layout in the designer."""
        try:
            self._bench.station.badges.workshop.open(layout)
        except KnownError as error:
            self.front.show_error(error)
            return
        self.go(DESIGNER.key)

    def _leave_designer(self, layout: str) -> None:
        """Back to Paper, which prints with what was saved."""
        self._bench.station.badges.workshop.close()
        page = self._pages.pop(DESIGNER.key)
        self._stack.removeWidget(page)
        page.deleteLater()
        self.go(PAPER.key)
        if layout:
            self._pages[PAPER.key].show_layout(layout)

    def ask_before_closing(self) -> bool:
        """Whether something is not saved yet; then it comes to the front and asks. Or whether somebody
        waits for an answer; then the desk comes to the front and says so."""
        if self.desk.waiting:
            self.go(DESK.key)
            return True
        page = self._pages.get(DESIGNER.key)
        if page is None or not self._bench.station.badges.workshop.unsaved:
            return False
        self.go(DESIGNER.key)
        page.leave()
        return True

    def _check_in(self, number: int) -> None:
        """A verdict is the desk's to show, whoever found the person."""
        self.go(DESK.key)
        self.desk.check_in(number)

    def _badge_again(self, delegate: str) -> None:
        self._bench.print_desk.want((delegate,), again=True)

    def _want_badge(self, wanted: BadgeWanted) -> None:
        self._bench.print_desk.want((wanted.delegate,), again=wanted.again)

    def _come_to_desk(self) -> None:
        """A scan is answered whatever is in front of it; a dialog that stays open would eat the next, or lie
        over the answer."""
        beside = self.window().findChildren(
            QDialog, options=Qt.FindChildOption.FindDirectChildrenOnly
        )
        for dialog in (QApplication.activeModalWidget(), *beside):
            if isinstance(dialog, QDialog) and dialog.isVisible():
                dialog.reject()
        for page in (self.front, self.desk):
            page.banner.clear_told()
        self.go(DESK.key)

    def go_on(self) -> None:
        """Whoever waits for a page that was made anew comes to the desk, unless a note is in the way."""
        if self.desk.waiting:
            self.go(DESK.key)
            self.desk.go_on()

    def _keep_session(self, session: str) -> None:
        """It stays until somebody changes it: at the next start too."""
        self.settings_changed.emit(replace(self._bench.settings, session=session))

    def _show_person(self, delegate: str) -> None:
        if "people" in self._makers:
            self.go("people")
            self._pages["people"].show_person(delegate)

    def _show_printer(self, state: PrintState) -> None:
        self._printer = printer_lamp(state, self._bench)
        self.desk.show_lamps(self._kept, self._printer)


def printer_lamp(state: PrintState, bench: PageContext) -> LampLine:
    """The printer in a word or two: amber says what waits, red what does not go on by itself."""
    tr = bench.language
    if state.unsure:
        words = tr.plural("{n} badge: is it out?", "{n} badges: are they out?", state.unsure)
        return LampLine(words, LampState.BAD)
    if state.trouble is not None:
        return LampLine(tr.text("Printer: look"), LampState.BAD)
    if state.waiting:
        words = tr.plural("{n} badge waits", "{n} badges wait", state.waiting)
        return LampLine(words, LampState.CARE)
    if not state.printer:
        return LampLine(tr.text("No printer"), LampState.OFF)
    if state.set_aside:
        words = tr.plural("{n} badge to look at", "{n} badges to look at", state.set_aside)
        return LampLine(words, LampState.CARE)
    return LampLine(tr.text("Printer ready"), LampState.GOOD)
