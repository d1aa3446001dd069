"""Group check-in of a delegation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import Flag, FocalPoint, Outcome, Role, Tier
from checkin.errors import NotAllowed, NotFound, NotPossible
from checkin.journal import delegate_changed
from tests.store_copies import (
    ADA,
    BEN,
    CHIO,
    DORA,
    EMIL,
    EVERYBODY,
    FAY,
    GUS,
    HANA,
    identifier,
    invitation,
)

if TYPE_CHECKING:
    from checkin.station import Station
    from tests.factories import Clock

TOGETHER = (ADA, BEN, DORA, EMIL, FAY, GUS, HANA)


@pytest.fixture(autouse=True)
def delegation(station: Station) -> None:
    for number in EVERYBODY:
        organisation = "Legislative Yuan" if number in TOGETHER else f"Bureau {number}"
        station.people.correct(identifier(number), {"organisation": organisation})


def numbers(station: Station, of: int = ADA) -> tuple[int, ...]:
    return tuple(member.person.number for member in station.desk.group_of(of).members)


def test_those_of_one_organisation_belong_together(station: Station) -> None:
    assert numbers(station) == TOGETHER
    assert station.desk.group_of(ADA).name == "Legislative Yuan"


def test_a_column_of_the_roster_says_who_belongs_together(station: Station) -> None:
    with station.store.write() as connection:
        for number in (ADA, CHIO):
            extras = {"extras": {"Delegation": "Group A"}}
            station.journal.append(connection, delegate_changed(identifier(number), extras))
    assert numbers(station) == (ADA, CHIO)
    assert ADA not in numbers(station, BEN)


def test_one_person_is_no_group(station: Station) -> None:
    with pytest.raises(NotPossible, match="Nobody else"):
        station.desk.group_of(CHIO)
    offered = [number for number in EVERYBODY if station.desk.look_up.has_group(identifier(number))]
    assert offered == [*TOGETHER]


def test_who_would_come_alone_is_not_offered_a_list(station: Station) -> None:
    for number in TOGETHER[2:]:
        station.people.cancel(identifier(number))
    assert station.desk.look_up.has_group(identifier(ADA))
    station.people.cancel(identifier(BEN))
    assert not station.desk.look_up.has_group(identifier(ADA))


def test_a_column_of_the_roster_makes_a_group_of_two_or_none(station: Station) -> None:
    with station.store.write() as connection:
        for number, group in ((ADA, 'Amis "A"'), (CHIO, ' Amis "A" '), (BEN, "Amis")):
            extras = {"extras": {"Delegation": group}}
            station.journal.append(connection, delegate_changed(identifier(number), extras))
    assert numbers(station) == (ADA, CHIO)
    offered = [station.desk.look_up.has_group(identifier(number)) for number in (ADA, CHIO, BEN)]
    assert offered == [True, True, False]


def test_who_is_in_or_cancelled_is_not_expected_to_come(station: Station, clock: Clock) -> None:
    station.desk.scan(invitation(BEN))
    clock.forward(60_000)
    members = {member.person.number: member for member in station.desk.group_of(ADA).members}
    assert members[BEN].inside_since is not None
    assert [number for number, member in members.items() if not member.comes] == [BEN, DORA]


def test_each_has_an_entry_and_a_verdict_of_their_own(station: Station) -> None:
    answer = station.desk.admit_group(TOGETHER)
    assert {
        verdict.person.number: verdict.outcome for verdict in answer.verdicts if verdict.person
    } == {
        ADA: Outcome.ADMITTED,
        BEN: Outcome.ADMITTED,
        DORA: Outcome.CANCELLED,
        EMIL: Outcome.CALL_LEAD,
        FAY: Outcome.NEEDS_ANSWER,
        GUS: Outcome.NEEDS_APPROVAL,
        HANA: Outcome.ADMITTED,
    }
    assert len({verdict.entry for verdict in answer.verdicts}) == len(TOGETHER)
    assert len(station.desk.last(20)) == len(TOGETHER)
    assert len(answer.let_in) == 3
    assert len(answer.refused) == 4


def test_a_volunteer_sees_no_list(station: Station) -> None:
    station.shift.hand_over()
    assert not station.desk.look_up.has_group(identifier(ADA))
    with pytest.raises(NotAllowed):
        station.desk.group_of(ADA)
    with pytest.raises(NotAllowed):
        station.desk.admit_group([ADA])


def test_whoever_has_no_organisation_is_no_group(station: Station) -> None:
    station.people.correct(identifier(ADA), {"organisation": ""})
    with pytest.raises(NotPossible):
        station.desk.group_of(ADA)
    with pytest.raises(NotFound):
        station.desk.group_of(999)


def appoint(station: Station, number: int, phone: str = "+81 3 0000 0001") -> None:
    station.people.flag(identifier(number), Flag.DELEGATION_CONTACT, on=True)
    station.people.correct(identifier(number), {"phone": phone})


def on_card(station: Station, number: int) -> tuple[FocalPoint, ...]:
    return station.people.card(identifier(number)).focal_points


def test_whom_to_ask_stands_on_the_list_and_on_the_card_of_each_member(station: Station) -> None:
    appoint(station, BEN)
    told = station.desk.group_of(ADA).focal_points
    assert [(point.number, point.phone) for point in told] == [(BEN, "+81 3 0000 0001")]
    assert all(on_card(station, number) == told for number in TOGETHER)
    assert on_card(station, CHIO) == ()


def test_whoever_is_cancelled_is_not_asked(station: Station) -> None:
    appoint(station, BEN)
    appoint(station, FAY)
    station.people.cancel(identifier(BEN))
    assert [point.number for point in station.desk.group_of(ADA).focal_points] == [FAY]
    assert [point.number for point in on_card(station, ADA)] == [FAY]


def test_who_speaks_for_the_delegation_is_not_whom_to_ask(station: Station) -> None:
    station.people.flag(identifier(BEN), Flag.DELEGATION_HEAD, on=True)
    assert on_card(station, ADA) == station.desk.group_of(ADA).focal_points == ()


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("hidden", [False, True])
def test_the_telephone_of_whom_to_ask_is_for_leads_and_organisers(
    station: Station, role: Role, *, hidden: bool
) -> None:
    appoint(station, BEN)
    station.people.flag(identifier(BEN), Flag.PROTECTED, on=True)
    station.people.correct(identifier(BEN), {"badge_name": "Pythia"})
    station.shift.role = role
    station.desk.hide_names(on=hidden)
    is_shown = role is not Role.VOLUNTEER and not hidden
    told = [FocalPoint(BEN, "Pythia", "", "+81 3 0000 0001")] if is_shown else []
    assert [*on_card(station, ADA)] == told
    if is_shown:
        assert [*station.desk.group_of(ADA).focal_points] == told
    else:
        with pytest.raises(NotAllowed):
            station.desk.group_of(ADA)


def test_a_door_does_not_know_whom_to_ask(station: Station) -> None:
    appoint(station, BEN)
    station.desk.tier = Tier.DOOR
    station.desk.hide_names(on=False)
    assert on_card(station, ADA) == ()
    with pytest.raises(NotAllowed):
        station.desk.group_of(ADA)
