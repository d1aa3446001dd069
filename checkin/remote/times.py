"""Times and durations as the reports of video meetings write them (parsing). Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection
    from zoneinfo import ZoneInfo

_NUMBERS: Final = re.compile(r"\d+")
_DATE: Final = re.compile(r"(\d{1,4})[-/.年](\d{1,2})[-/.月](\d{1,4})日?")
_CLOCK: Final = re.compile(r"(\d{1,2})[:.時点](\d{2})(?:[:.分](\d{2}))?")
_OFFSET: Final = re.compile(r"(?:UTC|GMT|Z)?([+-]\d{2}):?(\d{2})?$|Z$")
_AFTERNOON: Final = ("pm", "p.m.", "午後", "下午", "چۈشتىن كېيىن")
_MORNING: Final = ("am", "a.m.", "午前", "上午", "چۈشتىن بۇرۇن")
_PARTS: Final = (
    (60, re.compile(r"(\d+) ?(?:h|hr|hrs|hour|hours|std|時間|小時|سائەت)(?![a-z])")),
    (1, re.compile(r"(\d+) ?(?:m|min|mins|minute|minutes|分鐘|分|مىنۇت)(?![a-z])")),
)
_SECONDS: Final = re.compile(r"(\d+) ?(?:s|sec|secs|seconds?|秒)(?![a-z])")
_CLOCKED: Final = re.compile(r"(\d{1,3}):(\d{2}):(\d{2})")


def instant(text: str, zone: ZoneInfo, days: Collection[str]) -> int | None:
    """UTC milliseconds; None where it is no day and time.

    `days` are ISO dates of the event: of 09/01/2026, which is the ninth of January or the first of September,
    that day is meant which is one of them. Without an offset in the text it is a time of the zone.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _DATE.search(plain)
    if found is None:
        return None
    rest = f"{plain[: found.start()]} {plain[found.end() :]}".lower()
    clock = _CLOCK.search(rest)
    day = _day(found.group(1), found.group(2), found.group(3), days)
    if clock is None or day is None:
        return None
    try:
        at = datetime(  # noqa: DTZ001 - the zone comes below
            day.year,
            day.month,
            day.day,
            _hour(int(clock[1]), rest),
            int(clock[2]),
            int(clock[3] or 0),
        )
    except ValueError:
        return None
    offset = _OFFSET.search(rest[clock.end() :].strip().upper())
    if offset is not None:
        sign = datetime.fromisoformat(f"{at.isoformat()}{offset[1] or '+00'}:{offset[2] or '00'}")
        return int(sign.timestamp() * 1000)
    return int(at.replace(tzinfo=zone).timestamp() * 1000)


def minutes(text: str) -> int | None:
    """Whole minutes of a duration: `62`, `1h 2m`, `1 時間 2 分`, `01:02:00`; None for anything else."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    if clocked := _CLOCKED.fullmatch(plain):
        hours, mins, seconds = map(int, clocked.groups())
        return round(hours * 60 + mins + seconds / 60)
    if plain.isdecimal():
        return int(plain)
    parts = [(factor, pattern.search(plain)) for factor, pattern in _PARTS]
    seconds_found = _SECONDS.search(plain)
    if not seconds_found and not any(part for _, part in parts):
        return None
    total = sum(factor * int(part[1]) for factor, part in parts if part)
    return round(total + (int(seconds_found[1]) / 60 if seconds_found else 0))


def _hour(hour: int, around: str) -> int:
    if any(word in around for word in _AFTERNOON):
        return hour % 12 + 12
    return hour % 12 if any(word in around for word in _MORNING) else hour


def _day(first: str, second: str, third: str, days: Collection[str]) -> date | None:
    """The day that three numbers mean: year first, else month first, else day first."""
    a, b, c = int(first), int(second), int(third)
    if len(first) == 4:
        return _date(a, b, c)
    year = c + 2000 if c < 100 else c
    readings = [found for found in (_date(year, a, b), _date(year, b, a)) if found is not None]
    of_the_event = (found for found in readings if found.isoformat() in days)
    return next(of_the_event, readings[0] if readings else None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
