"""Queries for reports: attendance, names for the audit log, and printed badges."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from checkin import schema

_attendance, _scan, _print = schema.attendance.c, schema.scan.c, schema.print_made.c
_undo = schema.undo.c
_standing = ~sa.exists().where(_undo.target == _scan.entry)


def printed(connection: sa.Connection) -> frozenset[str]:
    """The delegates whose badge has been printed."""
    return frozenset(connection.scalars(sa.select(_print.delegate).distinct()))


@dataclass(frozen=True, slots=True)
class Present:
    """One delegate in one session: since when, until when, and remarks of staff.

    `last_in` is the entry that is still valid, for a delegate inside; `left_at` is None for them.
    """

    delegate: str
    session: str
    first_at: int
    last_in: int
    left_at: int | None
    represented_by: str = ""
    forced: str = ""


def attendances(connection: sa.Connection, session: str | None = None) -> tuple[Present, ...]:
    """Attendance of one session, or of all; by delegate and session."""
    query = sa.select(schema.attendance).order_by(_attendance.delegate, _attendance.session)
    if session is not None:
        query = query.where(_attendance.session == session)
    remarks = _remarks(connection)
    return tuple(
        Present(
            row.delegate,
            row.session,
            row.first_at,
            row.last_at if row.inside else row.first_at,
            None if row.inside else row.last_at,
            *remarks.get((row.delegate, row.session), ("", "")),
        )
        for row in connection.execute(query)
    )


def _remarks(connection: sa.Connection) -> dict[tuple[str, str], tuple[str, str]]:
    """(delegate, session) → the representative, and the reason of an override; several are joined."""
    query = (
        sa.select(_scan.owner, _scan.session, _scan.represented_by, _scan.reason)
        .where(_standing, _scan.owner != "")
        .where(sa.or_(_scan.represented_by != "", _scan.reason != ""))
        .order_by(_scan.ms, _scan.counter)
    )
    found: dict[tuple[str, str], tuple[dict[str, None], dict[str, None]]] = {}
    for row in connection.execute(query):
        substitutes, reasons = found.setdefault((row.owner, row.session), ({}, {}))
        substitutes[row.represented_by] = None
        reasons[row.reason] = None
    return {
        pair: (_listed(substitutes), _listed(reasons))
        for pair, (substitutes, reasons) in found.items()
    }


def _listed(texts: dict[str, None]) -> str:
    return "; ".join(filter(None, texts))


def numbers(connection: sa.Connection) -> dict[str, int]:
    """Delegate id → number."""
    table = schema.delegate.c
    return {row.id: row.number for row in connection.execute(sa.select(table.id, table.number))}


def owners(connection: sa.Connection) -> dict[str, str]:
    """Code → the delegate who owns it."""
    table = schema.code.c
    return {
        row.code: row.delegate for row in connection.execute(sa.select(table.code, table.delegate))
    }
