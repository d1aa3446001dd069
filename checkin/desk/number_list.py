"""Parsing of a typed list of numbers (bulk input): `12, 13; 14`, or `12 9:41` with a time beside a number.

It takes what a list on paper looks like once somebody has typed it: any separator, any script's digits.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Final

from checkin.time_input import plain

LONGEST: Final = 18  # digits; no number of a delegate is longer
_SEPARATORS: Final = re.compile("[ ,，､、،;；؛]+")
_NUMBER: Final = re.compile(f"[0-9]{{1,{LONGEST}}}")


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """What stands on the list, as it was typed; `number` is None where it is none."""

    text: str
    number: int | None
    time: str = ""


def parse_numbers(text: str) -> tuple[TypedNumber, ...]:
    """The numbers in the order of the list.

    A time belongs to the number before it in its line. In a line that begins with a time, it belongs
    to all numbers after it, until the next time. A time without a number is an item without one.
    """
    return tuple(item for line in text.splitlines() for item in _in_line(line))


def _in_line(line: str) -> list[TypedNumber]:
    parts = [part for part in _SEPARATORS.split(_visible(plain(line))) if part]
    return _time_first(parts) if parts and _is_time(parts[0]) else _time_last(parts)


def _time_last(parts: list[str]) -> list[TypedNumber]:
    items: list[TypedNumber] = []
    for part in parts:
        if _is_time(part) and items and not items[-1].time:
            items[-1] = replace(items[-1], time=part)
        else:
            items.append(_item(part))
    return items


def _time_first(parts: list[str]) -> list[TypedNumber]:
    items: list[TypedNumber] = []
    time, used = "", True
    for part in parts:
        if not _is_time(part):
            items.append(replace(_item(part), time=time))
            used = True
            continue
        if not used:
            items.append(_item(time))
        time, used = part, False
    return items if used else [*items, _item(time)]


def _item(part: str) -> TypedNumber:
    return TypedNumber(part, int(part) if _NUMBER.fullmatch(part) else None)


def _is_time(part: str) -> bool:
    return ":" in part


def _visible(line: str) -> str:
    """The line with a space for each blank and invisible letter: what they part must not become one number."""
    return "".join(
        " " if letter.isspace() or unicodedata.category(letter) in {"Cc", "Cf"} else letter
        for letter in line
    )
