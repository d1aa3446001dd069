"""What a desk is told of its connection: silent desks, clocks, what is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import LinkPhase, SilentDesk, Tier
from checkin.errors import HubUnreachable
from checkin.journal import desk_revoked, lead_called
from checkin.store.held import WAITS_FOR
from checkin.sync.link import GONE_HOME, Link
from tests.factories import Clock
from tests.several_desks import stations, tell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station

MINUTE = 60_000


class Pair:
    """Two desks that have heard each other once."""

    def __init__(self, first: Station, other: Station, clock: Clock) -> None:
        self.first, self.other, self.clock = first, other, clock
        self.link = Link(first.exchange, MINUTE)

    def hear(self) -> None:
        assert self.first.exchange.hear(self.other.exchange.statement()) is not None


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    clock = Clock()
    with stations(tmp_path, [Tier.DESK], clock) as (first, other):
        made = Pair(first, other, clock)
        made.hear()
        yield made


def test_a_desk_that_was_just_heard_is_not_silent(pair: Pair) -> None:
    state = pair.link.exchanged()
    assert (state.phase, state.silent) == (LinkPhase.SHARED, ())
    assert state.since == pair.first.journal.now()


def test_a_desk_that_says_nothing_is_named_with_the_time(pair: Pair) -> None:
    heard = pair.first.journal.now()
    pair.clock.forward(3 * MINUTE)
    assert pair.link.exchanged().silent == (SilentDesk("Desk 2", heard),)


def test_who_went_home_hours_ago_or_was_revoked_is_not_missed(pair: Pair) -> None:
    pair.clock.forward(GONE_HOME + 1)
    assert pair.link.exchanged().silent == ()
    pair.hear()
    pair.clock.forward(3 * MINUTE)
    with pair.first.store.write() as connection:
        pair.first.journal.append(connection, desk_revoked(pair.other.desk_id, {}))
    assert pair.link.exchanged().silent == ()


def test_without_a_connection_it_says_since_when_and_how_much_waits(pair: Pair) -> None:
    before = pair.link.exchanged().since
    pair.clock.forward(3 * MINUTE)
    failure = HubUnreachable("no answer")
    state = pair.link.failed(failure, 3)
    assert (state.phase, state.since, state.to_send) == (LinkPhase.WAITING, before, 3)
    assert (state.silent, state.failure) == ((), failure)


def test_what_the_hub_does_not_take_waits(pair: Pair) -> None:
    state = pair.link.exchanged(refused=4)
    assert (state.phase, state.to_send) == (LinkPhase.WAITING, 4)


def test_the_own_clock_is_compared_with_the_hub_s_and_with_those_of_desks(pair: Pair) -> None:
    assert pair.link.exchanged(hub_ahead=MINUTE).clock_off == 0
    assert pair.link.exchanged(hub_ahead=3 * MINUTE).clock_off == 0  # the other desk agrees with it
    pair.clock.forward(20 * MINUTE)  # nor does that say anything any more
    assert pair.link.exchanged(hub_ahead=3 * MINUTE).clock_off == -3 * MINUTE


def test_a_desk_whose_clock_is_ahead_is_named(pair: Pair) -> None:
    pair.clock.forward(5 * MINUTE)
    ahead = pair.other.exchange.statement()
    pair.clock.forward(-5 * MINUTE)
    pair.first.exchange.hear(ahead)
    assert pair.link.exchanged().fast_clocks == ("Desk 2",)
    assert pair.link.exchanged(hub_ahead=5 * MINUTE).fast_clocks == ()


def test_what_waits_is_counted_when_nothing_has_settled_it_by_itself(pair: Pair) -> None:
    with pair.other.store.write() as connection:
        pair.other.journal.append_many(connection, [lead_called("entrance")] * 3)
    (entries,) = pair.other.exchange.entries_after({}, Tier.DESK, desks=[pair.other.desk_id])
    pair.first.exchange.take_in(entries[1:], "hub")
    assert pair.link.exchanged().held == 0
    pair.clock.forward(WAITS_FOR + 1)
    assert pair.link.exchanged().held == 2
    pair.first.exchange.take_in(entries[:1], "hub")
    assert pair.link.exchanged().held == 0


def test_what_does_not_belong_here_is_nobodys_worry(pair: Pair, tmp_path: Path) -> None:
    (tmp_path / "others").mkdir()
    with stations(tmp_path / "others", []) as (stranger,):
        tell(stranger, pair.first)
    pair.clock.forward(WAITS_FOR + 1)
    assert pair.link.exchanged().held == 0
    assert [some.reason for some in pair.first.exchange.held()] == ["other_event"] * 2
