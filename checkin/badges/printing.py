"""The print queue at work: badge after badge, and nothing that goes wrong here reaches the check-in."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkin.errors import KnownError, NotFound, NotPossible
from checkin.journal import badge_printed
from checkin.store import people, queue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from checkin.domain import Delegate
    from checkin.journal import Journal
    from checkin.language import Language
    from checkin.layout import Composed
    from checkin.printers import Printer
    from checkin.store.queue import Job, JobState
    from checkin.store.store import Store


@dataclass(frozen=True, slots=True)
class Queued:
    """A badge in the queue, for the screen. `delegate` is None when they have left the roster."""

    id: int
    delegate: Delegate | None
    state: JobState
    reason: str
    added_at: int
    attempts: int


@dataclass(frozen=True, slots=True)
class WorkedOff:
    """What became of the queue. `trouble` is why it stopped before its end."""

    printed: int
    set_aside: int
    trouble: KnownError | None = None


class PrintQueue:
    """The queue of one store. One thread works it off at a time; adding never waits for that."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        compose: Callable[[Delegate, Language, str], tuple[Composed, str]],
    ) -> None:
        self._store = store
        self._journal = journal
        self._compose = compose  # a badge in a layout, and the code on it
        self._working = threading.Lock()

    def add(self, delegates: Iterable[str]) -> int:
        """Puts badges at the end; gives how many were not in the queue yet."""
        with self._store.write() as connection:
            return queue.add(connection, delegates, self._journal.now())

    def jobs(self) -> tuple[Queued, ...]:
        with self._store.read() as connection:
            jobs = queue.jobs(connection)
            found = people.some(connection, [job.delegate for job in jobs])
        known = {one.id: one for one in found}
        return tuple(
            Queued(
                job.id, known.get(job.delegate), job.state, job.reason, job.added_at, job.attempts
            )
            for job in jobs
        )

    def retry(self, job: int) -> None:
        """Lets a job that was set aside wait again."""
        with self._store.write() as connection:
            queue.wait(connection, job)

    def drop(self, job: int) -> None:
        """Takes a job off the queue unprinted."""
        with self._store.write() as connection:
            queue.done(connection, job)

    def work_off(self, printer: Printer, language: Language, layout: str) -> WorkedOff:
        """Prints what waits until nothing does or the printer refuses.

        A badge that cannot be printed is set aside with the reason; one that the printer refused waits on
        in its place. After a crash a badge may come out twice, but none is lost.
        """
        if not self._working.acquire(blocking=False):
            return WorkedOff(0, 0)
        try:
            return self._work_off(printer, language, layout)
        finally:
            self._working.release()

    def _work_off(self, printer: Printer, language: Language, layout: str) -> WorkedOff:
        printed = set_aside = 0
        try:
            with self._store.write() as connection:
                queue.recover(connection)
            while job := self._take():
                if self._print(job, printer, language, layout):
                    printed += 1
                else:
                    set_aside += 1
        except KnownError as trouble:
            return WorkedOff(printed, set_aside, trouble)
        return WorkedOff(printed, set_aside)

    def _take(self) -> Job | None:
        with self._store.write() as connection:
            return queue.take(connection)

    def _print(self, job: Job, printer: Printer, language: Language, layout: str) -> bool:
        """Whether the badge was printed; it was set aside if not. Raises what stops the queue."""
        try:
            with self._store.read() as connection:
                delegate = people.get(connection, job.delegate)
            badge, code = self._compose(delegate, language, layout)
        except (NotFound, NotPossible) as error:
            with self._store.write() as connection:
                queue.fail(connection, job.id, language.explain(error))
            return False
        try:
            printer.send((badge,))
        except KnownError as error:
            with self._store.write() as connection:
                queue.wait(connection, job.id, language.explain(error))
            raise
        with self._store.write() as connection:
            self._journal.append(connection, badge_printed(delegate.id, code))
            queue.done(connection, job.id)
        return True
