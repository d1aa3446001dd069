"""What can be done to all who are listed (bulk actions): who may do it, and whom of them it concerns."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, assert_never

from checkin.domain import Status
from checkin.roles import Action

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.desk.people_filter import ListedPerson


class ForAll(StrEnum):
    """In the order in which they are offered."""

    APPROVE = "approve"
    PRINT = "print"
    HAND_OVER = "hand_over"  # their badges, to who collects them
    INVITE = "invite"
    SAVE = "save"  # as a list
    SET_FLAG = "set_flag"
    CLEAR_FLAG = "clear_flag"
    CHECK_IN = "check_in"
    CANCEL = "cancel"


NEEDS: Final = {
    ForAll.APPROVE: Action.APPROVE,
    ForAll.CHECK_IN: Action.GROUP,
    ForAll.PRINT: Action.PRINT,
    ForAll.HAND_OVER: Action.PRINT,
    ForAll.INVITE: Action.EXPORT,
    ForAll.SAVE: Action.EXPORT,
    ForAll.SET_FLAG: Action.FLAG,
    ForAll.CLEAR_FLAG: Action.FLAG,
    ForAll.CANCEL: Action.CANCEL,
}


def concerned(
    act: ForAll, people: Iterable[ListedPerson], flag: str = "", *, again: bool = False
) -> tuple[ListedPerson, ...]:
    """Those whom the act changes, in the order given.

    `flag` is the mark that is set or cleared; `again`: also whose badge was printed, or who was invited, before.
    """
    return tuple(person for person in people if _concerns(act, person, flag, again=again))


def marks(people: Iterable[ListedPerson]) -> tuple[str, ...]:
    """All marks that any of them has."""
    return tuple(sorted({flag for person in people for flag in person.delegate.flags}))


def _concerns(act: ForAll, person: ListedPerson, flag: str, *, again: bool) -> bool:
    status, flags = person.delegate.status, person.delegate.flags
    match act:
        case ForAll.APPROVE:
            return status is Status.PENDING
        case ForAll.CHECK_IN | ForAll.HAND_OVER | ForAll.CANCEL:
            return status is not Status.CANCELLED
        case ForAll.PRINT:
            return status is not Status.CANCELLED and (again or not person.badge_printed)
        case ForAll.INVITE:
            return status is Status.EXPECTED and (again or not person.invited)
        case ForAll.SAVE:
            return True
        case ForAll.SET_FLAG:
            return flag not in flags
        case ForAll.CLEAR_FLAG:
            return flag in flags
        case _:
            assert_never(act)
