"""A run through the print queue: which badge goes to which printer, and the result of each job."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from checkin.errors import KnownError, NotFound, NotPossible, PrinterInDoubt
from checkin.journal import badge_printed
from checkin.printers import Came, size_of
from checkin.store import people, queue
from checkin.store.queue import JobState

if TYPE_CHECKING:
    from collections.abc import Callable

    from checkin.domain import Delegate
    from checkin.journal import Journal
    from checkin.language import Language
    from checkin.layout import Composed
    from checkin.printers import Printer, Routes
    from checkin.store.queue import Job
    from checkin.store.store import Store


class Compose(Protocol):
    """Composes a badge in a layout, with its code; raises `NotPossible` where it cannot be printed."""

    def __call__(
        self, delegate: Delegate, language: Language, layout: str
    ) -> tuple[Composed, str]: ...


@dataclass(frozen=True, slots=True)
class WorkedOff:
    """The result of a run. `trouble` is why it stopped before the end of the queue."""

    printed: int
    set_aside: int
    trouble: KnownError | None = None


@dataclass(frozen=True, slots=True)
class _Handed:
    """A badge that a printer has accepted without confirming it."""

    job: int
    delegate: str
    code: str
    printer: Printer


class PrintRun:
    """One run; used once, by one thread."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        compose: Compose,
        routes: Routes,
        words: tuple[Language, str],
    ) -> None:
        self._store = store
        self._journal = journal
        self._compose = compose
        self._routes = routes
        self._language, self._layout = words
        self._done = WorkedOff(0, 0)
        self._held: list[Printer] = []  # blocked for the rest of this run
        self._checked: set[tuple[str, float, float]] = set()
        self._handed: list[_Handed] = []

    def work(self, going_on: Callable[[int], bool]) -> WorkedOff:
        try:
            self._hold_what_is_in_doubt()
            passed = 0
            while going_on(self._done.printed) and (job := self._following(passed)):
                passed = job.id
                self._one(job)
            self._settle()
        except KnownError as trouble:
            self._stopped_by(trouble)
        finally:
            for printer in self._routes.all():
                printer.rest()
        return self._done

    def _hold_what_is_in_doubt(self) -> None:
        with self._store.write() as connection:
            queue.recover(connection)
            unsure = [job for job in queue.jobs(connection) if job.state is JobState.UNSURE]
            asked = people.some(connection, [job.delegate for job in unsure])
        for delegate in asked:
            printer = self._routes.printer(delegate, self._layout)
            if printer is not None:
                self._held.append(printer)

    def _following(self, passed: int) -> Job | None:
        with self._store.read() as connection:
            return queue.following(connection, passed)

    def _one(self, job: Job) -> None:
        try:
            with self._store.read() as connection:
                delegate = people.get_delegate(connection, job.delegate)
            printer = self._routes.printer(delegate, self._layout)
            if printer is None or printer in self._held:
                return
            badge, code = self._compose(delegate, self._language, self._layout)
        except (NotFound, NotPossible) as error:
            with self._store.write() as connection:
                queue.set_aside(connection, job.id, self._language.explain(error))
            self._done = replace(self._done, set_aside=self._done.set_aside + 1)
            return
        if self._ready(job, printer, badge):
            self._print(job, printer, badge, code)

    def _ready(self, job: Job, printer: Printer, badge: Composed) -> bool:
        """Whether the printer is ready and takes the size; checked before its first badge of that size."""
        size = size_of(badge)
        key = (printer.name, *size)
        if key in self._checked:
            return True
        try:
            printer.check(size)
        except KnownError as error:
            self._waits(job, printer, error)
            return False
        self._checked.add(key)
        return True

    def _print(self, job: Job, printer: Printer, badge: Composed, code: str) -> None:
        with self._store.write() as connection:
            if not queue.take_job(connection, job.id):
                return
        try:
            came = printer.send((badge,))
        except PrinterInDoubt as error:
            self._in_doubt(printer, error, job.id)
            return
        except KnownError as error:
            self._waits(job, printer, error)
            return
        self._done = replace(self._done, printed=self._done.printed + 1)
        with self._store.write() as connection:
            if came is Came.OUT:
                known = people.badges_printed(connection, job.delegate)
                self._journal.append(connection, badge_printed(job.delegate, code, known))
                queue.remove_job(connection, job.id)
            else:
                self._handed.append(_Handed(job.id, job.delegate, code, printer))
                queue.mark_sent(connection, job.id)

    def _waits(self, job: Job, printer: Printer, error: KnownError) -> None:
        """The badge was not printed. Badges that the printer accepted before may not have been either."""
        with self._store.write() as connection:
            queue.put_back(connection, job.id, self._language.explain(error))
        self._in_doubt(printer, error)

    def _in_doubt(self, printer: Printer, error: KnownError, *jobs: int) -> None:
        unsure = [handed.job for handed in self._handed if handed.printer is printer]
        self._handed = [handed for handed in self._handed if handed.printer is not printer]
        with self._store.write() as connection:
            queue.mark_unsure(connection, (*unsure, *jobs), self._language.explain(error))
        self._held.append(printer)
        self._done = replace(self._done, printed=self._done.printed - len(unsure))
        self._stopped_by(error)

    def _settle(self) -> None:
        """Printers without confirmation reported no error: what they accepted counts as printed."""
        if not self._handed:
            return
        with self._store.write() as connection:
            known = people.prints_of(connection, (handed.delegate for handed in self._handed))
            drafts = (
                badge_printed(handed.delegate, handed.code, known.get(handed.delegate, 0))
                for handed in self._handed
            )
            self._journal.append_many(connection, drafts)
            for handed in self._handed:
                queue.remove_job(connection, handed.job)

    def _stopped_by(self, trouble: KnownError) -> None:
        self._done = replace(self._done, trouble=self._done.trouble or trouble)
