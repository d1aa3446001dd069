"""Queries for the event and its desks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from checkin import schema
from checkin.domain import Tier
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


def desk_names(connection: sa.Connection) -> dict[str, str]:
    """Desk id, or that of a further chain → its name. The root on paper has none."""
    of = schema.desk.c
    rows = connection.execute(sa.select(of.id, of.name).where(of.name != "")).all()
    return {row.id: row.name for row in rows}


def other_desks(connection: sa.Connection, desk: str) -> int:
    """How many other desks were introduced: each once, however often it began anew; not the root on paper."""
    of = schema.desk.c
    others = sa.select(sa.func.count(of.desk.distinct())).where(of.name != "", of.desk != desk)
    return connection.scalar(others) or 0


def tier_of(connection: sa.Connection, desk: str) -> Tier:
    """The access level of a desk; organiser where it has not been introduced yet."""
    found = connection.scalar(sa.select(schema.desk.c.tier).where(schema.desk.c.id == desk))
    return Tier(found) if found else Tier.ORGANISER
