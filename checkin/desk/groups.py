"""Group check-in (delegations): who belongs to a group, and one entry for each delegate admitted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import rules, schema, visibility
from checkin.domain import DelegateId, Flag, FocalPoint, Outcome, Reason, Status
from checkin.errors import NotPossible
from checkin.grouping import group_name
from checkin.language import mark
from checkin.prepared import PreparedQuery
from checkin.store import attendance, people

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.domain import Delegate, Person, Verdict
    from checkin.presence import Moment

_delegate = schema.delegate.c
_somebody_else = schema.delegate.alias("somebody_else").c
# A literal, not a parameter: it is what lets the index be used.
_NO_GROUP: Final[sa.ColumnElement[str]] = sa.literal_column("''")
_CONTACT: Final = Flag.DELEGATION_CONTACT
_OTHERS: Final = PreparedQuery(
    sa.select(_somebody_else.id)
    .where(
        _delegate.id == sa.bindparam("delegate"),
        _somebody_else.group_key == _delegate.group_key,
        _somebody_else.group_key != _NO_GROUP,
        _somebody_else.id != _delegate.id,
        _somebody_else.status != Status.CANCELLED.value,
    )
    .limit(1)
)
_KEY: Final = PreparedQuery(
    sa.select(_delegate.group_key).where(_delegate.id == sa.bindparam("delegate"))
)


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
    focal_points: tuple[FocalPoint, ...] = ()  # by number


@dataclass(frozen=True, slots=True)
class GroupAnswer:
    """The result of a group check-in: a verdict each, in the order of the list."""

    verdicts: tuple[Verdict, ...]

    @property
    def let_in(self) -> tuple[Verdict, ...]:
        return tuple(verdict for verdict in self.verdicts if verdict.outcome in rules.LETS_IN)

    @property
    def left(self) -> tuple[Verdict, ...]:
        """The delegates checked out."""
        return tuple(
            verdict
            for verdict in self.verdicts
            if verdict.outcome is Outcome.LEFT and verdict.reason is not Reason.NOT_INSIDE
        )

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
    found = _KEY.first_row(connection, delegate=first.id)
    if found is None or not found.group_key:
        raise NotPossible(mark("No organisation is known of them, so they are no group."))
    members = _members(connection, found.group_key)
    if len(members) == 1:
        raise NotPossible(mark("Nobody else of their group is on the roster."))
    ids = [member.id for member in members]
    inside = attendance.inside_since(connection, session, ids, when)
    since = {delegate: came for delegate, (came, _) in inside.items()}
    return Group(
        group_name(found.group_key),
        tuple(
            Member(
                visibility.named(people.person(member)),
                since.get(member.id),
                comes=member.id not in since and member.status is not Status.CANCELLED,
            )
            for member in members
        ),
        _focal_points(members),
    )


def focal_points_of(connection: sa.Connection, delegate: str) -> tuple[FocalPoint, ...]:
    """Whom to ask about the delegate's group, by number; nobody for who belongs to none."""
    found = _KEY.first_row(connection, delegate=delegate)
    if found is None or not found.group_key:
        return ()
    return _focal_points(_members(connection, found.group_key, with_flag=_CONTACT))


def has_others(connection: sa.Connection, delegate: str) -> bool:
    """Whether somebody else of the delegate's group may come: a list of one person helps nobody."""
    return _OTHERS.first_row(connection, delegate=delegate) is not None


def _focal_points(members: Iterable[Delegate]) -> tuple[FocalPoint, ...]:
    """Those members who are to be asked, without who is cancelled, called as a desk calls them."""
    return tuple(
        FocalPoint(member.number, *visibility.names_of(member), member.phone)
        for member in members
        if _CONTACT in member.flags and member.status is not Status.CANCELLED
    )


def _members(connection: sa.Connection, key: str, with_flag: str = "") -> tuple[Delegate, ...]:
    """The members of a group, by number: all, or (at least) those who have a flag."""
    query = (
        sa.select(schema.delegate)
        .where(
            _delegate.group_key == key,
            _delegate.group_key != _NO_GROUP,
            _delegate.flags.contains(with_flag, autoescape=True),
        )
        .order_by(_delegate.number, _delegate.id)
    )
    return tuple(people.delegate_from(row) for row in connection.execute(query).mappings())
