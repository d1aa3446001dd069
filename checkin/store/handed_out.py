"""Queries of badges that were handed over."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.prepared import is_any_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_handed, _double = schema.handed_out.c, schema.double.c
# A badge that a double was given is the person's.
_PERSON: Final = sa.func.coalesce(_double.person, _handed.delegate)
_FIRST: Final = (
    sa.select(_PERSON.label("person"), sa.func.min(_handed.at).label("at"))
    .select_from(schema.handed_out.outerjoin(schema.double, _double.delegate == _handed.delegate))
    .where(is_any_of(_PERSON, "ids"))
    .group_by(_PERSON)
)


def when(connection: sa.Connection, delegates: Iterable[str]) -> dict[str, int]:
    """Delegate id → when their badge was first handed over, for those who have it."""
    rows = connection.execute(_FIRST, {"ids": json.dumps(list(delegates))})
    return {row.person: row.at for row in rows}
