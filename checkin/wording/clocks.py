"""Texts about wrong clocks: by how much, this computer's, and what correcting times does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.wording.names import when

if TYPE_CHECKING:
    from checkin.language import Language

_MINUTE: Final = 60_000
_HOUR: Final = 60
_DAY: Final = 24 * _HOUR
_YEAR: Final = 365 * _DAY
_IN_MINUTES: Final = 2 * _HOUR  # below, minutes are said
_IN_HOURS: Final = 2 * _DAY
_IN_DAYS: Final = 2 * _YEAR


def span(ms: int, language: Language) -> str:
    """How long it is, whichever way: `12 minutes`, `9 hours`, `9 h 30 min`, `12 days`, `56 years`."""
    tr, minutes = language, max(1, abs(ms) // _MINUTE)
    if minutes < _IN_MINUTES:
        return tr.plural("{n} minute", "{n} minutes", minutes)
    if minutes < _IN_HOURS:
        hours, left = divmod(minutes, _HOUR)
        if left:
            return tr.text("{hours} h {minutes} min", hours=hours, minutes=left)
        return tr.plural("{n} hour", "{n} hours", hours)
    if minutes < _IN_DAYS:
        return tr.plural("{n} day", "{n} days", minutes // _DAY)
    return tr.plural("{n} year", "{n} years", minutes // _YEAR)


def own_clock(here: int, there: int, time_zone: str, language: Language) -> str:
    """That this computer's clock differs from that of others: both times, with the date where it is another."""
    return language.text(
        "This computer's clock says {here}, the other desks say {there}.",
        here=when(here, there, time_zone),
        there=when(there, here, time_zone),
    )


def clock_of_desk(ahead: int, language: Language) -> str:
    """By how much another desk's clock is ahead, or behind as a negative number."""
    time = span(ahead, language)
    if ahead > 0:
        return language.text("its clock is {time} ahead", time=time)
    return language.text("its clock is {time} behind", time=time)


def times_moved(name: str, scans: int, entries: int, offset: int, language: Language) -> str:
    """What a correction of times will do."""
    tr, facts = language, {"name": name, "time": span(offset, language)}
    if scans and offset < 0:
        return tr.plural(
            "{n} scan of {name} is moved {time} earlier.",
            "{n} scans of {name} are moved {time} earlier.",
            scans,
            **facts,
        )
    if scans:
        return tr.plural(
            "{n} scan of {name} is moved {time} later.",
            "{n} scans of {name} are moved {time} later.",
            scans,
            **facts,
        )
    if offset < 0:
        return tr.plural(
            "{n} entry of {name} is moved {time} earlier.",
            "{n} entries of {name} are moved {time} earlier.",
            entries,
            **facts,
        )
    return tr.plural(
        "{n} entry of {name} is moved {time} later.",
        "{n} entries of {name} are moved {time} later.",
        entries,
        **facts,
    )
