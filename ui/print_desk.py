"""The one place that works the print queue off, so that no two prints run at once.

A badge that is wanted goes into the queue, which survives a restart, and is printed behind the window. A
printer that fails, a disk that is full: all of it ends up in the state shown here, and none of it reaches
whoever asked for the badge, because at the door the check-in comes first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from checkin.badges import JobState
from checkin.errors import KnownError
from ui.background import Lane

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.badges import Badges, WorkedOff
    from checkin.language import Language
    from checkin.printers import Printer
    from ui.background import Background

RETRY_MS: Final = 15_000  # while paper is being refilled


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
        self._printer: Printer | None = None
        self._once_more = False
        self.state = PrintState()
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(RETRY_MS)
        self._retry.timeout.connect(self.kick)

    @property
    def printer(self) -> Printer | None:
        return self._printer

    def use(self, printer: Printer | None) -> None:
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
                lambda: self._badges.work_off(printer, self._language),
                self._worked,
                self._failed,
                Lane.FREE,
            )
        else:
            self._show()

    def stop(self) -> None:
        """No more attempts: the window closes."""
        self._retry.stop()

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
