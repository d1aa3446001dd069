"""Overview (dashboard): the counts of a day as it goes, and who is awaited."""

from checkin.overview.overview import Overview
from checkin.overview.values import (
    ArrivalSlot,
    Awaited,
    DayOverview,
    GroupCount,
    Grouping,
    PublicCounts,
    PublicRoom,
    RefusalCount,
    SessionState,
)

__all__ = [
    "ArrivalSlot",
    "Awaited",
    "DayOverview",
    "GroupCount",
    "Grouping",
    "Overview",
    "PublicCounts",
    "PublicRoom",
    "RefusalCount",
    "SessionState",
]
