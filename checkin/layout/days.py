"""Date ranges: the days of an event in the format of each language."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def days_text(days: Sequence[str], language: str) -> str:
    """Formats the first and the last of ISO dates: `30–31 October 2026`, `2026年10月30日–31日`.

    A language without a format here gets ISO dates, which are unambiguous everywhere.
    """
    dates = sorted(date.fromisoformat(day) for day in days)
    if not dates:
        return ""
    first, last = dates[0], dates[-1]
    if language == "en":
        return _english(first, last)
    if language in {"ja", "zh-Hant"}:
        return _han(first, last)
    return first.isoformat() if first == last else f"{first.isoformat()} – {last.isoformat()}"


def _english(first: date, last: date) -> str:
    end = f"{last.day} {_MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    if first.year != last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} {first.year} – {end}"
    if first.month != last.month:
        return f"{first.day} {_MONTHS[first.month - 1]} – {end}"
    return f"{first.day}–{end}"


def _han(first: date, last: date) -> str:
    start = f"{first.year}年{first.month}月{first.day}日"
    if first == last:
        return start
    if first.year != last.year:
        return f"{start}–{last.year}年{last.month}月{last.day}日"
    if first.month != last.month:
        return f"{start}–{last.month}月{last.day}日"
    return f"{start}–{last.day}日"
