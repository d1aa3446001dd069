"""Numbers of walk-ins: each desk has a hundred of its own, imports take those above."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import Tier
from checkin.journal import delegate_changed, desk_added
from checkin.store import people
from tests.desks_in_memory import identifier, signer_of
from tests.store_copies import EVERYBODY

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station

TWO, THREE = identifier(2), identifier(3)


def introduce(station: Station, desk: str, first_number: int) -> None:
    draft = desk_added(desk, "Desk", Tier.DESK, signer_of(2).public, bytes(32), first_number)
    with station.store.write() as connection:
        station.journal.append(connection, draft)


def add(station: Station, number: int) -> None:
    with station.store.write() as connection:
        draft = delegate_changed(f"{number:032x}", {"number": number, "name": "A"})
        station.journal.append(connection, draft)


def next_numbers(station: Station) -> list[int]:
    with station.store.read() as connection:
        return [people.next_number(connection, desk) for desk in (station.desk_id, TWO, THREE)]


def test_alone_a_desk_goes_on_after_the_roster(station: Station) -> None:
    with station.store.read() as connection:
        assert people.next_number(connection, station.desk_id) == max(EVERYBODY) + 1


def test_two_desks_that_are_apart_give_no_number_twice(station: Station) -> None:
    introduce(station, TWO, 101)
    introduce(station, THREE, 201)
    assert next_numbers(station) == [301, 101, 201]
    add(station, 101)
    add(station, 102)
    assert next_numbers(station) == [301, 103, 201]


@pytest.mark.parametrize("last", [200, 199])
def test_a_hundred_that_is_used_up_goes_on_above_all(station: Station, last: int) -> None:
    introduce(station, TWO, 101)
    introduce(station, THREE, 201)
    add(station, last)
    assert next_numbers(station)[1] == (301 if last == 200 else 200)


def test_a_walk_in_here_and_an_import_take_numbers_above_those_of_all_desks(
    station: Station, tmp_path: Path
) -> None:
    introduce(station, TWO, 101)
    assert station.desk.walkin({"name": "Walk In"}).number == 201
    file = tmp_path / "people.csv"
    file.write_text("name\nFrom A File\n", encoding="utf-8")
    station.roster.read(file).apply()
    numbers = {delegate.name: delegate.number for delegate in station.roster.delegates()}
    assert numbers["From A File"] == 202
