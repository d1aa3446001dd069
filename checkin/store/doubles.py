"""Queries for doubles (duplicate records): the delegates of the roster who may be one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import same_person, schema
from checkin.prepared import PreparedQuery

if TYPE_CHECKING:
    from checkin.same_person import Alike

_delegate, _issue = schema.delegate.c, schema.issue.c
_NAMED: Final = PreparedQuery(
    sa.select(
        _delegate.id,
        _delegate.name,
        _delegate.given_name,
        _delegate.family_name,
        _delegate.native_name,
        _delegate.organisation,
        _delegate.email,
    )
)
_SHARED_CODES: Final = (
    sa.select(_issue.code)
    .group_by(_issue.code)
    .having(sa.func.count(_issue.delegate.distinct()) > 1)
)
_OF_CODES: Final = (
    sa.select(_issue.code, _issue.delegate).where(_issue.code.in_(_SHARED_CODES)).distinct()
)


def alike(connection: sa.Connection) -> tuple[Alike, ...]:
    """The groups of delegates who may be one person, without those who were joined."""
    codes = ((row.code, row.delegate) for row in connection.execute(_OF_CODES))
    return same_person.alike(_NAMED.all_rows(connection), codes)
