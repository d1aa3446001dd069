"""Columns of the event's own: values read, compared, counted and corrected. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checkin import own_columns
from checkin.column_values import canonical, fits
from checkin.domain import AnswerType, ColumnPlace, Delegate, EventColumn, Tier
from checkin.errors import NotPossible
from tests import factories

if TYPE_CHECKING:
    from collections.abc import Mapping

DIET = EventColumn("Diet", {"ja": "食事"}, AnswerType.CHOICE, ("Vegan", "Halal"))
BUS = EventColumn("Bus", {}, AnswerType.YES_NO, tier=Tier.DESK)
NIGHTS = EventColumn("Nights", {}, AnswerType.NUMBER, places=(ColumnPlace.LISTS,))
EVENT = replace(factories.event(), columns=(DIET, BUS, NIGHTS), show_at_scan=("Table",))


def person(at_scan: Mapping[str, str] | None = None, **extras: str) -> Delegate:
    return Delegate("d", 1, extras=extras, at_scan=at_scan or {})


@pytest.mark.parametrize(
    ("column", "value", "same"),
    [
        (DIET, "vegan ", "Vegan"),
        (DIET, "ＶＥＧＡＮ", "Vegan"),
        (BUS, "はい", "yes"),
        (BUS, "X", "yes"),
        (BUS, "無", "no"),
        (NIGHTS, "2", "2"),
        (NIGHTS, "2,5", "2,5"),
        (EventColumn("Hotel"), "any", "any"),
    ],
)
def test_a_value_has_one_form(column: EventColumn, value: str, same: str) -> None:
    assert fits(column, value)
    assert canonical(column, value) == same


@pytest.mark.parametrize(("column", "value"), [(DIET, "fish"), (BUS, "perhaps"), (NIGHTS, "two")])
def test_what_is_of_another_type_is_told_and_kept(column: EventColumn, value: str) -> None:
    assert not fits(column, value)
    assert canonical(column, value) == value
    with pytest.raises(NotPossible, match=f"{column.key} must be"):
        own_columns.corrected(EVENT, column.key, value)


def test_the_copy_of_a_desk_is_newer_than_the_roster() -> None:
    moved = person({"Table": "9"}, **{"TABLE ": "4", "Hotel": "Okura"})
    assert own_columns.all_values(moved) == {"Hotel": "Okura", "Table": "9"}
    assert own_columns.value_of(moved, "table") == "9"


def test_values_are_counted_by_their_one_form_and_those_without_last() -> None:
    some = [person(Diet=value) for value in ("halal", "Vegan", "fish", "vegan", "")]
    assert list(own_columns.values_among(some, DIET).items()) == [
        ("Vegan", 2),
        ("Halal", 1),
        ("fish", 1),
        ("", 1),
    ]


def test_the_card_has_the_columns_that_are_for_it_and_the_others_of_the_roster() -> None:
    shown = own_columns.of_card(EVENT, person(Hotel="Okura", diet="Vegan", Nights="2"))
    assert [(column.key, value) for column, value in shown] == [
        ("Diet", "Vegan"),
        ("Hotel", "Okura"),
    ]


def test_a_lead_corrects_the_columns_of_desks_and_the_organiser_all() -> None:
    some = person(Hotel="Okura")
    of_lead = own_columns.of_form(EVENT, some, is_organiser=False)
    assert [column.key for column in of_lead] == ["Table", "Bus"]
    everything = own_columns.of_form(EVENT, some, is_organiser=True)
    assert [column.key for column in everything] == ["Diet", "Bus", "Nights", "Hotel"]


def test_a_correction_changes_the_copy_too_and_what_is_as_before_is_no_change() -> None:
    before = person({"Bus": "yes"}, BUS="yes", Diet="Vegan")
    values = {"Bus": "no", "Diet": "Vegan", "Hotel": "Okura"}
    assert own_columns.changes(EVENT, before, values, has_roster=True) == {
        "extras": {"BUS": "no", "Hotel": "Okura"},
        "at_scan": {"Bus": "no"},
    }
    assert own_columns.changes(EVENT, before, {"Bus": "no"}, has_roster=False) == {
        "at_scan": {"Bus": "no"}
    }


@pytest.mark.parametrize("values", [{"Diet": "Halal"}, {"Bus": ""}])
def test_a_desk_without_the_roster_neither_empties_nor_changes_its_columns(
    values: dict[str, str],
) -> None:
    with pytest.raises(NotPossible):
        own_columns.changes(EVENT, person({"Bus": "yes"}), values, has_roster=False)


def test_what_desks_have_no_copy_of_is_told() -> None:
    assert own_columns.missing_copies(EVENT, person({"Bus": "no"}, BUS="yes", table="3")) == {
        "Table": "3"
    }
