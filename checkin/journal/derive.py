"""Derived rows (projection): delegates and codes, computed from the recorded sets.

Everything here is a function of those sets alone, in clock order. It never reads earlier results,
so the order of arrival cannot matter.
"""

from __future__ import annotations

import json
from itertools import chain, groupby
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from checkin import elements, names, schema
from checkin.domain import (
    COLUMN_FIELDS,
    FIELDS,
    KEYS_APART,
    CodeStatus,
    Status,
    session_keys,
)
from checkin.grouping import group_key
from checkin.journal.doubles import doubles_of, flags_of, persons
from checkin.journal.kinds import EVERYBODY
from checkin.journal.standing import is_undone, stays
from checkin.prepared import PreparedQuery, insert_rows, is_any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Visit = tuple[str, str, int]  # a delegate, a session, and when

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)
CHUNK: Final = 500  # below SQLite's limit of parameters in one statement

LOST: Final = "lost"  # the state of an import whose staged rows will never be shown

_change, _issue, _scan = schema.change.c, schema.issue.c, schema.scan.c
_batch = schema.batch.c
_revocation, _renewal = schema.revocation.c, schema.renewal.c

_JSON: Final = {"flags": "[]", **dict.fromkeys(COLUMN_FIELDS, "{}")}
_NOTHING: Final = {
    **dict.fromkeys(FIELDS, ""),
    "number": 0,
    "status": Status.EXPECTED.value,
    **_JSON,
}
# Whoever was erased and comes all the same is not let in by a rule that nobody remembers.
_ERASED_ROW: Final = {"status": Status.CANCELLED.value, "flags": "[]"}
_ERASED: Final = PreparedQuery(
    sa.select(schema.erasure.c.delegate).where(is_any_of(schema.erasure.c.delegate, "ids"))
)
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
            sa.and_(is_undone(_change.batch), stays(_change.delegate)),
        )
    )
    .order_by(_change.delegate, _change.ms, _change.counter, _change.desk, _change.entry)
)
_ISSUES: Final = PreparedQuery(
    sa.select(
        _issue.code,
        _issue.kind,
        _issue.delegate,
        _issue.generation,
        sa.or_(
            sa.exists().where(_revocation.code == _issue.code),
            sa.exists().where(
                _renewal.delegate == _issue.delegate,
                _renewal.kind == _issue.kind,
                _renewal.generation > _issue.generation,
            ),
        ).label("revoked"),
        sa.and_(is_undone(_issue.batch), ~stays(_issue.delegate)).label("taken_back"),
    )
    .where(is_any_of(_issue.code, "ids"))
    .where(sa.or_(schema.is_complete(schema.issue), _issue.batch == _AHEAD))
    .order_by(_issue.code, _issue.ms, _issue.counter, _issue.desk, _issue.entry)
)
_staging = schema.staging.c
_STATE_SHOWN: Final = sa.select(_staging.batch).where(_staging.state == schema.SHOWN)
_STATE_LOST: Final = sa.select(_staging.batch).where(_staging.state == LOST)
_PUT_DELEGATES: Final = insert(schema.delegate_row).prefix_with("OR REPLACE")
_PUT_KEYS: Final = insert(schema.name_key_row).prefix_with("OR REPLACE")
_PUT_CODES: Final = insert(schema.code_row).prefix_with("OR REPLACE")
_OF_DELEGATES: Final = (schema.delegate_row.c.id, schema.name_key_row.c.delegate)
_OF_CODES: Final = (schema.code_row.c.code,)
_ANY_VERSION: Final = {
    key: PreparedQuery(sa.select(key).where(is_any_of(key, "ids")).limit(1))
    for key in (*_OF_DELEGATES, *_OF_CODES)
}
_OWN_SESSIONS: Final = PreparedQuery(
    sa.select(schema.delegate.c.sessions)
    # A literal, not a parameter: it is what lets the index be used.
    .where(schema.delegate.c.sessions != sa.literal_column("''"))
    .distinct()
)
_PUT_LISTED: Final = sa.insert(schema.listed_session)


def derive_delegates(
    connection: sa.Connection, delegates: Iterable[str], *, ahead: str = ""
) -> None:
    """Derives delegates: each field has the value of its latest change; one without a change is removed.

    Their search keys are computed too, so that nothing has to be folded or romanised while a name
    is typed. A person has the flags of their doubles besides their own: a quiet check of either
    stands. With a batch in `ahead`, its result is staged beside the visible rows, to be shown
    later.
    """
    for ids in in_chunks(delegates):
        doubles = doubles_of(connection, ids)
        every = sorted({*ids, *chain.from_iterable(doubles.values())})
        changes = _CHANGES.all_rows(connection, ids=to_json(every), ahead=ahead)
        who = to_json([*every, EVERYBODY])
        erased = {row.delegate for row in _ERASED.all_rows(connection, ids=who)}
        known = {
            delegate: {
                **_delegate_row(delegate, [json.loads(change.fields) for change in group]),
                **(_ERASED_ROW if {delegate, EVERYBODY} & erased else {}),
                **_version(ahead),
            }
            for delegate, group in groupby(changes, key=lambda change: change.delegate)
        }
        flags = {who: json.loads(row["flags"]) for who, row in known.items() if doubles}
        for person, theirs in doubles.items():
            if person in known:
                known[person]["flags"] = to_json(flags_of((person, *theirs), flags))
        rows = [known[delegate] for delegate in ids if delegate in known]
        _make_room(connection, _OF_DELEGATES, ids, ahead)
        if rows:
            insert_rows(connection, _PUT_DELEGATES, rows)
            insert_rows(connection, _PUT_KEYS, [_key_row(row) for row in rows])


def derive_listed_sessions(connection: sa.Connection) -> None:
    """Derives which sessions are on the own list of any delegate: no scan goes through the roster."""
    lists = _OWN_SESSIONS.all_rows(connection)
    keys = {key for row in lists for key in session_keys(row.sessions)}
    connection.execute(sa.delete(schema.listed_session))
    if keys:
        connection.execute(_PUT_LISTED, [{"session": key} for key in sorted(keys)])


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
    row: dict[str, Any] = {"id": delegate, **_NOTHING}
    merged = elements.merged(changes)
    for name, value in merged.items():
        if name == "sessions":
            row[name] = KEYS_APART.join(value)
        elif name in _NOTHING:
            row[name] = to_json(value) if name in _JSON else value
    row["group_key"] = group_key(merged.get("extras", {}), row["organisation"])
    return row


def _key_row(delegate: dict[str, Any]) -> dict[str, Any]:
    keys = names.keys(delegate)
    version = {name: delegate[name] for name in ("since", "until")}
    return {"delegate": delegate["id"], **version, "names": keys.names, "latin": keys.latin}


def derive_codes(connection: sa.Connection, codes: Iterable[str], *, ahead: str = "") -> set[Visit]:
    """Derives owner and state of each code. Returns the scans whose attendance this may change."""
    touched: set[Visit] = set()
    for ids in in_chunks(codes):
        issues = _ISSUES.all_rows(connection, ids=to_json(ids), ahead=ahead)
        rows = [
            {**_code_row(code, tuple(group)), **_version(ahead)}
            for code, group in groupby(issues, key=lambda issue: issue.code)
        ]
        person = persons(connection, {row["delegate"] for row in rows})
        for row in rows:
            row["delegate"] = person.get(row["delegate"], row["delegate"])
        _make_room(connection, _OF_CODES, ids, ahead)
        if rows:
            insert_rows(connection, _PUT_CODES, rows)
        if not ahead:
            owners = {row["code"]: row["delegate"] for row in rows}
            touched |= _claim(connection, ids, owners)
    return touched


def _code_row(code: str, issues: Sequence[Any]) -> dict[str, Any]:
    """The first delegate to get a code owns it, of the latest generation: a ticket may change hands.

    Who they are, if they are a double, is added later.

    A code of an undone import may have been sent out and is genuine: it stays as a revoked code
    without an owner, so that it is not taken for one that has not arrived yet.
    """
    last = max((issue.generation for issue in issues if not issue.taken_back), default=0)
    standing = next(
        (issue for issue in issues if not issue.taken_back and issue.generation == last), None
    )
    valid = standing is not None and not standing.revoked
    return {
        "code": code,
        "kind": (standing or issues[0]).kind,
        "delegate": standing.delegate if standing else "",
        "status": CodeStatus.VALID if valid else CodeStatus.REVOKED,
    }


def _claim(connection: sa.Connection, codes: Sequence[str], owners: dict[str, str]) -> set[Visit]:
    """Assigns scans of a code without a known owner to the owner found now."""
    found = connection.execute(
        sa.select(_scan.entry, _scan.code, _scan.session, _scan.owner, _scan.at).where(
            _scan.code.in_(codes), _scan.code != "", _scan.delegate == ""
        )
    ).all()
    touched = set()
    for row in found:
        owner = owners.get(row.code, "")
        touched |= {(delegate, row.session, row.at) for delegate in (row.owner, owner) if delegate}
        connection.execute(
            sa.update(schema.scan)
            .where(_scan.code == row.code, _scan.delegate == "", _scan.entry == row.entry)
            .values(owner=owner)
        )
    return touched


def in_chunks(values: Iterable[str]) -> Iterator[list[str]]:
    """The values in order, in lists short enough for one statement."""
    ordered = sorted(values)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]


def to_json(value: object) -> str:
    """Canonical JSON of a list or mapping for a table; equal values give equal text."""
    return _ENCODER.encode(value)
