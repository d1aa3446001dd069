"""Parts: a stretch of a name as it is written, and the Latin words that it may be looked for by."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from checkin.names.folding import fold
from checkin.scripts import HALF_WIDTH_KANA

if TYPE_CHECKING:
    from collections.abc import Iterable

_HALF_WIDTH: Final = re.compile(f"[{HALF_WIDTH_KANA}]")


@dataclass(frozen=True, slots=True)
class Part:
    """`words` stand for the letters from `start` to `end`; `sure` where the script itself says so."""

    start: int
    end: int
    words: tuple[str, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter with all that is combined with it: where it stands, as it is, as it is looked up."""

    start: int
    end: int
    as_is: str
    folded: str


@dataclass(frozen=True, slots=True)
class Hints:
    """What else is known of a person that tells how their name is read."""

    language: str = ""
    country: str = ""


def part(start: int, end: int, words: Iterable[str], *, sure: bool) -> Part:
    return Part(start, end, tuple(dict.fromkeys(word for word in words if word)), sure)


def letters_of(text: str, start: int) -> list[Letter]:
    """The letters of a word; one that folds to nothing goes with the letter before it."""
    if _HALF_WIDTH.search(text):
        # One letter may be two of these: ｶﾞ is ガ.
        return [
            Letter(start, start + len(text), one, _folded(one))
            for one in unicodedata.normalize("NFKC", text)
        ]
    found: list[Letter] = []
    for at, one in enumerate(text, start):
        folded = _folded(one)
        if folded or not found:
            found.append(Letter(at, at + 1, one, folded))
        else:
            last = found[-1]
            found[-1] = Letter(last.start, at + 1, last.as_is, last.folded)
    return found


@lru_cache(maxsize=4096)
def _folded(letter: str) -> str:
    return fold(letter)
