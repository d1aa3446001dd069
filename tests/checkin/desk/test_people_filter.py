"""The filter of the People page: conditions, and how many would be listed with another value."""

from __future__ import annotations

from checkin.desk import FilterCondition, FilteredPeople, ListedPerson, PeopleFilter, Topic
from checkin.desk.people_filter import NO, YES, filtered
from checkin.domain import Delegate, Flag, Status

PRESS = FilterCondition(Topic.CATEGORY, "press")
WAITS = FilterCondition(Topic.STATUS, Status.PENDING.value)
VEGAN = FilterCondition(Topic.COLUMN, "vegan", "Diet")

EVERYBODY = (
    ListedPerson(Delegate("a", 1, category="press", status=Status.PENDING)),
    ListedPerson(Delegate("b", 2, category="press", flags=(Flag.VOTING, "bus 3")), inside_since=5),
    ListedPerson(Delegate("c", 3, category="scholar", status=Status.PENDING), came_today=True),
    ListedPerson(
        Delegate("d", 4, category="scholar", organisation="Example"),
        columns=(("Diet", "vegan"),),
        delegation="Norway",
        badge_printed=True,
    ),
)


def by(*conditions: FilterCondition) -> FilteredPeople:
    return filtered(EVERYBODY, PeopleFilter(conditions))


def test_all_conditions_must_be_met() -> None:
    assert by().ids == ("a", "b", "c", "d")
    assert by(PRESS).ids == ("a", "b")
    assert by(PRESS, WAITS).ids == ("a",)
    assert by(VEGAN).ids == ("d",)
    assert by(FilterCondition(Topic.FLAG, "bus 3")).ids == ("b",)
    assert by(FilterCondition(Topic.INSIDE, YES)).ids == ("b",)
    assert by(FilterCondition(Topic.TODAY, NO), FilterCondition(Topic.BADGE, NO)).ids == ("a", "b")
    assert by(FilterCondition(Topic.DELEGATION, "Norway")).ids == ("d",)


def test_an_empty_value_is_met_by_whoever_has_none() -> None:
    assert by(FilterCondition(Topic.COLUMN, "", "Diet")).ids == ("a", "b", "c")
    assert by(FilterCondition(Topic.ORGANISATION, "")).ids == ("a", "b", "c")
    assert by(FilterCondition(Topic.FLAG, "")).ids == ("a", "c", "d")


def test_a_count_says_how_many_would_be_listed_with_that_value_instead() -> None:
    found = by(PRESS, WAITS)
    assert found.facet(Topic.CATEGORY).counts == (("press", 1), ("scholar", 1))
    assert found.facet(Topic.STATUS).counts == (("expected", 1), ("pending", 1))
    assert found.facet(Topic.INSIDE).counts == ((NO, 1),)


def test_a_chosen_value_stays_to_be_seen_where_nobody_has_it_any_more() -> None:
    assert by(FilterCondition(Topic.COUNTRY, "Norway")).facet(Topic.COUNTRY).count("Norway") == 0
    assert ("Norway", 0) in by(FilterCondition(Topic.COUNTRY, "Norway")).facet(Topic.COUNTRY).counts


def test_of_one_subject_there_is_one_condition() -> None:
    other = FilterCondition(Topic.CATEGORY, "scholar")
    wanted = PeopleFilter((PRESS, VEGAN), "ada").with_condition(other)
    assert wanted == PeopleFilter((VEGAN, other), "ada")
    assert wanted.value((Topic.CATEGORY, "")) == "scholar"
    assert wanted.without((Topic.COLUMN, "Diet")).conditions == (other,)
    assert wanted.value((Topic.STATUS, "")) is None
