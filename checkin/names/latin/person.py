"""Transliterations of a person's names as lines of text, the format of `names.Keys.latin`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checkin.names.latin import Hints, parts
from checkin.names.latin.reading import read_parts
from checkin.names.sounds import is_latin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkin.names.latin import Part

_SHOWN, _SECOND, _READING, _BADGE = 0, 1, 2, 3


class WrittenNames(NamedTuple):
    """A person's names as written, and the facts that help to read them."""

    shown: str
    second: str
    reading: str
    language: str
    country: str
    badge_name: str = ""


def lines_of(written: WrittenNames) -> list[str]:
    """One line per part of a name: index of the name, start, end, whether it is certain; then the words."""
    shown, second, reading, language, country, badge_name = written
    hints = Hints(language, country)
    found: list[str] = []
    if second:
        found += _lines(_SECOND, read_parts(reading, second) or _guessed(second, hints, shown))
    if not is_latin(shown):
        found += _lines(_SHOWN, read_parts(reading, shown) or parts(shown, hints))
    if not found and reading:
        found += _lines(_READING, parts(reading, hints))
    if is_latin(shown):
        found += _lines(_SHOWN, parts(shown, hints))
    if badge_name:
        found += _lines(_BADGE, parts(badge_name, hints))
    return found


def _guessed(second: str, hints: Hints, shown: str) -> list[Part]:
    found = parts(second, hints)
    if hints.language[:2] == "ja" and is_latin(shown):
        # A name given in Latin letters makes guesses at the kanji unnecessary.
        return [found_part for found_part in found if found_part.sure]
    return found


def _lines(name: int, found: Sequence[Part]) -> list[str]:
    return [
        f"\n{name},{found_part.start},{found_part.end},{'!' if found_part.sure else '?'} {' '.join(found_part.words)} "
        for found_part in found
        if found_part.words
    ]
