"""A hub that shows different desks different things: what one has seen there, another is not shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.bootstrap import open_store
from checkin.domain import ConflictKind, Settling
from checkin.hub import round as rounds
from checkin.hub.memory import RoundMemory
from tests.checkin.hub.desks_at_hub import (
    connection_of,
    copy_of,
    ids,
    login_of,
    own_entries,
    sync,
    write,
)
from tests.factories import MINUTE, Clock
from tests.several_desks import PASSPHRASE

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.domain import Conflict
    from checkin.station import Station
    from tests.checkin.hub.desks_at_hub import DesksAtHub

_MOVED = "CREATE TABLE IF NOT EXISTS public.{0} AS SELECT * FROM uketsuke.entry WHERE false"


def conceal(at_hub: DesksAtHub, of: Station, after: int) -> str:
    """What a hub does that shows one desk less than it showed another. Returns where the entries are now."""
    table = f"concealed_{at_hub.event}"
    at_hub.ask(_MOVED.format(table))
    move = (
        f"WITH gone AS (DELETE FROM uketsuke.entry WHERE event = %s AND desk = %s AND seq > %s RETURNING *)"  # noqa: S608 - a test's
        f" INSERT INTO public.{table} SELECT * FROM gone"
    )
    at_hub.of_event(move, of.desk_id, after)
    return table


def alarms(station: Station) -> list[Conflict]:
    return [
        conflict
        for conflict in station.conflicts.every()
        if conflict.kind is ConflictKind.HUB_WITHHOLDS
    ]


@pytest.fixture
def clock(at_hub: DesksAtHub) -> Clock:
    return at_hub.clock


def test_what_another_desk_saw_at_the_hub_is_missed_here(at_hub: DesksAtHub, clock: Clock) -> None:
    first, desk, door = at_hub.stations
    write(door, 3)
    clock.forward(1)
    sync(first, door, desk)
    write(door, 2)
    clock.forward(1)
    sync(door, desk, desk)
    table = conceal(at_hub, door, 3)
    sync(first, first)  # it hears of it, then misses it
    assert alarms(first) == []  # it may be late
    clock.forward(MINUTE)
    sync(first)
    (alarm,) = alarms(first)
    last = own_entries(door)[-1]
    assert alarm.desks[0] == door.desk_id
    assert (alarm.entries, alarm.count) == ((last.id,), last.header.seq)
    first.conflicts.settle(alarm.id, Settling.NOTE, "Asked the administrator")
    at_hub.ask(f"INSERT INTO uketsuke.entry SELECT * FROM public.{table}")  # noqa: S608 - made above
    sync(first)
    assert last.id in ids(first)
    assert [alarm.settled is None for alarm in alarms(first)] == [False]


def test_what_is_under_way_is_no_alarm(at_hub: DesksAtHub, clock: Clock) -> None:
    """A statement that is newer than the last push, entries by stick that the hub never had, another hub."""
    first, desk, door = at_hub.stations
    sync(first, desk, door)
    write(door, 2)
    for page in door.exchange.entries_after({}, desk.exchange.tier):
        desk.exchange.take_in(page, "stick")
    clock.forward(1)
    first.exchange.hear(desk.exchange.statement())
    first.exchange.hear(door.exchange.statement())
    for _ in range(2):
        sync(first)
        clock.forward(2 * MINUTE)
    assert alarms(first) == []
    sync(door, desk)
    clock.forward(1)
    desk.exchange.seen_at_hub = type(desk.exchange.seen_at_hub)(
        "another", desk.exchange.seen_at_hub.heads
    )
    conceal(at_hub, door, 0)
    first.exchange.hear(desk.exchange.statement())
    for _ in range(2):
        clock.forward(2 * MINUTE)
        sync(first)
    assert alarms(first) == []


def test_by_a_stick_too_it_is_told_what_was_seen_at_the_hub(
    at_hub: DesksAtHub, clock: Clock
) -> None:
    """Also where the stick has brought the entries themselves."""
    first, desk, door = at_hub.stations
    write(door, 2)
    clock.forward(1)
    sync(first, door, desk, desk)
    conceal(at_hub, door, 0)
    at_hub.of_event("DELETE FROM uketsuke.statement WHERE event = %s")
    memory = RoundMemory(login_of(first).hub)
    with connection_of(first) as connection:
        rounds.run(connection, first.exchange, memory)
        assert memory.claims == {}
        for page in desk.exchange.entries_after({}, first.exchange.tier):
            first.exchange.take_in(page, "stick")
        first.exchange.hear(desk.exchange.statement())
        for _ in range(2):
            rounds.run(connection, first.exchange, memory)
            clock.forward(2 * MINUTE)
    assert [alarm.desks[0] for alarm in alarms(first)] == [door.desk_id]


def test_a_branch_that_another_desk_saw_is_fetched_at_once(
    at_hub: DesksAtHub, clock: Clock, tmp_path: Path
) -> None:
    """It is below the top of the chain, where the heads do not show it."""
    first, desk, door = at_hub.stations
    sync(desk, door, first)
    with open_store(copy_of(door, tmp_path / "copy"), PASSPHRASE, clock=Clock()) as twin:
        write(twin, 1)
        write(door, 4)
        clock.forward(1)
        sync(twin, desk, door)
        branch = own_entries(twin)[-1].id
        memory = RoundMemory(login_of(first).hub)
        with connection_of(first) as connection:
            memory.surveyed_at = float("inf")
            rounds.run(connection, first.exchange, memory)
            clock.forward(1)
            sync(desk)
            rounds.run(connection, first.exchange, memory)
            clock.forward(2 * MINUTE)
            rounds.run(connection, first.exchange, memory)
    assert branch in ids(first)
    assert alarms(first) == []
