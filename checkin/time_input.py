"""Parsing of days and times that a person types."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

from checkin.errors import NotPossible
from checkin.language import mark

if TYPE_CHECKING:
    from checkin.presence import Calendar

_CLOCK: Final = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_COLONS: Final = dict.fromkeys(map(ord, "：﹕∶"), ":")


def plain(text: str) -> str:
    """The text with the digits 0 to 9 and a plain colon, whatever the input method wrote: `９：４１`, `٩:٤١`."""
    digits = (str(unicodedata.decimal(letter, letter)) for letter in text)
    return "".join(digits).translate(_COLONS)


def parse_time(text: str, calendar: Calendar, day: str) -> int:
    """An instant: `9:30` of that day of the event, or `2026-10-30T09:30`, local unless it has an offset.

    Raises `NotPossible` for anything else.
    """
    written = plain(text.strip())
    if not written:
        raise NotPossible(mark("A time is missing. Examples are 09:30 and 2026-10-30T09:30."))
    try:
        if clock := _CLOCK.fullmatch(written):
            return calendar.instant(day, time(int(clock[1]), int(clock[2])))
        found = datetime.fromisoformat(written)
        local = found if found.tzinfo else found.replace(tzinfo=calendar.zone)
        return int(local.timestamp() * 1000)
    except (ValueError, OverflowError) as error:
        sentence = mark("{text} is no time. Examples are 09:30 and 2026-10-30T09:30.")
        raise NotPossible(sentence, text=text) from error


def parse_day(text: str) -> str:
    """An ISO date. Raises `NotPossible` for anything else."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        sentence = mark("{text} is no day. An example is 2026-10-30.")
        raise NotPossible(sentence, text=text) from error
