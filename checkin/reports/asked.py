"""The lists there are, and what can be chosen for each (report catalogue)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from checkin.domain import ListKind, Order
from checkin.errors import NotFound
from checkin.language import mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.domain import Event, Session


class Scope(StrEnum):
    """What a list is of: of one session, of one or of all, or of no particular one."""

    NONE = auto()
    ONE = auto()
    ONE_OR_ALL = auto()


@dataclass(frozen=True, slots=True)
class Asked:
    """A list, and what was chosen for it; without a session or a day it is of all."""

    which: ListKind
    session: str | None = None
    day: str | None = None
    before: str | None = None  # a time of the day, for who has not come
    order: Order | None = None  # the usual one of the list
    protected: bool = False  # also protected people, where a list names them
    column: str | None = None  # of the roster: its key, or its name in some language


BY_COLUMN: Final = Asked(ListKind.BY_COLUMN)


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen for a list."""

    sessions: Scope = Scope.NONE
    days: Scope = Scope.NONE
    before: bool = False
    order: bool = False
    column: bool = False
    is_for_paper: bool = False  # to be printed and written on


CHOICES: Final[Mapping[ListKind, Choices]] = MappingProxyType(
    {
        ListKind.ATTENDANCE: Choices(Scope.ONE_OR_ALL, Scope.ONE_OR_ALL, order=True),
        ListKind.MATRIX: Choices(days=Scope.ONE_OR_ALL, order=True),
        ListKind.TOTALS: Choices(days=Scope.ONE_OR_ALL),
        ListKind.REFUSALS: Choices(Scope.ONE_OR_ALL, Scope.ONE_OR_ALL),
        ListKind.INSIDE: Choices(order=True),
        ListKind.LENT: Choices(order=True),
        ListKind.ABSENT: Choices(Scope.ONE, Scope.ONE, before=True, order=True),
        ListKind.SIGNATURES: Choices(
            Scope.ONE_OR_ALL, Scope.ONE_OR_ALL, order=True, is_for_paper=True
        ),
        ListKind.PAPER_LIST: Choices(
            Scope.ONE_OR_ALL, Scope.ONE_OR_ALL, order=True, is_for_paper=True
        ),
        ListKind.DELEGATES: Choices(order=True),
        ListKind.COLUMNS: Choices(),
        ListKind.BY_COLUMN: Choices(order=True, column=True),
        ListKind.ANSWERS: Choices(order=True),
        ListKind.JOURNAL: Choices(),
    }
)


def days_for(which: ListKind, session: Session | None) -> Scope:
    """Whether a day can be chosen for a list: of a session that is on one day alone there is no other.

    A paper list of all sessions is one for all days.
    """
    is_timed = session is not None and session.starts is not None
    has_all_sessions = which is ListKind.PAPER_LIST and session is None
    return Scope.NONE if is_timed or has_all_sessions else CHOICES[which].days


def session_named(event: Event, key: str) -> Session:
    """The session with that key. Raises `NotFound`."""
    found = event.session(key)
    if found is None:
        raise NotFound(mark("There is no session {session}."), session=key)
    return found
