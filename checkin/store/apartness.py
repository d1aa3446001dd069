"""Apartness (staleness): how old what a desk knows of the other desks is.

A desk is *heard* when its statement comes, by whatever way; of one that has stated nothing, its last
entry tells. Desks that were invited and have not joined yet, and those that were revoked, are none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.journal import ALL
from checkin.prepared import PreparedQuery

if TYPE_CHECKING:
    from collections.abc import Sequence

LATE_MS: Final = 60_000  # what was heard within a minute is as good as now
_desk, _entry, _statement = schema.desk.c, schema.entry.c, schema.statement.c
_LAST_WALL: Final = (
    sa.select(_entry.wall)
    .where(_entry.desk == _desk.id)
    .order_by(_entry.seq.desc())
    .limit(1)
    .scalar_subquery()
)
_HEARD: Final = PreparedQuery(
    sa.select(sa.func.coalesce(_statement.heard, _LAST_WALL).label("heard"))
    .select_from(schema.desk)
    .outerjoin(schema.statement, _statement.desk == _desk.id)
    .where(
        _desk.id == _desk.desk,
        _desk.desk != sa.bindparam("here"),
        # Literals, so that the value is not one more to bind; the root on paper has no name.
        _desk.counts == sa.literal_column("1"),
        _desk.last == sa.literal_column(str(ALL)),
        _desk.name != sa.literal_column("''"),
    )
)


@dataclass(frozen=True, slots=True)
class Apartness:
    """When each other desk that has joined was heard last, by this machine's wall clock.

    `is_together`: all were heard within a minute. `heard_at` is there where none was: when the last one
    was heard. A desk without others is neither together nor apart.
    """

    is_together: bool = False
    heard_at: int | None = None


ALONE: Final = Apartness()


def of_times(heard: Sequence[int], now: int) -> Apartness:
    """From when each other desk was heard last."""
    if not heard:
        return ALONE
    latest = max(heard)
    apart = now - latest > LATE_MS
    return Apartness(now - min(heard) <= LATE_MS, latest if apart else None)


def apartness(connection: sa.Connection, here: str, now: int) -> Apartness:
    """How old what this desk knows is: read before each verdict."""
    rows = _HEARD.all_rows(connection, here=here)
    return of_times([row.heard for row in rows if row.heard is not None], now)
