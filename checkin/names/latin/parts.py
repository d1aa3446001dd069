"""Data types of transliteration: a part of a written name, and its Latin spellings for searching."""

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
    """`words` transliterate the letters from `start` to `end`; `sure` where they follow from the script."""

    start: int
    end: int
    words: tuple[str, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter with its combining characters: its span, the original, and the folded form."""

    start: int
    end: int
    as_is: str
    folded: str


@dataclass(frozen=True, slots=True)
class Hints:
    """Facts about a person that help to choose the reading of their name."""

    language: str = ""
    country: str = ""


def part(start: int, end: int, words: Iterable[str], *, sure: bool) -> Part:
    return Part(start, end, tuple(dict.fromkeys(word for word in words if word)), sure)


def letters_of(text: str, start: int) -> list[Letter]:
    """The letters of a word; a character that folds to nothing joins the letter before it."""
    if _HALF_WIDTH.search(text):
        # Two characters may form one letter: ｶﾞ is ガ.
        return [
            Letter(start, start + len(text), letter, _folded(letter))
            for letter in unicodedata.normalize("NFKC", text)
        ]
    found: list[Letter] = []
    for at, letter in enumerate(text, start):
        folded = _folded(letter)
        if folded or not found:
            found.append(Letter(at, at + 1, letter, folded))
        else:
            last = found[-1]
            found[-1] = Letter(last.start, at + 1, last.as_is, last.folded)
    return found


@lru_cache(maxsize=4096)
def _folded(letter: str) -> str:
    return fold(letter)
