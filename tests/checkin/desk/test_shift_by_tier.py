"""Shifts at a desk and at a door: nobody is organiser there, whatever they know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import Role, Tier
from checkin.errors import NotAllowed
from checkin.roles import Action
from tests.factories import Clock
from tests.several_desks import exchange_of, stations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station

PINS = {Role.VOLUNTEER: "246813", Role.LEAD: "902715", Role.ORGANISER: "581940"}
LOWER_TIERS = pytest.mark.parametrize("station", [Tier.DESK, Tier.DOOR], indirect=True)
FOR_ORGANISERS = [
    Action.CANCEL,
    Action.IMPORT,
    Action.EXPORT,
    Action.SEE_EVERYBODY,
    Action.WATCH,
    Action.SET_UP,
]


@pytest.fixture
def station(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Station]:
    """A desk or a door that has heard of the PINs that an organiser has set."""
    with stations(tmp_path, [request.param], Clock()) as (first, lower):
        for role in (Role.LEAD, Role.ORGANISER):
            first.shift.set_pin(role, PINS[role])
        for entries in exchange_of(first).entries_after({}, request.param):
            lower.exchange.take_in(entries, "test")
        yield lower


@LOWER_TIERS
def test_the_passphrase_opens_it_as_lead(station: Station) -> None:
    assert station.shift.role is Role.LEAD
    station.shift.hand_over()
    station.shift.take_up_as_organiser()
    assert station.shift.role is Role.LEAD
    assert not any(station.shift.may(action) for action in FOR_ORGANISERS)


@LOWER_TIERS
def test_the_role_of_an_organiser_cannot_be_set(station: Station) -> None:
    station.shift.role = Role.ORGANISER
    assert station.shift.role is Role.LEAD


@pytest.mark.parametrize("station", [Tier.DESK], indirect=True)
def test_an_organiser_who_signs_in_with_a_pin_is_lead_there(station: Station) -> None:
    station.shift.hand_over()
    assert station.shift.take_up(PINS[Role.ORGANISER]) is Role.LEAD
    station.shift.hand_over()
    with station.shift.for_once(PINS[Role.ORGANISER]):
        assert not any(station.shift.may(action) for action in FOR_ORGANISERS)


@pytest.mark.parametrize("station", [Tier.DOOR], indirect=True)
def test_a_door_opened_by_its_passphrase_shows_no_names(station: Station) -> None:
    assert station.shift.viewer.unnamed
    station.desk.hide_names(on=False)
    assert station.shift.viewer.unnamed


@LOWER_TIERS
def test_who_has_the_passphrase_locks_the_desk_and_names_it(station: Station) -> None:
    assert station.shift.can_unlock()
    station.rename_desk("North gate")
    assert station.desk.name == "North gate"
    station.shift.hand_over()
    with pytest.raises(NotAllowed):
        station.rename_desk("South gate")
