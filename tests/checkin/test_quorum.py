"""The quorum as it comes and goes."""

from __future__ import annotations

from checkin.domain import Quorum
from checkin.quorum import counted

STAYS = [(10, 100), (20, 60), (30, 50), (70, 100)]


def test_it_is_reached_with_the_member_who_makes_it_enough() -> None:
    assert counted(STAYS, 9, 3, at=40) == Quorum(3, 9, 3, reached_at=30)


def test_before_that_it_is_not_reached() -> None:
    quorum = counted(STAYS, 9, 3, at=29)
    assert (quorum.present, quorum.reached_at, quorum.is_reached) == (2, None, False)


def test_it_is_lost_when_too_many_leave() -> None:
    quorum = counted(STAYS, 9, 3, at=50)
    assert (quorum.present, quorum.reached_at, quorum.lost_at) == (2, 30, 50)
    assert not quorum.is_reached


def test_reached_again_it_is_so_since_then() -> None:
    assert counted(STAYS, 9, 2, at=80) == Quorum(2, 9, 2, reached_at=70)


def test_who_comes_as_another_leaves_keeps_it() -> None:
    assert counted([(10, 50), (50, 90)], 2, 1, at=60) == Quorum(1, 2, 1, reached_at=10)
