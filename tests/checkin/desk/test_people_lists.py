"""Filtered lists of delegates: who may list whom, and that nobody is found by what is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.desk import FilterCondition, PeopleFilter, Topic
from checkin.desk.people_filter import NO, YES
from checkin.domain import Flag, Role, Status
from checkin.errors import NotAllowed
from checkin.journal import delegate_changed
from tests.factories import DAY, Clock
from tests.store_copies import ADA, BEN, CANARY, CHIO, EVERYBODY, GUS, HANA, identifier

if TYPE_CHECKING:
    from checkin.station import Station

WAITS = FilterCondition(Topic.STATUS, Status.PENDING.value)
SCHOLARS = FilterCondition(Topic.CATEGORY, "scholar")
INSIDE = FilterCondition(Topic.INSIDE, YES)


def numbers(station: Station, *conditions: FilterCondition, text: str = "") -> list[int]:
    found = station.people.lists.filtered(PeopleFilter(conditions, text))
    return [person.delegate.number for person in found.people]


def test_without_a_condition_an_organiser_gets_everybody_and_a_lead_the_counts(
    station: Station,
) -> None:
    assert numbers(station) == [*EVERYBODY]
    station.shift.role = Role.LEAD
    found = station.people.lists.filtered(PeopleFilter())
    assert found.people == ()
    assert found.facet(Topic.STATUS).count(Status.PENDING.value) == 1
    assert numbers(station, text=CANARY) == []
    assert numbers(station, WAITS) == [GUS]


@pytest.mark.parametrize("nameless", [False, True])
def test_no_list_for_a_volunteer_or_where_names_are_hidden(
    station: Station, *, nameless: bool
) -> None:
    station.shift.role = Role.ORGANISER if nameless else Role.VOLUNTEER
    station.desk.hide_names(on=nameless)
    with pytest.raises(NotAllowed):
        station.people.lists.filtered(PeopleFilter((WAITS,)))


def test_who_is_inside_and_who_came_today_is_of_this_moment(station: Station, clock: Clock) -> None:
    station.desk.checkin(ADA, "entrance")
    assert numbers(station, INSIDE) == [ADA]
    clock.forward(DAY)
    assert numbers(station, INSIDE) == []
    station.desk.checkin(BEN, "entrance")
    assert numbers(station, FilterCondition(Topic.TODAY, YES)) == [BEN]
    assert ADA in numbers(station, FilterCondition(Topic.TODAY, NO), SCHOLARS)


def test_a_badge_is_printed_from_its_print_on(station: Station) -> None:
    station.badges.record_printed([identifier(BEN)])
    assert numbers(station, FilterCondition(Topic.BADGE, YES)) == [BEN]


def test_search_and_conditions_go_together_with_the_best_first(station: Station) -> None:
    assert numbers(station, WAITS, text=CANARY) == [GUS]
    assert numbers(station, SCHOLARS, text="エイダ") == [ADA]
    assert numbers(station, text=f"{CANARY} 2")[0] == BEN
    assert numbers(station, SCHOLARS, text="nobody at all") == []


def test_what_a_lead_may_not_see_finds_nobody(station: Station) -> None:
    diet = FilterCondition(Topic.COLUMN, f"{CANARY} seed", "diet")
    assert numbers(station, diet) == [HANA]
    station.shift.role = Role.LEAD
    assert numbers(station, diet) == []
    assert (
        not station.people.lists.filtered(PeopleFilter((SCHOLARS,)))
        .facet(Topic.COLUMN, "diet")
        .counts
    )


def test_a_delegation_is_a_column_of_the_roster(station: Station) -> None:
    fields = {"extras": {"Delegation": "Norway"}}
    with station.store.write() as connection:
        station.journal.append(connection, delegate_changed(identifier(CHIO), fields))
    assert numbers(station, FilterCondition(Topic.DELEGATION, "Norway")) == [CHIO]
    facet = station.people.lists.filtered(PeopleFilter((SCHOLARS,))).facet(Topic.DELEGATION)
    assert facet.counts == ()  # elsewhere the organisation stands for it, a topic of its own


def test_a_change_is_listed_at_once(station: Station) -> None:
    marked = FilterCondition(Topic.FLAG, Flag.VOTING.value)
    assert numbers(station, marked) == []
    station.people.flag(identifier(ADA), Flag.VOTING.value, on=True)
    assert numbers(station, marked) == [ADA]
