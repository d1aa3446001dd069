"""A desk that hides names shows only the answer and the number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checkin.desk import Desk
from checkin.domain import Flag, Manner, Outcome, Tier
from checkin.errors import NotAllowed
from checkin.journal import desk_added
from tests.store_copies import ADA, BEN, CANARY, DORA, identifier, invitation

if TYPE_CHECKING:
    from checkin.station import Station


@pytest.fixture
def door(station: Station) -> Desk:
    station.people.correct(identifier(ADA), {"notes": f"{CANARY} note"})
    station.people.flag(identifier(ADA), Flag.ATTENTION, on=True)
    station.people.flag(identifier(ADA), f"{CANARY} mark", on=True)
    station.desk.hide_names(on=True)
    return station.desk


def test_no_name_is_in_a_verdict_a_past_scan_or_a_hit(door: Desk) -> None:
    verdict = door.scan(invitation(ADA), "entrance")
    assert verdict.person is not None
    assert (verdict.outcome, verdict.person.number) == (Outcome.ADMITTED, ADA)
    assert not verdict.attention
    assert door.find(CANARY) == ()
    hits = door.find(str(ADA))
    assert ADA in [hit.number for hit in hits]
    assert CANARY not in repr((verdict, door.last(), hits, door.checkin(ADA, "entrance")))


def test_what_was_typed_of_a_name_elsewhere_is_not_told_here(station: Station) -> None:
    station.desk.scan(invitation(BEN), "entrance", Manner(represented_by="Deputy Sato"))
    station.desk.scan(invitation(DORA), "entrance", Manner(force="Known to Sato"))
    station.desk.hide_names(on=True)
    again = station.desk.scan(invitation(BEN), "entrance")
    assert "Sato" not in repr((again, station.desk.last()))


def test_nothing_that_takes_a_name_can_be_done(door: Desk) -> None:
    with pytest.raises(NotAllowed):
        door.walkin({"name": "Somebody"})
    with pytest.raises(NotAllowed):
        door.group_of(ADA)
    with pytest.raises(NotAllowed):
        door.scan(invitation(BEN), "entrance", Manner(represented_by="Deputy"))


def test_the_entry_on_the_disk_is_whole_all_the_same(station: Station, door: Desk) -> None:
    door.scan(invitation(ADA), "entrance")
    door.hide_names(on=False)
    (past,) = door.last()
    assert past.person is not None
    assert CANARY in past.person.name


def test_a_desk_of_the_tier_door_never_names_anybody(station: Station) -> None:
    station.desk.tier = Tier.DOOR
    station.desk.hide_names(on=False)
    assert station.shift.nameless


def test_the_tier_is_the_one_that_the_desk_was_introduced_with_first(station: Station) -> None:
    door = replace(station.desk.identity, id="d0" * 16)
    with station.store.write() as connection:
        for tier in (Tier.DOOR, Tier.ORGANISER):
            draft = desk_added(door.id, "Door 1", tier, bytes(32), bytes(32))
            station.journal.append(connection, draft)
    assert station.desk.tier is Tier.ORGANISER
    again = Desk(station.store, station.journal, door, station.shift)
    assert again.tier is Tier.DOOR
    assert station.shift.nameless
