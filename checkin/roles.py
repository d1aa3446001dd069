"""Roles and permissions: a volunteer scans and helps, a lead settles, an organiser prepares."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Final, TypeAlias

from checkin.domain import Role

if TYPE_CHECKING:
    from collections.abc import Callable


class Action(Enum):
    SCAN = auto()
    FIND = auto()
    WALK_IN = auto()
    REPRESENT = auto()
    UNDO = auto()
    PRINT = auto()
    OVERRIDE = auto()
    GROUP = auto()
    SEE_HISTORY = auto()
    SEE_PRESENCE = auto()  # who is inside now, who has not come yet
    FILTER = auto()  # list the delegates who meet conditions
    ENTER_LATER = auto()  # what was missed, with the time at which it happened
    FLAG = auto()
    APPROVE = auto()
    CODES = auto()
    PHOTOGRAPH = auto()  # somebody who stands at the desk
    CORRECT = auto()
    SETTLE = auto()  # conflicts of desks that were apart
    CANCEL = auto()
    JOIN = auto()  # two delegates who are one person
    ERASE = auto()  # a person, for good
    IMPORT = auto()
    EXPORT = auto()
    SEE_EVERYBODY = auto()
    WATCH = auto()  # keep the watch list
    EXCHANGE = auto()  # see all desks, read and write bundles
    PROGRAMME = auto()  # the event, its sessions and categories
    SET_UP = auto()


# Raises `NotAllowed` unless the role in force permits the action.
Require: TypeAlias = "Callable[[Action], None]"

_VOLUNTEER: Final = frozenset(
    {
        Action.SCAN,
        Action.FIND,
        Action.WALK_IN,
        Action.REPRESENT,
        Action.UNDO,
        Action.PRINT,
    }
)
# The actions left at a desk that shows no names.
NAMELESS: Final = frozenset(
    {Action.SCAN, Action.UNDO, Action.OVERRIDE, Action.EXCHANGE, Action.SET_UP}
)
_LEAD: Final = _VOLUNTEER | {
    Action.OVERRIDE,
    Action.GROUP,
    Action.SEE_HISTORY,
    Action.SEE_PRESENCE,
    Action.FILTER,
    Action.ENTER_LATER,
    Action.FLAG,
    Action.APPROVE,
    Action.CODES,
    Action.PHOTOGRAPH,
    Action.CORRECT,
    Action.EXCHANGE,
    Action.SETTLE,
}
_PERMITTED: Final = {
    Role.VOLUNTEER: _VOLUNTEER,
    Role.LEAD: _LEAD,
    Role.ORGANISER: frozenset(Action),
}


def may(role: Role, action: Action) -> bool:
    """Whether the role permits the action."""
    return action in _PERMITTED[role]
