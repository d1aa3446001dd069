"""Attendance (projection): who was where, and is there, computed from the scans of each delegate in clock order.

What a presence becomes by a scan follows from the presence before and that scan. So it is derived from
the row that is there where all new scans of a delegate are later than those recorded before; else,
and whenever that is not certain, from all their scans. Both give the same.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from checkin import schema
from checkin.domain import Direction, Ending, Outcome
from checkin.journal.derive import in_chunks, to_json
from checkin.journal.event_row import read_calendar
from checkin.prepared import PreparedQuery, insert_rows, is_any_of
from checkin.presence import Past, Presence, presences, touched_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checkin.journal.derive import Visit
    from checkin.presence import Calendar, SessionDay

    Row = Mapping[str, Any]

_scan, _attendance = schema.scan.c, schema.attendance.c
_HAPPENED: Final = sa.case((_scan.late == 1, _scan.at), else_=_scan.ms)
_SCANS: Final = (
    sa.select(
        _scan.owner,
        _scan.session,
        _scan.entry,
        _scan.at,
        _scan.desk,
        _scan.outcome,
        _scan.direction,
        _scan.late,
        schema.is_undone().label("undone"),
    )
    .where(_scan.owner != sa.literal_column("''"))
    .order_by(_scan.owner, _HAPPENED, _scan.ms, _scan.counter, _scan.desk, _scan.entry)
)
_SCANS_OF_ONE: Final = PreparedQuery(_SCANS.where(_scan.owner == sa.bindparam("owner")))
_SCANS_OF_OWNERS: Final = PreparedQuery(_SCANS.where(is_any_of(_scan.owner, "ids")))
_OWNERS: Final = sa.select(_scan.owner).where(_scan.owner != sa.literal_column("''")).distinct()
_asked = sa.func.json_each(sa.bindparam("ids")).table_valued("value").c.value
_of_asked = sa.and_(_scan.owner == _asked, _scan.owner != sa.literal_column("''"))
_LAST: Final = PreparedQuery(
    sa.select(
        _asked.label("owner"),
        sa.select(_scan.ms)
        .where(_of_asked)
        .order_by(_scan.ms.desc())
        .limit(1)
        .scalar_subquery()
        .label("ms"),
        # Without the condition of the other index, so that it is the one of such scans that is used.
        sa.exists().where(_scan.owner == _asked, _scan.late == 1).label("late"),
    )
)
_UNDONE: Final = PreparedQuery(
    sa.select(schema.undo.c.target).where(is_any_of(schema.undo.c.target, "ids"))
)
_THERE: Final = PreparedQuery(
    sa.select(schema.attendance).where(
        _attendance.session == sa.bindparam("session"),
        _attendance.day == sa.bindparam("day"),
        is_any_of(_attendance.delegate, "ids"),
    )
)
_LATER_DAY: Final = PreparedQuery(
    sa.select(_attendance.delegate)
    .where(_attendance.session == sa.bindparam("session"), _attendance.day > sa.bindparam("day"))
    .limit(1)
)
_PUT_ATTENDANCE: Final = insert(schema.attendance).prefix_with("OR REPLACE")
_DROP_ATTENDANCE: Final = sa.delete(schema.attendance).where(
    schema.attendance.c.session == sa.bindparam("place"),
    schema.attendance.c.day == sa.bindparam("date"),
    schema.attendance.c.delegate == sa.bindparam("owner"),
)

_OUTCOMES: Final = {outcome.value: outcome for outcome in Outcome}  # a call for each costs more
_ORDER: Final = itemgetter("ms", "counter", "desk", "entry")
FEWEST: Final = 2  # new scans: of a single one, all others of its delegate are read as quickly


def derive_all_attendance(connection: sa.Connection) -> None:
    """Derives all attendance, because the days or the sessions of the event have changed."""
    connection.execute(sa.delete(schema.attendance))
    owners = connection.scalars(_OWNERS).all()
    derive_attendance(connection, {(owner, "", 0) for owner in owners})


def derive_attendance(connection: sa.Connection, visits: set[Visit]) -> None:
    """Derives attendance of the delegates of these scans: all their scans, by `presence.presences`."""
    calendar = read_calendar(connection)
    places: dict[str, set[SessionDay]] = {}
    for owner, session, at in visits:
        of_owner = places.setdefault(owner, set())
        if session:
            of_owner.add((session, calendar.day_of(session, at)))
    for owners in in_chunks(places):
        if len(owners) == 1:
            scans = _SCANS_OF_ONE.all_rows(connection, owner=owners[0])
        else:
            scans = _SCANS_OF_OWNERS.all_rows(connection, ids=to_json(owners))
        by_owner = {
            owner: tuple(group) for owner, group in groupby(scans, key=lambda scan: scan.owner)
        }
        _write_attendance(
            connection,
            calendar,
            {owner: by_owner.get(owner, ()) for owner in owners},
            places,
        )


def later_scans(connection: sa.Connection, new: Sequence[Row]) -> dict[str, list[Row]]:
    """Delegate → their new scans in order, where these are later than all that is recorded; call it before they are.

    Not those of which anything else decides: what was entered afterwards has its place in between,
    what was undone none.
    """
    if len(new) < FEWEST:
        return {}
    by_owner: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(new, key=_ORDER):
        if row["owner"]:
            by_owner[row["owner"]].append(row)
    ids = to_json([row["entry"] for row in new])
    undone = {row.target for row in _UNDONE.all_rows(connection, ids=ids)}
    return {
        row.owner: by_owner[row.owner]
        for row in _LAST.all_rows(connection, ids=to_json(list(by_owner)))
        if not row.late
        and (row.ms is None or row.ms < by_owner[row.owner][0]["ms"])
        and not any(scan["late"] or scan["entry"] in undone for scan in by_owner[row.owner])
    }


def follow_attendance(connection: sa.Connection, scans: Mapping[str, Sequence[Row]]) -> set[str]:
    """Derives attendance from the rows that are there and later scans. Returns of whom it cannot be told so."""
    calendar = read_calendar(connection)
    pasts = {owner: list(_past(map(_Scan, rows))) for owner, rows in scans.items()}
    touched = _Touched(calendar, {past.session for of in pasts.values() for past in of})
    earliest = calendar.day(min((past.at for of in pasts.values() for past in of), default=0))
    if any(
        _LATER_DAY.first_row(connection, session=session, day=earliest) for session in touched.daily
    ):
        # A desk's clock was ahead: who is there tomorrow may leave by what happens today.
        return set(scans)
    there = _there(connection, {owner: touched.places(of) for owner, of in pasts.items()})
    rows = []
    for owner, of in pasts.items():
        before = there.get(owner, {})
        after = presences(of, calendar, before)
        rows += [
            _attendance_row(owner, *place, presence)
            for place, presence in after.items()
            if before.get(place) is not presence
        ]
    if rows:
        insert_rows(connection, _PUT_ATTENDANCE, rows)
    return set()


class _Touched:
    """The places that scans may change: where they are, and those that are left by them."""

    def __init__(self, calendar: Calendar, sessions: Iterable[str]) -> None:
        self._calendar = calendar
        self._others = {session: touched_by(session, calendar) for session in sessions}
        others = {other for found in self._others.values() for other in found}
        self.daily = {other for other in others if calendar.sessions[other].starts is None}

    def places(self, pasts: Iterable[Past]) -> set[SessionDay]:
        found = set()
        for past in pasts:
            day = self._calendar.day_of(past.session, past.at)
            found.add((past.session, day))
            for other in self._others[past.session]:
                day = self._calendar.day_of(other, past.at)
                found.add((other, day))
                if other in self.daily:
                    # Where clocks change in the hour in which days begin, the day before may last longer.
                    found.add((other, (date.fromisoformat(day) - timedelta(days=1)).isoformat()))
        return found


def _there(
    connection: sa.Connection, places: Mapping[str, Iterable[SessionDay]]
) -> dict[str, dict[SessionDay, Presence]]:
    """The presences as they are, of each of these delegates at these places."""
    owners: dict[SessionDay, list[str]] = defaultdict(list)
    for owner, of_owner in places.items():
        for place in of_owner:
            owners[place].append(owner)
    found: dict[str, dict[SessionDay, Presence]] = defaultdict(dict)
    for (session, day), ids in owners.items():
        for row in _THERE.all_rows(connection, session=session, day=day, ids=to_json(ids)):
            found[row.delegate][session, day] = Presence(
                row.first_entry,
                row.first_at,
                row.first_desk,
                row.last_at,
                bool(row.inside),
                row.visits,
                row.clash,
                row.until,
                Ending(row.ends_with),
                Ending(row.ended) if row.ended else None,
            )
    return found


class _Scan:
    """A recorded row that is read as one from the table; it was not undone."""

    __slots__ = ("at", "desk", "direction", "entry", "late", "outcome", "session")
    undone = False

    def __init__(self, row: Row) -> None:
        for name in self.__slots__:
            setattr(self, name, row[name])


def presences_at(
    connection: sa.Connection, owner: str, calendar: Calendar, at: int
) -> dict[SessionDay, Presence]:
    """The presences of a delegate as they were at an earlier instant, from the scans until then."""
    scans = _SCANS_OF_ONE.all_rows(connection, owner=owner)
    return presences(_past(scan for scan in scans if scan.at <= at), calendar)


def pasts_of(connection: sa.Connection, owners: Iterable[str]) -> dict[str, tuple[Past, ...]]:
    """The scans of each of these delegates that count, in the order in which they happened."""
    found: dict[str, tuple[Past, ...]] = {}
    for ids in in_chunks(owners):
        scans = _SCANS_OF_OWNERS.all_rows(connection, ids=to_json(ids))
        for owner, group in groupby(scans, key=lambda scan: scan.owner):
            found[owner] = tuple(_past(group))
    return found


def _past(scans: Iterable[Any]) -> Iterator[Past]:
    for scan in scans:
        if scan.undone:
            continue
        outcome = _OUTCOMES.get(scan.outcome) or Outcome(scan.outcome)
        if outcome is Outcome.PROVISIONAL and scan.direction == Direction.EXIT:
            # A code whose owner was not known yet: on the way out they were not let in.
            outcome = Outcome.LEFT
        yield Past(scan.entry, scan.at, scan.desk, scan.session, outcome, bool(scan.late))


def _write_attendance(
    connection: sa.Connection,
    calendar: Calendar,
    scans: Mapping[str, Sequence[Any]],
    places: Mapping[str, set[SessionDay]],
) -> None:
    rows: list[dict[str, Any]] = []
    gone: list[dict[str, str]] = []
    for owner, all_scans in scans.items():
        there = presences(_past(all_scans), calendar)
        rows += [_attendance_row(owner, *place, found) for place, found in there.items()]
        undone = {
            (scan.session, calendar.day_of(scan.session, scan.at))
            for scan in all_scans
            if scan.undone
        }
        gone += [
            {"owner": owner, "place": session, "date": day}
            for session, day in sorted((places[owner] | undone) - there.keys())
        ]
    if gone:
        connection.execute(_DROP_ATTENDANCE, gone)
    if rows:
        insert_rows(connection, _PUT_ATTENDANCE, rows)


def _attendance_row(owner: str, session: str, day: str, present: Presence) -> dict[str, Any]:
    return {
        "delegate": owner,
        "session": session,
        "day": day,
        "first_entry": present.first_entry,
        "first_at": present.first_at,
        "first_desk": present.first_desk,
        "last_at": present.last_at,
        "inside": int(present.inside),
        "until": present.until,
        "ends_with": present.ends_with.value,
        "ended": present.ended.value if present.ended else "",
        "visits": present.visits,
        "clash": present.clash,
    }
