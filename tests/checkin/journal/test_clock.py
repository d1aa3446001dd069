"""Hybrid logical clock: stamps increase, whatever the wall clock does."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin import bootstrap
from checkin.journal import HybridClock, Stamp
from checkin.journal.clock import BEGINNING, DAY_MS
from tests.factories import DAY, HOUR, MORNING, Clock

YEAR_2099 = int(datetime(2099, 1, 1, tzinfo=UTC).timestamp() * 1000)
JUMPS = {
    "an hour forward": MORNING + HOUR,
    "an hour back": MORNING - HOUR,
    "a day back": MORNING - DAY,
    "1970": 0,
    "before 1970": -DAY,
    "2099": YEAR_2099,
    "nowhere": MORNING,
}


def test_a_stamp_is_the_wall_clocks_time_while_that_goes_forward() -> None:
    wall = Clock()
    clock = HybridClock(wall.wall)
    assert clock.tick() == Stamp(MORNING, 0)
    wall.forward(5)
    assert clock.tick() == Stamp(MORNING + 5, 0)


def test_within_a_millisecond_a_counter_keeps_the_order() -> None:
    clock = HybridClock(Clock().wall)
    assert [clock.tick() for _ in range(3)] == [Stamp(MORNING, count) for count in range(3)]


@pytest.mark.parametrize("jump", JUMPS.values(), ids=JUMPS.keys())
def test_the_order_survives_every_jump_of_the_wall_clock(jump: int) -> None:
    wall = Clock()
    clock = HybridClock(wall.wall)
    stamps = [clock.tick()]
    for ms in (jump, MORNING, jump, MORNING + 1):
        wall.set(ms)
        stamps.append(clock.tick())
    assert stamps == sorted(set(stamps))


@pytest.mark.parametrize("jump", JUMPS.values(), ids=JUMPS.keys())
def test_people_are_shown_the_wall_clock_even_when_it_is_wrong(jump: int) -> None:
    wall = Clock()
    clock = HybridClock(wall.wall)
    clock.tick()
    wall.set(jump)
    assert clock.now() == jump


def test_an_early_clock_gives_no_stamp_before_the_beginning() -> None:
    clock = HybridClock(Clock(-DAY).wall)
    assert clock.tick() > BEGINNING


def test_after_what_another_desk_has_written_comes_what_is_written_here() -> None:
    clock = HybridClock(Clock().wall)
    clock.witness(Stamp(MORNING + HOUR, 7))
    assert clock.tick() == Stamp(MORNING + HOUR, 8)


def test_an_older_stamp_of_another_desk_changes_nothing() -> None:
    clock = HybridClock(Clock().wall)
    own = clock.tick()
    clock.witness(Stamp(0, 5))
    assert clock.last == own


def test_a_clock_goes_on_from_the_last_stamp_that_it_is_given() -> None:
    clock = HybridClock(Clock().wall, Stamp(MORNING + DAY, 3))
    assert clock.tick() == Stamp(MORNING + DAY, 4)


def test_more_than_a_day_ahead_is_too_far() -> None:
    clock = HybridClock(Clock().wall)
    assert not clock.too_far_ahead(Stamp(MORNING + DAY_MS, 99))
    assert clock.too_far_ahead(Stamp(MORNING + DAY_MS + 1, 0))


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "UTC", "America/New_York", "Asia/Urumqi"])
def test_where_the_laptop_thinks_it_is_does_not_matter(zone: str) -> None:
    """Daylight saving time ends in New York that weekend; an instant is not affected."""
    there = ZoneInfo(zone)
    wall = bootstrap.wall_clock(lambda: datetime(2026, 10, 30, tzinfo=UTC).astimezone(there))
    assert HybridClock(wall).tick() == Stamp(MORNING, 0)


moves = st.lists(
    st.one_of(
        st.tuples(st.just("wall"), st.integers(-DAY, YEAR_2099)),
        st.tuples(st.just("seen"), st.integers(0, YEAR_2099)),
        st.tuples(st.just("tick"), st.just(0)),
    ),
    max_size=40,
)


@given(moves)
def test_every_stamp_is_greater_than_all_that_were_written_or_seen(
    moves: list[tuple[str, int]],
) -> None:
    wall = Clock()
    clock = HybridClock(wall.wall)
    greatest = BEGINNING
    for move, ms in moves:
        if move == "wall":
            wall.set(ms)
        elif move == "seen":
            clock.witness(Stamp(ms, 3))
            greatest = max(greatest, Stamp(ms, 3))
        else:
            stamp = clock.tick()
            assert stamp > greatest
            greatest = stamp


def test_after_a_wrong_wall_clock_it_goes_on_from_an_earlier_stamp() -> None:
    wall = Clock()
    clock = HybridClock(wall.wall, Stamp(wall.wall() * 2, 0))
    clock.start_again(Stamp(wall.wall(), 4))
    assert clock.tick() == Stamp(wall.wall(), 5)
