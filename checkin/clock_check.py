"""Clock check (sanity check of date and time zone): whether the machine's clock fits the event."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import Enum, auto
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from checkin.language import local
from checkin.presence import calendar_of

if TYPE_CHECKING:
    from checkin.domain import Event

EARLIEST_YEAR: Final = 2026  # a clock before the program's build date: the battery is empty


class ClockFit(Enum):
    FITS = auto()
    OTHER_DAY = auto()  # no day of the event
    OTHER_ZONE = auto()  # the machine is set to a zone where it is another hour
    UNSET = auto()  # years behind
    UNKNOWN_ZONE = auto()


def clock_fit(now: int, event: Event | None) -> ClockFit:
    """How the machine's clock fits the event; without an event only whether it was set."""
    try:
        ZoneInfo(event.time_zone if event else "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ClockFit.UNKNOWN_ZONE
    here = datetime.fromtimestamp(now / 1000, UTC)
    if here.year < EARLIEST_YEAR:
        return ClockFit.UNSET
    if event is None:
        return ClockFit.FITS
    there = local(now, event.time_zone)
    if calendar_of(event).day(now) not in event.days:
        return ClockFit.OTHER_DAY
    same = here.astimezone().utcoffset() == there.utcoffset()
    return ClockFit.FITS if same else ClockFit.OTHER_ZONE
