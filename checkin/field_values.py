"""Validated values of roster fields (parsing): own sessions, days of validity, whom somebody accompanies.

A value is stored in one form, however it was typed. Pure functions, without store or clock.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol

from checkin.domain import KEYS_APART
from checkin.errors import NotPossible
from checkin.language import mark
from checkin.names import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from checkin.domain import Event
    from checkin.presence import Calendar

SEPARATORS: Final = re.compile("[;,、；，،؛|]")
VALIDITY_FIELDS: Final = frozenset({"valid_from", "valid_until"})
_DAY_OR_TIME: Final = re.compile(
    r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ] *([0-9]{1,2}):([0-9]{2})(?::00(?:\.0+)?)?)?"
)
_NUMBER: Final = re.compile("[0-9]{1,9}")
_LAST: Final = " 99:99"  # after every time of a day


def own_sessions(text: str, event: Event) -> tuple[str, tuple[str, ...]]:
    """The keys of the sessions that a list of keys or names means, and the words that mean none."""
    known = {
        _key(word): session.key
        for session in reversed(event.sessions)
        for word in (*session.name.values(), session.key)
    }
    words = [word.strip() for word in SEPARATORS.split(text) if word.strip()]
    found = dict.fromkeys(known[_key(word)] for word in words if _key(word) in known)
    return KEYS_APART.join(found), tuple(word for word in words if _key(word) not in known)


def chosen_columns(columns: Mapping[str, str], chosen: Iterable[str]) -> dict[str, str]:
    """Of the columns of a roster those that are named, as the plan writes and orders them."""
    found = {column_key(heading): value for heading, value in columns.items() if value}
    return {name: found[column_key(name)] for name in chosen if column_key(name) in found}


def column_key(heading: str) -> str:
    """What headings of one column have in common, in whatever case and with whatever spaces they are written."""
    return _key(heading)


def day_or_time(text: str) -> str:
    """`2026-10-30` or `2026-10-30 13:00`, local time of the event; empty for anything else."""
    found = _DAY_OR_TIME.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return ""
    year, month, day, hour, minute = (int(part) if part else None for part in found.groups())
    try:
        at = datetime(year or 0, month or 0, day or 0, hour or 0, minute or 0)  # noqa: DTZ001 - local
    except ValueError:
        return ""
    return at.strftime("%Y-%m-%d" if hour is None else "%Y-%m-%d %H:%M")


def delegate_number(text: str) -> str:
    """A delegate's number as it is stored, `7` for `007`; empty for anything else."""
    digits = unicodedata.normalize("NFKC", text).strip()
    return str(int(digits)) if _NUMBER.fullmatch(digits) and int(digits) else ""


def is_backwards(valid_from: str, valid_until: str) -> bool:
    """Whether a period ends before it begins."""
    until = valid_until if ":" in valid_until else valid_until + _LAST
    return bool(valid_from and valid_until) and valid_from >= until


class Dated(Protocol):
    """What validity looks at: a delegate, or a group of delegates who are alike in it."""

    @property
    def valid_from(self) -> str: ...
    @property
    def valid_until(self) -> str: ...


def validity(delegate: Dated, calendar: Calendar) -> tuple[int | None, int | None]:
    """From when and until when a delegate is admitted; None: no limit.

    A day alone begins and ends with the day of the event.
    """
    begins, ends = delegate.valid_from, delegate.valid_until
    return (
        _instant(begins, calendar, calendar.starts) if begins else None,
        _instant(ends, calendar, calendar.ends) if ends else None,
    )


def is_valid_between(delegate: Dated, calendar: Calendar, begins: int, ends: int) -> bool:
    """Whether a delegate is admitted at any time from `begins` until before `ends`."""
    first, last = validity(delegate, calendar)
    return (first is None or first < ends) and (last is None or last > begins)


def corrected(name: str, value: str, event: Event) -> str:
    """The form in which a typed value is stored. Raises `NotPossible` for one that cannot be meant."""
    if not value:
        return value
    if name in VALIDITY_FIELDS:
        found = day_or_time(value)
        if not found:
            sentence = mark(
                "{text} is no day or time. Examples are 2026-10-30 and 2026-10-30 13:00."
            )
            raise NotPossible(sentence, text=value)
        return found
    if name == "sessions":
        keys, unknown = own_sessions(value, event)
        if unknown:
            sentence = mark("There is no session {key}. The sessions are: {known}.")
            known = ", ".join(session.key for session in event.sessions)
            raise NotPossible(sentence, key=unknown[0], known=known)
        return keys
    return value


@lru_cache(maxsize=1024)
def _key(word: str) -> str:
    return fold(word).replace(" ", "") or word.casefold()


def _instant(text: str, calendar: Calendar, of_day: Callable[[str], int]) -> int | None:
    try:
        if ":" not in text:
            return of_day(text)
        return int(datetime.fromisoformat(text).replace(tzinfo=calendar.zone).timestamp() * 1000)
    except (ValueError, OverflowError):
        # Another program may have written anything; what cannot be read limits nothing.
        return None
