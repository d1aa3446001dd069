"""Derived rows (projection): delegates, codes and attendance, computed from the recorded sets.

Everything here is a function of those sets alone, in clock order. It never reads earlier results,
so the order of arrival cannot matter.
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from checkin import names, rules, schema
from checkin.domain import FIELDS, CodeStatus, Outcome, Status
from checkin.prepared import PreparedQuery, insert_rows, is_any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)
CHUNK: Final = 500  # below SQLite's limit of parameters in one statement

LOST: Final = "lost"  # the state of an import whose staged rows will never be shown

_change, _issue, _scan = schema.change.c, schema.issue.c, schema.scan.c
_batch, _undo, _revocation = schema.batch.c, schema.undo.c, schema.revocation.c

_NOTHING: Final = {**dict.fromkeys(FIELDS, ""), "number": 0, "status": Status.EXPECTED.value}
_JSON: Final = {"flags": "[]", "extras": "{}"}
_OF_UNDONE_BATCH: Final = sa.exists().where(_batch.id == _issue.batch, _batch.undone == 1)
_AHEAD: Final = sa.bindparam(
    "ahead", type_=sa.Text
)  # batch to be included before its last entry has arrived
_CHANGES: Final = PreparedQuery(
    sa.select(_change.delegate, _change.fields)
    .where(is_any_of(_change.delegate, "ids"))
    .where(
        sa.or_(
            _change.batch == "",
            _change.batch == _AHEAD,
            sa.exists().where(_batch.id == _change.batch, _batch.undone == 0),
        )
    )
    .order_by(_change.delegate, _change.ms, _change.counter, _change.desk, _change.entry)
)
_ISSUES: Final = PreparedQuery(
    sa.select(
        _issue.code,
        _issue.kind,
        _issue.delegate,
        sa.exists().where(_revocation.code == _issue.code).label("revoked"),
        _OF_UNDONE_BATCH.label("taken_back"),
    )
    .where(is_any_of(_issue.code, "ids"))
    .where(sa.or_(schema.is_complete(schema.issue), _issue.batch == _AHEAD))
    .order_by(_issue.code, _issue.ms, _issue.counter, _issue.desk, _issue.entry)
)
_staging = schema.staging.c
_STATE_SHOWN: Final = sa.select(_staging.batch).where(_staging.state == schema.SHOWN)
_STATE_LOST: Final = sa.select(_staging.batch).where(_staging.state == LOST)
_SCANS: Final = (
    sa.select(
        _scan.owner,
        _scan.session,
        _scan.entry,
        _scan.at,
        _scan.desk,
        _scan.outcome,
        _scan.represented_by,
    )
    .where(~sa.exists().where(_undo.target == _scan.entry))
    .order_by(_scan.owner, _scan.session, _scan.ms, _scan.counter, _scan.desk, _scan.entry)
)
_SCANS_OF_PAIR: Final = PreparedQuery(
    _SCANS.where(
        _scan.owner == sa.bindparam("one"),
        _scan.owner != "",
        _scan.session == sa.bindparam("session"),
    )
)
_SCANS_OF_OWNERS: Final = _SCANS.where(
    _scan.owner.in_(sa.bindparam("ids", expanding=True)), _scan.owner != ""
)
_PUT_DELEGATES: Final = insert(schema.delegate_row).prefix_with("OR REPLACE")
_PUT_KEYS: Final = insert(schema.name_key_row).prefix_with("OR REPLACE")
_PUT_CODES: Final = insert(schema.code_row).prefix_with("OR REPLACE")
_OF_DELEGATES: Final = (schema.delegate_row.c.id, schema.name_key_row.c.delegate)
_OF_CODES: Final = (schema.code_row.c.code,)
_ANY_VERSION: Final = {
    key: PreparedQuery(sa.select(key).where(is_any_of(key, "ids")).limit(1))
    for key in (*_OF_DELEGATES, *_OF_CODES)
}
_PUT_ATTENDANCE: Final = insert(schema.attendance).prefix_with("OR REPLACE")
_DROP_ATTENDANCE: Final = sa.delete(schema.attendance).where(
    schema.attendance.c.delegate == sa.bindparam("owner"),
    schema.attendance.c.session == sa.bindparam("place"),
)


def derive_delegates(
    connection: sa.Connection, delegates: Iterable[str], *, ahead: str = ""
) -> None:
    """Derives delegates: each field has the value of its latest change; one without a change is removed.

    Their search keys are computed too, so that nothing has to be folded or romanised while a name
    is typed. With a batch in `ahead`, its result is staged beside the visible rows, to be shown
    later.
    """
    for ids in _chunks(delegates):
        changes = _CHANGES.all_rows(connection, ids=to_json(ids), ahead=ahead)
        rows = [
            {
                **_delegate_row(delegate, [json.loads(change.fields) for change in group]),
                **_version(ahead),
            }
            for delegate, group in groupby(changes, key=lambda change: change.delegate)
        ]
        _make_room(connection, _OF_DELEGATES, ids, ahead)
        if rows:
            insert_rows(connection, _PUT_DELEGATES, rows)
            insert_rows(connection, _PUT_KEYS, [_key_row(row) for row in rows])


def _version(ahead: str) -> dict[str, str]:
    return {"since": ahead, "until": ""}


def _make_room(
    connection: sa.Connection, keys: Iterable[sa.Column[str]], ids: Sequence[str], ahead: str
) -> None:
    """Deletes every version of these rows; when staging, only those that nobody will see."""
    for key in keys:
        # Of a delegate who is new, which in an import most are, there is no version yet.
        if _ANY_VERSION[key].first_row(connection, ids=to_json(ids)) is None:
            continue
        table = key.table
        drop = sa.delete(table).where(key.in_(ids))
        if ahead:
            drop = drop.where(
                sa.or_(table.c.until.in_(_STATE_SHOWN), table.c.since.in_(_STATE_LOST))
            )
        connection.execute(drop)
        if ahead:
            old = sa.update(table).where(key.in_(ids), table.c.since != ahead)
            connection.execute(old.values(until=ahead))


def _delegate_row(delegate: str, changes: Sequence[dict[str, Any]]) -> dict[str, Any]:
    row: dict[str, Any] = {"id": delegate, **_NOTHING, **_JSON}
    for fields in changes:
        for name, value in fields.items():
            if name in _NOTHING:
                row[name] = to_json(value) if name in _JSON else value
    return row


def _key_row(delegate: dict[str, Any]) -> dict[str, Any]:
    keys = names.keys(delegate)
    version = {name: delegate[name] for name in ("since", "until")}
    return {"delegate": delegate["id"], **version, "names": keys.names, "latin": keys.latin}


def derive_codes(
    connection: sa.Connection, codes: Iterable[str], *, ahead: str = ""
) -> set[tuple[str, str]]:
    """Derives owner and state of each code. Returns the attendances that this may change."""
    touched: set[tuple[str, str]] = set()
    for ids in _chunks(codes):
        issues = _ISSUES.all_rows(connection, ids=to_json(ids), ahead=ahead)
        rows = [
            {**_code_row(code, tuple(group)), **_version(ahead)}
            for code, group in groupby(issues, key=lambda issue: issue.code)
        ]
        _make_room(connection, _OF_CODES, ids, ahead)
        if rows:
            insert_rows(connection, _PUT_CODES, rows)
        if not ahead:
            owners = {row["code"]: row["delegate"] for row in rows}
            touched |= _claim(connection, ids, owners)
    return touched


def _code_row(code: str, issues: Sequence[Any]) -> dict[str, Any]:
    """The first delegate to get a code owns it.

    A code of an undone import may have been sent out and is genuine: it stays as a revoked code
    without an owner, so that it is not taken for one that has not arrived yet.
    """
    standing = next((issue for issue in issues if not issue.taken_back), None)
    valid = standing is not None and not standing.revoked
    return {
        "code": code,
        "kind": (standing or issues[0]).kind,
        "delegate": standing.delegate if standing else "",
        "status": CodeStatus.VALID if valid else CodeStatus.REVOKED,
    }


def _claim(
    connection: sa.Connection, codes: Sequence[str], owners: dict[str, str]
) -> set[tuple[str, str]]:
    """Assigns scans of a code without a known owner to the owner found now."""
    found = connection.execute(
        sa.select(_scan.entry, _scan.code, _scan.session, _scan.owner).where(
            _scan.code.in_(codes), _scan.code != "", _scan.delegate == ""
        )
    ).all()
    touched = set()
    for row in found:
        owner = owners.get(row.code, "")
        touched |= {(delegate, row.session) for delegate in (row.owner, owner) if delegate}
        connection.execute(
            sa.update(schema.scan)
            .where(_scan.code == row.code, _scan.delegate == "", _scan.entry == row.entry)
            .values(owner=owner)
        )
    return touched


def derive_attendance(connection: sa.Connection, pairs: set[tuple[str, str]]) -> None:
    """Derives attendance: a delegate's scans in a session, summarised by `rules.presence`."""
    if len(pairs) == 1:
        ((owner, session),) = pairs
        scans = _SCANS_OF_PAIR.all_rows(connection, one=owner, session=session)
        _write_attendance(connection, pairs, scans)
        return
    for owners in _chunks({owner for owner, _ in pairs}):
        rows = connection.execute(_SCANS_OF_OWNERS, {"ids": owners}).all()
        among = set(owners)
        _write_attendance(connection, {pair for pair in pairs if pair[0] in among}, rows)


def _write_attendance(
    connection: sa.Connection, pairs: set[tuple[str, str]], scans: Sequence[Any]
) -> None:
    rows = []
    for (owner, session), group in groupby(scans, key=lambda scan: (scan.owner, scan.session)):
        if (owner, session) not in pairs:
            continue
        present = rules.presence(
            rules.Past(scan.entry, scan.at, scan.desk, Outcome(scan.outcome), scan.represented_by)
            for scan in group
        )
        if present is not None:
            rows.append(_attendance_row(owner, session, present))
    there = {(row["delegate"], row["session"]) for row in rows}
    gone = [{"owner": owner, "place": session} for owner, session in sorted(pairs - there)]
    if gone:
        connection.execute(_DROP_ATTENDANCE, gone)
    if rows:
        insert_rows(connection, _PUT_ATTENDANCE, rows)


def _attendance_row(owner: str, session: str, present: rules.Presence) -> dict[str, Any]:
    return {
        "delegate": owner,
        "session": session,
        "first_entry": present.first_entry,
        "first_at": present.first_at,
        "first_desk": present.first_desk,
        "last_at": present.last_at,
        "inside": int(present.inside),
        "visits": present.visits,
        "clash": present.clash,
    }


def _chunks(values: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(values)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]


def to_json(value: object) -> str:
    """Canonical JSON of a list or mapping for a table; equal values give equal text."""
    return _ENCODER.encode(value)
