"""Watching: what one desk writes is soon at the others, and a hub that dies does no harm."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from checkin.errors import HubRefuses
from checkin.hub import revoke
from checkin.hub import watch as watching
from checkin.hub.watch import Watch, WatchNews
from tests.checkin.hub.desks_at_hub import crash, ids, login_of, own_entries, sync, wait_for, write
from tests.thorough import THOROUGH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.station import Station
    from tests.checkin.hub.desks_at_hub import DesksAtHub

RESTARTS: Final = 50 if THOROUGH else 3
WRITTEN: Final = 100  # before each of them
PATIENCE: Final = 60


@contextmanager
def watched(station: Station) -> Iterator[tuple[Watch, list[WatchNews]]]:
    """A watch on a thread of its own, and what it tells."""
    told: list[WatchNews] = []
    watch = Watch(station.exchange, login_of(station), told.append)
    thread = threading.Thread(target=watch.run)
    thread.start()
    try:
        yield watch, told
    finally:
        watch.stop()
        thread.join(PATIENCE)
        assert not thread.is_alive()


def test_what_is_written_here_is_there_within_moments(at_hub: DesksAtHub) -> None:
    first, desk, _ = at_hub.stations
    sync(first, desk)
    with watched(first) as (_, news), watched(desk) as (watch, _):
        wait_for(lambda: bool(news))
        write(desk)
        began = time.monotonic()
        watch.nudge()
        wait_for(lambda: ids(desk) <= ids(first))
        # Without the notification it would take up to six seconds.
        assert time.monotonic() - began < watching.EVERY * (1 - watching.SPREAD)


def test_a_failure_is_told_with_what_waits(at_hub: DesksAtHub) -> None:
    first, desk, _ = at_hub.stations
    revoke(first.exchange, desk.desk_id)
    write(desk, 2)
    with watched(desk) as (_, told):
        wait_for(lambda: bool(told))
        assert isinstance(told[0].failure, HubRefuses)
        assert told[0].to_send == 2


def test_a_hub_that_dies_in_the_middle_loses_and_doubles_nothing(at_hub: DesksAtHub) -> None:
    first, desk, _ = at_hub.stations
    with watched(first) as (reader, _), watched(desk) as (writer, _):
        for _ in range(RESTARTS):
            write(desk, WRITTEN)
            writer.nudge()
            crash(at_hub.cluster)
            at_hub.cluster.start()
            writer.nudge()
            reader.nudge()
        wait_for(lambda: ids(desk) <= ids(first))
    assert len(own_entries(desk)) == WRITTEN * RESTARTS
    assert first.journal.verify().intact


def test_pauses_grow_to_a_quarter_of_a_minute() -> None:
    pauses = [watching.pause_after(failures) for failures in range(8)]
    assert 0.8 <= pauses[0] <= 1.2
    assert 3.2 <= pauses[2] <= 4.8
    assert all(12 <= pause <= 18 for pause in pauses[4:])
