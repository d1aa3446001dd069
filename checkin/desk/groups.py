"""Group check-in (delegations): who belongs to a group, and one entry for each delegate admitted.

The group is the roster's column `delegation` or `group`; without one, the organisation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import rules, schema, visibility
from checkin.domain import DelegateId, Status
from checkin.errors import NotPossible
from checkin.language import mark
from checkin.names import fold
from checkin.store import attendance, people

if TYPE_CHECKING:
    from checkin.domain import Delegate, Person, Verdict
    from checkin.presence import Moment

COLUMNS: Final = frozenset(
    fold(heading)
    for heading in ("delegation", "group", "代表団", "団体", "グループ", "代表團", "團體")
)
_delegate = schema.delegate.c


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a group. One who is in, or cancelled, is not on the list that Enter admits."""

    person: Person
    inside_since: int | None = None
    comes: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    members: tuple[Member, ...]  # by number


@dataclass(frozen=True, slots=True)
class GroupAnswer:
    """The result of a group check-in: a verdict each, in the order of the list."""

    verdicts: tuple[Verdict, ...]

    @property
    def let_in(self) -> tuple[Verdict, ...]:
        return tuple(verdict for verdict in self.verdicts if verdict.outcome in rules.LETS_IN)

    @property
    def refused(self) -> tuple[Verdict, ...]:
        return tuple(verdict for verdict in self.verdicts if verdict.outcome not in rules.LETS_IN)

    @property
    def to_be_read(self) -> tuple[Verdict, ...]:
        """The delegates let in whose note nobody has read yet."""
        return tuple(verdict for verdict in self.let_in if verdict.attention)

    @property
    def to_be_told(self) -> tuple[Verdict, ...]:
        """The delegates let in whose arrival somebody is to be told of."""
        return tuple(verdict for verdict in self.let_in if verdict.tell)


def group_of(
    connection: sa.Connection, chosen: int | DelegateId, session: str, when: Moment
) -> Group:
    """The group of a delegate. Raises `NotFound` for an unknown one, `NotPossible` for no group."""
    if isinstance(chosen, DelegateId):
        first = people.get_delegate(connection, chosen.id)
    else:
        first = people.by_number(connection, chosen)
    column, name = _belonging(first)
    if not name:
        raise NotPossible(mark("No organisation is known of them, so they are no group."))
    members = tuple(
        candidate
        for candidate in _candidates(connection, column, name)
        if _belonging(candidate) == (column, name)
    )
    ids = [member.id for member in members]
    inside = attendance.inside_since(connection, session, ids, when)
    since = {delegate: came for delegate, (came, _) in inside.items()}
    return Group(
        name,
        tuple(
            Member(
                visibility.named(people.person(member)),
                since.get(member.id),
                comes=member.id not in since and member.status is not Status.CANCELLED,
            )
            for member in members
        ),
    )


def _candidates(connection: sa.Connection, column: str, name: str) -> list[Delegate]:
    query = sa.select(schema.delegate).order_by(_delegate.number, _delegate.id)
    if not column:
        query = query.where(_delegate.organisation == name)
    else:
        query = query.where(_delegate.extras != "{}")
    return [people.delegate_from(row) for row in connection.execute(query).mappings()]


def _belonging(delegate: Delegate) -> tuple[str, str]:
    """The column that determines the delegate's group, and the group."""
    for column, value in delegate.extras.items():
        if fold(column) in COLUMNS and value.strip():
            return fold(column), value.strip()
    return "", delegate.organisation
