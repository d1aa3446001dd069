"""Whole lists checked in or out: the people of a bus, and everybody who is in a room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import Outcome, Role
from checkin.errors import NotAllowed
from tests.factories import MINUTE, Clock
from tests.store_copies import ADA, BEN, CHIO, DORA, identifier

if TYPE_CHECKING:
    from checkin.station import Station

BUS = tuple(map(identifier, (ADA, BEN, CHIO)))


def inside(station: Station, session: str) -> int:
    return station.desk.stats().sessions[session].inside


def test_a_bus_is_checked_in_and_who_is_refused_is_said(station: Station) -> None:
    answer = station.desk.whole_lists.check_in((*BUS, identifier(DORA), "0" * 32), "entrance")
    assert (len(answer.let_in), inside(station, "entrance")) == (3, 3)
    assert [verdict.outcome for verdict in answer.refused] == [Outcome.CANCELLED]


def test_closing_a_room_checks_out_who_is_in_it_and_nobody_else(
    station: Station, clock: Clock
) -> None:
    lists = station.desk.whole_lists
    lists.check_in(BUS, "entrance")
    lists.check_in(BUS[:2], "exhibition")
    clock.forward(MINUTE)
    rooms = {room.session.key: room for room in lists.open_rooms()}
    assert {key: room.people for key, room in rooms.items()} == {"entrance": 3, "exhibition": 2}
    answer = lists.close_room(rooms["exhibition"].session)
    assert [verdict.person.number for verdict in answer.left if verdict.person] == [ADA, BEN]
    assert (inside(station, "exhibition"), inside(station, "entrance")) == (0, 3)
    assert lists.close_room(rooms["exhibition"].session).verdicts == ()


def test_a_closed_room_is_opened_again_by_one_undo(station: Station, clock: Clock) -> None:
    station.desk.whole_lists.check_in(BUS, "exhibition")
    clock.forward(MINUTE)
    (room,) = station.desk.whole_lists.open_rooms()
    station.desk.whole_lists.close_room(room.session)
    change = station.desk.last_change()
    assert change is not None
    assert change.people == len(BUS)
    station.desk.undo(*change.entries)
    assert inside(station, "exhibition") == len(BUS)


def test_it_needs_a_lead(station: Station) -> None:
    station.shift.role = Role.VOLUNTEER
    with pytest.raises(NotAllowed):
        station.desk.whole_lists.check_in(BUS)
    with pytest.raises(NotAllowed):
        station.desk.whole_lists.open_rooms()
    with pytest.raises(NotAllowed):
        station.desk.whole_lists.close_room(station.desk.event.sessions[0])
