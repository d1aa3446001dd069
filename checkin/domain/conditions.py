"""Conditions of a session (custom rules): what must hold of a delegate beside the fixed rules, a line each.

    Training = yes, done          a column of the roster has one of these values
    Paid                          a column is filled
    Diet != none                  a column has none of these values
    Points >= 3                   a column is a number, at least 3 (or at most: <=)
    mark vip · no mark press      the delegate has one of these marks, or none of them
    times <= 1                    let into this session at most once, on all days together
    attended briefing, ethics     let into each of these sessions; with `>= 1` into so many of them
    from 09:00 · until 2026-10-30 12:00    from that time on, or before it, on every day or on that one

With `press, scholar:` before it a condition is for delegates of these categories alone, and what stands after
` -- ` is the organiser's own sentence, which is told at the door instead of ours.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST: Final = 8  # conditions of a session
LONGEST: Final = 200  # letters of one
_SIGNS: Final = str.maketrans({"≥": ">=", "≤": "<=", "≠": "!=", "—": " -- ", "–": " -- "})
_TIME: Final = re.compile(r"(?:([0-9]{4}-[0-9]{2}-[0-9]{2})[ T])?([01]?[0-9]|2[0-3]):([0-5][0-9])")
_CATEGORIES: Final = re.compile(r"([\w.,\- ]+?):\s+(.+)")
_COMPARED: Final = re.compile(r"(.+?)\s*(>=|<=|!=|=)\s*(.*)")
_NUMBER: Final = re.compile(r"[0-9]{1,9}")


class ConditionKind(Enum):
    COLUMN = auto()
    MARK = auto()
    TIMES = auto()
    ATTENDED = auto()
    FROM = auto()
    UNTIL = auto()


class NotACondition(ValueError):
    """A line that is none."""


@dataclass(frozen=True, slots=True)
class SessionCondition:
    """One thing that must hold. `at` is `HH:MM`, or with a day `YYYY-MM-DD HH:MM`, local time of the event."""

    kind: ConditionKind
    name: str = ""  # the column
    values: tuple[str, ...] = ()  # of the column, none: any; the marks; the sessions
    is_not: bool = False
    least: int | None = None
    most: int | None = None
    at: str = ""
    categories: tuple[str, ...] = ()  # whom it concerns; none: everybody
    sentence: str = ""

    @property
    def needs_desk(self) -> bool:
        """Whether it asks for what doors do not know."""
        return self.kind in {ConditionKind.COLUMN, ConditionKind.MARK}


@lru_cache(maxsize=256)
def condition(line: str) -> SessionCondition:
    """The condition that a line says. Raises `NotACondition`."""
    plain = unicodedata.normalize("NFC", line).translate(_SIGNS)
    body, _, sentence = (part.strip() for part in plain.partition(" -- "))
    categories: tuple[str, ...] = ()
    if found := _CATEGORIES.fullmatch(body):
        categories, body = _listed(found[1]), found[2].strip()
    if not body or len(line) > LONGEST:
        raise NotACondition(line)
    about = {"categories": categories, "sentence": sentence}
    return _of_words(body, about) or _of_column(body, about)


def _of_words(body: str, about: Mapping[str, object]) -> SessionCondition | None:
    """A condition that begins with a word of ours."""
    word, _, rest = (part.strip() for part in body.partition(" "))
    match word.casefold(), rest:
        case ("from" | "until") as kind, time if found := _TIME.fullmatch(time):
            day, hour, minute = found.groups()
            at = f"{day + ' ' if day else ''}{int(hour):02}:{minute}"
            which = ConditionKind.FROM if kind == "from" else ConditionKind.UNTIL
            return _made(which, about, at=at)
        case "mark", marks if marks and not _COMPARED.fullmatch(body):
            return _made(ConditionKind.MARK, about, values=_listed(marks))
        case "no", marks if marks.casefold().startswith("mark "):
            values = _listed(marks.partition(" ")[2])
            return _made(ConditionKind.MARK, about, values=values, is_not=True)
        case "times", compared if found := re.fullmatch(r"<=\s*([0-9]{1,9})", compared):
            return _made(ConditionKind.TIMES, about, most=int(found[1]))
        case "attended", sessions if sessions:
            sessions, _, least = (part.strip() for part in sessions.partition(">="))
            values = _listed(sessions)
            if not values or (least and not _NUMBER.fullmatch(least)):
                raise NotACondition(body)
            needed = min(int(least), len(values)) if least else len(values)
            return _made(ConditionKind.ATTENDED, about, values=values, least=needed)
        case _:
            return None


def _of_column(body: str, about: Mapping[str, object]) -> SessionCondition:
    found = _COMPARED.fullmatch(body)
    if found is None:
        return _made(ConditionKind.COLUMN, about, name=body)
    name, sign, value = found.groups()
    if sign in {">=", "<="}:
        if not _NUMBER.fullmatch(value):
            raise NotACondition(body)
        limit = {"least": int(value)} if sign == ">=" else {"most": int(value)}
        return _made(ConditionKind.COLUMN, about, name=name, **limit)
    if not _listed(value):
        raise NotACondition(body)
    return _made(ConditionKind.COLUMN, about, name=name, values=_listed(value), is_not=sign == "!=")


def _made(kind: ConditionKind, about: Mapping[str, object], **facts: object) -> SessionCondition:
    return SessionCondition(kind, **{**about, **facts})  # type: ignore[arg-type]


def _listed(text: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(part.strip() for part in re.split("[,、،;；]", text) if part.strip())
    )
