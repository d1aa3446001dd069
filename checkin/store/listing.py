"""Queries for reports: attendance, names for the audit log, and printed badges."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from checkin import schema
from checkin.domain import Ending, Flag

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checkin.presence import Calendar, Moment

_attendance, _scan, _print = schema.attendance.c, schema.scan.c, schema.print_made.c
_standing = ~schema.is_undone()
_person = sa.func.coalesce(schema.double.c.person, schema.invited.c.delegate)
_of_doubles = schema.invited.outerjoin(
    schema.double, schema.double.c.delegate == schema.invited.c.delegate
)
INVITED = sa.select(_person).select_from(_of_doubles).distinct()  # their ids


def printed(connection: sa.Connection) -> frozenset[str]:
    """The delegates whose badge has been printed."""
    return frozenset(connection.scalars(sa.select(_print.owner).distinct()))


def invited(connection: sa.Connection) -> frozenset[str]:
    """Those for whom an invitation was written, themselves or a double of theirs."""
    return frozenset(connection.scalars(INVITED))


def protected_numbers(connection: sa.Connection) -> frozenset[int]:
    """The numbers of the delegates who are protected."""
    of = schema.delegate.c
    query = sa.select(of.number).where(of.flags.contains(f'"{Flag.PROTECTED}"'))
    return frozenset(connection.scalars(query))


class RecordedLater(StrEnum):
    """How a presence was recorded that was not as it happened; of several scans the first of these counts."""

    FROM_PAPER = "paper"
    AFTERWARDS = "afterwards"


@dataclass(frozen=True, slots=True)
class Remarks:
    """What staff added to a presence; several are joined."""

    represented_by: str = ""
    forced: str = ""
    recorded: RecordedLater | None = None


@dataclass(frozen=True, slots=True)
class Present:
    """One delegate in one session on one day: since when, until when, and remarks of staff.

    `last_in` is the entry that is still valid, for a delegate inside; `left_at` is None for them.
    `ended` is what ended the presence: only an exit was scanned.
    """

    delegate: str
    session: str
    day: str
    first_at: int
    last_in: int
    left_at: int | None
    ended: Ending | None = None
    represented_by: str = ""
    forced: str = ""
    recorded: RecordedLater | None = None


def attendances(
    connection: sa.Connection, when: Moment, session: str | None = None, day: str | None = None
) -> tuple[Present, ...]:
    """Attendance as of that moment: of one session or of all, of one day or of all; by delegate and session.

    All are those of people: what was handed out is asked for by its session, or by the day that it is kept under.
    """
    query = sa.select(schema.attendance).order_by(
        _attendance.delegate, _attendance.session, _attendance.day
    )
    if session is not None:
        query = query.where(_attendance.session == session)
    if day is not None:
        query = query.where(_attendance.day == day)
    if session is None and day is None:
        query = query.where(schema.of_people())
    remarks = _remarks(connection, when.calendar)
    return tuple(
        _present(row, when.now, remarks.get((row.delegate, row.session, row.day), Remarks()))
        for row in connection.execute(query).all()
    )


def _present(row: sa.Row[Any], now: int, remarks: Remarks) -> Present:
    over = row.inside and now >= row.until
    inside = row.inside and not over
    ended = row.ends_with if over else row.ended
    return Present(
        delegate=row.delegate,
        session=row.session,
        day=row.day,
        first_at=row.first_at,
        last_in=row.last_at if row.inside else row.first_at,
        left_at=None if inside else row.until if over else row.last_at,
        ended=Ending(ended) if ended and not inside else None,
        represented_by=remarks.represented_by,
        forced=remarks.forced,
        recorded=remarks.recorded,
    )


def whereabouts(connection: sa.Connection, when: Moment) -> tuple[dict[str, int], frozenset[str]]:
    """Delegate id → since when, for all who are in any session now; and all who came on the day that it is."""
    inside = sa.and_(_attendance.inside == 1, _attendance.until > when.now, schema.of_people())
    query = sa.select(
        _attendance.delegate,
        _attendance.last_at,
        inside.label("is_inside"),
        (_attendance.day == when.day).label("today"),
    ).where(sa.or_(inside, _attendance.day == when.day))
    rows = connection.execute(query.order_by(_attendance.last_at)).all()
    since = {row.delegate: row.last_at for row in rows if row.is_inside}
    return since, frozenset(row.delegate for row in rows if row.today)


def inside_anywhere(
    connection: sa.Connection, delegates: Iterable[str], when: Moment
) -> frozenset[str]:
    """Which of these delegates are in any session now."""
    query = sa.select(_attendance.delegate).where(
        _attendance.delegate.in_(sorted(delegates)),
        _attendance.inside == 1,
        _attendance.until > when.now,
        schema.of_people(),
    )
    return frozenset(connection.scalars(query.distinct()))


def _remarks(connection: sa.Connection, calendar: Calendar) -> dict[tuple[str, str, str], Remarks]:
    """(delegate, session, day) → what staff added to the scans there."""
    query = (
        sa.select(
            _scan.owner,
            _scan.session,
            _scan.at,
            _scan.represented_by,
            _scan.reason,
            _scan.late,
            _scan.paper,
        )
        .where(_standing, _scan.owner != "")
        .where(sa.or_(_scan.represented_by != "", _scan.reason != "", _scan.late == 1))
        .order_by(_scan.ms, _scan.counter)
    )
    scans: dict[tuple[str, str, str], list[Any]] = {}
    for row in connection.execute(query):
        place = row.owner, row.session, calendar.day_of(row.session, row.at)
        scans.setdefault(place, []).append(row)
    return {place: _joined(rows) for place, rows in scans.items()}


def _joined(scans: Sequence[Any]) -> Remarks:
    recorded = None
    if any(scan.paper for scan in scans):
        recorded = RecordedLater.FROM_PAPER
    elif any(scan.late for scan in scans):
        recorded = RecordedLater.AFTERWARDS
    return Remarks(
        _listed(dict.fromkeys(scan.represented_by for scan in scans)),
        _listed(dict.fromkeys(scan.reason for scan in scans)),
        recorded,
    )


def _listed(texts: dict[str, None]) -> str:
    return "; ".join(filter(None, texts))


def numbers(connection: sa.Connection) -> dict[str, int]:
    """Delegate id → number, also of those who were joined with another."""
    tables = (schema.delegate.c, schema.double_delegate.c)
    query = sa.union_all(*(sa.select(table.id, table.number) for table in tables))
    return {row.id: row.number for row in connection.execute(query)}


def owners(connection: sa.Connection) -> dict[str, str]:
    """Code → the delegate who owns it."""
    table = schema.code.c
    return {
        row.code: row.delegate for row in connection.execute(sa.select(table.code, table.delegate))
    }
