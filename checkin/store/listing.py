"""Reading for lists: attendance, the journal's people and sessions, and which badges are out of date."""

from __future__ import annotations

import json
from typing import Final

import sqlalchemy as sa

from checkin import schema

_attendance, _scan, _print = schema.attendance.c, schema.scan.c, schema.print_made.c
_change, _undo = schema.change.c, schema.undo.c
_standing = ~sa.exists().where(_undo.target == _scan.entry)

# Fields that a badge shows, or that decide what it shows.
ON_BADGE: Final = frozenset(
    {
        "number",
        "category",
        "name",
        "family_name",
        "given_name",
        "native_name",
        "reading",
        "title",
        "organisation",
        "country",
        "language",
        "flags",
        "badge_name",
    }
)


def changed_since_print(connection: sa.Connection) -> frozenset[str]:
    """The delegates of whom a field that is on the badge has changed since the badge was printed last."""
    printed = (
        sa.select(_print.delegate, sa.func.max(_print.at).label("at"))
        .group_by(_print.delegate)
        .subquery()
    )
    query = sa.select(_change.delegate, _change.fields).join(
        printed, sa.and_(printed.c.delegate == _change.delegate, _change.wall > printed.c.at)
    )
    rows = connection.execute(query)
    return frozenset(row.delegate for row in rows if ON_BADGE & json.loads(row.fields).keys())
