"""Print queue (spool) of this machine: persistent jobs that wait for the badge printer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import schema
from checkin.domain import BadgeState

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_job, _double = schema.print_job.c, schema.double.c
# A badge that was queued before its delegate was joined with another is that person's.
_whose = sa.func.coalesce(
    sa.select(_double.person).where(_double.delegate == _job.delegate).scalar_subquery(),
    _job.delegate,
)
_JOBS: Final = sa.select(schema.print_job, _whose.label("whose"))


class JobState(StrEnum):
    WAITING = "waiting"
    PRINTING = "printing"
    SENT = "sent"  # sent to the printer, without confirmation yet
    UNSURE = "unsure"  # waits for a person: it may have been printed
    FAILED = "failed"  # waits for a person: the badge cannot be printed as it is


@dataclass(frozen=True, slots=True)
class Job:
    """A badge to be printed. `reason` says why the last attempt failed."""

    id: int
    delegate: str
    state: JobState
    reason: str
    added_at: int
    attempts: int


def add_job(
    connection: sa.Connection, delegates: Iterable[str], at: int, *, again: bool = False
) -> int:
    """Adds badges to the queue, except those that wait already. Returns the new ones.

    `again`: the user requests these badges, so jobs that wait for a person wait no longer.
    """
    wanted = list(dict.fromkeys(delegates))
    waiting = set(connection.scalars(sa.select(_whose)))
    fresh = [delegate for delegate in wanted if delegate not in waiting]
    if fresh:
        rows = [
            {"delegate": delegate, "state": JobState.WAITING, "added_at": at} for delegate in fresh
        ]
        connection.execute(sa.insert(schema.print_job), rows)
    if again:
        asking = _job.state.in_((JobState.UNSURE, JobState.FAILED)) & _whose.in_(wanted)
        connection.execute(
            sa.update(schema.print_job).where(asking).values(state=JobState.WAITING, reason="")
        )
    return len(fresh)


def following(connection: sa.Connection, passed: int = 0) -> Job | None:
    """The longest waiting job, behind the job `passed`; None when there is none."""
    query = _JOBS.where(_job.state == JobState.WAITING, _job.id > passed)
    row = connection.execute(query.order_by(_job.id).limit(1)).first()
    return None if row is None else _job_of(row)


def take_job(connection: sa.Connection, job: int) -> bool:
    """Marks a job as being printed; False where it waits no longer."""
    statement = sa.update(schema.print_job).where(_job.id == job, _job.state == JobState.WAITING)
    values = {"state": JobState.PRINTING, "attempts": _job.attempts + 1}
    return connection.execute(statement.values(**values)).rowcount == 1


def take_batch(
    connection: sa.Connection, delegates: Sequence[str], at: int
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Marks badges as being printed together; those that are not in the queue yet are put there.

    Gives the jobs in the order of the badges, and those of them that are new.
    """
    before = {job.id for job in jobs(connection)}
    add_job(connection, delegates, at)
    known = {job.delegate: job.id for job in jobs(connection)}
    taken = tuple(known[delegate] for delegate in delegates)
    statement = sa.update(schema.print_job).where(_job.id == sa.bindparam("job"))
    values = {"state": JobState.PRINTING, "reason": "", "attempts": _job.attempts + 1}
    if taken:
        connection.execute(statement.values(**values), [{"job": job} for job in taken])
    return taken, tuple(job for job in taken if job not in before)


def mark_sent(connection: sa.Connection, job: int) -> None:
    """The printer has the badge."""
    _update(connection, job, state=JobState.SENT, reason="")


def mark_unsure(connection: sa.Connection, jobs: Iterable[int], reason: str) -> None:
    """Nobody knows whether these came out until somebody has looked."""
    for job in jobs:
        _update(connection, job, state=JobState.UNSURE, reason=reason)


def remove_job(connection: sa.Connection, job: int) -> None:
    """Takes a job off the queue: printed, or not wanted any more."""
    connection.execute(sa.delete(schema.print_job).where(_job.id == job))


def withdraw(connection: sa.Connection, delegate: str) -> None:
    """Takes the badge of a delegate off the queue, unless a printer has it or had it."""
    printed_never = _job.state.in_((JobState.WAITING, JobState.FAILED))
    statement = sa.delete(schema.print_job).where(_whose == delegate, printed_never)
    connection.execute(statement)


def badge_state(connection: sa.Connection, delegate: str, printed: int) -> BadgeState:
    """Where the badge of a delegate is who had `printed` badges before; whether a printer works is not known here."""
    state = connection.scalar(sa.select(_job.state).where(_whose == delegate))
    match state and JobState(state):
        case JobState.SENT:
            return BadgeState.TAKEN
        case JobState.UNSURE:
            return BadgeState.UNSURE
        case JobState.FAILED:
            return BadgeState.SET_ASIDE
        case None:
            table = schema.print_made
            query = sa.select(sa.func.count()).where(table.c.owner == delegate)
            made = connection.scalar(query) or 0
            return BadgeState.TAKEN if made > printed else BadgeState.WAITS
        case _:
            return BadgeState.WAITS


def put_back(connection: sa.Connection, job: int, reason: str = "") -> None:
    """The job waits again, in its old place."""
    _update(connection, job, state=JobState.WAITING, reason=reason)


def set_aside(connection: sa.Connection, job: int, reason: str) -> None:
    """The job is set aside until somebody has corrected what is wrong."""
    _update(connection, job, state=JobState.FAILED, reason=reason)


def recover(connection: sa.Connection) -> int:
    """After a crash, jobs at the printer are in doubt. Returns their count."""
    midway = _job.state.in_((JobState.PRINTING, JobState.SENT))
    statement = sa.update(schema.print_job).where(midway)
    return connection.execute(statement.values(state=JobState.UNSURE, reason="")).rowcount


def jobs(connection: sa.Connection) -> tuple[Job, ...]:
    """The whole queue, longest waiting first."""
    rows = connection.execute(_JOBS.order_by(_job.id))
    return tuple(_job_of(row) for row in rows)


def _update(connection: sa.Connection, job: int, **values: object) -> None:
    connection.execute(sa.update(schema.print_job).where(_job.id == job).values(**values))


def _job_of(row: sa.Row[Any]) -> Job:
    return Job(row.id, row.whose, JobState(row.state), row.reason, row.added_at, row.attempts)
