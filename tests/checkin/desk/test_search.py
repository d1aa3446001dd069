"""Search at a desk: how many there are, who may search what, aliases, and numbers that two have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from checkin.domain import DelegateId, Flag, Match, Outcome, Role
from checkin.errors import NotAllowed, NotFound, NotPossible
from checkin.journal import delegate_changed
from tests.store_copies import ADA, CANARY, EMIL, EVERYBODY, HANA, identifier, invitation

if TYPE_CHECKING:
    from checkin.station import Station
    from tests.factories import Clock

LEGAL = {"name": "Rebiya Kadeer", "native_name": "رابىيە قادىر", "reading": "rabiye"}
PROTECTED: dict[str, Any] = {**LEGAL, "badge_name": "Poppy", "flags": [Flag.PROTECTED.value]}
TWIN = "twin-id"


def change(station: Station, delegate: str, **fields: Any) -> None:
    with station.store.write() as connection:
        station.journal.append(connection, delegate_changed(delegate, fields))


@pytest.fixture
def twins(station: Station) -> Station:
    """Two desks that were apart have given one number to two delegates."""
    change(station, TWIN, number=ADA, name="Twin Other", organisation="Twin House", category="")
    return station


def test_a_list_that_is_cut_says_how_many_there_are(station: Station) -> None:
    result = station.desk.look_up.search(CANARY, 3)
    assert (len(result.hits), result.total) == (3, len(EVERYBODY))
    assert station.desk.find(CANARY, 3) == result.hits


def test_a_list_that_is_not_cut_is_all_there_are(station: Station) -> None:
    assert station.desk.look_up.search(str(HANA), 99).total == len(station.desk.find(str(HANA), 99))
    assert station.desk.look_up.search("qqqqq").total == 0


def test_a_volunteer_is_told_the_number_and_not_more_people(station: Station) -> None:
    station.shift.role = Role.VOLUNTEER
    result = station.desk.look_up.search(CANARY, 99)
    assert (len(result.hits), result.total) == (8, len(EVERYBODY))


def test_a_desk_without_names_counts_no_names(station: Station) -> None:
    station.desk.hide_names(on=True)
    assert station.desk.look_up.search(CANARY).total == 0


def test_a_hit_says_how_it_was_found(station: Station) -> None:
    change(station, identifier(ADA), name="Dolkun Isa", reading="どるくん")
    assert [station.desk.find(text)[0].match for text in ("isa", "dol", "どる", "dolkin")] == [
        Match.EXACT,
        Match.BEGINNING,
        Match.GIVEN,
        Match.GUESS,
    ]


@pytest.mark.parametrize("role", Role)
def test_contacts_are_searched_for_leads_and_organisers(station: Station, role: Role) -> None:
    change(station, identifier(HANA), phone="+81 90-1234-5678")
    station.shift.role = role
    for text in ("hana@example.org", "09012345678"):
        found = HANA in [hit.number for hit in station.desk.find(text)]
        assert found is (role is not Role.VOLUNTEER)
    station.desk.hide_names(on=True)
    assert station.desk.find("09012345678") == ()


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("text", ["Rebiya Kadeer", "قادىر", "rabiye", "Poppy"])
def test_a_protected_delegate_is_found_by_every_name_and_shown_by_one(
    station: Station, role: Role, text: str
) -> None:
    change(station, identifier(ADA), **PROTECTED)
    station.shift.role = role
    hit = station.desk.find(text)[0]
    assert (hit.id, hit.name, hit.native_name, hit.reading) == (identifier(ADA), "Poppy", "", "")
    assert hit.match is not Match.GUESS
    verdict = station.desk.checkin(ADA, "entrance")
    shown = repr((hit, verdict, station.desk.last()))
    assert "Poppy" in shown
    assert not any(name in shown for name in LEGAL.values())


def test_without_protection_the_name_is_shown_as_ever(station: Station) -> None:
    change(station, identifier(ADA), **{**PROTECTED, "flags": []})
    hit = station.desk.find("poppy")[0]
    assert (hit.name, hit.native_name, hit.match) == (*list(LEGAL.values())[:2], Match.GIVEN)


def test_a_protection_that_comes_later_holds_at_once(station: Station) -> None:
    change(station, identifier(ADA), **{**PROTECTED, "flags": []})
    assert station.desk.find("rebiya")[0].name == LEGAL["name"]
    station.people.flag(identifier(ADA), Flag.PROTECTED, on=True)
    hit = station.desk.find("rebiya")[0]
    assert (hit.name, hit.marked_name) == ("Poppy", ())


def test_a_group_calls_a_protected_member_by_the_alias(station: Station) -> None:
    change(station, identifier(ADA), **PROTECTED)
    group = station.desk.group_of(DelegateId(identifier(ADA)))
    assert "Poppy" in [member.person.name for member in group.members]
    assert LEGAL["name"] not in repr(group)


def test_the_legal_name_is_for_leads(station: Station) -> None:
    change(station, identifier(ADA), **PROTECTED)
    station.shift.role = Role.LEAD
    assert station.desk.look_up.legal_name(identifier(ADA)) == "Rebiya Kadeer رابىيە قادىر"
    with pytest.raises(NotFound):
        station.desk.look_up.legal_name("nobody")
    assert station.people.card(identifier(ADA)).delegate.name == "Poppy"
    assert station.people.to_correct(identifier(ADA)).name == "Rebiya Kadeer"
    station.shift.role = Role.VOLUNTEER
    for ask in (station.desk.look_up.legal_name, station.people.to_correct):
        with pytest.raises(NotAllowed):
            ask(identifier(ADA))


def test_a_number_that_two_have_lets_nobody_in(twins: Station) -> None:
    with pytest.raises(NotPossible, match="--id"):
        twins.desk.checkin(ADA, "entrance")
    assert twins.desk.last() == ()


def test_of_two_with_one_number_the_chosen_one_comes_in(twins: Station, clock: Clock) -> None:
    assert {hit.id for hit in twins.desk.find(str(ADA))} >= {TWIN, identifier(ADA)}
    for chosen in (TWIN, identifier(ADA)):
        verdict = twins.desk.checkin(chosen, "entrance")
        assert verdict.outcome is Outcome.ADMITTED
        assert verdict.person
        assert verdict.person.id == chosen
    clock.forward(60_000)
    again = twins.desk.present(DelegateId(TWIN), "entrance")
    assert again.outcome is Outcome.ALREADY_IN
    answer = twins.desk.admit_group([DelegateId(TWIN), EMIL], "exhibition")
    assert [verdict.person and verdict.person.id for verdict in answer.verdicts] == [
        TWIN,
        identifier(EMIL),
    ]


def test_an_id_of_nobody_is_said(station: Station) -> None:
    with pytest.raises(NotFound):
        station.desk.checkin("nobody", "entrance")


def test_a_code_still_says_whose_it_is(twins: Station) -> None:
    verdict = twins.desk.scan(invitation(ADA), "entrance")
    assert verdict.person
    assert verdict.person.id == identifier(ADA)
