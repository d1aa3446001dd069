"""What stands for a person's names in Latin letters, line by line, as `names.Keys.latin` keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checkin.names.latin import Hints, parts
from checkin.names.latin.reading import read_parts
from checkin.names.sounds import is_latin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkin.names.latin import Part

_SHOWN, _SECOND, _READING = 0, 1, 2


class WrittenNames(NamedTuple):
    """A person's names as they are written, and what tells how they are read."""

    shown: str
    second: str
    reading: str
    language: str
    country: str


def lines_of(written: WrittenNames) -> list[str]:
    """For each stretch of a name a line: which name, from where to where, whether it is sure; the words."""
    shown, second, reading, language, country = written
    hints = Hints(language, country)
    found: list[str] = []
    if second:
        found += _lines(_SECOND, read_parts(reading, second) or _guessed(second, hints, shown))
    if not is_latin(shown):
        found += _lines(_SHOWN, read_parts(reading, shown) or parts(shown, hints))
    if not found and reading:
        found += _lines(_READING, parts(reading, hints))
    return found


def _guessed(second: str, hints: Hints, shown: str) -> list[Part]:
    found = parts(second, hints)
    if hints.language[:2] == "ja" and is_latin(shown):
        # Whose name stands there in Latin letters needs no guess at the kanji.
        return [one for one in found if one.sure]
    return found


def _lines(name: int, found: Sequence[Part]) -> list[str]:
    return [
        f"\n{name},{one.start},{one.end},{'!' if one.sure else '?'} {' '.join(one.words)} "
        for one in found
        if one.words
    ]
