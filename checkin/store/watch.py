"""Queries for the watch list: what is on it, who was found to be, and who was cleared."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import elements, schema
from checkin.prepared import PreparedQuery, is_any_of
from checkin.watching import Made, WatchDigest

if TYPE_CHECKING:
    from collections.abc import Iterable

_item, _digest, _removal = schema.watch_item.c, schema.watch_digest.c, schema.watch_removal.c
_match, _clear = schema.watch_match.c, schema.watch_clear.c
_mark, _change, _entry = schema.door_mark.c, schema.change.c, schema.entry.c
_double = schema.double.c
_STANDS: Final = ~sa.exists().where(_removal.item == _item.item).correlate(schema.watch_item)
_ANY: Final = sa.select(_item.item).where(_STANDS).limit(1)
_ITEMS: Final = (
    sa.select(schema.watch_item).where(_STANDS).order_by(_item.at, _item.text, _item.item)
)


def _in_force(item: sa.Column[str]) -> sa.ColumnElement[bool]:
    """On the list still, and not cleared for the delegate."""
    return sa.and_(
        ~sa.exists().where(_removal.item == item),
        ~sa.exists().where(_clear.item == item, _clear.delegate == sa.bindparam("delegate")),
    )


_BY_DIGEST: Final = PreparedQuery(
    sa.select(_digest.item, _digest.digest, _digest.made)
    .where(is_any_of(_digest.digest, "digests"))
    .where(_in_force(_digest.item))
)
_BY_MATCH: Final = PreparedQuery(
    sa.select(_match.item)
    .where(_match.delegate == sa.bindparam("delegate"))
    .where(_in_force(_match.item))
)

_MARKS: Final = sa.select(_mark.delegate, _mark.marks).order_by(
    _mark.delegate, _mark.ms, _mark.counter, _mark.desk, _mark.entry
)
# Those of their doubles too, until an organiser's desk has marked the person anew.
_MARKS_OF_ONE: Final = PreparedQuery(
    _MARKS.where(
        sa.or_(
            _mark.delegate == sa.bindparam("delegate"),
            _mark.delegate.in_(
                sa.select(_double.delegate).where(_double.person == sa.bindparam("delegate"))
            ),
        )
    )
)
_MARKS_OF: Final = PreparedQuery(_MARKS.where(is_any_of(_mark.delegate, "ids")))
_LIST_CHANGED: Final = sa.select(
    sa.exists().where(_entry.n > sa.bindparam("after"), _entry.kind.startswith("watch_"))
)
_CHANGED: Final = (
    sa.select(_change.delegate)
    .join(
        schema.entry,
        sa.and_(
            _change.entry == _entry.id, _change.ms == _entry.ms, _change.counter == _entry.counter
        ),
    )
    .where(_entry.n > sa.bindparam("after"))
    .distinct()
)
_by_delegate: Final = attrgetter("delegate")
_EVERY_DIGEST: Final = sa.select(_digest.digest).where(
    ~sa.exists().where(_removal.item == _digest.item)
)
_MATCHED: Final = sa.select(_match.delegate).distinct()
_MARKED: Final = sa.select(_mark.delegate).distinct()


@dataclass(frozen=True, slots=True)
class Watched:
    """A name or code on the watch list. The text is empty on a desk that must not read it."""

    id: str
    text: str
    why: str
    at: int
    operator: str


def any_item(connection: sa.Connection) -> bool:
    """Whether there is a watch list at all."""
    return connection.scalar(_ANY) is not None


def items(connection: sa.Connection) -> tuple[Watched, ...]:
    """The list, oldest first."""
    return tuple(
        Watched(row.item, row.text, row.why, row.at, row.operator)
        for row in connection.execute(_ITEMS)
    )


def by_digest(
    connection: sa.Connection, digests: Iterable[str], delegate: str
) -> tuple[tuple[str, WatchDigest], ...]:
    """The items with one of these digests, but for what was cleared for the delegate."""
    rows = _BY_DIGEST.all_rows(connection, digests=json.dumps(sorted(digests)), delegate=delegate)
    return tuple((row.item, WatchDigest(row.digest, Made(row.made))) for row in rows)


def cleared(connection: sa.Connection) -> frozenset[tuple[str, str]]:
    """The items and delegates of whom a lead has said that they are somebody else."""
    rows = connection.execute(sa.select(_clear.item, _clear.delegate))
    return frozenset((row.item, row.delegate) for row in rows)


def by_match(connection: sa.Connection, delegate: str) -> tuple[str, ...]:
    """The items to which a close spelling of the delegate was found."""
    return tuple(row.item for row in _BY_MATCH.all_rows(connection, delegate=delegate))


def marks_of(connection: sa.Connection, delegate: str) -> list[str]:
    """The marks of a delegate for doors that stand, beside those of the flags."""
    rows = _MARKS_OF_ONE.all_rows(connection, delegate=delegate)
    return [mark for _, of_one in groupby(rows, key=_by_delegate) for mark in _standing(of_one)]


def marks(connection: sa.Connection, delegates: Iterable[str]) -> dict[str, list[str]]:
    """The same for several delegates; those without are left out."""
    rows = _MARKS_OF.all_rows(connection, ids=json.dumps(sorted(delegates)))
    return {delegate: _standing(group) for delegate, group in groupby(rows, key=_by_delegate)}


def _standing(rows: Iterable[Any]) -> list[str]:
    changes = ({"marks": json.loads(row.marks)} for row in rows)
    return list(elements.merged(changes).get("marks", ()))


def marked(connection: sa.Connection) -> frozenset[str]:
    """The delegates that were ever marked for doors."""
    return frozenset(connection.scalars(_MARKED))


def matched(connection: sa.Connection) -> frozenset[str]:
    """The delegates of whom a close spelling was ever found on the list."""
    return frozenset(connection.scalars(_MATCHED))


def every_digest(connection: sa.Connection) -> frozenset[str]:
    """The digests of all that is on the list."""
    return frozenset(connection.scalars(_EVERY_DIGEST))


def last_entry(connection: sa.Connection) -> int:
    """The place in the journal of the entry that came last."""
    return connection.scalar(sa.select(sa.func.max(_entry.n))) or 0


def changed_after(connection: sa.Connection, entry: int) -> frozenset[str] | None:
    """The delegates of whom something came after that place in the journal; None for all, by a change of the list."""
    if connection.scalar(_LIST_CHANGED, {"after": entry}):
        return None
    return frozenset(connection.scalars(_CHANGED, {"after": entry}))
