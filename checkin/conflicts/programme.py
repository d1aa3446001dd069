"""What went on in sessions at desks that were apart: more people than places, and the session changed."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import rules, schema
from checkin.conflicts.found import LetIn, conflict, let_into, lets_in, unique
from checkin.domain import Conflict, ConflictKind
from checkin.elements import merged
from checkin.journal import SESSION, pasts_of, session_of
from checkin.presence import stays
from checkin.store import people

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checkin.domain import Delegate
    from checkin.presence import Calendar, SessionDay

_change, _attendance = schema.event_change.c, schema.attendance.c
_CHANGES: Final = (
    sa.select(schema.event_change)
    .where(_change.about == SESSION)
    .order_by(_change.ms, _change.counter, _change.desk, _change.entry)
)
_CAME: Final = sa.select(_attendance.session, _attendance.day, _attendance.delegate)
# What of a session decides who is let in.
_DECIDES: Final = frozenset(
    (
        "gone",
        "starts",
        "ends",
        "doors_minutes",
        "capacity",
        "categories",
        "requires",
        "re_entry",
        "people",
    )
)


def changes_of_sessions(connection: sa.Connection) -> dict[str, list[Any]]:
    """Session → its changes, in the order of the clock; the first has made it."""
    found: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(_CHANGES):
        found[row.key].append(row)
    return found


def over_capacity(
    connection: sa.Connection, calendar: Calendar, changes: Mapping[str, Sequence[Any]]
) -> Iterator[Conflict]:
    """More in a session at a time than it has places, not let in by a lead on purpose."""
    limited = {
        session: capacities
        for session, of_session in changes.items()
        if (capacities := _capacities(of_session))
    }
    came: dict[SessionDay, list[str]] = defaultdict(list)
    for row in connection.execute(_CAME.where(_attendance.session.in_(sorted(limited)))):
        came[row.session, row.day].append(row.delegate)
    for place, delegates in sorted(came.items()):
        capacities = limited[place[0]]
        lowest = min((known for _, known in capacities if known is not None), default=None)
        if lowest is not None and len(delegates) > lowest:
            yield from _over(connection, calendar, place, delegates, capacities)


def _over(
    connection: sa.Connection,
    calendar: Calendar,
    place: SessionDay,
    delegates: Sequence[str],
    capacities: Sequence[tuple[tuple[int, int], int | None]],
) -> Iterator[Conflict]:
    scans = {
        (scan.owner, scan.at): scan
        for scan in lets_in(connection, delegates)
        if scan.session == place[0]
    }
    moves: list[tuple[int, int, LetIn | None]] = []
    for owner, pasts in pasts_of(connection, delegates).items():
        for since, until in stays(pasts, calendar, place):
            scan = scans.get((owner, since))
            moves += [(since, 1, scan), (until, -1, None)]
    inside = peak = limit = 0
    over: list[LetIn] = []
    moves.sort(key=lambda move: (move[0], move[1], move[2].entry if move[2] else ""))
    for _, step, scan in moves:
        inside += step
        capacity = _capacity_at(capacities, scan) if scan else None
        if scan is None or capacity is None or inside <= capacity:
            continue
        if not (scan.forced or scan.late):
            over.append(scan)
            peak, limit = max(peak, inside), capacity
    if over:
        yield conflict(
            ConflictKind.OVER_CAPACITY,
            over[-1].at,
            (scan.entry for scan in over),
            people=unique(scan.owner for scan in over),
            desks=unique(scan.desk for scan in over),
            session=place[0],
            count=peak,
            limit=limit,
        )


def _capacities(changes: Sequence[Any]) -> list[tuple[tuple[int, int], int | None]]:
    """From which stamp on a session had how many places."""
    found = []
    for row in changes:
        fields = json.loads(row.fields)
        if "capacity" in fields:
            found.append(((row.ms, row.counter), fields["capacity"]))
    return found if any(capacity is not None for _, capacity in found) else []


def _capacity_at(
    capacities: Sequence[tuple[tuple[int, int], int | None]], scan: LetIn
) -> int | None:
    known = [capacity for stamp, capacity in capacities if stamp < scan.stamp]
    return known[-1] if known else None


def changed_meanwhile(
    connection: sa.Connection, changes: Mapping[str, Sequence[Any]]
) -> Iterator[Conflict]:
    """Let in by a desk that had not heard that another one had changed the session before.

    It was apart, went by other rules, or what it did is against the session as it was by then.
    """
    later = {
        session: [row for row in of_session[1:] if _decides(row)]
        for session, of_session in changes.items()
    }
    since = min((row.ms for of_session in later.values() for row in of_session), default=None)
    if since is None:
        return
    scans = let_into(connection, (session for session, rows in later.items() if rows), since)
    scans = [scan for scan in scans if not (scan.forced or scan.late)]
    owners = {scan.owner for scan in scans}
    known = {delegate.id: delegate for delegate in people.some(connection, owners)}
    listed = people.listed_sessions(connection)
    found: dict[str, list[LetIn]] = defaultdict(list)
    rows = {row.entry: row for of_session in later.values() for row in of_session}
    for scan in scans:
        for row in later[scan.session]:
            before = (row.ms, row.counter) < scan.stamp and row.desk != scan.desk
            if not before:
                continue
            unheard = 0 < scan.heard < row.ms
            if unheard or _is_against(changes[scan.session], row, scan, known, listed):
                found[row.entry].append(scan)
    for entry, of_change in found.items():
        yield conflict(
            ConflictKind.SESSION_CHANGED,
            of_change[-1].at,
            (entry, *(scan.entry for scan in of_change)),
            people=unique(scan.owner for scan in of_change),
            desks=unique((rows[entry].desk, *(scan.desk for scan in of_change))),
            session=of_change[0].session,
            count=len(of_change),
        )


def _is_against(
    changes: Sequence[Any],
    changed: Any,
    scan: LetIn,
    known: Mapping[str, Delegate],
    listed: frozenset[str],
) -> bool:
    """Whether the desk went by other rules, or would have let them in without that change and not with it."""
    until = [row for row in changes if (row.ms, row.counter) < scan.stamp]
    then = _state(until)
    if scan.rules and scan.rules != rules.version_of(session_of(then)):
        by_others = [row for row in until if row.desk != scan.desk and _decides(row)]
        return bool(changed.entry == by_others[-1].entry)
    without = _state([row for row in until if row.entry != changed.entry])
    who = known.get(scan.owner)
    return _admits(without, scan, who, listed) and not _admits(then, scan, who, listed)


def _decides(row: Any) -> bool:
    """Whether a change is of what decides who is let in."""
    return not _DECIDES.isdisjoint(json.loads(row.fields))


def _state(changes: Sequence[Any]) -> dict[str, Any]:
    fields = merged(json.loads(row.fields) for row in changes)
    return {**fields, "key": changes[0].key}


def _admits(
    state: Mapping[str, Any], scan: LetIn, who: Delegate | None, listed: frozenset[str]
) -> bool:
    if state.get("gone"):
        return False
    session = session_of(state)
    opens, ends = session.doors_open, session.ends
    is_open = (opens is None or scan.at >= opens) and (ends is None or scan.at < ends)
    return is_open and (who is None or rules.entitled(session, who, listed))
