"""Validated values of a plan (TOML), each with the full key name for error messages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from checkin.errors import BadPlan
from checkin.language import mark
from checkin.names import clean

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from enum import StrEnum

    E = TypeVar("E", bound=StrEnum)

LONGEST: Final = 300
_TIME: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_KEY: Final = re.compile(r"[\w][\w.-]{0,63}")
_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_SHORT_COLOUR: Final = re.compile(r"[0-9a-f]{3}")
_NEAR: Final = 0.7  # how alike two words must be, that one was meant by the other (difflib)
# Colours of a category that stand out on paper and on both grounds, and are told apart by most eyes.
COLOURS: Final = MappingProxyType(
    {
        "blue": "#1f4e9c",
        "teal": "#00796b",
        "green": "#3f7d20",
        "olive": "#7a6a00",
        "orange": "#b85c00",
        "red": "#b3261e",
        "pink": "#ad1a72",
        "purple": "#6a3fa0",
        "brown": "#6d4c41",
        "grey": "#566070",
    }
)
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A table of the plan. Every accessor raises `BadPlan` with the key's full name."""

    name: str
    values: Mapping[str, Any]
    place: tuple[str | int, ...] = ()  # in the file

    def named(self, key: str, value: str = "") -> str:
        """The key's full name in messages: `session opening: ends`."""
        full = f"{self.name}: {key}" if self.name else key
        return f"{full} {value}".rstrip()

    def known_as(self, key: str) -> PlanTable:
        """The same table, named by its own key instead of its place in the list."""
        return replace(self, name=f"{self.name.split(' ')[0]} {key}")

    def wrong(self, sentence: str, key: str, value: str = "", /, **facts: object) -> BadPlan:
        """The error about a key, and perhaps its value."""
        error = BadPlan(sentence, **{"key": self.named(key, value), **facts})
        error.place = (*self.place, key.partition("[")[0])  # of `days[1]` the list has the line
        return error

    def refuse_others(self, known: AbstractSet[str]) -> None:
        for key in self.values:
            if key not in known:
                raise self._unknown(key, known)

    def _unknown(self, key: str, known: AbstractSet[str]) -> BadPlan:
        named = self.named(clean(str(key)))
        if meant := likely(key, known):
            return asking(
                self.wrong(mark("{key} is no key of an event file."), key, key=named), meant
            )
        sentence = mark("{key} is no key of an event file. Known here: {known}.")
        return self.wrong(sentence, key, key=named, known=", ".join(sorted(known)))

    def table(self, key: str, title: str) -> PlanTable:
        value = self._needed(key, dict, mark("{key} must be a table."))
        return PlanTable(title, value, (*self.place, key))

    def tables(self, key: str) -> list[PlanTable]:
        listed = self.values.get(key, [])
        if not isinstance(listed, list) or not all(isinstance(table, dict) for table in listed):
            raise self.wrong(mark("{key} must be a list of tables: [[{key}]]."), key)
        return [
            PlanTable(f"{key} {at}", table, (*self.place, key, at - 1))
            for at, table in enumerate(listed, 1)
        ]

    def text(self, key: str, default: str | None = None) -> str:
        """Text on one line; may be empty only with a default."""
        if key not in self.values and default is not None:
            return default
        value = self._text(key, self._needed(key, str, _TEXT))
        if not value and default is None:
            raise self.wrong(mark("{key} is empty."), key)
        return value

    def _text(self, key: str, value: str) -> str:
        cleaned = clean(value)
        if len(cleaned) > LONGEST:
            raise self.wrong(mark("{key} is longer than {most} letters."), key, most=LONGEST)
        return cleaned

    def texts(self, key: str, most: int | None = None) -> tuple[str, ...]:
        listed = self.items(key) if key in self.values else []
        if not all(isinstance(item, str) for item in listed):
            raise self.wrong(mark("{key} must be a list of texts."), key)
        found = tuple(dict.fromkeys(map(clean, listed)))
        if most is not None and len(found) > most:
            raise self.wrong(mark("{key} has more than {most} entries."), key, most=most)
        return found

    def numbers(self, key: str, most: int) -> tuple[int, ...]:
        """A list of delegates' numbers, each once."""
        listed = self.items(key) if key in self.values else []
        if not all(type(item) is int and 0 < item <= most for item in listed):
            raise self.wrong(mark("{key} must be a list of numbers."), key)
        return tuple(dict.fromkeys(listed))

    def flag(self, key: str, *, default: bool) -> bool:
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(mark("{key} must be true or false."), key)
        return value

    def minutes(self, key: str, default: int) -> int:
        """A time of day such as 04:00, as minutes after midnight."""
        value = self.values.get(key)
        if value is None:
            return default
        found = value if isinstance(value, time) else None
        if isinstance(value, str) and _TIME.fullmatch(value):
            found = time.fromisoformat(value)
        if found is None or found.second or found.microsecond:
            raise self.wrong(mark("{key} must be a time like 04:00."), key)
        return found.hour * 60 + found.minute

    def items(self, key: str) -> list[Any]:
        found: list[Any] = self._needed(key, list, mark("{key} must be a list."))
        return found

    def key(self, key: str) -> str:
        value = self.text(key)
        if not _KEY.fullmatch(value):
            raise self.wrong(
                mark("{key} must be one short word of letters, digits, - and _."), key, value
            )
        return value

    def names(self, key: str) -> dict[str, str]:
        """Text by language; plain text counts as English."""
        value = self.values.get(key)
        by_language = {"en": value} if isinstance(value, str) else value
        if by_language is None:
            raise self.wrong(_MISSING, key)
        if not isinstance(by_language, Mapping) or not by_language:
            raise self.wrong(mark("{key} must have a text for each language."), key)
        place = PlanTable(self.named(key), by_language, (*self.place, key))
        for code in by_language:
            if not _LANGUAGE.fullmatch(code):
                raise place.wrong(mark("{key} is no code of a language."), code)
        return {code: place.text(code) for code in by_language}

    def colour(self, key: str) -> str:
        value = self.text(key, default="")
        if value and not _COLOUR.fullmatch(value):
            error = self.wrong(mark("{key} must be a colour like #1f4e9c."), key)
            raise asking(error, likely_colour(value))
        return value.lower()

    def count(self, key: str, most: int, default: int | None) -> Any:
        if key not in self.values:
            return default
        value = self.values[key]
        if type(value) is not int or not 0 <= value <= most:
            raise self.wrong(mark("{key} must be a whole number from 0 to {most}."), key, most=most)
        return value

    def one_of(self, key: str, words: type[E], default: E) -> E:
        value = self.text(key, default=default.value)
        if value not in list(words):
            known = ", ".join(words)
            error = self.wrong(mark("{key} must be one of {known}."), key, known=known)
            raise asking(error, likely(value, set(words)))
        return words(value)

    def time_zone(self, key: str) -> ZoneInfo:
        value = self.text(key)
        try:
            return ZoneInfo(value)
        except (OSError, ValueError, KeyError) as error:
            if meant := likely(value, available_timezones()):
                wrong = self.wrong(mark("{key}: there is no time zone {value}."), key, value=value)
                raise asking(wrong, meant) from error
            sentence = mark("{key}: there is no time zone {value}. An example is Asia/Tokyo.")
            raise self.wrong(sentence, key, value=value) from error

    def day(self, key: str, value: Any) -> str:
        try:
            found = value if type(value) is date else date.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise self.wrong(mark("{key} must be a day like 2026-10-30."), key) from error
        return found.isoformat()

    def instant(self, key: str, zone: ZoneInfo) -> int | None:
        """UTC milliseconds of a local time at the event, or of one with an offset."""
        value = self.values.get(key)
        if value is None:
            return None
        try:
            at = datetime.fromisoformat(value) if isinstance(value, str) else value
        except ValueError:
            at = None
        if not isinstance(at, datetime) or not 1990 <= at.year <= 2200:
            raise self.wrong(mark("{key} must be a time like 2026-10-30T10:00:00."), key)
        local = at if at.tzinfo else at.replace(tzinfo=zone)
        instant = local.astimezone(UTC)
        if not at.tzinfo and instant.astimezone(zone).replace(tzinfo=None) != at:
            raise self.wrong(
                mark("{key}: the clocks at the event skip this time of that day."), key
            )
        return round(instant.timestamp() * 1000)

    def _needed(self, key: str, kind: type, sentence: str) -> Any:
        if key not in self.values:
            raise self.wrong(_MISSING, key)
        if not isinstance(self.values[key], kind):
            raise self.wrong(sentence, key)
        return self.values[key]


_MISSING: Final = mark("{key} is missing.")
_TEXT: Final = mark("{key} must be text.")


def asking(error: BadPlan, meant: str) -> BadPlan:
    """The error with the question whether something else is meant, if there is anything."""
    if not meant:
        return error
    asked = BadPlan(mark("{mistake} Do you mean {meant}?"), mistake=error, meant=meant)
    asked.place = error.place
    return asked


def likely(word: str, known: AbstractSet[str]) -> str:
    """The known word that was probably meant; empty where none is near."""
    folded = {item.casefold(): item for item in sorted(known)}
    near = get_close_matches(word.casefold(), folded, 1, _NEAR)
    return folded[near[0]] if near else ""


def likely_colour(text: str) -> str:
    """The colour that was probably meant by a name, three digits, or a missing #; empty for none."""
    word = text.strip().casefold()
    digits = word.removeprefix("#")
    if _COLOUR.fullmatch(f"#{digits}"):
        return f"#{digits}"
    if _SHORT_COLOUR.fullmatch(digits):
        return "#" + "".join(digit * 2 for digit in digits)
    return COLOURS.get(likely(word, COLOURS.keys()), "")
