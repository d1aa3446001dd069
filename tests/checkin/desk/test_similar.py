"""A walk-in is compared with the roster before anything is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.errors import NotAllowed, NotPossible
from tests.store_copies import CANARY

if TYPE_CHECKING:
    from checkin.station import Station


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        ("Furuya Keiji", "keiji furuya"),
        ("古屋圭司", "Furuya Keiji"),
        ("Furuya Keiji", "古屋圭司"),
        ("ئادىل توختى", "Adil Tohti"),
        ("Erik Lund", "Eric Lund"),
        ("Ali Reza Karimi", "Ali Karimi"),
    ],
)
def test_the_same_person_in_another_spelling_is_found(
    station: Station, known: str, typed: str
) -> None:
    there = station.desk.walkin({"name": known})
    found = station.desk.similar({"name": typed})
    assert [person.id for person in found] == [there.id]


def test_somebody_who_shares_one_word_is_not_offered(station: Station) -> None:
    station.desk.walkin({"name": "Erik Lund"})
    assert station.desk.similar({"name": "Maria Lund"}) == ()
    assert station.desk.similar({"name": "Lund"}) == ()


def test_the_name_in_own_script_is_compared_too(station: Station) -> None:
    there = station.desk.walkin({"name": "Ito Noe", "native_name": "伊藤野枝"})
    found = station.desk.similar({"name": "N. Itoh", "native_name": "伊藤野枝"})
    assert [person.id for person in found] == [there.id]


def test_three_are_offered_the_same_name_first(station: Station) -> None:
    close = [
        station.desk.walkin({"name": name}) for name in ("Eric Lund", "Erick Lund", "Erik Lunt")
    ]
    same = station.desk.walkin({"name": "Erik Lund"})
    found = [person.id for person in station.desk.similar({"name": "Erik Lund"})]
    assert found[0] == same.id
    assert len(found) == 3
    assert set(found[1:]) < {person.id for person in close}


def test_nothing_is_recorded_by_the_comparison(station: Station) -> None:
    before = station.journal.verify().entries
    assert station.desk.similar({"name": f"{CANARY} 1"})
    assert station.journal.verify().entries == before


def test_a_door_that_shows_no_names_compares_nothing(station: Station) -> None:
    station.desk.walkin({"name": "Erik Lund"})
    station.desk.hide_names(on=True)
    with pytest.raises(NotAllowed):
        station.desk.similar({"name": "Erik Lund"})


def test_what_a_walk_in_needs_is_said_by_the_comparison(station: Station) -> None:
    with pytest.raises(NotPossible, match="A name is needed"):
        station.desk.similar({"name": " "})
