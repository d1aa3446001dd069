"""Time in a video meeting: several joins of one person are one stay, what overlaps counts once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.meetings import MINUTE, MeetingStay, together


def stay(minutes: int, since: int | None = None, until: int | None = None) -> MeetingStay:
    """The instants are given in minutes."""
    return MeetingStay(
        minutes,
        None if since is None else since * MINUTE,
        None if until is None else until * MINUTE,
    )


@pytest.mark.parametrize(
    ("stays", "whole"),
    [
        ([stay(30, 1, 31), stay(20, 40, 60)], stay(50, 1, 60)),
        ([stay(60, 1, 61), stay(11, 30, 41)], stay(60, 1, 61)),
        ([stay(60, 1, 61), stay(41, 30, 71)], stay(70, 1, 71)),
        ([stay(45, 1, 121)], stay(45, 1, 121)),  # the report has added several joins up
        ([stay(30, 1, 31), stay(30, 1, 31)], stay(30, 1, 31)),
        ([stay(30), stay(20)], stay(50)),
        ([stay(30, 1, 31), stay(20)], stay(50, 1, 31)),
        ([], stay(0)),
    ],
    ids=["apart", "within", "overlapping", "shorter", "the same", "no times", "some", "none"],
)
def test_stays_of_one_person_are_one(stays: list[MeetingStay], whole: MeetingStay) -> None:
    assert together(stays) == whole


@given(st.lists(st.tuples(st.integers(1, 200), st.integers(0, 90)), min_size=1, max_size=6))
def test_no_order_matters_and_nobody_was_there_longer_than_the_meeting(
    times: list[tuple[int, int]],
) -> None:
    stays = [stay(length, since, since + length) for since, length in times]
    whole = together(stays)
    assert together(reversed(stays)) == whole
    assert whole.since is not None
    assert whole.until is not None
    assert max(length for _, length in times) <= whole.minutes
    assert whole.minutes <= (whole.until - whole.since) / MINUTE
