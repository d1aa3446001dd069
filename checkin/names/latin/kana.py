"""Romanisation of kana: Hepburn as in passports, with and without long vowels, and Kunrei."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from checkin.scripts import KANA_SYLLABLES, TO_HIRAGANA

_ROWS: Final = (
    ("あいうえお", ""), ("かきくけこ", "k"), ("さしすせそ", "s"), ("たちつてと", "t"), ("なにぬねの", "n"),
    ("はひふへほ", "h"), ("まみむめも", "m"), ("や　ゆ　よ", "y"), ("らりるれろ", "r"), ("わゐ　ゑを", "w"),
    ("がぎぐげご", "g"), ("ざじずぜぞ", "z"), ("だぢづでど", "d"), ("ばびぶべぼ", "b"), ("ぱぴぷぺぽ", "p"),
    ("ぁぃぅぇぉ", "-"), ("ゃ　ゅ　ょ", "+"),
)  # fmt: skip
_ODD: Final = {
    "ゐ": "i",
    "ゑ": "e",
    "を": "o",
    "ん": "n",
    "っ": "*",
    "ー": "=",
    "ゔ": "vu",
    "ゎ": "wa",
    "ゕ": "ka",
    "ゖ": "ke",
}
_KANA: Final = {
    ord(kana): start + vowel
    for row, start in _ROWS
    for kana, vowel in zip(row, "aiueo", strict=True)
    if kana != "　"
} | {ord(kana): latin for kana, latin in _ODD.items()}

# Of foreign names: ファ fa, シェ she, ティ ti. The results are in capitals, so that Hepburn skips them.
_BORROWED: Final = (
    ("hu-", "F"), ("si-", "SH"), ("ti-", "CH"), ("zi-", "J"), ("te-", "T"), ("de-", "D"),
    ("to-", "T"), ("do-", "D"), ("tu-", "TS"), ("vu-", "V"), ("u-", "W"),
)  # fmt: skip
_SMALL: Final = re.compile("[aiueo]-(?=[aiueo])")
_TWICE: Final = re.compile(r"\*+([a-zA-Z]?)")
_LONG: Final = re.compile(r"([aiueo])=+")
_REST: Final = re.compile("[-+=*]")
# Hepburn spellings, which follow English sounds.
_HEPBURN: Final = (
    ("hu", "fu"), ("sy", "sh"), ("si", "shi"), ("ty", "ch"), ("ti", "chi"), ("tu", "tsu"), ("zy", "j"),
    ("zi", "ji"), ("dy", "j"), ("di", "ji"), ("du", "zu"),
)  # fmt: skip
_SHORTEN: Final = (("ou", "o"), ("oo", "o"), ("uu", "u"))
_KANA_LETTER: Final = re.compile(f"[{KANA_SYLLABLES}]")
_BEFORE_LIPS: Final = re.compile("n(?=[bmp])")


def is_kana(letter: str) -> bool:
    return _KANA_LETTER.match(letter) is not None


def hiragana(text: str) -> str:
    return text.translate(TO_HIRAGANA)


def kunrei(text: str) -> str:
    """Kunrei romanisation letter by letter, with all long vowels; both spellings are derived from it.

    Latin letters stay: an input method shows them half-way through a syllable (`ふるy`).
    """
    latin = hiragana(text).translate(_KANA)
    if "-" in latin:
        for small, borrowed in _BORROWED:
            latin = latin.replace(small, borrowed)
        latin = _SMALL.sub("", latin)
    latin = _TWICE.sub(r"\1\1", latin.replace("i+", "y"))
    return _REST.sub("", _LONG.sub(r"\1\1", latin))


def spellings(text: str) -> tuple[str, ...]:
    """The Latin spellings of a name in kana, the usual one first."""
    plain = kunrei(text)
    hepburn = _hepburn(plain)
    usual = shortened(hepburn)
    ways = (usual, _BEFORE_LIPS.sub("m", usual), hepburn, shortened(plain).lower(), plain.lower())
    return tuple(dict.fromkeys(ways))


@lru_cache(maxsize=4096)
def guesses(plain: str) -> tuple[str, ...]:
    """The spellings for output of `kunrei`, limited to those that sound different."""
    ways = (shortened(_hepburn(plain)), shortened(plain).lower())
    return ways if ways[0] != ways[1] else ways[:1]


def _hepburn(latin: str) -> str:
    for plain, heard in _HEPBURN:
        latin = latin.replace(plain, heard)
    return latin.lower()


def shortened(latin: str) -> str:
    """Drops the long vowels that passports leave out."""
    for long, short in _SHORTEN:
        latin = latin.replace(long, short)
    return latin
