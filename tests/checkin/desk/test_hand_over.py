"""Badges are handed over: once each, apart from being printed, and also for a whole delegation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.desk import FilterCondition, PeopleFilter, Topic
from checkin.desk.people_filter import YES
from checkin.domain import Role
from tests.store_copies import ADA, BEN, HANA, identifier

if TYPE_CHECKING:
    from checkin.station import Station

ALL = tuple(map(identifier, (ADA, BEN, HANA)))


def test_a_badge_is_handed_over_once_and_need_not_be_printed_here(station: Station) -> None:
    ada = identifier(ADA)
    assert station.desk.hand_over.waits(ada)
    assert station.desk.hand_over.record([ada]) == (ada,)
    assert station.desk.hand_over.record([ada]) == ()
    assert not station.desk.hand_over.waits(ada)
    card = station.people.card(ada)
    assert card.handed_out is not None
    assert card.badges_printed == 0


def test_a_printed_badge_is_not_handed_over(station: Station) -> None:
    station.badges.record_printed([identifier(ADA)])
    assert station.people.card(identifier(ADA)).handed_out is None


def test_the_head_of_a_delegation_collects_those_that_wait(station: Station) -> None:
    station.desk.hand_over.record([identifier(BEN)])
    assert station.desk.hand_over.record(ALL) == (identifier(ADA), identifier(HANA))
    assert [station.desk.hand_over.waits(delegate) for delegate in ALL] == [False] * 3


def test_the_badge_of_a_double_is_that_of_the_person(station: Station) -> None:
    ada, ben = identifier(ADA), identifier(BEN)
    station.desk.hand_over.record([ben])
    station.people.doubles.join(ada, ben)
    assert not station.desk.hand_over.waits(ada)


def test_what_was_handed_over_by_mistake_is_taken_back_and_can_be_handed_over_again(
    station: Station,
) -> None:
    hand_over, ada, ben = station.desk.hand_over, identifier(ADA), identifier(BEN)
    hand_over.record(ALL)
    hand_over.take_back([ada, ben])
    station.journal.rebuild()
    assert [hand_over.waits(delegate) for delegate in ALL] == [True, True, False]
    assert station.people.card(ada).handed_out is None
    assert hand_over.record(ALL) == (ada, ben)
    hand_over.take_back([ada])
    assert [hand_over.waits(delegate) for delegate in ALL] == [True, False, False]


def test_the_badge_of_a_person_is_taken_back_where_a_double_was_given_it(station: Station) -> None:
    ada, ben = identifier(ADA), identifier(BEN)
    station.desk.hand_over.record([ben])
    station.people.doubles.join(ada, ben)
    station.desk.hand_over.take_back([ada])
    assert station.desk.hand_over.waits(ada)


def test_people_are_filtered_by_whether_they_have_their_badge(station: Station) -> None:
    station.desk.hand_over.record(ALL)
    station.desk.hand_over.take_back([identifier(BEN)])
    wanted = PeopleFilter((FilterCondition(Topic.HANDED_OVER, YES),))
    found = station.people.lists.filtered(wanted)
    assert set(found.ids) == {identifier(ADA), identifier(HANA)}
    assert found.facet(Topic.HANDED_OVER).count(YES) == 2


def test_it_stays_through_a_rebuild(station: Station) -> None:
    station.desk.hand_over.record(ALL)
    station.journal.rebuild()
    assert not station.desk.hand_over.waits(identifier(HANA))


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.LEAD, Role.ORGANISER])
def test_whoever_may_print_may_hand_over(station: Station, role: Role) -> None:
    station.shift.role = role
    assert station.desk.hand_over.record([identifier(ADA)])
