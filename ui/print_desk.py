"""The one place that works the print queue off, so that no two prints run at once.

A badge that is wanted goes into the queue, which survives a restart, and is printed behind the window. A
printer that fails, a disk that is full: all of it ends up in the state shown here, and none of it reaches
whoever asked for the badge, because at the door the check-in comes first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from checkin.badges import JobState
from checkin.badges.badges import LAYOUT
from checkin.domain import Delegate
from checkin.errors import KnownError, PrinterTrouble
from checkin.language import mark
from checkin.printers import Printer
from ui.background import Lane

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from checkin.badges import Badges, WorkedOff
    from checkin.language import Language
    from checkin.layout import Sheet
    from ui.background import Background

RETRY_MS: Final = 15_000  # while paper is being refilled


TEST: Final = Delegate(
    id="",
    number=0,
    name="Test page",
    native_name="試し刷り 測試",
    reading="ためしずり",
    organisation="Uketsuke سىناق بېتى",
    country="ABCDEFG abcdefg 0123456789",
)


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
    working: bool = False
    trouble: KnownError | None = None


class PrintDesk(QObject):
    """Says `changed(PrintState)`."""

    changed = Signal(object)

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
        self._language = language
        self._printer: SheetPrinter | None = None
        self._once_more = False
        self.layout = LAYOUT  # of what comes from the queue
        self.state = PrintState()
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(RETRY_MS)
        self._retry.timeout.connect(self.kick)

    @property
    def printer(self) -> SheetPrinter | None:
        return self._printer

    def use(self, printer: SheetPrinter | None) -> None:
        """Prints there from now on, and what waits already; None lets everything wait."""
        self._printer = printer
        self._show(printer=printer.name if printer else "", trouble=None)
        self.kick()

    def want(self, delegates: Iterable[str]) -> None:
        """Puts badges into the queue and prints. Never raises: what goes wrong is in the state."""
        try:
            self._badges.enqueue(delegates)
        except KnownError as error:
            self._show(trouble=error)
            return
        self.kick()

    def kick(self) -> None:
        """Works off what waits, now."""
        self._retry.stop()
        printer = self._printer
        if self.state.working:
            self._once_more = True
        elif printer is not None and self._count().waiting:
            self._show(working=True)
            self._background.run(
                lambda: self._badges.work_off(printer, self._language, self.layout),
                self._worked,
                self._failed,
                Lane.FREE,
            )
        else:
            self._show()

    def print_pile(
        self, delegates: Sequence[Delegate], paper: Paper, done: Callable[[int], None]
    ) -> None:
        """Prints a pile as one job, beside the queue; `done` is told how many badges.

        Raises `PrinterTrouble` where there is no printer; later trouble is in the state.
        """
        printer = self._required().on(paper.sheet)

        def work() -> int:
            ready = self._badges.prepare(delegates, paper.layout)
            printer.send(ready.badges)
            return self._badges.record_printed(ready.delegates, paper.layout)

        self._run(work, done)

    def print_test(self, paper: Paper, done: Callable[[int], None]) -> None:
        """A page of nobody's badge, in every script; raises `PrinterTrouble` where there is no printer."""
        sheet = paper.sheet
        printer = self._required().on(sheet)

        def work() -> int:
            badge = self._badges.compose(TEST, paper.layout)
            count = sheet.places - sheet.start if sheet else 1
            printer.send((badge,) * count)
            return count

        self._run(work, done)

    def stop(self) -> None:
        """No more attempts: the window closes."""
        self._retry.stop()

    def _required(self) -> SheetPrinter:
        if self._printer is None:
            raise PrinterTrouble(
                mark("No printer is chosen. Choose one under Station, or save a PDF.")
            )
        return self._printer

    def _run(self, work: Callable[[], int], done: Callable[[int], None]) -> None:
        """A job that is not in the queue; the queue waits until it is through."""
        if self.state.working:
            raise PrinterTrouble(mark("The printer is busy. Try again in a moment."))
        self._show(working=True, trouble=None)

        def through(count: int) -> None:
            self._show(working=False)
            done(count)
            self.kick()

        self._background.run(work, through, self._stuck, Lane.FREE)

    def _stuck(self, error: KnownError) -> None:
        self._show(working=False, trouble=error)

    def _worked(self, result: WorkedOff) -> None:
        self._show(working=False, trouble=result.trouble)
        if result.trouble is not None:
            self._retry.start()
        elif self._once_more:
            self._once_more = False
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
        return replace(self.state, waiting=len(jobs) - aside, set_aside=aside)
