"""What the overview (dashboard) shows: frozen counts of one day of the event, and who is awaited."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.domain import Delegate, Outcome, Quorum, Reason

SLOT_MS: Final = 10 * 60_000


class Grouping(StrEnum):
    """By what delegates are counted (dimension, group by)."""

    CATEGORY = "category"
    COUNTRY = "country"
    DELEGATION = "delegation"
    DESK = "desk"  # at which they came in first; nobody is expected at one


@dataclass(frozen=True, slots=True)
class ArrivalSlot:
    """How many came for the first time that day within ten minutes."""

    starts: int
    came: int


@dataclass(frozen=True, slots=True)
class GroupCount:
    """Of those who are alike: how many are expected that day, came, and have not come. `name` is empty for none."""

    name: str
    expected: int
    came: int
    missing: int


@dataclass(frozen=True, slots=True)
class SessionState:
    """A session on a day. `here` counts who is nowhere nearer: each person at one place only."""

    key: str
    expected: int
    attended: int
    inside: int
    here: int
    refused: int
    capacity: int | None = None
    quorum: Quorum | None = None
    remote: int = 0  # in its video meeting
    is_on: bool = False  # its doors are open now; one without times is on all day

    @property
    def is_full(self) -> bool:
        return self.capacity is not None and self.inside >= self.capacity


@dataclass(frozen=True, slots=True)
class RefusalCount:
    outcome: Outcome
    reason: Reason
    count: int


@dataclass(frozen=True, slots=True)
class Awaited:
    """A marked delegate who is expected that day and has not come; `delegate` as the viewer may see them."""

    delegate: Delegate
    marks: tuple[str, ...]
    tell: str  # whom to tell when they come


@dataclass(frozen=True, slots=True)
class PublicRoom:
    """A session as the public may see it; `inside` as in `SessionState.here` where there is no capacity."""

    key: str
    inside: int
    capacity: int | None

    @property
    def is_full(self) -> bool:
        return self.capacity is not None and self.inside >= self.capacity


@dataclass(frozen=True, slots=True)
class PublicCounts:
    """What a screen that the public sees may tell: nobody by name, no group so small that it is a person."""

    as_of: int
    inside: int
    came: int
    rooms: tuple[PublicRoom, ...]
    next_session: str  # the key; empty for none


@dataclass(frozen=True, slots=True)
class DayOverview:
    """A day of the event as it was at `as_of`. Nothing of it is stored: all is counted from the rows."""

    day: str
    days: tuple[str, ...]  # those to choose from
    as_of: int
    is_today: bool
    expected: int
    came: int
    missing: int  # expected and not come
    inside: int  # now, each person once; 0 on another day
    slots: tuple[ArrivalSlot, ...]  # from the first arrival to the last, without gaps
    sessions: tuple[SessionState, ...]
    next_session: str  # the key of the one that begins next today; empty for none
    groups: Mapping[Grouping, tuple[GroupCount, ...]]
    refusals: tuple[RefusalCount, ...]  # the most frequent first
    to_settle: int  # conflicts
    awaited: tuple[Awaited, ...]

    @property
    def peak(self) -> ArrivalSlot | None:
        """The ten minutes in which most came; None before anybody came."""
        return max(self.slots, key=lambda slot: slot.came, default=None)

    @property
    def refused(self) -> int:
        return sum(refusal.count for refusal in self.refusals)

    @property
    def missing_rate(self) -> float:
        """The no-show rate: the part of those expected who have not come."""
        return self.missing / self.expected if self.expected else 0.0
