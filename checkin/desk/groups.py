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
from checkin.journal.derive import to_json
from checkin.language import mark
from checkin.names import fold
from checkin.store import attendance, people

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    members = tuple(_belonging_together(connection, column, name))
    if len(members) == 1:
        raise NotPossible(mark("Nobody else of their group is on the roster."))
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


def has_others(connection: sa.Connection, delegate: str) -> bool:
    """Whether somebody else of the delegate's group may come: a list of one person helps nobody.

    Raises `NotFound`.
    """
    column, name = _belonging(people.get_delegate(connection, delegate))
    return bool(name) and any(
        member.id != delegate and member.status is not Status.CANCELLED
        for member in _belonging_together(connection, column, name)
    )


def _belonging_together(connection: sa.Connection, column: str, name: str) -> Iterator[Delegate]:
    """The members of a group by number, read one after the other."""
    query = sa.select(schema.delegate).order_by(_delegate.number, _delegate.id)
    if not column:
        query = query.where(_delegate.organisation == name)
    else:
        # Reading the columns of a whole roster would take longer than a key press.
        query = query.where(sa.func.instr(_delegate.extras, to_json(name)[1:-1]) > 0)
    for row in connection.execute(query).mappings():
        member = people.delegate_from(row)
        if _belonging(member) == (column, name):
            yield member


def _belonging(delegate: Delegate) -> tuple[str, str]:
    """The column that determines the delegate's group, and the group."""
    for column, value in delegate.extras.items():
        if fold(column) in COLUMNS and value.strip():
            return fold(column), value.strip()
    return "", delegate.organisation
