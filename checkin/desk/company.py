"""Accompanying persons (entourage): aides, interpreters, guards and spouses, tied to one delegate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from checkin import schema
from checkin.domain import Companion, Status
from checkin.errors import NotFound, NotPossible
from checkin.field_values import delegate_number
from checkin.language import mark
from checkin.store import listing, people

if TYPE_CHECKING:
    from checkin.domain import Delegate
    from checkin.presence import Moment

_delegate = schema.delegate.c


def company_of(
    connection: sa.Connection, delegate: Delegate, when: Moment
) -> tuple[Companion, ...]:
    """The delegate whom others accompany, and these by number, without who is cancelled; empty for nobody.

    A number that two people have says nothing of whom somebody accompanies.
    """
    leader = _leader(connection, delegate)
    if leader is None:
        return ()
    every = (leader, *people.doubles_of(connection, leader.id))
    numbers = [one.number for one in every if len(people.with_number(connection, one.number)) == 1]
    query = sa.select(schema.delegate).where(
        # The second condition is what lets the index be used.
        _delegate.accompanies.in_(list(map(str, numbers))),
        _delegate.accompanies != "",
        _delegate.status != Status.CANCELLED,
    )
    rows = connection.execute(query.order_by(_delegate.number, _delegate.id)).mappings()
    with_them = [
        companion for companion in map(people.delegate_from, rows) if companion.id != leader.id
    ]
    if not with_them:
        return ()
    everybody = (leader, *with_them)
    inside = listing.inside_anywhere(connection, [person.id for person in everybody], when)
    return tuple(
        Companion(people.person(person), person.title, person.id == leader.id, person.id in inside)
        for person in everybody
    )


def principal(connection: sa.Connection, typed: str, companion: str) -> str:
    """The number of the delegate whom somebody accompanies. Raises `NotFound`, or `NotPossible`."""
    number = delegate_number(typed)
    if not number:
        raise NotFound(mark("There is no delegate with the number {number}."), number=typed)
    if people.by_number(connection, int(number)).id == companion:
        raise NotPossible(mark("Nobody accompanies themselves."))
    return number


def _leader(connection: sa.Connection, delegate: Delegate) -> Delegate | None:
    if not delegate.accompanies:
        return delegate
    try:
        return people.by_number(connection, int(delegate.accompanies))
    except (NotFound, NotPossible, ValueError):
        return None
