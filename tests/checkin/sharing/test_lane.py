"""The lane that exchanges while a store is open: what one desk writes comes to the other, and ends when it is told."""

from __future__ import annotations

import shutil
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from checkin.domain import LinkPhase, LinkState, Tier
from checkin.sharing import SyncLane, connection, connection_of
from tests.checkin.hub.desks_at_hub import ids, wait_for, write
from tests.several_desks import stations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station

PATIENCE = 60


@contextmanager
def running(station: Station) -> Iterator[tuple[SyncLane, list[LinkState]]]:
    """The lane of a desk on a thread of its own, and what it tells."""
    told: list[LinkState] = []
    chosen = connection_of(station.store)
    lane = SyncLane(station.exchange, chosen, told.append, folder_every=0.05)
    thread = threading.Thread(target=lane.run)
    thread.start()
    try:
        yield lane, told
    finally:
        lane.stop()
        thread.join(PATIENCE)
        assert not thread.is_alive()


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Station, Station]]:
    """An organiser's desk and another, that share a folder."""
    (tmp_path / "shared").mkdir()
    with stations(tmp_path, [Tier.DESK]) as (first, desk):
        for station in (first, desk):
            connection.use_folder(station.exchange, tmp_path / "shared")
        yield first, desk


def test_through_a_folder_what_one_writes_is_at_the_other(pair: tuple[Station, Station]) -> None:
    first, desk = pair
    with running(first) as (_, told), running(desk):
        write(desk, 3)
        wait_for(lambda: ids(desk) <= ids(first))
        wait_for(lambda: bool(told) and told[-1].phase is LinkPhase.SHARED)
    assert told[-1].to_send == 0


def test_a_folder_that_is_gone_is_told_with_what_waits_and_found_again(
    pair: tuple[Station, Station], tmp_path: Path
) -> None:
    _, desk = pair
    with running(desk) as (_, told):
        wait_for(lambda: any(state.phase is LinkPhase.SHARED for state in told))
        shutil.move(tmp_path / "shared", tmp_path / "unplugged")
        wait_for(lambda: told[-1].failure is not None)
        write(desk, 3)
        wait_for(lambda: told[-1].to_send == 3)
        assert told[-1].phase is LinkPhase.WAITING
        shutil.move(tmp_path / "unplugged", tmp_path / "shared")
        wait_for(lambda: told[-1].phase is LinkPhase.SHARED)


def test_a_store_that_is_closed_ends_it(pair: tuple[Station, Station]) -> None:
    _, desk = pair
    told: list[LinkState] = []
    lane = SyncLane(desk.exchange, connection_of(desk.store), told.append, folder_every=0.01)
    thread = threading.Thread(target=lane.run)
    thread.start()
    wait_for(lambda: bool(told))
    desk.close()
    thread.join(PATIENCE)
    assert not thread.is_alive()


def test_told_to_stop_before_it_runs_it_does_nothing(pair: tuple[Station, Station]) -> None:
    told: list[LinkState] = []
    lane = SyncLane(pair[0].exchange, connection_of(pair[0].store), told.append)
    lane.stop()
    lane.run()
    assert told == []
