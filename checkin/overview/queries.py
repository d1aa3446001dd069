"""SQL of the overview: each group counted in one query, so that no delegate is a Python object."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import rules, schema
from checkin.domain import Flag, Outcome, Reason, Status
from checkin.field_values import is_valid_between
from checkin.grouping import group_name
from checkin.overview.values import SLOT_MS, ArrivalSlot, GroupCount, Grouping, RefusalCount
from checkin.store import people
from checkin.store.attendance import IS_INSIDE, REFUSED, STANDING

if TYPE_CHECKING:
    from checkin.domain import Delegate, Event
    from checkin.presence import Calendar, Moment

MOST_AWAITED: Final = 500
_ALL, _SLOT = "all", "slot"
_FAR: Final = 10**15  # above every instant: rank first, then the latest entry
_attendance, _scan, _delegate = schema.attendance.c, schema.scan.c, schema.delegate.c
_COMES: Final = sa.and_(
    _delegate.status != Status.CANCELLED, ~_delegate.flags.contains(f'"{Flag.REMOTE}"')
)
_CAME: Final = (
    sa.select(
        _attendance.delegate,
        sa.func.min(_attendance.first_at).label("first_at"),
        _attendance.first_desk,  # of that row: SQLite takes a bare column from the row of the minimum
    )
    .where(_attendance.day == sa.bindparam("day"))
    .group_by(_attendance.delegate)
    .cte("came")
)


@dataclass(frozen=True, slots=True)
class Counted:
    """Everybody, by group, and when they came."""

    everybody: GroupCount
    slots: tuple[ArrivalSlot, ...]
    groups: dict[Grouping, tuple[GroupCount, ...]]


@dataclass(frozen=True, slots=True)
class Attendees:
    """Who is expected on a day, as a condition on `delegate`: whoever may enter any of its sessions."""

    is_expected: sa.ColumnElement[bool]
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _SameRights:
    """Delegates who are alike in what entitles them."""

    key: str
    category: str
    number: int
    sessions: str
    valid_from: str
    valid_until: str


def attendees(connection: sa.Connection, event: Event, calendar: Calendar, day: str) -> Attendees:
    """Decided by the rules once for all who are alike, and told to SQL by a text that names these."""
    sessions = [session for session in event.sessions if calendar.is_kept_on(session, day)]
    listed = people.listed_sessions(connection)
    numbers = sorted({number for session in sessions for number in session.people})
    number = sa.case((_delegate.number.in_(numbers), _delegate.number), else_=0)
    own = (_delegate.sessions, _delegate.valid_from, _delegate.valid_until)
    alike = (_delegate.category, number if numbers else sa.literal(0), *own)
    key = sa.func.json_array(*alike)
    rows = connection.execute(sa.select(key, *alike).distinct().where(_COMES))
    every = [_SameRights(*row) for row in rows]
    expected = [
        each.key
        for each in every
        if any(
            rules.entitled(session, each, listed)
            and is_valid_between(each, calendar, *calendar.lets_in(session, day))
            for session in sessions
        )
    ]
    if len(expected) == len(every):
        return Attendees(_COMES, {})
    among = sa.func.json_each(sa.bindparam("expected")).table_valued("value")
    is_expected = sa.and_(_COMES, key.in_(sa.select(among.c.value)))
    return Attendees(is_expected, {"expected": json.dumps(expected)})


def counted(
    connection: sa.Connection, coming: Attendees, desks: dict[str, str], day: str
) -> Counted:
    """All counts of delegates, each of whom is looked at once."""
    expected = sa.case((coming.is_expected, 1), else_=0)
    attendee = (
        sa.select(
            _delegate.category,
            _delegate.country,
            _delegate.group_key,
            _CAME.c.first_at,
            _CAME.c.first_desk,
            expected.label("expected"),
        )
        .select_from(schema.delegate)
        .outerjoin(_CAME, _CAME.c.delegate == _delegate.id)
        .cte("attendee")
    )
    of = attendee.c
    counts = (
        sa.func.sum(of.expected).label("expected"),
        sa.func.count(of.first_at).label("came"),
        sa.func.sum(sa.case((of.first_at.is_(None), of.expected), else_=0)).label("missing"),
    )
    slot = of.first_at / SLOT_MS
    branches = (
        sa.select(sa.literal(_ALL).label("kind"), sa.literal("").label("name"), *counts),
        *(
            sa.select(sa.literal(kind), name, *counts).group_by(name)
            for kind, name in (
                (Grouping.CATEGORY, of.category),
                (Grouping.COUNTRY, of.country),
                (Grouping.DELEGATION, of.group_key),
            )
        ),
        sa.select(sa.literal(Grouping.DESK), of.first_desk, *counts)
        .where(of.first_at.is_not(None))
        .group_by(of.first_desk),
        sa.select(sa.literal(_SLOT), sa.cast(slot, sa.Integer), *counts)
        .where(of.first_at.is_not(None))
        .group_by(sa.cast(slot, sa.Integer)),
    )
    rows = connection.execute(sa.union_all(*branches), {"day": day, **coming.values}).all()
    return _sorted(rows, desks)


def _sorted(rows: Any, desks: dict[str, str]) -> Counted:
    groups: dict[Grouping, list[GroupCount]] = {group: [] for group in Grouping}
    everybody = GroupCount("", 0, 0, 0)
    slots = {}
    for row in rows:
        counts = (row.expected or 0, row.came, row.missing or 0)
        if row.kind == _ALL:
            everybody = GroupCount("", *counts)
        elif row.kind == _SLOT:
            slots[int(row.name) * SLOT_MS] = row.came
        elif counts[0] or counts[1]:
            group = Grouping(row.kind)
            groups[group].append(GroupCount(_name(group, row.name, desks), *counts))
    return Counted(
        everybody,
        _without_gaps(slots),
        {
            group: tuple(
                sorted(found, key=lambda count: (-count.expected, -count.came, count.name))
            )
            for group, found in groups.items()
        },
    )


def _name(group: Grouping, name: str, desks: dict[str, str]) -> str:
    if group is Grouping.DELEGATION:
        return group_name(name) if name else ""
    return desks.get(name, "") if group is Grouping.DESK else name


def _without_gaps(slots: dict[int, int]) -> tuple[ArrivalSlot, ...]:
    if not slots:
        return ()
    every = range(min(slots), max(slots) + SLOT_MS, SLOT_MS)
    return tuple(ArrivalSlot(starts, slots.get(starts, 0)) for starts in every)


def here(connection: sa.Connection, event: Event, when: Moment) -> dict[str, int]:
    """Session → how many are there and nowhere nearer: a room before the entrance, else the latest."""
    rooms = [session.key for session in event.sessions if session.room]
    exclusive = [session.key for session in event.sessions if session.exclusive]
    rank = sa.case((_attendance.session.in_(exclusive), 2), else_=0) + sa.case(
        (_attendance.session.in_(rooms), 1), else_=0
    )
    nearest = (
        sa.select(_attendance.session, sa.func.max(rank * _FAR + _attendance.last_at))
        .where(IS_INSIDE, schema.of_people())
        .group_by(_attendance.delegate)
        .subquery()
    )
    query = sa.select(nearest.c.session, sa.func.count()).group_by(nearest.c.session)
    return {row[0]: row[1] for row in connection.execute(query, {"now": when.now})}


def inside(connection: sa.Connection, when: Moment) -> dict[str, int]:
    """Session → how many are in it, whether or not they are somewhere nearer too."""
    query = (
        sa.select(_attendance.session, sa.func.count())
        .where(IS_INSIDE)
        .group_by(_attendance.session)
    )
    return {row[0]: row[1] for row in connection.execute(query, {"now": when.now})}


def came(connection: sa.Connection, day: str) -> int:
    """How many were let in anywhere that day."""
    query = sa.select(sa.func.count(_attendance.delegate.distinct())).where(_attendance.day == day)
    return connection.scalar(query) or 0


def refusals(connection: sa.Connection, calendar: Calendar, day: str) -> tuple[RefusalCount, ...]:
    """How often somebody was turned away that day, by what was said."""
    count = sa.func.count().label("count")
    query = (
        sa.select(_scan.outcome, _scan.why, count)
        .where(
            REFUSED,
            STANDING,
            _scan.at >= calendar.starts(day),
            _scan.at < calendar.ends(day),
        )
        .group_by(_scan.outcome, _scan.why)
        .order_by(count.desc(), _scan.outcome, _scan.why)
    )
    return tuple(
        RefusalCount(Outcome(row.outcome), Reason(row.why), row[2])
        for row in connection.execute(query)
    )


def awaited(connection: sa.Connection, coming: Attendees, day: str) -> tuple[Delegate, ...]:
    """Expected that day, not come, and marked, or to be told of: these first, then by number."""
    is_marked = sa.and_(_delegate.flags != "", _delegate.flags != "[]")
    is_told = _delegate.tell_on_arrival != ""
    query = (
        sa.select(_delegate.id)
        .outerjoin(_CAME, _CAME.c.delegate == _delegate.id)
        .where(sa.or_(is_marked, is_told), coming.is_expected, _CAME.c.delegate.is_(None))
        .order_by(is_told.desc(), _delegate.number, _delegate.id)
        .limit(MOST_AWAITED)
    )
    return people.some(connection, connection.scalars(query, {"day": day, **coming.values}))
