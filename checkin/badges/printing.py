"""Print queue: prints badges one by one; no error here affects the check-in.

At most once: a badge is printed once, or the operator is asked. A job is marked in the store before it goes to
the printer and removed when it is printed; one found marked later, after a crash or a jam, is in doubt.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkin.badges.codes import CHUNK, PAUSE
from checkin.badges.run import PrintRun, WorkedOff
from checkin.domain import CodeKind
from checkin.errors import KnownError, PrinterInDoubt, PrinterTrouble
from checkin.journal import badge_printed
from checkin.language import mark
from checkin.printers import size_of
from checkin.store import people, queue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from checkin.badges.codes import Codes
    from checkin.badges.run import Compose
    from checkin.domain import BadgeState, Delegate
    from checkin.journal import Journal
    from checkin.language import Language
    from checkin.layout import Composed
    from checkin.printers import Printer, Routes
    from checkin.store.queue import JobState
    from checkin.store.store import Store


@dataclass(frozen=True, slots=True)
class Queued:
    """A job of the queue, for the screen. `delegate` is None if they were removed from the roster."""

    id: int
    delegate: Delegate | None
    state: JobState
    reason: str
    added_at: int
    attempts: int


class PrintQueue:
    """The queue of one store. One thread at a time processes it; adding never waits for that."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        compose: Compose,
        codes: Codes,
    ) -> None:
        self._store = store
        self._journal = journal
        self._compose = compose
        self._codes = codes
        self._working = threading.Lock()

    def add_job(self, delegates: Iterable[str], *, again: bool = False) -> int:
        """Appends badges to the queue; returns how many were not in it yet.

        With `again` (an explicit request), jobs that were set aside or are in doubt are printed too.
        """
        with self._store.write() as connection:
            return queue.add_job(connection, delegates, self._journal.now(), again=again)

    def jobs(self) -> tuple[Queued, ...]:
        with self._store.read() as connection:
            jobs = queue.jobs(connection)
            found = people.some(connection, [job.delegate for job in jobs])
        known = {delegate.id: delegate for delegate in found}
        return tuple(
            Queued(
                job.id, known.get(job.delegate), job.state, job.reason, job.added_at, job.attempts
            )
            for job in jobs
        )

    def badge_state(self, delegate: str, printed: int) -> BadgeState:
        """Where the badge of a delegate is who had `printed` badges before."""
        with self._store.read() as connection:
            return queue.badge_state(connection, delegate, printed)

    def retry(self, *jobs: int) -> None:
        """Queues jobs again that were set aside, or were not printed."""
        with self._store.write() as connection:
            for job in jobs:
                queue.put_back(connection, job)

    def came_out(self, *jobs: int) -> int:
        """Journals these badges as printed and removes their jobs; returns how many."""
        with self._store.read() as connection:
            there = {job.id: job.delegate for job in queue.jobs(connection)}
        seen = {job: there[job] for job in jobs if job in there}
        codes = self._codes.valid(list(seen.values()), CodeKind.BADGE)
        in_order = list(seen.items())
        for start in range(0, len(in_order), CHUNK):
            if start:
                threading.Event().wait(PAUSE)
            part = in_order[start : start + CHUNK]
            with self._store.write() as connection:
                known = people.prints_of(connection, (delegate for _, delegate in part))
                drafts = (
                    badge_printed(delegate, codes.get(delegate, ""), known.get(delegate, 0))
                    for _, delegate in part
                )
                self._journal.append_many(connection, drafts)
                for job, _ in part:
                    queue.remove_job(connection, job)
        return len(seen)

    def drop(self, job: int) -> None:
        """Removes a job from the queue without printing it."""
        with self._store.write() as connection:
            queue.remove_job(connection, job)

    def work_off(
        self,
        routes: Routes,
        language: Language,
        layout: str,
        going_on: Callable[[int], bool] = lambda _: True,
    ) -> WorkedOff:
        """Prints until the queue is empty, its printer refuses, or `going_on(printed)` returns False.

        A badge that cannot be printed is set aside with the reason; one that the printer refused keeps its place;
        one that is in doubt blocks its printer until the operator has checked. Other printers continue.
        """
        if not self._working.acquire(blocking=False):
            return WorkedOff(0, 0)
        try:
            run = PrintRun(self._store, self._journal, self._compose, routes, (language, layout))
            return run.work(going_on)
        finally:
            self._working.release()

    def print_batch(
        self,
        printer: Printer,
        badges: Sequence[Composed],
        delegates: Sequence[str],
        language: Language,
    ) -> WorkedOff:
        """Prints badges as one job (a batch), such as the badges on a sheet.

        Either all are printed, or none, or the result is unknown: then every badge is in doubt. Badges that were
        already in the queue are printed here and not a second time. Pages that are not badges have no `delegates`.
        Raises `PrinterTrouble` while the queue is being processed.
        """
        if not self._working.acquire(blocking=False):
            raise PrinterTrouble(mark("The printer is busy. Try again in a moment."))
        try:
            printer.check(size_of(badges[0]))
            return self._send_batch(printer, badges, delegates, language)
        except KnownError as trouble:
            return WorkedOff(0, 0, trouble)
        finally:
            printer.rest()
            self._working.release()

    def _send_batch(
        self,
        printer: Printer,
        badges: Sequence[Composed],
        delegates: Sequence[str],
        language: Language,
    ) -> WorkedOff:
        if not delegates:
            printer.send(badges)
            return WorkedOff(0, 0)
        with self._store.write() as connection:
            jobs, new = queue.take_batch(connection, delegates, self._journal.now())
        try:
            printer.send(badges)
        except PrinterInDoubt as trouble:
            with self._store.write() as connection:
                queue.mark_unsure(connection, jobs, language.explain(trouble))
            raise
        except KnownError as trouble:
            self._none_came_out(jobs, new, language.explain(trouble))
            raise
        return WorkedOff(self.came_out(*jobs), 0)

    def _none_came_out(self, jobs: Iterable[int], new: Iterable[int], reason: str) -> None:
        """Restores the queue: it would print the new badges one by one, which was not requested."""

        with self._store.write() as connection:
            for job in jobs:
                queue.put_back(connection, job, reason)
            for job in new:
                queue.remove_job(connection, job)
