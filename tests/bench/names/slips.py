"""Misspellings of a name: other spelling habits, typos, missing accents."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from random import Random

# Spellings of Uyghur names in passports, newspapers and lists: the alphabet of 2008, Turkish, German,
# Russian, Kazakh and English habits. Deliberately independent of the tables of the search.
_HABITS: Final = (
    (r"gh", "g"), (r"q", "k"), (r"w", "v"), (r"ch", "ç"), (r"sh", "ş"), (r"j", "c"), (r"j", "dj"), (r"zh", "j"),
    (r"(?<!s)(?<!c)(?<!g)(?<!z)h(?=[aeiou])", "x"), (r"(?<!s)(?<!c)(?<!g)(?<!z)h(?=[aeiou])", "kh"), (r"iye$", "iya"),
    (r"iye$", "ia"), (r"e", "a"), (r"^e", "a"), (r"e", "ä"), (r"(?<=[^aeiou])o", "ö"), (r"u", "ü"), (r"gul", "gül"),
    (r"ay", "ai"), (r"ey", "ei"), (r"i(?=[^aeiou]$)", "ee"), (r"u(?=[^aeiou])", "oo"), (r"p$", "b"), (r"t$", "d"),
    (r"^p(?=e)", "f"), (r"k$", "q"), (r"ll", "l"), (r"mm", "m"), (r"y(?=[aeiou])", "i"), (r"a$", "ah"), (r"jan$", "can"),
)  # fmt: skip


def respelt(name: str, dice: Random, most: int = 2) -> str:
    """A Uyghur name in a passport spelling: each word with up to `most` spelling habits."""
    return " ".join(_word(word, dice, most) for word in name.split())


def _word(word: str, dice: Random, most: int) -> str:
    lower = word.lower()
    fitting = [habit for habit in _HABITS if re.search(habit[0], lower)]
    for pattern, replacement in dice.sample(fitting, min(len(fitting), dice.randint(0, most))):
        lower = re.sub(pattern, replacement, lower)
    return lower.capitalize()


def slipped(name: str, dice: Random) -> str | None:
    """The name with one typo in a word of five letters or more; None if it has no such word."""
    words = name.split()
    long = [at for at, word in enumerate(words) if len(word) >= 5 and word.isalpha()]
    if not long:
        return None
    at = dice.choice(long)
    words[at] = _slip(words[at], dice)
    return " ".join(words)


def _slip(word: str, dice: Random) -> str:
    at = dice.randrange(len(word))
    near = dice.choice(_NEXT_TO.get(word[at].lower(), "aeions"))
    match dice.randrange(4):
        case 0:
            return word[:at] + word[at + 1 :]
        case 1 if at + 1 < len(word):
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case 2:
            return word[:at] + near + word[at + 1 :]
        case _:
            return word[:at] + near + word[at:]


_KEYS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEXT_TO: Final = {
    letter: row[max(0, at - 1) : at] + row[at + 1 : at + 2]
    for row in _KEYS
    for at, letter in enumerate(row)
}


def plain(name: str) -> str:
    """The name as typed without accents."""
    odd = str.maketrans("łŁøØđĐıðÐßæÆœŒþÞəƏ’", "lLoOdDidDsaAoOtTeE'")
    apart = unicodedata.normalize(
        "NFD", name.replace("ß", "ss").replace("Þ", "Th").replace("þ", "th")
    )
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(odd)
