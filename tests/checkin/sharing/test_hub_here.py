"""A hub on this machine beside an open store, and the lane through it, with a real PostgreSQL."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from checkin.domain import LinkPhase, LinkState
from checkin.errors import HubRefuses, KnownError
from checkin.hub import revoke
from checkin.sharing import HubHere, SyncLane, Way, connection, connection_of
from tests.checkin.hub.desks_at_hub import ids, wait_for, write

if TYPE_CHECKING:
    from checkin.hub.local import LocalHub
    from checkin.station import Station
    from tests.checkin.hub.desks_at_hub import DesksAtHub

PATIENCE = 60


class Running:
    """The cluster of all tests, which runs already, as one that is started."""

    def __init__(self, cluster: LocalHub) -> None:
        self.administrator_url = cluster.administrator_url
        self.running = False

    def start(self) -> None:
        self.running = True

    def stop(self) -> None:
        self.running = False


def test_it_becomes_the_hub_of_this_desk_and_is_remembered(
    cluster: LocalHub, station: Station
) -> None:
    made = Running(cluster)
    here = HubHere(lambda: made)  # type: ignore[arg-type, return-value]
    here.start(station.exchange)
    chosen = connection_of(station.store)
    assert (chosen.way, chosen.ran_hub) == (Way.HUB, True)
    assert here.is_running
    here.stop()
    here.stop()
    assert not made.running
    assert not here.is_running


def test_where_the_hub_refuses_nothing_runs_and_nothing_is_chosen(
    cluster: LocalHub, station: Station
) -> None:
    made = Running(cluster)
    made.administrator_url = made.administrator_url.replace("uketsuke_administrator", "nobody")
    here = HubHere(lambda: made)  # type: ignore[arg-type, return-value]
    with pytest.raises(KnownError):
        here.start(station.exchange)
    assert not made.running
    assert connection_of(station.store).way is Way.NONE


def test_through_the_hub_a_nudge_is_enough(at_hub: DesksAtHub) -> None:
    first, desk, _ = at_hub.stations
    told: list[LinkState] = []
    lanes = [SyncLane(one.exchange, connection_of(one.store), told.append) for one in (first, desk)]
    threads = [threading.Thread(target=lane.run) for lane in lanes]
    for station, lane, thread in zip((first, desk), lanes, threads, strict=True):
        station.store.after_write = lane.nudge
        thread.start()
    wait_for(lambda: len(told) > 1)
    write(desk)
    wait_for(lambda: ids(desk) <= ids(first))
    for lane, thread in zip(lanes, threads, strict=True):
        lane.stop()
        thread.join(PATIENCE)
        assert not thread.is_alive()
    assert {state.phase for state in told} == {LinkPhase.SHARED}


def test_a_hub_that_refuses_is_told_with_what_waits(at_hub: DesksAtHub) -> None:
    first, desk, _ = at_hub.stations
    revoke(first.exchange, desk.desk_id)
    write(desk, 2)
    told: list[LinkState] = []
    lane = SyncLane(desk.exchange, connection_of(desk.store), told.append)
    thread = threading.Thread(target=lane.run)
    thread.start()
    wait_for(lambda: bool(told))
    lane.stop()
    thread.join(PATIENCE)
    assert not thread.is_alive()
    assert (told[0].phase, told[0].to_send) == (LinkPhase.WAITING, 2)
    assert isinstance(told[0].failure, HubRefuses)


def test_a_database_of_somebody_else_is_used_by_its_address(
    cluster: LocalHub, station: Station
) -> None:
    url = cluster.administrator_url.partition("?")[0]
    connection.use_hub(station.exchange, f"  {url}\n", cluster.authority_file)
    assert connection_of(station.store).way is Way.HUB
