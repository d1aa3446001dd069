"""Who was let in although another desk knew better: twice, with a replaced code, marked, cancelled."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import schema
from checkin.conflicts.found import LetIn, conflict, lets_in, people_of, unique
from checkin.domain import Conflict, ConflictKind, Flag, Outcome, Status
from checkin.elements import merge
from checkin.journal import pasts_of
from checkin.journal.derive import to_json
from checkin.journal.for_doors import LEAD
from checkin.keys import code_digest
from checkin.prepared import is_any_of
from checkin.presence import LETS_IN, presences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checkin.keys import KeyRing
    from checkin.presence import Calendar, Past

_scan, _change, _issue = schema.scan.c, schema.change.c, schema.issue.c
_mark = schema.door_mark.c
_revocation, _renewal, _batch = schema.revocation.c, schema.renewal.c, schema.batch.c
_HEARD_LATE: Final = sa.select(_scan.entry, _scan.owner).where(
    _scan.heard_late == sa.literal_column("1")  # a literal: it is what lets the index be used
)
_CLASHES: Final = sa.select(schema.attendance.c.delegate).where(schema.attendance.c.clash != "")
_REVOKED: Final = (
    sa.select(
        _issue.code,
        _issue.delegate,
        _revocation.entry,
        _revocation.desk,
        _revocation.ms,
        _revocation.counter,
    )
    .join(schema.revocation, _revocation.code == _issue.code)
    .union(
        sa.select(
            _issue.code,
            _issue.delegate,
            _renewal.entry,
            _renewal.desk,
            _renewal.ms,
            _renewal.counter,
        ).join(
            schema.renewal,
            sa.and_(
                _renewal.delegate == _issue.delegate,
                _renewal.kind == _issue.kind,
                _renewal.generation > _issue.generation,
            ),
        )
    )
)
_IN_FORCE: Final = sa.or_(
    _change.batch == "", sa.exists().where(_batch.id == _change.batch, _batch.undone == 0)
)
# As they are written in `fields`; of a door's marks those for the lead.
_STOPPING: Final = (f'"status":"{Status.CANCELLED}"', f'"{Flag.CALL_LEAD}"', f'"{LEAD}')
_STOPPED: Final = (
    sa.select(_change.delegate)
    .where(sa.or_(*(sa.func.instr(_change.fields, words) > 0 for words in _STOPPING)), _IN_FORCE)
    .union(sa.select(_mark.delegate))
)
_WRITTEN: Final = ("delegate", "ms", "counter", "desk", "entry")
# Of the watch list; to a conflict they are marks like any other.
_MARKS: Final = sa.literal_column("""'{"flags":' || door_mark.marks || '}'""", sa.Text)
_CHANGES: Final = (
    sa.select(*(_change[name] for name in _WRITTEN), _change.fields)
    .where(is_any_of(_change.delegate, "ids"), _IN_FORCE)
    .union_all(
        sa.select(*(_mark[name] for name in _WRITTEN), _MARKS.label("fields"))
        .select_from(schema.door_mark)
        .where(is_any_of(_mark.delegate, "ids"))
    )
    .order_by(*_WRITTEN)
)


def double_entries(connection: sa.Connection, calendar: Calendar) -> Iterator[Conflict]:
    """Let into a session where they were in, by another desk that did not know it."""
    heard_late = {row.entry: row.owner for row in connection.execute(_HEARD_LATE)}
    owners = {*connection.scalars(_CLASHES), *heard_late.values()} - {""}
    for owner, scans in pasts_of(connection, owners).items():
        for earlier, later in _twice(scans, calendar, heard_late):
            yield conflict(
                ConflictKind.DOUBLE_ENTRY,
                later.at,
                (earlier.entry, later.entry),
                people=(owner,),
                desks=unique((earlier.desk, later.desk)),
                session=later.session,
                undoes=(later.entry,),
            )


def _twice(
    scans: Sequence[Past], calendar: Calendar, heard_late: Mapping[str, str]
) -> Iterator[tuple[Past, Past]]:
    for count, scan in enumerate(scans):
        knowing = scan.outcome is Outcome.READMITTED and scan.entry not in heard_late
        if scan.outcome not in LETS_IN or scan.late or knowing:
            continue
        place = scan.session, calendar.day_of(scan.session, scan.at)
        there = presences(scans[:count], calendar).get(place)
        if there is None or there.late or not there.at(scan.at).inside:
            continue
        entries = (
            past
            for past in reversed(scans[:count])
            if past.session == scan.session and past.outcome in LETS_IN
        )
        earlier = next(entries)
        if earlier.desk != scan.desk:
            yield earlier, scan


def revoked(connection: sa.Connection, ring: KeyRing) -> Iterator[Conflict]:
    """Let in with a code that another desk had replaced before."""
    ended: dict[str, list[Any]] = {}
    owners = set()
    for row in connection.execute(_REVOKED):
        owners.add(row.delegate)
        for code in (row.code, code_digest(ring, row.code)):  # a door's scan has the digest
            ended.setdefault(code, []).append(row)
    for scan in lets_in(connection, people_of(connection, owners).values()):
        before = [
            row
            for row in ended.get(scan.code, ())
            if (row.ms, row.counter) < scan.stamp and row.desk != scan.desk
        ]
        if before and not scan.forced:
            first = min(before, key=lambda row: (row.ms, row.counter, row.entry))
            yield _after(ConflictKind.REVOKED_LET_IN, first, scan)


def stopped(connection: sa.Connection) -> Iterator[Conflict]:
    """Let in although another desk had cancelled them, or marked them for the lead, before."""
    delegates = to_json(sorted(connection.scalars(_STOPPED)))
    changes = connection.execute(_CHANGES, {"ids": delegates}).all()
    by_delegate = {
        delegate: tuple(group) for delegate, group in groupby(changes, key=lambda row: row.delegate)
    }
    by_person: dict[str, list[str]] = {}
    for delegate, person in people_of(connection, by_delegate).items():
        by_person.setdefault(person, []).append(delegate)
    for scan in lets_in(connection, by_person):
        for delegate in () if scan.forced else by_person[scan.owner]:
            for kind, change in _why_stopped(by_delegate[delegate], scan):
                # Of a double the marks count, and not whether their registration was cancelled.
                if delegate == scan.owner or kind is ConflictKind.FLAGGED_LET_IN:
                    yield _after(kind, change, scan)


def _why_stopped(changes: Iterable[Any], scan: LetIn) -> Iterator[tuple[ConflictKind, Any]]:
    """What stood against them at that time, each with the change that another desk had made."""
    state: dict[str, Any] = {}
    since: dict[ConflictKind, Any] = {}
    for change in changes:
        if (change.ms, change.counter) >= scan.stamp:
            break
        merge(state, json.loads(change.fields))
        flags = state.get("flags", ())
        stands = {
            ConflictKind.CANCELLED_LET_IN: state.get("status") == Status.CANCELLED,
            ConflictKind.FLAGGED_LET_IN: any(map(_calls_lead, flags)),
        }
        for kind, is_so in stands.items():
            if is_so:
                since.setdefault(kind, change)
            else:
                since.pop(kind, None)
    for kind, change in since.items():
        if change.desk != scan.desk:
            yield kind, change


def _calls_lead(flag: str) -> bool:
    return flag == Flag.CALL_LEAD or flag.startswith(LEAD)


def _after(kind: ConflictKind, change: Any, scan: LetIn) -> Conflict:
    return conflict(
        kind,
        scan.at,
        (change.entry, scan.entry),
        people=(scan.owner,),
        desks=unique((change.desk, scan.desk)),
        session=scan.session,
        undoes=(scan.entry,),
    )
