"""Backup rotation (grandfather-father-son): which automatic backups are kept, by when they were made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

HOUR_MS: Final = 3_600_000
DAY_MS: Final = 24 * HOUR_MS
NEWEST: Final = 12  # the last hour, of one every five minutes
HOURS: Final = 24
DAYS: Final = 31


def kept(made: Iterable[int]) -> frozenset[int]:
    """The backups to keep: the newest, the last one of each hour of a day, of each day of a month.

    Each is known by when it was made, in ms. Only hours and days in which a backup was made count,
    so a laptop that slept for a month loses nothing when it wakes.
    """
    newest_first = sorted(made, reverse=True)
    return frozenset(
        newest_first[:NEWEST]
        + _last_of_each(newest_first, HOUR_MS)[:HOURS]
        + _last_of_each(newest_first, DAY_MS)[:DAYS]
    )


def _last_of_each(newest_first: list[int], span: int) -> list[int]:
    last: dict[int, int] = {}
    for at in newest_first:
        last.setdefault(at // span, at)
    return list(last.values())
