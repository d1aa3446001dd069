"""This machine's clock against those of other desks and of the hub."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from checkin.domain import Tier
from checkin.sync import own_clock
from tests.factories import DAY, HOUR, MINUTE, Clock
from tests.several_desks import stations, tell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station


class Others:
    """Three desks whose clocks may differ from that of the first one."""

    def __init__(self, first: Station, others: list[Station], clock: Clock) -> None:
        self.first, self.others, self.clock = first, others, clock

    @property
    def off(self) -> int:
        return own_clock(self.first.exchange).off

    def state(self, *ahead: int, age: int = 0) -> None:
        """Each states what its clock says, which is so much ahead; it comes so much later."""
        stated = []
        for other, by in zip(self.others, ahead, strict=False):
            self.clock.forward(by)
            stated.append(other.exchange.statement())
            self.clock.forward(-by)
        self.clock.forward(age)
        for statement in stated:
            self.first.exchange.hear(statement)


@contextmanager
def _others(folder: Path) -> Iterator[Others]:
    clock = Clock()
    with stations(folder, [Tier.DESK, Tier.DOOR, Tier.DESK], clock) as (first, *others):
        yield Others(first, others, clock)


@pytest.fixture
def others(tmp_path: Path) -> Iterator[Others]:
    with _others(tmp_path) as made:
        yield made


def test_a_clock_with_which_nobody_is_compared_is_not_said_to_be_wrong(others: Others) -> None:
    assert others.off == 0


def test_no_single_desk_decides(others: Others) -> None:
    others.state(9 * HOUR, 0, 0)
    assert others.off == 0
    others.state(9 * HOUR + MINUTE, 2 * MINUTE, 3 * MINUTE)
    assert others.off == -3 * MINUTE


def test_a_clock_that_is_hours_behind_the_others_is_asked_about(others: Others) -> None:
    others.state(9 * HOUR, 9 * HOUR + MINUTE, 0)
    clock = own_clock(others.first.exchange)
    assert (clock.off, clock.others) == (-9 * HOUR, 2)
    assert clock.is_asked
    assert clock.there == others.clock.ms + 9 * HOUR
    others.clock.forward(9 * HOUR)  # it is set
    assert others.off == 0


def test_of_two_that_differ_the_one_that_finds_less_fault_is_believed(others: Others) -> None:
    others.state(9 * HOUR, 0)
    assert others.off == 0


def test_a_statement_that_took_its_time_says_nothing(others: Others) -> None:
    others.state(0, 0, age=9 * HOUR)
    assert others.off == 0
    assert own_clock(others.first.exchange, hub_ahead=-3 * MINUTE).off == 3 * MINUTE


def test_a_clock_is_ahead_of_who_holds_what_it_wrote_later(others: Others) -> None:
    wrong, right = 9 * HOUR, -9 * HOUR
    others.clock.forward(wrong)
    others.first.rename_desk("First")
    others.clock.forward(right)
    for other in others.others[:2]:
        tell(others.first, other)
    others.clock.forward(wrong + MINUTE)
    others.state(right, right)
    assert others.off == 9 * HOUR - MINUTE  # at least
    others.clock.forward(right)  # it is set, and its own entries are ahead still
    assert others.off == 0


def test_who_was_revoked_or_is_from_yesterday_is_not_asked(others: Others) -> None:
    others.state(9 * HOUR, 9 * HOUR, 9 * HOUR)
    assert others.off == -9 * HOUR
    for other in others.others:
        others.first.revocations.revoke(other.desk_id)
    assert others.off == 0
    others.clock.forward(DAY)
    assert own_clock(others.first.exchange).others == 0


def test_a_desk_is_heard_again_as_soon_as_its_clock_is_set(others: Others) -> None:
    """Its earlier statement is of a later time."""
    for ahead in (10 * 365 * DAY, 9 * HOUR):
        others.state(ahead)
        (wrong,) = others.first.exchange.stated().values()
        others.clock.forward(MINUTE)
        others.state(0)
        ((heard, at),) = others.first.exchange.stated().values()
        assert (heard.wall, at) == (others.clock.ms, others.clock.ms)
        assert wrong[0].wall > heard.wall


def test_an_older_statement_that_comes_later_is_not_heard(others: Others) -> None:
    first, (other, *_) = others.first, others.others
    others.clock.forward(9 * HOUR)
    wrong = other.exchange.statement()
    others.clock.forward(-9 * HOUR)
    right = other.exchange.statement()
    other.rename_desk("Named")
    others.clock.forward(MINUTE)
    for statement in (other.exchange.statement(), right, wrong):
        first.exchange.hear(statement)
    ((heard, _),) = first.exchange.stated().values()
    assert heard.wall == others.clock.ms
    assert any(head.desk == other.desk_id for head in heard.heads)
