"""The event's own columns at desks: described, corrected, found, and copied to those that cannot read the roster."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import Role, Tier
from checkin.errors import NotPossible
from checkin.journal import delegate_changed
from tests import several_desks
from tests.store_copies import ADA, BEN, identifier

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station
    from tests.factories import Clock

DIET = {"type": "choice", "choices": ["Vegan", "Halal"], "name": {"en": "Diet", "ja": "食事"}}


def give(station: Station, number: int, **extras: str) -> None:
    with station.store.write() as connection:
        station.journal.append(connection, delegate_changed(identifier(number), {"extras": extras}))


def found(station: Station, text: str) -> list[int]:
    return [hit.number for hit in station.desk.find(text)]


def test_a_correction_takes_the_choice_as_the_event_spells_it_and_history_says_so(
    station: Station,
) -> None:
    give(station, ADA, Diet="fish")
    station.programme.add_column("Diet", DIET)
    station.people.correct(identifier(ADA), {"column:Diet": " halal", "title": "Dr"})
    card = station.people.card(identifier(ADA))
    assert card.delegate.extras == {"Diet": "Halal"}
    assert card.changes[0].fields == {"title": "Dr", "extras": {"Diet": "Halal"}}
    with pytest.raises(NotPossible, match="Vegan, Halal"):
        station.people.correct(identifier(ADA), {"column:Diet": "fish"})
    station.people.correct(identifier(ADA), {"column:Diet": ""})
    assert station.people.card(identifier(ADA)).delegate.extras == {}


def test_what_comes_to_the_verdict_or_to_desks_is_copied_at_once(station: Station) -> None:
    give(station, ADA, Table="4", Hotel="Okura")
    station.programme.set_event({"show_at_scan": ["Table"]})
    station.programme.add_column("Hotel", {"tier": "desk"})
    delegate = station.people.card(identifier(ADA)).delegate
    assert delegate.at_scan == {"Table": "4", "Hotel": "Okura"}
    person = station.desk.checkin(ADA).person
    assert person is not None
    assert person.columns == (("Table", "4"),)
    changed = station.programme.set_column("Hotel", {"places": ["scan", "card"]})
    assert changed.show_at_scan == ("Table", "Hotel")
    assert station.programme.remove_column("Hotel").show_at_scan == ("Table",)


def test_leads_find_by_the_columns_of_desks_and_organisers_by_all(station: Station) -> None:
    station.programme.set_event({"show_at_scan": ["Hotel"]})
    give(station, ADA, Diet="strictly vegan")
    station.people.correct(identifier(BEN), {"column:Hotel": "New Okura"})
    assert found(station, "vegan") == [ADA]
    assert found(station, "oku") == [BEN]
    station.shift.role = Role.LEAD
    assert found(station, "vegan") == []
    assert found(station, "oku") == [BEN]
    station.shift.role = Role.VOLUNTEER
    assert found(station, "oku") == []


def test_a_desk_corrects_its_copy_and_the_organiser_hears_of_it(
    tmp_path: Path, clock: Clock
) -> None:
    with several_desks.stations(tmp_path, [Tier.DESK, Tier.DOOR], clock) as (first, desk, door):
        first.programme.add_column("Hotel", {"tier": "desk"})
        first.programme.add_column("Diet", DIET)
        somebody = first.desk.walkin({"name": "Ada"}).id
        first.people.correct(somebody, {"column:Hotel": "Okura", "column:Diet": "Vegan"})
        several_desks.tell(first, desk)
        several_desks.tell(first, door)
        known = desk.people.card(somebody).delegate
        assert (known.extras, known.at_scan) == ({}, {"Hotel": "Okura"})
        assert door.desk.event.columns == ()
        (hotel,) = desk.people.columns_to_correct(desk.people.to_correct(somebody))
        assert (hotel[0].key, hotel[1]) == ("Hotel", "Okura")
        desk.people.correct(somebody, {"column:Hotel": "New Otani"})
        with pytest.raises(NotPossible, match="organiser's desk"):
            desk.people.correct(somebody, {"column:Hotel": ""})
        with pytest.raises(NotPossible, match="cannot be corrected here"):
            desk.people.correct(somebody, {"column:Diet": "Halal"})
        several_desks.tell(desk, first)
        delegate = first.people.to_correct(somebody)
        values = [value for _, value in first.people.columns_to_correct(delegate)]
        assert values == ["New Otani", "Vegan"]
