"""Queries for scans and attendance: inputs of the decision, counts, and scan history."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import rules, schema
from checkin.domain import (
    CodeStatus,
    Delegate,
    Direction,
    Ending,
    Outcome,
    PastScan,
    Reason,
)
from checkin.prepared import PreparedQuery
from checkin.presence import Presence
from checkin.store import people

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checkin.presence import Moment

_scan, _code = schema.scan.c, schema.code.c
_attendance, _delegate = schema.attendance.c, schema.delegate.c
STANDING = ~schema.is_undone()

LONGEST_ACT_MS: Final = 10 * 60_000
REFUSED: Final = sa.or_(  # not `in_`, which no prepared query can have
    *(_scan.outcome == outcome for outcome in sorted(rules.REFUSALS)),
    *(_scan.why == reason for reason in sorted(rules.REFUSING_REASONS)),
)
_BADGES: Final = (
    sa.select(sa.func.count())
    .select_from(schema.print_made)
    .where(schema.print_made.c.owner == _delegate.id)
    .scalar_subquery()
)
_BY_CODE: Final = PreparedQuery(
    sa.select(
        _code.code,
        _code.delegate.label("owner"),
        _code.status.label("code_status"),
        schema.delegate,
        _BADGES.label("badges"),
    )
    .select_from(schema.code)
    .outerjoin(schema.delegate, _delegate.id == _code.delegate)
    .where(_code.code == sa.bindparam("code"))
)
_BY_ID: Final = PreparedQuery(
    sa.select(schema.delegate, _BADGES.label("badges")).where(_delegate.id == sa.bindparam("id"))
)
_PRESENCE: Final = PreparedQuery(
    sa.select(schema.attendance, schema.desk.c.name.label("desk_name"))
    .outerjoin(schema.desk, schema.desk.c.id == _attendance.first_desk)
    .where(
        _attendance.session == sa.bindparam("session"),
        _attendance.day == sa.bindparam("day"),
        _attendance.delegate == sa.bindparam("delegate"),
    )
)
IS_INSIDE: Final = sa.and_(_attendance.inside == 1, _attendance.until > sa.bindparam("now"))
_ANSWERS: Final = sa.select(_scan.answers).where(
    _scan.owner == sa.bindparam("delegate"), _scan.owner != "", _scan.answers != "", STANDING
)
_VISITS: Final = PreparedQuery(
    sa.select(_attendance.session, sa.func.sum(_attendance.visits).label("visits"))
    .where(_attendance.delegate == sa.bindparam("delegate"))
    .group_by(_attendance.session)
)
_LET_IN: Final = (
    sa.select(_scan.represented_by)
    .where(
        _scan.owner == sa.bindparam("delegate"),
        _scan.owner != "",
        _scan.outcome.in_(sorted(rules.LETS_IN)),
        STANDING,
    )
    .order_by(_scan.ms.desc(), _scan.counter.desc())
    .limit(1)
)
_WHO_CAME: Final = _LET_IN.where(_scan.session == sa.bindparam("session"))
_INSIDE: Final = PreparedQuery(
    sa.select(sa.func.count().label("people")).select_from(
        sa.select(_attendance.delegate)
        .where(
            _attendance.session == sa.bindparam("session"),
            _attendance.day == sa.bindparam("day"),
            IS_INSIDE,
        )
        .limit(sa.bindparam("limit"))
        .subquery()
    )
)


@dataclass(frozen=True, slots=True)
class Presenter:
    """The owner of a presented code or number; no delegate where the roster has lost them."""

    delegate: Delegate | None
    code_status: CodeStatus
    badges: int


def by_code(connection: sa.Connection, code: str) -> Presenter | None:
    """Whose code this is; None where no desk issued it."""
    row = _BY_CODE.first_row(connection, code=code)
    if row is None:
        return None
    if row.id is None:
        return Presenter(None, CodeStatus.REVOKED, 0)
    status = CodeStatus(row.code_status)
    return Presenter(people.delegate_from(row._asdict()), status, row.badges)


def by_number(connection: sa.Connection, number: int) -> tuple[Presenter, ...]:
    """The owners of a number: one, unless desks that were apart have given it twice."""
    found = (by_id(connection, one.id) for one in people.with_number(connection, number))
    return tuple(filter(None, found))


def by_id(connection: sa.Connection, delegate: str) -> Presenter | None:
    """A delegate chosen from a list; None where they are not on the roster."""
    row = _BY_ID.first_row(connection, id=people.person_of(connection, delegate))
    return None if row is None else _by_hand(row)


def _by_hand(row: Any) -> Presenter:
    return Presenter(people.delegate_from(row._asdict()), CodeStatus.VALID, row.badges)


def presence(
    connection: sa.Connection, delegate: str, sessions: Iterable[str], when: Moment
) -> dict[str, Presence]:
    """Session → the delegate's presence there on the day of that moment; the desk by its name."""
    found = (
        _PRESENCE.first_row(
            connection, session=session, day=when.day_of(session), delegate=delegate
        )
        for session in sessions
    )
    return {row.session: _presence(row).at(when.now) for row in found if row is not None}


def _presence(row: Any) -> Presence:
    return Presence(
        row.first_entry,
        row.first_at,
        row.desk_name or "",
        row.last_at,
        bool(row.inside),
        row.visits,
        row.clash,
        row.until,
        Ending(row.ends_with),
        Ending(row.ended) if row.ended else None,
    )


def answered(connection: sa.Connection, delegate: str) -> frozenset[str]:
    """The keys of the questions answered at any of the delegate's scans."""
    words = connection.scalars(_ANSWERS, {"delegate": delegate})
    return frozenset(word for answers in words for word in answers.split())


@dataclass(frozen=True, slots=True)
class Reply:
    """The answers to the event's own questions that were given at one scan."""

    delegate: str
    session: str
    at: int
    desk: str
    replies: tuple[tuple[str, str], ...]


def replies(connection: sa.Connection) -> list[Reply]:
    """The answers of all scans that stand, oldest first."""
    query = (
        sa.select(_scan.owner, _scan.session, _scan.at, _scan.replies, schema.desk.c.name)
        .outerjoin(schema.desk, schema.desk.c.id == _scan.desk)
        .where(_scan.replies != "", _scan.owner != "", STANDING)
        .order_by(_scan.ms, _scan.counter)
    )
    return [
        Reply(row.owner, row.session, row.at, row.name or "", _replies(row.replies))
        for row in connection.execute(query)
    ]


def _replies(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(json.loads(text).items()) if text else ()


def visits(connection: sa.Connection, delegate: str) -> dict[str, int]:
    """Session → how often a delegate was let in there, on all days together."""
    return {row.session: row.visits for row in _VISITS.all_rows(connection, delegate=delegate)}


def has_come(connection: sa.Connection, delegate: str) -> bool:
    """Whether a delegate has been let in anywhere."""
    return connection.scalar(_LET_IN, {"delegate": delegate}) is not None


def came_on(connection: sa.Connection, delegate: str, day: str) -> bool:
    """Whether a delegate has been let in anywhere on a day of the event."""
    there = sa.exists().where(_attendance.delegate == delegate, _attendance.day == day)
    return bool(connection.scalar(sa.select(there)))


def who_came(connection: sa.Connection, delegate: str, session: str) -> str:
    """The representative of a delegate in a session; empty where they came themselves."""
    return connection.scalar(_WHO_CAME, {"delegate": delegate, "session": session}) or ""


def since(connection: sa.Connection, desk: str, after: int) -> list[dict[str, Any]]:
    """A desk's scans after an instant, oldest first, without undone ones.

    A stamp is never behind the wall clock, so the index by stamp finds them all.
    """
    query = (
        sa.select(schema.scan)
        .where(_scan.ms > after, _scan.desk == desk, STANDING)
        .order_by(_scan.ms, _scan.counter)
    )
    return [
        {
            "presented": row.presented,
            "session": row.session,
            "direction": Direction(row.direction),
            "outcome": Outcome(row.outcome),
            "entry": row.entry,
            "at": row.at,
            "forced": row.reason,
            "represented_by": row.represented_by,
        }
        for row in connection.execute(query)
    ]


def inside(connection: sa.Connection, session: str, limit: int, when: Moment) -> int:
    """How many are in a session now, counted to the limit."""
    day = when.day_of(session)
    rows = _INSIDE.all_rows(connection, session=session, day=day, limit=limit, now=when.now)
    return int(rows[0].people)


def everybody_inside(connection: sa.Connection, session: str, when: Moment) -> tuple[str, ...]:
    """The ids of all who are in a session now, in the order in which they came."""
    query = sa.select(_attendance.delegate).where(
        _attendance.session == session, _attendance.day == when.day_of(session), IS_INSIDE
    )
    query = query.order_by(_attendance.last_at, _attendance.delegate)
    return tuple(connection.scalars(query, {"now": when.now}))


def inside_since(
    connection: sa.Connection, session: str, delegates: Iterable[str], when: Moment
) -> dict[str, tuple[int, int]]:
    """Delegate id → since when they are in a session, and until when at most, for the given delegates."""
    query = sa.select(_attendance.delegate, _attendance.last_at, _attendance.until).where(
        _attendance.session == session,
        _attendance.day == when.day_of(session),
        _attendance.delegate.in_(sorted(delegates)),
        IS_INSIDE,
    )
    rows = connection.execute(query, {"now": when.now})
    return {row.delegate: (row.last_at, row.until) for row in rows}


_PAST: Final = (
    sa.select(
        schema.scan,
        sa.case((_scan.late == 1, _scan.entered)).label("entered_at"),
        schema.desk.c.name.label("desk_name"),
        schema.is_undone().label("undone"),
        sa.func.coalesce(schema.operator.c.name, _scan.operator).label("operator_name"),
    )
    .outerjoin(schema.desk, schema.desk.c.id == _scan.desk)
    .outerjoin(schema.operator, schema.operator.c.id == _scan.operator)
    .order_by(_scan.ms.desc(), _scan.counter.desc())
)


def last_scans(connection: sa.Connection, limit: int, desk: str = "") -> tuple[PastScan, ...]:
    """The latest scans, at one desk or at all, including undone ones."""
    query = _PAST.where(_scan.desk == desk) if desk else _PAST
    return _past_scans(connection, query.limit(limit))


def scans_of(connection: sa.Connection, delegate: str) -> tuple[PastScan, ...]:
    """A delegate's scans, latest first."""
    return _past_scans(connection, _PAST.where(_scan.owner == delegate, _scan.owner != ""))


def scan(connection: sa.Connection, entry: str) -> PastScan | None:
    """One scan by its entry."""
    found = _past_scans(connection, _PAST.where(_scan.entry == entry).limit(1))
    return found[0] if found else None


def place_in_chain(connection: sa.Connection, entry: str) -> tuple[str, int]:
    """The chain in which a scan was recorded, and the number of its entry."""
    row = connection.execute(sa.select(_scan.chain, _scan.seq).where(_scan.entry == entry)).one()
    return row.chain, row.seq


_CHANGED: Final = sa.and_(
    sa.or_(_scan.outcome.in_(sorted(rules.LETS_IN)), _scan.outcome == Outcome.LEFT),
    _scan.why != Reason.NOT_INSIDE,
    STANDING,
)


def latest_change(
    connection: sa.Connection, desk: str, entry: str = ""
) -> tuple[PastScan | None, str, str]:
    """The latest scan of a desk that changed who is in, or the one of an entry; its owner, and its act."""
    query = (
        _PAST.where(_scan.entry == entry) if entry else _PAST.where(_scan.desk == desk, _CHANGED)
    )
    row = connection.execute(query.limit(1)).first()
    if row is None:
        return None, "", ""
    known = {delegate.id: delegate for delegate in people.some(connection, {row.owner})}
    return _past_scan(row, known), row.owner or row.code, row.act


def of_act(connection: sa.Connection, act: str, at: int) -> dict[str, str]:
    """Entry → owner of each change of one act, latest first. An act is recorded within minutes."""
    query = (
        sa.select(_scan.entry, _scan.owner, _scan.code)
        .where(_scan.ms >= at - LONGEST_ACT_MS, _scan.act == act, _CHANGED)
        .order_by(_scan.ms.desc(), _scan.counter.desc())
    )
    return {row.entry: row.owner or row.code for row in connection.execute(query)}


def _past_scans(connection: sa.Connection, query: sa.Select[Any]) -> tuple[PastScan, ...]:
    rows = connection.execute(query).all()
    delegates = {
        delegate.id: delegate for delegate in people.some(connection, {row.owner for row in rows})
    }
    return tuple(_past_scan(row, delegates) for row in rows)


def _past_scan(row: sa.Row[Any], known: Mapping[str, Delegate]) -> PastScan:
    delegate = known.get(row.owner)
    return PastScan(
        entry=row.entry,
        at=row.at,
        desk=row.desk_name or "",
        session=row.session,
        outcome=Outcome(row.outcome),
        direction=Direction(row.direction),
        person=people.person(delegate) if delegate else None,
        undone=bool(row.undone),
        forced=row.reason,
        by_lead=bool(row.forced),
        represented_by=row.represented_by,
        reason=Reason(row.why),
        operator=row.operator_name,
        entered_at=row.entered_at,
        from_paper=bool(row.paper),
        replies=_replies(row.replies),
    )
