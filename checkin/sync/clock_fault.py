"""Clock fault (anomaly detection): which entries of a chain were written while the clock was wrong, and by how much.

What a person is offered to correct, who looks at it first. Pure functions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST_MS: Final = 60_000
TRAVEL_MS: Final = 120_000
ROUND_MS: Final = 30 * 60_000  # time zones differ by such steps


@dataclass(frozen=True, slots=True)
class Written:
    """An entry by its number in the chain and its wall clock."""

    seq: int
    wall: int


@dataclass(frozen=True, slots=True)
class ClockFault:
    """Entries `first` to `last` are to be moved by `offset` milliseconds."""

    first: int
    last: int
    offset: int


def still_wrong(written: Sequence[Written], ahead: int) -> ClockFault | None:
    """Of a clock that is `ahead`, or behind as a negative number: the entries since it jumped."""
    if not written or abs(ahead) <= LEAST_MS:
        return None
    first = len(written) - 1
    while first > 0:
        step = written[first].wall - written[first - 1].wall
        if (abs(step) if ahead > 0 else -step) >= abs(ahead) / 2:
            break
        first -= 1
    return ClockFault(written[first].seq, written[-1].seq, -_rounded(ahead))


def put_right(
    written: Sequence[Written], made: int, now: int, least: int = LEAST_MS
) -> ClockFault | None:
    """The entries before or after the last time that a clock jumped back, whichever are wrong.

    `made` is when the event was made: no right clock is before it. Jumps up to `least` are none.
    """
    for at in range(len(written) - 1, 0, -1):
        back = written[at - 1].wall - written[at].wall
        if back <= least:
            continue
        ahead, behind = _ahead(written, at, back), _behind(written, at, back)
        is_before = written[at].wall < made
        has_jumped = ahead.first != written[0].seq or behind.last == written[-1].seq
        if is_before or not (has_jumped or written[at - 1].wall > now + LEAST_MS):
            return behind
        return ahead
    return None


def _ahead(written: Sequence[Written], at: int, back: int) -> ClockFault:
    """The entries before the jump back, since one forward that it has undone."""
    first = at - 1
    while first > 0 and written[first].wall - written[first - 1].wall < back / 2:
        first -= 1
    forward = written[first].wall - written[first - 1].wall if first else back
    return ClockFault(written[first].seq, written[at - 1].seq, -_likely(back, forward))


def _behind(written: Sequence[Written], at: int, back: int) -> ClockFault:
    """The entries after the jump back, until one forward that undoes it."""
    last = at
    while last + 1 < len(written) and written[last + 1].wall - written[last].wall < back / 2:
        last += 1
    is_undone = last + 1 < len(written)
    forward = written[last + 1].wall - written[last].wall if is_undone else back
    return ClockFault(written[at].seq, written[last].seq, _likely(back, forward))


def _rounded(ahead: int) -> int:
    """The step of time zones beside it: what was stated took a while to come."""
    step = round(ahead / ROUND_MS) * ROUND_MS
    return step if abs(ahead - step) <= TRAVEL_MS and step else ahead


def _likely(one: int, other: int) -> int:
    """By how much a clock was off that jumped so far there and so far back; time went by in between."""
    low, high = sorted((one, other))
    middle = (low + high) // 2
    rounded = round(middle / ROUND_MS) * ROUND_MS
    return rounded if low <= rounded <= high else middle
