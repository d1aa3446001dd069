"""Time in a video meeting (interval union): several joins of one person are one stay. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

MINUTE: Final = 60_000


@dataclass(frozen=True, slots=True)
class MeetingStay:
    """So many minutes in a meeting, between two instants; None where they are not known."""

    minutes: int
    since: int | None = None
    until: int | None = None


def together(stays: Iterable[MeetingStay]) -> MeetingStay:
    """All stays of one person as one.

    What overlaps counts once, as with two machines. A stay that was shorter than the time between its
    instants, as one that a report has added up itself, counts its minutes.
    """
    every = sorted(set(stays), key=lambda stay: (stay.since or 0, stay.until or 0, stay.minutes))
    timed = [
        (stay.since, stay.until)
        for stay in every
        if stay.since is not None and stay.until is not None
    ]
    total = sum(stay.minutes for stay in every)
    if len(timed) < len(every):
        return MeetingStay(total, *_ends(timed))
    return MeetingStay(min(total, round(_covered(timed) / MINUTE)), *_ends(timed))


def _ends(timed: list[tuple[int, int]]) -> tuple[int | None, int | None]:
    if not timed:
        return None, None
    return min(since for since, _ in timed), max(until for _, until in timed)


def _covered(timed: list[tuple[int, int]]) -> int:
    """How long at least one of the intervals lasts; they are in the order of their beginnings."""
    covered, reached = 0, 0
    for since, until in timed:
        if until > reached:
            covered += until - max(since, reached)
            reached = until
    return covered
