"""Workplace: the navigation rail and the pages on an open store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from checkin.badges.rolls import LOW
from checkin.domain import Role
from checkin.language import time_of_day
from checkin.roles import Action
from checkin.wording import Tone
from ui.desk.page import DeskPage
from ui.desk.session_strip import LampLine
from ui.parts.file_choice import NativeFiles
from ui.parts.keys import WindowKey
from ui.parts.question_sheet import QuestionSheet
from ui.parts.shell import Change
from ui.parts.widgets import LampState, Place, Rail
from ui.shell.pages import DESIGNER, DESK, DESKS, PAGES, PAPER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from checkin.conflicts import OpenConflicts
    from ui.parts.page import Page
    from ui.parts.shell import Shell
    from ui.printing.print_desk import PrintState
    from ui.shell.pages import PageContext
    from ui.shell.welcome import Welcome


class EventFollower(Protocol):
    """Makes the pages anew for another event."""

    def event_changed(self) -> None:
        """This desk changed the event: rebuilds the workplace as soon as nobody works at the desk."""
        ...


class Window(Protocol):
    """The interface of the main window that the workplace uses."""

    @property
    def workplace(self) -> Workplace | None:
        """The workplace in front, None before a store is open."""
        ...

    def hide_all(self) -> None:
        """Blanks the window at once."""
        ...

    def ask_look(self) -> None:
        """Opens the dialog for language and theme."""
        ...

    def ask_kiosk(self) -> None:
        """Asks for confirmation, then starts kiosk mode."""
        ...

    def ask_big_screen(self) -> None:
        """Asks for confirmation, then shows the big screen."""
        ...

    def practise(self) -> None:
        """Starts practice mode."""
        ...

    def reopen(self, again: Callable[[Welcome, Path], None]) -> None:
        """Closes the open store; `again` opens what takes its place."""
        ...

    def build_again(self) -> None:
        """Rebuilds the workplace for another role."""
        ...

    @property
    def other_desks(self) -> EventFollower:
        """Who makes the pages anew for another event."""
        ...


class Workplace(QWidget):
    """Rebuilt for another language, theme or role; lasting state is in the core and in the open store.

    Emits `shown(Verdict)` for what the desk shows now, or None. `shell` makes the `Shell` of its pages.
    """

    shown = Signal(object)

    def __init__(
        self,
        context: PageContext,
        window: Window,
        shell: Callable[[Workplace], Shell],
        place: str = DESK.key,
    ) -> None:
        super().__init__()
        self._context, self._window = context, window
        self._shell = shell(self)
        may, tr = context.station.shift.may, context.language
        self._specs = {
            spec.key: spec
            for spec in PAGES
            if may(spec.needs) and (spec is DESK or not context.store.practice)
        }
        places = tuple(
            Place(spec.key, tr.text(spec.words), spec.icon, f"Ctrl+{number}")
            for number, spec in enumerate(self._specs.values(), start=1)
        )
        feet = (
            Place("help", WindowKey.HELP, "help"),
            Place("look", tr.text("Language"), "language"),
            Place("lock", WindowKey.HIDE, "hide"),
        )
        self.rail = Rail(places, feet, context.theme)
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
        QShortcut(QKeySequence(WindowKey.HELP), self).activated.connect(self._show_help)
        context.print_desk.changed.connect(self._show_printer)
        context.print_desk.counted.connect(self._badge_moved)
        self._kept, self._printer = LampLine(), LampLine()
        page = self._page(DESK.key)
        assert isinstance(page, DeskPage)  # noqa: S101 - made a line above
        self.desk = page
        self.desk.link.show_link(context.store.sync.state)
        context.store.sync.linked.connect(self.desk.link.show_link)
        self.go(place if self.can_go(place) else DESK.key)
        self.count_conflicts()

    def lay_above(self, widget: QWidget) -> None:
        """Adds a widget over the whole width, above all pages."""
        self._column.insertWidget(0, widget)

    @property
    def place(self) -> str:
        """The key of the current page."""
        current = self._stack.currentWidget()
        return next(key for key, page in self._pages.items() if page is current)

    @property
    def front(self) -> Page:
        """The current page."""
        return self._pages[self.place]

    @property
    def pages(self) -> Iterable[Page]:
        """The pages built so far."""
        return self._pages.values()

    def places(self) -> tuple[str, ...]:
        """The keys of the pages that this role may see."""
        return tuple(self._specs)

    def can_go(self, place: str) -> bool:
        """Whether this role may see the page; the designer only while a layout is open in it."""
        if place != DESIGNER.key:
            return place in self._specs
        station = self._context.station
        return station.shift.may(DESIGNER.needs) and station.badges.workshop.busy

    def go(self, key: str) -> None:
        """Switches to a page; builds it at the first visit."""
        if key == "help":
            self._show_help()
        elif key == "look":
            self._window.ask_look()
        elif key == "lock":
            self._window.hide_all()
        else:
            # Back from the designer, Paper is as it was left.
            designing = key == PAPER.key and DESIGNER.key in self._pages
            page = self._page(DESIGNER.key if designing else key)
            self._stack.setCurrentWidget(page)
            if self._context.station.store.read_only:
                page.stale = True  # another process writes, without notifications
            page.come()
        self.rail.choose(PAPER.key if self.place == DESIGNER.key else self.place)

    def _show_help(self) -> None:
        """The page for volunteers at the desk; elsewhere the chapter about the page."""
        from ui.help import HelpSheet  # noqa: PLC0415 - brings all that makes a PDF

        page, faces = self.front, self._context.station.badges.faces
        if page.sheet is not None:
            return
        sheet = HelpSheet(page, faces, NativeFiles(), "" if page is self.desk else self.place)
        sheet.accepted.connect(sheet.save)
        page.open_sheet(sheet)

    def page(self, key: str) -> Page | None:
        """A page by key, if it was built already."""
        return self._pages.get(key)

    def drop(self, key: str) -> None:
        """Deletes a page; it is rebuilt at the next visit."""
        page = self._pages.pop(key)
        self._stack.removeWidget(page)
        page.deleteLater()

    def drop_all_but(self, *kept: str) -> None:
        """Deletes all other pages; they are rebuilt at the next visit."""
        for key in [key for key in self._pages if key not in kept]:
            self.drop(key)

    def show_kept(self, at: int | None, zone: str) -> None:
        """Shows when the last backup was made; None: it failed."""
        tr = self._context.language
        if at is None:
            self._kept = LampLine(tr.text("Not saved"), LampState.BAD)
        else:
            time = time_of_day(at, zone)
            self._kept = LampLine(tr.text("Saved {time}", time=time), LampState.GOOD)
        self.desk.show_lamps(self._kept, self._printer)

    def count_conflicts(self) -> None:
        """Shows on the rail how many conflicts a lead is to settle, and sounds once for whom nobody stopped.

        Behind all that waits for the store.
        """
        context = self._context
        if DESKS.key not in self._specs or not context.station.shift.may(Action.SETTLE):
            return

        def show(found: OpenConflicts) -> None:
            if shiboken6.isValid(self):
                self._show_conflicts(found.to_settle)
                if found.alerts:
                    context.sounds.play(Tone.ASK)

        # A store that cannot be read says so on the pages; the count stays as it was.
        context.background.run(context.station.conflicts.news, show, lambda _: None)

    def _show_conflicts(self, count: int) -> None:
        tr = self._context.language
        waits = tr.plural("{n} to settle", "{n} to settle", count)
        self.rail.show_count(DESKS.key, count, tr.beside(tr.text(DESKS.words), waits))

    def _page(self, key: str) -> Page:
        if key not in self._pages:
            spec = DESIGNER if key == DESIGNER.key else self._specs[key]
            page = self._pages[key] = spec.make(self._context, self._shell)
            self._stack.addWidget(page)
        return self._pages[key]

    def ask_before_closing(self, close: Callable[[], object]) -> bool:
        """Whether to ask before closing: with unsaved work that page comes to the front and asks; with queued
        scans the desk comes to the front and says so. During an import, and over a shift of volunteers, `close`
        is called once that was confirmed."""
        if (sentence := self._in_the_way()) and self.front.sheet is None:
            tr = self._context.language
            title, accept = tr.text("Close Uketsuke?"), tr.text("Close")
            sheet = QuestionSheet(title, sentence, accept, tr.text("Back"), self._context.theme)
            self.front.confirm(sheet, close)
            return True
        if self.desk.waiting:
            self.go(DESK.key)
            return True
        page = self._pages.get(DESIGNER.key)
        if page is None or not self._context.station.badges.workshop.unsaved:
            return False
        self.go(DESIGNER.key)
        page.leave()
        return True

    def _in_the_way(self) -> str:
        tr, shift = self._context.language, self._context.station.shift
        if any(page.importing for page in self.pages):
            return tr.text("An import is running. If it is cut short, nothing of it counts.")
        if shift.role is Role.VOLUNTEER and not self._context.store.practice:
            return tr.text("Volunteers are at work. Only the passphrase opens the store again.")
        return ""

    def go_on(self) -> None:
        """Presents scans that were queued for a rebuilt page, unless a note is in the way."""
        if self.desk.waiting:
            self.go(DESK.key)
            self.desk.go_on()

    def _show_printer(self, state: PrintState) -> None:
        self._printer = printer_lamp(state, self._context)
        self.desk.show_lamps(self._kept, self._printer)
        self._shell.changed(Change.QUEUE, None)
        self.desk.badge_moved()

    def _badge_moved(self) -> None:
        self.desk.badge_moved()


def printer_lamp(state: PrintState, context: PageContext) -> LampLine:
    """The printer's status lamp: amber for waiting badges, red when it needs the operator."""
    tr = context.language
    if state.unsure:
        words = tr.plural("{n} badge: is it out?", "{n} badges: are they out?", state.unsure)
        return LampLine(words, LampState.BAD)
    if state.trouble is not None:
        return LampLine(tr.text("Printer: look"), LampState.BAD)
    left = state.labels_left
    if left == 0:
        return LampLine(tr.text("Change the roll"), LampState.BAD)
    if state.waiting:
        words = tr.plural("{n} badge waits", "{n} badges wait", state.waiting)
        return LampLine(words, LampState.CARE)
    if not state.printer:
        return LampLine(tr.text("No printer"), LampState.OFF)
    if state.set_aside:
        words = tr.plural("{n} badge to look at", "{n} badges to look at", state.set_aside)
        return LampLine(words, LampState.CARE)
    if left is not None and left <= LOW:
        return LampLine(tr.plural("{n} label left", "{n} labels left", left), LampState.CARE)
    return LampLine(tr.text("Printer ready"), LampState.GOOD)
