"""Who was erased, and which entries are about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.domain import Tier
from checkin.journal.contents import readable
from checkin.journal.entry import Opened
from checkin.prepared import PreparedQuery

if TYPE_CHECKING:
    from collections.abc import Collection

_erasure = schema.erasure.c
ERASED: Final = sa.select(_erasure.delegate)
_ANY: Final = PreparedQuery(sa.select(_erasure.delegate).limit(1))


def any_erased(connection: sa.Connection) -> bool:
    return _ANY.first_row(connection) is not None


def erased(connection: sa.Connection) -> frozenset[str]:
    """The delegates that were erased, and the forms of their codes that doors know."""
    if not any_erased(connection):
        return frozenset()
    codes = sa.select(schema.issue.c.code).where(schema.issue.c.delegate.in_(ERASED))
    return frozenset(connection.scalars(ERASED)) | frozenset(connection.scalars(codes))


def is_about(entry: Opened, people: Collection[str]) -> bool:
    """Whether an entry is about one of the erased, by what doors can read of it."""
    if not people:
        return False
    door = Opened(entry.header, entry.id, {Tier.DOOR: entry.sections.get(Tier.DOOR, {})})
    content = readable(door)
    return content.get("delegate") in people or content.get("code") in people
