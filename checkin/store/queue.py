"""The print queue of this machine: badges that wait for the printer, kept through a restart."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from checkin import schema

if TYPE_CHECKING:
    from collections.abc import Iterable

_job = schema.print_job.c


class JobState(StrEnum):
    WAITING = "waiting"
    PRINTING = "printing"
    FAILED = "failed"  # waits for a person: the badge cannot be printed as it is


@dataclass(frozen=True, slots=True)
class Job:
    """A badge that is to be printed. `reason` says why the last attempt came to nothing."""

    id: int
    delegate: str
    state: JobState
    reason: str
    added_at: int
    attempts: int


def add(connection: sa.Connection, delegates: Iterable[str], at: int) -> int:
    """Puts badges at the end of the queue; one that waits already is not put there twice. Gives the new ones."""
    waiting = set(connection.scalars(sa.select(_job.delegate)))
    fresh = [one for one in dict.fromkeys(delegates) if one not in waiting]
    if fresh:
        rows = [{"delegate": one, "state": JobState.WAITING, "added_at": at} for one in fresh]
        connection.execute(sa.insert(schema.print_job), rows)
    return len(fresh)


def take(connection: sa.Connection) -> Job | None:
    """The badge that waits longest, marked as being printed; None when nothing waits."""
    query = sa.select(schema.print_job).where(_job.state == JobState.WAITING).order_by(_job.id)
    row = connection.execute(query.limit(1)).first()
    if row is None:
        return None
    _update(connection, row.id, state=JobState.PRINTING, attempts=row.attempts + 1)
    return Job(row.id, row.delegate, JobState.PRINTING, row.reason, row.added_at, row.attempts + 1)


def done(connection: sa.Connection, job: int) -> None:
    """Takes a job off the queue: printed, or not wanted any more."""
    connection.execute(sa.delete(schema.print_job).where(_job.id == job))


def wait(connection: sa.Connection, job: int, reason: str = "") -> None:
    """The job waits again, in its old place."""
    _update(connection, job, state=JobState.WAITING, reason=reason)


def fail(connection: sa.Connection, job: int, reason: str) -> None:
    """The job is set aside until somebody has corrected what is wrong."""
    _update(connection, job, state=JobState.FAILED, reason=reason)


def recover(connection: sa.Connection) -> int:
    """What was being printed when the program ended waits again; gives how many."""
    statement = sa.update(schema.print_job).where(_job.state == JobState.PRINTING)
    return connection.execute(statement.values(state=JobState.WAITING)).rowcount


def jobs(connection: sa.Connection) -> tuple[Job, ...]:
    """The whole queue, the longest waiting first."""
    rows = connection.execute(sa.select(schema.print_job).order_by(_job.id))
    return tuple(_job_of(row) for row in rows)


def _update(connection: sa.Connection, job: int, **values: object) -> None:
    connection.execute(sa.update(schema.print_job).where(_job.id == job).values(**values))


def _job_of(row: sa.Row[Any]) -> Job:
    return Job(row.id, row.delegate, JobState(row.state), row.reason, row.added_at, row.attempts)
