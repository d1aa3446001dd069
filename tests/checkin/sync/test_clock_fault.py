"""Which entries seem to have been written with a wrong clock."""

from __future__ import annotations

import pytest

from checkin.sync.clock_fault import ClockFault, Written, put_right, still_wrong
from tests.factories import DAY, HOUR, MINUTE, MORNING

MADE = MORNING - DAY
YEARS = 56 * 365 * DAY


def chain(*walls: int) -> list[Written]:
    """Entries at these times after nine."""
    return [Written(number, MORNING + wall) for number, wall in enumerate(walls, 1)]


@pytest.mark.parametrize(
    ("walls", "ahead", "found"),
    [
        ((0, MINUTE, 9 * HOUR, 9 * HOUR + MINUTE), 9 * HOUR, (3, 4)),
        ((9 * HOUR, 9 * HOUR + 20 * MINUTE), 9 * HOUR, (1, 2)),  # from the beginning
        ((0, 9 * HOUR, 20 * MINUTE, 9 * HOUR), 9 * HOUR, (4, 4)),  # once more
        ((0, MINUTE, -9 * HOUR, -9 * HOUR + MINUTE), -9 * HOUR, (3, 4)),
        ((-9 * HOUR, 0), -9 * HOUR, (1, 2)),  # a night is no jump of a clock that is behind
    ],
    ids=["ahead", "ahead from the beginning", "ahead again", "behind", "behind over night"],
)
def test_a_clock_that_is_wrong_still_has_been_since_it_jumped(
    walls: tuple[int, ...], ahead: int, found: tuple[int, int]
) -> None:
    assert still_wrong(chain(*walls), ahead) == ClockFault(*found, -ahead)


def test_a_clock_that_is_right_or_wrote_nothing_has_no_fault() -> None:
    assert still_wrong(chain(0, 9 * HOUR), MINUTE) is None
    assert still_wrong([], HOUR) is None
    assert put_right(chain(0, MINUTE, 20 * HOUR), MADE, MORNING + DAY) is None
    assert put_right([], MADE, MORNING) is None


@pytest.mark.parametrize(
    ("walls", "found"),
    [
        # Nine hours and five minutes there, nine hours less five back.
        ((0, 9 * HOUR + 5 * MINUTE, 10 * MINUTE, 12 * MINUTE), (2, 2, -9 * HOUR)),
        ((-YEARS, MINUTE), None),
        ((0, -YEARS, 2 * MINUTE), (2, 2, YEARS + MINUTE)),
        ((0, -YEARS, -YEARS + MINUTE), (2, 3, YEARS)),
        ((2 * DAY, MINUTE), (1, 1, -2 * DAY)),  # it is from the future
        ((0, -2 * HOUR, MINUTE), (2, 2, 2 * HOUR)),
        ((2 * HOUR, 0, MINUTE), (1, 1, -2 * HOUR)),
    ],
    ids=["ahead", "never back", "1970", "1970 still", "future", "behind", "ahead at first"],
)
def test_a_clock_that_jumped_back_was_wrong_before_or_after(
    walls: tuple[int, ...], found: tuple[int, int, int] | None
) -> None:
    fault = put_right(chain(*walls), MADE, MORNING + HOUR)
    expected = ClockFault(*found) if found else None
    if fault is not None and expected is not None:
        assert abs(fault.offset - expected.offset) <= 10 * MINUTE
        assert (fault.first, fault.last) == (expected.first, expected.last)
    else:
        assert fault is expected


def test_small_jumps_can_be_left_out() -> None:
    jumps = chain(0, 40 * MINUTE, MINUTE)
    assert put_right(jumps, MADE, MORNING + HOUR) is not None
    assert put_right(jumps, MADE, MORNING + HOUR, HOUR) is None
