"""Badges are handed over: once each, apart from being printed, and also for a whole delegation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import Role
from tests.store_copies import ADA, BEN, HANA, identifier

if TYPE_CHECKING:
    from checkin.bootstrap import Station

ALL = tuple(map(identifier, (ADA, BEN, HANA)))


def test_a_badge_is_handed_over_once_and_need_not_be_printed_here(station: Station) -> None:
    ada = identifier(ADA)
    assert station.desk.hand_over.waits(ada)
    assert station.desk.hand_over.record([ada]) == 1
    assert station.desk.hand_over.record([ada]) == 0
    assert not station.desk.hand_over.waits(ada)
    card = station.people.card(ada)
    assert card.handed_out is not None
    assert card.badges_printed == 0


def test_a_printed_badge_is_not_handed_over(station: Station) -> None:
    station.badges.record_printed([identifier(ADA)])
    assert station.people.card(identifier(ADA)).handed_out is None


def test_the_head_of_a_delegation_collects_those_that_wait(station: Station) -> None:
    station.desk.hand_over.record([identifier(BEN)])
    assert station.desk.hand_over.record(ALL) == 2
    assert [station.desk.hand_over.waits(delegate) for delegate in ALL] == [False] * 3


def test_the_badge_of_a_double_is_that_of_the_person(station: Station) -> None:
    ada, ben = identifier(ADA), identifier(BEN)
    station.desk.hand_over.record([ben])
    station.people.doubles.join(ada, ben)
    assert not station.desk.hand_over.waits(ada)


def test_it_stays_through_a_rebuild(station: Station) -> None:
    station.desk.hand_over.record(ALL)
    station.journal.rebuild()
    assert not station.desk.hand_over.waits(identifier(HANA))


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.LEAD, Role.ORGANISER])
def test_whoever_may_print_may_hand_over(station: Station, role: Role) -> None:
    station.shift.role = role
    assert station.desk.hand_over.record([identifier(ADA)]) == 1
