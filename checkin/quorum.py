"""Quorum of a session: how many voting members are present, and since when they are enough. Pure."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from checkin.domain import Quorum

if TYPE_CHECKING:
    from collections.abc import Iterable


def counted(stays: Iterable[tuple[int, int]], members: int, needed: int, at: int) -> Quorum:
    """The quorum at an instant, from when until when members were in the session up to then."""
    changes: Counter[int] = Counter()
    for since, until in stays:
        changes[since] += 1
        changes[until] -= 1
    present, reached_at, lost_at = 0, None, None
    for instant in sorted(instant for instant in changes if instant <= at):
        before, present = present, present + changes[instant]
        if before < needed <= present:
            reached_at, lost_at = instant, None
        elif present < needed <= before:
            lost_at = instant
    return Quorum(present, members, needed, reached_at, lost_at)
