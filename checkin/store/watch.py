"""Queries for the watch list: what is on it, who was found to be, and who was cleared."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.prepared import PreparedQuery, is_any_of
from checkin.watching import Made, WatchDigest

if TYPE_CHECKING:
    from collections.abc import Iterable

_item, _digest, _removal = schema.watch_item.c, schema.watch_digest.c, schema.watch_removal.c
_match, _clear = schema.watch_match.c, schema.watch_clear.c
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
