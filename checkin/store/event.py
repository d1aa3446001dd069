"""Queries for the event and its desks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from checkin import schema
from checkin.domain import DeskInfo, Tier
from checkin.errors import StoreDamaged
from checkin.journal import read_event
from checkin.language import mark

if TYPE_CHECKING:
    from checkin.domain import Event


def current(connection: sa.Connection) -> Event:
    """The event of this store. Raises `StoreDamaged` where there is none."""
    try:
        event = read_event(connection)
    except (ValueError, KeyError, TypeError) as error:
        raise StoreDamaged(mark("The database is damaged. Restore it from a backup.")) from error
    if event is None:
        raise StoreDamaged(mark("The store holds no event. Restore it from a backup."))
    return event


def desks(connection: sa.Connection, this: str) -> tuple[DeskInfo, ...]:
    """All introduced desks, this one marked. The root on paper has no name, and is none of them."""
    of, entries = schema.desk.c, sa.func.count(schema.entry.c.id).label("entries")
    rows = connection.execute(
        sa.select(of.desk, of.name, of.tier, entries)
        .outerjoin(schema.entry, schema.entry.c.desk == of.id)
        .where(of.name != "")
        .group_by(of.desk)
        .order_by(of.name)
    )
    return tuple(
        DeskInfo(row.desk, row.name, Tier(row.tier), row.entries, row.desk == this) for row in rows
    )


def desk_names(connection: sa.Connection) -> dict[str, str]:
    """Desk id → its name."""
    rows = connection.execute(sa.select(schema.desk.c.id, schema.desk.c.name)).all()
    return {row.id: row.name for row in rows}


def tier_of(connection: sa.Connection, desk: str) -> Tier:
    """The access level of a desk; organiser where it has not been introduced yet."""
    found = connection.scalar(sa.select(schema.desk.c.tier).where(schema.desk.c.id == desk))
    return Tier(found) if found else Tier.ORGANISER
