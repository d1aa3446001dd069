"""Which automatic backups are kept, whatever was made when."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from checkin.store import rotation
from checkin.store.rotation import DAY_MS, DAYS, HOUR_MS, HOURS, NEWEST

EVERY: int = 5 * 60_000
BEGAN: int = 1_761_782_400_000


def run(count: int) -> frozenset[int]:
    """What is left when one is made every five minutes, and the rotation follows each."""
    left: frozenset[int] = frozenset()
    for number in range(count):
        left = rotation.kept(left | {BEGAN + number * EVERY})
    return left


def test_after_two_days_there_is_the_last_hour_each_hour_of_a_day_and_both_days() -> None:
    left = sorted(run(2 * 24 * 12), reverse=True)
    assert [newer - older for newer, older in pairwise(left[:NEWEST])] == [EVERY] * (NEWEST - 1)
    assert len({at // HOUR_MS for at in left}) >= HOURS
    assert {at // DAY_MS for at in left} >= {BEGAN // DAY_MS, (BEGAN + DAY_MS) // DAY_MS}
    assert len(left) <= NEWEST + HOURS + DAYS


@given(st.sets(st.integers(0, 90 * DAY_MS), max_size=200))
def test_the_newest_are_kept_and_never_more_than_have_a_place(made: set[int]) -> None:
    left = rotation.kept(made)
    assert left <= made
    assert left >= set(sorted(made)[-NEWEST:])
    assert len(left) <= NEWEST + HOURS + DAYS
    # Once more changes nothing: what is kept is kept until something newer takes its place.
    assert rotation.kept(left) == left
    days = {at // DAY_MS for at in made}
    assert {at // DAY_MS for at in left} >= set(sorted(days)[-DAYS:])
