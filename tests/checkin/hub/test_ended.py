"""The end of an event at a hub: first all desks confirm, then the hub drops it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checkin import hub as hubs
from checkin.errors import HubRefuses
from checkin.purging import HubAtEnd
from tests.checkin.hub.desks_at_hub import login_of, sync

if TYPE_CHECKING:
    from checkin.station import Station
    from tests.checkin.hub.desks_at_hub import DesksAtHub

NAME = "International Forum"


def begin(at_hub: DesksAtHub) -> tuple[Station, Station, Station]:
    """Somebody is at the event, at every desk and at the hub."""
    first, desk, door = at_hub.stations
    person = desk.desk.walkin({"name": "Tursun Canary", "category": "scholar"}, approved=True)
    desk.desk.checkin(person.number, "entrance")
    sync(first, desk, door, first)
    at_hub.clock.forward(1)
    return first, desk, door


def with_names(at_hub: DesksAtHub) -> int:
    query = (
        "SELECT count(*) FROM uketsuke.entry WHERE event = %s"
        " AND (desk_section IS NOT NULL OR organiser IS NOT NULL)"
    )
    ((count,),) = at_hub.of_event(query)
    return int(count)


def test_the_hub_drops_the_event_when_all_desks_have_confirmed(at_hub: DesksAtHub) -> None:
    first, desk, door = begin(at_hub)
    assert with_names(at_hub) >= 2
    done = first.purge.run(NAME)
    assert (done.not_confirmed, done.hub) == (("Desk 2", "Desk 3"), HubAtEnd.WAITS)
    assert with_names(at_hub) == 0
    sync(desk)
    done = first.purge.run(NAME)
    assert (done.not_confirmed, done.is_complete) == (("Desk 3",), False)
    sync(door)
    done = first.purge.run(NAME)
    assert (done.not_confirmed, done.hub, done.is_complete) == ((), HubAtEnd.DROPPED, True)
    assert at_hub.ask("SELECT to_regclass(%s)", f"uketsuke.entry_{at_hub.event}") == [(None,)]
    assert hubs.stored(first.store) is None
    with pytest.raises(HubRefuses):
        sync(door)
    # Once more: the receipt still says what was done.
    again = first.purge.run(NAME)
    assert (again.hub, again.is_complete) == (HubAtEnd.DROPPED, True)
    document = json.loads(again.receipt.read_bytes())
    assert (document["hub"], document["complete"]) == ("dropped", True)
    assert first.desk.stats().sessions["entrance"].attended == 1
    assert first.journal.verify().intact


def test_a_hub_that_is_away_is_dropped_later(at_hub: DesksAtHub) -> None:
    first, *_ = begin(at_hub)
    login = login_of(first)
    hubs.keep(first.store, replace(login, address=replace(login.address, port=1)))
    done = first.purge.run(NAME, finish=True)
    assert (done.hub, done.is_complete) == (HubAtEnd.NOT_REACHED, False)
    hubs.keep(first.store, login)
    done = first.purge.run(NAME, finish=True)
    assert (done.hub, done.is_complete) == (HubAtEnd.DROPPED, True)


def test_what_a_crash_left_of_the_end_is_done_the_next_time(at_hub: DesksAtHub) -> None:
    """The hub has dropped the event, and the receipt does not say so yet."""
    first, *_ = begin(at_hub)
    first.purge.run(NAME)
    hubs.end_event(first.exchange)
    done = first.purge.run(NAME, finish=True)
    assert (done.hub, done.is_complete) == (HubAtEnd.DROPPED, True)
    assert hubs.stored(first.store) is None
