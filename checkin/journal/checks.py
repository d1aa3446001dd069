"""Checks of the values that a body may hold: predicates, combined from smaller ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date as day_of_calendar
from typing import Any, Final, TypeAlias

from checkin.elements import GONE, SET

Check: TypeAlias = Callable[[Any], bool]

LONGEST: Final = 20_000  # characters of a text
MOST: Final = 10_000  # items of a list or mapping
LARGEST: Final = 2**63 - 1  # what a column takes
LATEST: Final = 250_000_000_000_000  # milliseconds, in the year 9892
_DATE: Final = re.compile(r"(199\d|20\d\d|21\d\d)-\d\d-\d\d", re.ASCII)
_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,17}")
_KEY: Final = re.compile(r"[0-9a-f]{64}")
_BOX: Final = re.compile("(?:[0-9a-f]{2}){60,4000}")
LONGEST_PHOTO: Final = 40_000  # letters
_JPEG: Final = "/9j/"  # how every JPEG file begins, in base64
_BASE64: Final = re.compile("(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_DIGEST: Final = re.compile("(?:[0-9a-f]{2}){0,128}")


def text(value: object) -> bool:
    """A text that a column and a screen can take."""
    if not isinstance(value, str) or len(value) > LONGEST or "\0" in value:
        return False
    return value.isascii() or not any("\ud800" <= char <= "\udfff" for char in value)


def filled(value: object) -> bool:
    """A text that says something: an id, a word."""
    return value != "" and text(value)


def photograph(value: object) -> bool:
    """A small JPEG file in base64, or none."""
    if not isinstance(value, str) or len(value) > LONGEST_PHOTO:
        return False
    return not value or (value.startswith(_JPEG) and _BASE64.fullmatch(value) is not None)


def key(value: object) -> bool:
    """A public key of 32 bytes, hexadecimal."""
    return isinstance(value, str) and _KEY.fullmatch(value) is not None


def digest(value: object) -> bool:
    """Bytes in hexadecimal, or none."""
    return isinstance(value, str) and _DIGEST.fullmatch(value) is not None


def box(value: object) -> bool:
    """Keys sealed for one desk, hexadecimal."""
    return isinstance(value, str) and _BOX.fullmatch(value) is not None


def whole(least: int, most: int) -> Check:
    def check(value: object) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most

    return check


def yes_or_no(value: object) -> bool:
    return isinstance(value, bool)


def missing_or(check: Check) -> Check:
    return lambda value: value is None or check(value)


def list_of(check: Check) -> Check:
    return lambda value: isinstance(value, list) and len(value) <= MOST and all(map(check, value))


def changed_list(check: Check) -> Check:
    """What of a list is set, and what is gone: see `elements`."""
    some = list_of(check)
    return lambda value: (
        isinstance(value, dict) and value.keys() == {SET, GONE} and all(map(some, value.values()))
    )


def mapping_of(check: Check) -> Check:
    def fits(value: object) -> bool:
        if not isinstance(value, dict) or len(value) > MOST:
            return False
        return all(text(name) and check(of_name) for name, of_name in value.items())

    return fits


def some_of(checks: Mapping[str, Check]) -> Check:
    """A mapping with some of these names; others are of a newer program, and not read."""

    def fits(value: object) -> bool:
        return isinstance(value, dict) and all(
            check(value[name]) for name, check in checks.items() if name in value
        )

    return fits


def people(value: object) -> bool:
    """Of each delegate's number, whether it may enter."""
    return mapping_of(yes_or_no)(value) and all(map(_NUMBER.fullmatch, _names(value)))


def _names(value: object) -> list[str]:
    return list(value) if isinstance(value, dict) else []


def colour(value: object) -> bool:
    return isinstance(value, str) and _COLOUR.fullmatch(value) is not None


def date(value: object) -> bool:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    try:
        day_of_calendar.fromisoformat(value)
    except ValueError:
        return False
    return True


INSTANT: Final = whole(0, LATEST)
GENERATION: Final = whole(0, 2**31)
COUNT: Final = whole(0, LARGEST)
MINUTES: Final = whole(0, 100_000)
TEXTS: Final = mapping_of(text)
WORDS: Final = changed_list(filled)
