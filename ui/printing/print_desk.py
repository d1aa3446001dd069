"""The one place that works the print queue off, so that no two prints run at once.

A badge that is wanted goes into the queue, which survives a restart, and is printed behind the window. A
printer that fails, a disk that is full: all of it ends up in the state shown here, and none of it reaches
whoever asked for the badge, because at the door the check-in comes first.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, Signal

from checkin.badges import JobState, WorkedOff
from checkin.badges.badges import LAYOUT
from checkin.errors import KnownError, PrinterTrouble
from checkin.language import mark
from checkin.printers import LAYOUT as LAYOUT_KEY
from checkin.printers import Printer, Routes
from ui.parts.background import Lane, Stopped
from ui.parts.timers import single_shot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from checkin.badges import Badges
    from checkin.domain import Delegate
    from checkin.language import Language
    from checkin.layout import Sheet
    from ui.parts.background import Background

RETRY_MS: Final = 15_000  # while paper is being refilled


class SheetPrinter(Printer, Protocol):
    """A printer that can fill sheets as well."""

    def on(self, sheet: Sheet | None) -> Printer:
        """The same printer for sheets, or for single badges."""
        ...


@dataclass(frozen=True, slots=True)
class Paper:
    """On what badges are printed: which layout, and which sheet if they do not come one at a time."""

    layout: str
    sheet: Sheet | None = None


@dataclass(frozen=True, slots=True)
class PrintState:
    """What a lamp and the queue's list show. Without a printer badges wait."""

    printer: str = ""
    waiting: int = 0
    set_aside: int = 0  # cannot be printed as they are
    unsure: int = 0  # somebody has to look whether they came out
    working: bool = False
    printed: int = 0  # since the printer began, of so many that waited then
    wanted: int = 0
    stopped: bool = False  # by hand; goes on by hand
    trouble: KnownError | None = None


class PrintDesk(QObject):
    """Says `changed(PrintState)`, and `counted(int)` for each badge while the queue is worked off."""

    changed = Signal(object)
    counted = Signal(int)

    def __init__(
        self,
        badges: Badges,
        background: Background,
        language: Language,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._badges = badges
        self._background = background
        self.language = language
        self._printer: SheetPrinter | None = None
        self._special: Mapping[str, SheetPrinter] = {}
        self._once_more = False
        self._stop = threading.Event()
        self.layout = LAYOUT  # of what comes from the queue
        self.state = PrintState()
        self._retry = single_shot(self, RETRY_MS, self.kick)

    @property
    def printer(self) -> SheetPrinter | None:
        """The usual one."""
        return self._printer

    @property
    def routes(self) -> Routes:
        """Which badge goes where."""
        return Routes(self._printer, self._special)

    def speak(self, language: Language) -> None:
        """What is prepared from now on is in that language; a badge under way keeps its own."""
        self.language = language

    def use(
        self, printer: SheetPrinter | None, special: Mapping[str, SheetPrinter] | None = None
    ) -> None:
        """Prints there from now on, and what waits already; None lets everything wait.

        `special` are the printers of categories and layouts; without it they stay as they are.
        """
        self._printer = printer
        if special is not None:
            self._special = special
        name = next((route.name for route in self.routes.all()), "")
        self._show(printer=name, trouble=None)
        self.kick()

    def want(self, delegates: Iterable[str], *, again: bool = False) -> None:
        """Puts badges into the queue and prints. Never raises: what goes wrong is in the state.

        `again`: somebody asks for just these, whatever became of them before.
        """
        try:
            self._badges.enqueue(delegates, again=again)
        except KnownError as error:
            self._show(trouble=error)
            return
        if not self.state.stopped:
            self.kick()
        else:
            self._show()

    def kick(self) -> None:
        """Works off what waits, now."""
        self._retry.stop()
        routes = self.routes
        if self.state.working:
            self._once_more = True
        elif routes.all() and self._count().waiting:
            self._stop.clear()
            waiting = self._count().waiting
            self._show(working=True, stopped=False, printed=0, wanted=waiting)
            self._background.run(self._work(routes), self._worked, self._failed, Lane.FREE)
        else:
            self._show(stopped=False)

    def stop_printing(self) -> None:
        """What is at the printer comes out; what waits goes on waiting until somebody says so."""
        self._stop.set()
        self._retry.stop()
        self._show(stopped=True)

    def answer(self, came_out: Sequence[int], again: Sequence[int] = ()) -> None:
        """Somebody has looked: these badges came out, those are printed again. Raises `KnownError`."""
        queue = self._badges.queue
        if came_out:
            queue.came_out(*came_out)
        if again:
            queue.retry(*again)
        self._show(trouble=None)
        self.kick()

    def _work(self, routes: Routes) -> Callable[[], WorkedOff]:
        badges, language, layout, stop = self._badges, self.language, self.layout, self._stop
        tell = self._background.progress(self._counted)

        def going_on(printed: int) -> bool:
            tell(printed)
            return not stop.is_set()

        return lambda: badges.work_off(routes, language, layout, going_on)

    def _counted(self, printed: float) -> None:
        self.state = replace(self.state, printed=int(printed))
        self.counted.emit(int(printed))

    def print_pile(
        self,
        delegates: Sequence[Delegate],
        paper: Paper,
        done: Callable[[int], None],
        progress: Callable[[float], None] | None = None,
    ) -> None:
        """Prints a pile as one batch; `done` is told how many badges came out: none where it failed.

        Raises `PrinterTrouble` where there is no printer; later trouble is in the state. Stopped by its
        `progress` it prints none.
        """
        printer = self._required(paper).on(paper.sheet)
        badges, language = self._badges, self.language

        def work() -> WorkedOff:
            try:
                return badges.print_batch(delegates, printer, paper.layout, language, progress)
            except Stopped:
                return WorkedOff(0, 0)

        self._run(work, done, lambda _: done(0))

    def print_test(self, paper: Paper, done: Callable[[int], None]) -> None:
        """A page of nobody's badge, in every script; raises `PrinterTrouble` where there is no printer."""
        sheet = paper.sheet
        printer = self._required(paper).on(sheet)

        count = sheet.places - sheet.start if sheet else 1
        badges, language = self._badges, self.language
        self._run(lambda: badges.print_test(printer, paper.layout, count, language), done)

    def stop(self) -> None:
        """No more attempts, and no badge behind the one at the printer: the window closes."""
        self._stop.set()
        self._retry.stop()

    def _required(self, paper: Paper) -> SheetPrinter:
        """The printer of the layout, else the usual one: a pile is not split by category."""
        printer = self._special.get(LAYOUT_KEY + paper.layout, self._printer)
        if printer is None:
            raise PrinterTrouble(
                mark("No printer is chosen. Choose one under Station, or save a PDF.")
            )
        return printer

    def _run(
        self,
        work: Callable[[], WorkedOff],
        done: Callable[[int], None],
        failed: Callable[[KnownError], None] = lambda _: None,
    ) -> None:
        """A job that is not in the queue; the queue waits until it is through."""
        if self.state.working:
            raise PrinterTrouble(mark("The printer is busy. Try again in a moment."))
        self._show(working=True, trouble=None)

        def through(result: WorkedOff) -> None:
            if result.trouble is not None:
                stuck(result.trouble)
                return
            self._show(working=False)
            done(result.printed)
            self.kick()

        def stuck(error: KnownError) -> None:
            self._show(working=False, trouble=error)
            failed(error)

        self._background.run(work, through, stuck, Lane.FREE)

    def _worked(self, result: WorkedOff) -> None:
        self._show(working=False, trouble=result.trouble, printed=result.printed)
        once_more, self._once_more = self._once_more, False
        if self.state.stopped:
            return
        if result.trouble is not None:
            self._retry.start()
        elif once_more:
            self.kick()

    def _failed(self, error: KnownError) -> None:
        self._show(working=False, trouble=error)
        self._retry.start()

    def _show(self, **facts: object) -> None:
        self.state = replace(self._count(), **facts)  # type: ignore[arg-type]
        self.changed.emit(self.state)

    def _count(self) -> PrintState:
        try:
            jobs = self._badges.waiting()
        except KnownError as error:
            return replace(self.state, trouble=error)
        aside = sum(job.state is JobState.FAILED for job in jobs)
        unsure = sum(job.state is JobState.UNSURE for job in jobs)
        waiting = len(jobs) - aside - unsure
        return replace(self.state, waiting=waiting, set_aside=aside, unsure=unsure)
