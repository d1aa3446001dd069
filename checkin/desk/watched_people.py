"""Who of the roster may be on the watch list (batch screening): looked for among many delegates at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin import names, watching
from checkin.store import people, watch

if TYPE_CHECKING:
    from collections.abc import Collection

    import sqlalchemy as sa

    from checkin.domain import Delegate


def names_of(delegate: Delegate) -> dict[str, str]:
    """The fields by which a delegate is named."""
    return {field: str(getattr(delegate, field)) for field in names.NAMED_BY}


def candidates(
    connection: sa.Connection, key: bytes, among: Collection[str] | None
) -> frozenset[str]:
    """Who may be on the list, or was marked for doors as one who is: all of them, or those `among` the given.

    Rather too many than too few: each is compared as at the desk before anything is written.
    """
    if among is not None and not among:
        return frozenset()
    listed = watch.every_digest(connection)
    known = watch.marked(connection) | watch.matched(connection)
    if not listed:
        return known if among is None else known.intersection(among)
    delegates = people.everyone(connection) if among is None else people.some(connection, among)
    return frozenset(
        delegate.id
        for delegate in delegates
        if delegate.id in known
        or not listed.isdisjoint(watching.of_person(key, names_of(delegate)).every)
        or any(
            watching.of_code(key, code.code) in listed
            for code in people.codes_of(connection, delegate.id)
        )
    )
