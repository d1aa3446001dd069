"""An event is a partition: a round of one event has nothing to do with the others in the same hub."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from checkin.errors import HubUnreachable
from checkin.hub import round as rounds
from checkin.hub.memory import RoundMemory
from tests.checkin.hub.desks_at_hub import connection_of, login_of, sync, write

if TYPE_CHECKING:
    from tests.checkin.hub.desks_at_hub import DesksAtHub

ROUNDS: Final = 12  # by then psycopg and PostgreSQL would keep plans
PARTITION: Final = re.compile(rb"entry_[0-9a-f]{32}")


@pytest.fixture
def several_events(at_hub: DesksAtHub) -> DesksAtHub:
    """Others beside the event, with nothing in them."""
    for number in range(1, 4):
        at_hub.ask("SELECT uketsuke.begin_event(%s::uuid, 'x')", f"{number:032x}")
    return at_hub


def test_the_plans_of_a_round_have_no_other_event_in_them(several_events: DesksAtHub) -> None:
    first, desk, _ = several_events.stations
    login, log = login_of(desk).role, several_events.cluster.log
    try:
        several_events.ask("LOAD 'auto_explain'")
    except HubUnreachable:
        pytest.skip("PostgreSQL's additional modules are not installed")
    several_events.ask(f"ALTER ROLE {login} SET session_preload_libraries = 'auto_explain'")
    several_events.ask(f"ALTER ROLE {login} SET auto_explain.log_min_duration = 0")
    write(first)
    sync(first)
    before = log.stat().st_size
    write(desk, 2)
    sync(desk)
    plans = log.read_bytes()[before:]
    assert plans.count(b"Query Text") >= 8
    own = f"entry_{several_events.event}".encode()
    assert set(PARTITION.findall(plans)) == {own}


def test_no_plan_is_made_for_all_events(several_events: DesksAtHub) -> None:
    """With thousands of them it takes longer than a hub may be silent, and each watch would end by it."""
    desk, memory = several_events.stations[1], RoundMemory()
    with connection_of(desk) as connection:
        for _ in range(ROUNDS):
            write(desk)
            rounds.run(connection, desk.exchange, memory)
        kept = connection.execute("SELECT statement FROM pg_prepared_statements").fetchall()
    assert kept == []
