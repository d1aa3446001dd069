"""Hybrid logical clock (HLC): wall time while it moves forward, a counter while it does not.

After Kulkarni, Demirbas et al., "Logical Physical Clocks" (2014). The stamp of an entry is greater
than every stamp that the desk has written or seen, whatever the wall clock does meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

DAY_MS: Final = 86_400_000


@dataclass(frozen=True, slots=True, order=True)
class Stamp:
    """A point in the order of entries; equal stamps of two desks are ordered by desk id."""

    ms: int
    counter: int


BEGINNING: Final = Stamp(0, 0)


class HybridClock:
    """Generates the stamps of one desk. `wall()` is milliseconds since 1970, and may jump."""

    def __init__(self, wall: Callable[[], int], last: Stamp = BEGINNING) -> None:
        self._wall = wall
        self.last = last

    def now(self) -> int:
        """The wall clock, for display and opening hours; never for order."""
        return self._wall()

    def tick(self) -> Stamp:
        """The stamp of a new entry."""
        wall = self._wall()
        ahead = wall > self.last.ms
        self.last = Stamp(wall, 0) if ahead else Stamp(self.last.ms, self.last.counter + 1)
        return self.last

    def start_again(self, last: Stamp) -> None:
        """After a wall clock that was wrong: goes on from an earlier stamp, in a new chain."""
        self.last = last

    def witness(self, seen: Stamp) -> None:
        """Merges another desk's stamp: the next stamp here is greater."""
        self.last = max(self.last, seen)

    def too_far_ahead(self, seen: Stamp) -> bool:
        """Whether a stamp is more than a day ahead of this desk's wall clock."""
        return self.is_too_far_ahead()(seen)

    def is_too_far_ahead(self) -> Callable[[Stamp], bool]:
        """The same for many stamps: whether they are too far ahead by the wall clock as it is now."""
        latest = self._wall() + DAY_MS
        return lambda seen: seen.ms > latest
