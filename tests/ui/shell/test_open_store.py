"""What an open store holds besides its pages: badges of check-ins that are about to be queued."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checkin.bootstrap import open_store
from checkin.settings import Printing
from tests.ui import demo_store

if TYPE_CHECKING:
    from tests.ui.scanner_window import Room

GUEST, OTHER = 42, 20


def print_always(room: Room) -> None:
    settings = room.window.settings
    settings.change(replace(settings.current, printing=Printing.ALWAYS))


def test_a_badge_is_in_the_queue_though_the_window_closes_at_once(room: Room) -> None:
    print_always(room)
    room.desk.scan(room.world.code(GUEST))
    room.window.close_store()
    with open_store(room.world.folder, demo_store.PASSPHRASE) as station:
        assert len(station.badges.waiting()) == 1


def test_badges_of_a_burst_are_queued_together_when_it_is_over(room: Room) -> None:
    print_always(room)
    store = room.window.host.store
    assert store is not None
    for number in (GUEST, OTHER):
        room.desk.scan(room.world.code(number))
        assert store.station.badges.waiting() == ()
    store.print_now()
    assert len(store.station.badges.waiting()) == 2
