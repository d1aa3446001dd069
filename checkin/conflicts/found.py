"""What conflicts are made of: their ids, and the scans by which somebody was let in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import schema
from checkin.domain import Conflict, ConflictKind, Direction
from checkin.journal.derive import to_json
from checkin.prepared import is_any_of
from checkin.presence import LETS_IN

if TYPE_CHECKING:
    from collections.abc import Iterable

Stamped = tuple[int, int]
ID_LENGTH: Final = 20  # letters of a hash
_scan = schema.scan.c
_DOUBLES: Final = sa.select(schema.double.c.delegate, schema.double.c.person)
_LET_IN: Final = (
    sa.select(schema.scan)
    .where(
        _scan.owner != "",
        _scan.outcome.in_(sorted(LETS_IN)),
        _scan.direction == Direction.ENTRY,
        ~schema.is_undone(),
    )
    .order_by(_scan.ms, _scan.counter, _scan.desk, _scan.entry)
)


@dataclass(frozen=True, slots=True)
class LetIn:
    """A scan by which a delegate was let in, and that was not undone.

    `stamp` orders it among all entries; of one that was entered afterwards it is when it happened.
    """

    entry: str
    owner: str
    session: str
    desk: str
    at: int
    stamp: Stamped
    code: str
    forced: bool
    late: bool
    heard: int
    rules: int


def conflict_id(kind: ConflictKind, about: Iterable[str]) -> str:
    """The same at every desk that has these entries."""
    whole = "\0".join((kind.value, *about))
    return hashlib.sha256(whole.encode()).hexdigest()[:ID_LENGTH]


def conflict(kind: ConflictKind, at: int, entries: Iterable[str], **more: Any) -> Conflict:
    """A conflict with the id of its entries."""
    named = tuple(entries)
    return Conflict(conflict_id(kind, named), kind, at, entries=named, **more)


def people_of(connection: sa.Connection, delegates: Iterable[str]) -> dict[str, str]:
    """Each of these delegates with who they are: they themselves, or who they were joined with."""
    known = {row.delegate: row.person for row in connection.execute(_DOUBLES)}
    return {delegate: known.get(delegate, delegate) for delegate in sorted(delegates)}


def lets_in(connection: sa.Connection, owners: Iterable[str]) -> list[LetIn]:
    """How these delegates were let in, in the order of the clock."""
    query = _LET_IN.where(is_any_of(_scan.owner, "ids"))
    rows = connection.execute(query, {"ids": to_json(sorted(owners))})
    return [_let_in(row) for row in rows]


def let_into(connection: sa.Connection, sessions: Iterable[str], since: int) -> list[LetIn]:
    """Who was let into these sessions from that stamp on, in the order of the clock."""
    query = _LET_IN.where(_scan.ms >= since, is_any_of(_scan.session, "ids"))
    rows = connection.execute(query, {"ids": to_json(sorted(sessions))})
    return [_let_in(row) for row in rows]


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Each once, in the order in which they come."""
    return tuple(dict.fromkeys(values))


def _let_in(row: Any) -> LetIn:
    late = bool(row.late)
    return LetIn(
        entry=row.entry,
        owner=row.owner,
        session=row.session,
        desk=row.desk,
        at=row.at,
        stamp=(row.at, 0) if late else (row.ms, row.counter),
        code=row.code,
        forced=bool(row.forced),
        late=late,
        heard=row.heard,
        rules=row.rules,
    )
