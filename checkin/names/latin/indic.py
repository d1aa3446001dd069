"""Romanisation of Indic scripts, from the Unicode names of their letters.

DEVANAGARI LETTER KA, BENGALI LETTER KA and KHMER LETTER KA are all ka; a vowel sign replaces the a, a virama
removes it. At the end of a word most languages do not pronounce it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_SCRIPTS: Final = re.compile(
    "^(?:DEVANAGARI|BENGALI|GURMUKHI|GUJARATI|ORIYA|TAMIL|TELUGU|KANNADA|MALAYALAM|SINHALA)"
    " (?:LETTER|VOWEL SIGN|INDEPENDENT VOWEL|CONSONANT SIGN|SIGN) (.+)$"
)
_VOWELS: Final = {
    "AA": "a", "AI": "ai", "AU": "au", "II": "i", "UU": "u", "EE": "e", "OO": "o", "A": "a", "I": "i", "U": "u",
    "E": "e", "O": "o", "VOCALIC R": "ri", "CANDRA E": "e", "CANDRA O": "o", "SHORT E": "e", "SHORT O": "o",
}  # fmt: skip
_SILENCE: Final = frozenset({"VIRAMA", "NUKTA", "ASAT", "COENG", "AL-LAKUNA", "DOT BELOW"})
_NASAL: Final = frozenset({"ANUSVARA", "CANDRABINDU", "BINDI", "TIPPI", "ADAK BINDI"})
_LATIN: Final = (
    ("SH", "sh"),
    ("SS", "sh"),
    ("CH", "chh"),
    ("C", "ch"),
    ("NG", "n"),
    ("NY", "n"),
    ("V", "v"),
)


def spellings(word: str) -> tuple[str, ...]:
    """The Latin spellings of the word; empty where a letter is of another script."""
    latin = ""
    owed = ""  # inherent vowel of a consonant, due unless a sign replaces it
    for letter in word:
        name = _SCRIPTS.match(unicodedata.name(letter, ""))
        if not name:
            return ()
        kind = name[1]
        if kind in _VOWELS:
            latin += ("" if "SIGN" in unicodedata.name(letter) else owed) + _VOWELS[kind]
            owed = ""
        elif kind in _SILENCE:
            owed = owed if kind == "NUKTA" else ""
        elif kind in _NASAL:
            latin, owed = latin + owed + "n", ""
        else:
            latin, owed = latin + owed + _consonant(kind), "a"
    # अरविंद is Arvind: an a before a consonant with its own vowel is often not spoken.
    short = re.sub("(?<=[aeiou][bcdfghjklmnprstvyz])a(?=[bcdfghjklmnprstvyz][aeiou])", "", latin)
    return tuple(dict.fromkeys((latin, latin + owed, short)))


def _consonant(kind: str) -> str:
    kind = kind.rsplit(" ", maxsplit=1)[-1].removesuffix("A")
    for prefix, latin in _LATIN:
        if kind.startswith(prefix):
            return latin + kind[len(prefix) :].lower()
    return kind.lower().replace("tt", "t").replace("dd", "d").replace("nn", "n").replace("ll", "l")
