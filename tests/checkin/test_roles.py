"""Roles: a volunteer helps, a lead settles, an organiser prepares."""

from __future__ import annotations

import pytest

from checkin.domain import Role
from checkin.roles import Action, may

VOLUNTEER = {Action.SCAN, Action.FIND, Action.WALK_IN, Action.REPRESENT, Action.UNDO, Action.PRINT}
LEAD = {
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
    Action.SETTLE,
    Action.EXCHANGE,
}
ORGANISER = {
    Action.CANCEL,
    Action.JOIN,
    Action.ERASE,
    Action.IMPORT,
    Action.EXPORT,
    Action.SEE_EVERYBODY,
    Action.WATCH,
    Action.PROGRAMME,
    Action.SET_UP,
}


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize(
    ("role", "permitted"),
    [
        (Role.VOLUNTEER, VOLUNTEER),
        (Role.LEAD, VOLUNTEER | LEAD),
        (Role.ORGANISER, VOLUNTEER | LEAD | ORGANISER),
    ],
)
def test_a_role_may_do_what_it_is_for_and_nothing_else(
    role: Role, permitted: set[Action], action: Action
) -> None:
    assert may(role, action) == (action in permitted)


def test_every_action_is_somebodys() -> None:
    assert set(Action) == VOLUNTEER | LEAD | ORGANISER


def test_nobody_but_an_organiser_sees_everybody_or_takes_a_list_away() -> None:
    for action in (Action.SEE_EVERYBODY, Action.EXPORT, Action.IMPORT):
        assert [role for role in Role if may(role, action)] == [Role.ORGANISER]
