"""Accompanying persons, and who speaks for a delegation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import DelegateId, Flag, Role
from checkin.errors import NotFound, NotPossible
from checkin.journal import delegate_changed
from tests.checkin.roster.roster_files import load, severity, table, text_file
from tests.factories import DAY, delegate_fields
from tests.store_copies import ADA, BEN, CANARY, CHIO, DORA, FAY, GUS, identifier, invitation

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.domain import Companion
    from checkin.station import Station
    from tests.factories import Clock


@pytest.fixture(autouse=True)
def entourage(station: Station) -> None:
    """An aide, an interpreter, and a guard who does not come."""
    for number, role in ((CHIO, "Interpreter"), (DORA, "Guard"), (GUS, "Aide")):
        fields = {"accompanies": f"00{ADA}", "title": role}
        station.people.correct(identifier(number), fields)


def company(station: Station, number: int) -> tuple[Companion, ...]:
    return station.people.card(identifier(number)).company


def test_the_card_of_each_has_the_whole_company(station: Station) -> None:
    station.desk.scan(invitation(CHIO))
    for number in (ADA, CHIO, GUS):
        told = [
            (companion.person.number, companion.leads, companion.inside)
            for companion in company(station, number)
        ]
        assert told == [(ADA, True, False), (CHIO, False, True), (GUS, False, False)]
    assert [companion.role for companion in company(station, ADA)] == ["", "Interpreter", "Aide"]
    assert company(station, BEN) == ()


def test_who_was_here_yesterday_is_not_here(station: Station, clock: Clock) -> None:
    station.desk.scan(invitation(CHIO))
    clock.forward(DAY)
    assert not any(companion.inside for companion in company(station, ADA))


def test_a_company_without_its_delegate_is_none(station: Station) -> None:
    station.people.correct(identifier(FAY), {"accompanies": str(BEN)})
    station.people.correct(identifier(FAY), {"accompanies": ""})
    assert company(station, FAY) == company(station, BEN) == ()


@pytest.mark.parametrize(
    ("number", "error"), [("999", NotFound), ("Ada", NotFound), (str(BEN), NotPossible)]
)
def test_one_accompanies_somebody_else_who_exists(
    station: Station, number: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        station.people.correct(identifier(BEN), {"accompanies": number})


def test_names_of_the_company_are_seen_where_names_are(station: Station) -> None:
    station.people.flag(identifier(CHIO), Flag.CALL_LEAD, on=True)
    station.shift.set_pin(Role.ORGANISER, "246813")
    station.shift.hand_over()
    seen = company(station, ADA)
    assert all(companion.person.name and not companion.person.flags for companion in seen)
    station.desk.hide_names(on=True)
    assert CANARY not in repr(company(station, ADA))
    assert [companion.person.number for companion in company(station, ADA)] == [ADA, CHIO, GUS]


@pytest.mark.parametrize("heading", ["Accompanies", "随行先", "陪同對象", "كىمگە ھەمراھ"])
def test_a_roster_says_who_accompanies_whom(station: Station, tmp_path: Path, heading: str) -> None:
    rows = ({"number": "50", "name": "Minister Li"}, {"name": "Aide Wu", heading: "050"})
    load(station, text_file(tmp_path, table(*rows)))
    minister = next(delegate for delegate in station.people.delegates() if delegate.number == 50)
    told = station.people.card(minister.id).company
    assert [companion.person.name for companion in told] == ["Minister Li", "Aide Wu"]


@pytest.mark.parametrize(
    ("number", "code"), [("777", "unknown_companion"), ("the minister", "bad_companion")]
)
def test_a_number_that_nobody_has_is_a_doubt(
    station: Station, tmp_path: Path, number: str, code: str
) -> None:
    row = {"name": "Aide Wu", "accompanies": number}
    assert severity(station.roster.read(text_file(tmp_path, table(row))), code) == "doubt"


@pytest.mark.parametrize(
    "words",
    [
        "head of delegation; contact of delegation",
        "団長、連絡担当",
        "團長、聯絡人",
        "ۋەكىللەر ئۆمىكى باشلىقى، ئالاقىلاشقۇچى",
    ],
)
def test_a_roster_says_who_speaks_for_a_delegation(
    station: Station, tmp_path: Path, words: str
) -> None:
    load(station, text_file(tmp_path, table({"name": "Head Lin", "flags": words})))
    head = next(delegate for delegate in station.people.delegates() if delegate.name == "Head Lin")
    assert head.flags == (Flag.DELEGATION_HEAD, Flag.DELEGATION_CONTACT)
    station.shift.set_pin(Role.ORGANISER, "246813")
    station.shift.hand_over()
    assert station.people.card(head.id).delegate.flags == head.flags


def test_whom_a_number_of_two_means_is_not_guessed(station: Station) -> None:
    with station.store.write() as connection:
        twin = delegate_changed("twin", delegate_fields(number=ADA, name="Twin"))
        station.journal.append(connection, twin)
    with pytest.raises(NotPossible, match=str(ADA)):
        station.people.correct(identifier(FAY), {"accompanies": str(ADA)})
    with pytest.raises(NotPossible, match=str(ADA)):
        station.desk.group_of(ADA)
    assert station.desk.group_of(DelegateId("twin")).members
    assert company(station, CHIO) == ()
