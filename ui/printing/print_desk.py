"""Print queue worker (spooler): the only place that prints, so that no two prints run at once.

A requested badge goes into the queue, which survives a restart, and is printed in a worker thread. A failing
printer or a full disk ends up in the state shown here, and never reaches the caller, because at the door
the check-in comes first.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, Signal

from checkin.badges import JobState, WorkedOff
from checkin.badges.badges import LAYOUT
from checkin.domain import BadgeState
from checkin.errors import KnownError, PrinterTrouble
from checkin.language import mark
from checkin.printers import LAYOUT as LAYOUT_KEY
from checkin.printers import Printer, Routes
from ui.parts.background import Lane, Stopped
from ui.parts.timers import single_shot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from checkin.badges import Badges, Piles
    from checkin.domain import Delegate
    from checkin.language import Language
    from checkin.layout import Sheet
    from ui.parts.background import Background

RETRY_MS: Final = 15_000  # until the next attempt


class SheetPrinter(Printer, Protocol):
    """A printer that can fill sheets as well."""

    def on(self, sheet: Sheet | None) -> Printer:
        """The same printer for that sheet, or for single badges."""
        ...


@dataclass(frozen=True, slots=True)
class Paper:
    """The stock: a layout, and a sheet unless badges are printed singly."""

    layout: str
    sheet: Sheet | None = None


@dataclass(frozen=True, slots=True)
class PrintState:
    """The state shown by the lamp and the queue. Without a printer badges wait."""

    printer: str = ""
    waiting: int = 0
    set_aside: int = 0  # cannot be printed, skipped
    unsure: int = 0  # may have been printed; the operator has to check
    working: bool = False
    printed: int = 0  # printed in this run, out of `wanted`
    wanted: int = 0
    stopped: bool = False  # paused and resumed by hand
    trouble: KnownError | None = None
    rolls: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))  # labels left
    labels_left: int | None = None  # the fewest of the printers in use; None: not counted

    @property
    def prints(self) -> bool:
        """Whether a badge that is queued now goes to a printer at once."""
        return bool(self.printer) and not self.stopped and self.trouble is None


class PrintDesk(QObject):
    """Emits `changed(PrintState)`, and `counted(int)` for each badge while the queue is processed."""

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
        self.layout = LAYOUT  # for badges of the queue
        self.state = PrintState()
        self._retry = single_shot(self, RETRY_MS, self.kick)

    @property
    def printer(self) -> SheetPrinter | None:
        """The default printer."""
        return self._printer

    @property
    def routes(self) -> Routes:
        """The routing of badges to printers."""
        return Routes(self._printer, self._special)

    def speak(self, language: Language) -> None:
        """Switches the language of badges prepared from now on; a running job keeps its own."""
        self.language = language

    def use(
        self, printer: SheetPrinter | None, special: Mapping[str, SheetPrinter] | None = None
    ) -> None:
        """Sets the default printer for new and waiting badges; None lets everything wait.

        `special` are the printers of categories and layouts; without it they stay as they are.
        """
        self._printer = printer
        if special is not None:
            self._special = special
        name = next((route.name for route in self.routes.all()), "")
        self._show(printer=name, trouble=None)
        self.kick()

    def want(self, delegates: Iterable[str], *, again: bool = False) -> None:
        """Queues badges and prints. Never raises: errors are in the state.

        `again`: a reprint on request, whatever was printed before.
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

    def badge_state(self, delegate: str, printed: int) -> BadgeState:
        """Where the badge of a check-in is; `printed` is how many this delegate had before."""
        try:
            state = self._badges.queue.badge_state(delegate, printed)
        except KnownError:
            return BadgeState.AWAY
        away = state is BadgeState.WAITS and not self.state.prints
        return BadgeState.AWAY if away else state

    def count_again(self) -> None:
        """Shows the queue as it is: badges were taken off it elsewhere."""
        self._show()

    def kick(self) -> None:
        """Starts to process the queue now."""
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
        """Pauses: the running job finishes, the rest waits for a resume."""
        self._stop.set()
        self._retry.stop()
        self._show(stopped=True)

    def answer(self, came_out: Sequence[int], again: Sequence[int] = ()) -> None:
        """Records the operator's answer: these badges came out, those are reprinted. Raises `KnownError`."""
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
        delegates: Sequence[Delegate] | Piles,
        paper: Paper,
        done: Callable[[int], None],
        progress: Callable[[float], None] | None = None,
    ) -> None:
        """Prints a pile as one batch; `done` gets the number of badges printed: 0 when it failed.

        Raises `PrinterTrouble` when there is no printer; later errors are in the state. Cancelled by its
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
        """Prints a test page with every script. Raises `PrinterTrouble` when there is no printer."""
        sheet = paper.sheet
        printer = self._required(paper).on(sheet)

        count = sheet.places - sheet.start if sheet else 1
        badges, language = self._badges, self.language
        self._run(lambda: badges.print_test(printer, paper.layout, count, language), done)

    def stop(self) -> None:
        """Stops for good, after the running job: the window closes."""
        self._stop.set()
        self._retry.stop()

    def _required(self, paper: Paper) -> SheetPrinter:
        """The printer of the layout, else the default one: a pile is not split by category."""
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
        """Runs a job outside of the queue; the queue waits until it has finished."""
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
            jobs, rolls = self._badges.waiting(), self._badges.rolls.left()
        except KnownError as error:
            return replace(self.state, trouble=error)
        aside = sum(job.state is JobState.FAILED for job in jobs)
        unsure = sum(job.state is JobState.UNSURE for job in jobs)
        waiting = len(jobs) - aside - unsure
        in_use = [rolls[each.name] for each in self.routes.all() if each.name in rolls]
        return replace(
            self.state,
            waiting=waiting,
            set_aside=aside,
            unsure=unsure,
            rolls=rolls,
            labels_left=min(in_use, default=None),
        )
