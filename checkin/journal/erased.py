"""Who was erased, and which entries are about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import schema
from checkin.domain import Tier
from checkin.journal.contents import readable
from checkin.journal.entry import Opened
from checkin.journal.kinds import EVERYBODY, EntryKind
from checkin.keys import code_digest
from checkin.prepared import PreparedQuery

if TYPE_CHECKING:
    from collections.abc import Collection

    from checkin.keys import KeyRing

_erasure = schema.erasure.c
_ISSUING: Final = frozenset({EntryKind.DELEGATE_CHANGED, EntryKind.CODE_ISSUED})
ERASED: Final = sa.select(_erasure.delegate)
_ANY: Final = PreparedQuery(sa.select(_erasure.delegate).limit(1))


def any_erased(connection: sa.Connection) -> bool:
    return _ANY.first_row(connection) is not None


def erased(connection: sa.Connection, ring: KeyRing) -> frozenset[str]:
    """The delegates that were erased, and their codes with the form that doors know."""
    if not any_erased(connection):
        return frozenset()
    codes = sa.select(schema.issue.c.code).where(schema.issue.c.delegate.in_(ERASED))
    known = set(connection.scalars(codes))
    digests = {code_digest(ring, code) for code in known}
    return frozenset({*connection.scalars(ERASED), *known, *digests})


def codes_in(entry: Opened, people: Collection[str]) -> set[str]:
    """The codes, as doors know them, that an entry issues to one of these people."""
    content = _for_doors(entry) if people else {}
    if content.get("delegate") not in people or entry.header.kind not in _ISSUING:
        return set()
    return {*content.get("codes", ()), *filter(None, (content.get("code"),))}


def is_about(entry: Opened, people: Collection[str]) -> bool:
    """Whether an entry is about one of the erased, by what doors can read of it."""
    if not people or EVERYBODY in people:
        return bool(people)
    content = _for_doors(entry)
    return content.get("delegate") in people or content.get("code") in people


def _for_doors(entry: Opened) -> dict[str, Any]:
    """What doors can read of an entry, which is the same everywhere."""
    return readable(Opened(entry.header, entry.id, {Tier.DOOR: entry.sections.get(Tier.DOOR, {})}))
