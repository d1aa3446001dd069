"""Phonetic matching (as Soundex does) of Latin spellings: spellings of one sound get one code.

Dolqun and Dolkun, Kadeer and Qadir, Tseng and Zeng, Mueller and Muller are spellings of the same sounds in
different languages. The code is coarse on purpose: it only selects candidates, which are then ranked by
their spelling.
"""

from __future__ import annotations

import re
from typing import Final

# Letter groups, longest first; a capital is a class of consonants, so that no group matches twice.
_GROUPS: Final = (
    ("tsch", "C"), ("dsch", "C"), ("shch", "S"), ("sch", "S"), ("tch", "C"), ("tsh", "C"),
    ("dzh", "C"), ("zh", "C"), ("dj", "C"), ("jh", "C"), ("ch", "C"), ("cz", "C"), ("dz", "S"),
    ("sz", "S"), ("sh", "S"), ("hs", "S"), ("tz", "S"), ("ts", "S"), ("ks", "S"), ("ck", "K"),
    ("gh", "K"), ("kh", "H"), ("ph", "F"), ("th", "T"), ("dh", "T"), ("bh", "P"), ("wh", "hw"), ("ng", "n"),
    ("ee", "i"), ("ae", "a"), ("eo", "u"), ("eu", "u"), ("oe", "u"), ("ue", "u"),
)  # fmt: skip
# Voiced and voiceless, e and a, o and u: confused by foreign ears, in old passports and in guessed
# Japanese readings.
_LETTERS: Final = str.maketrans("bdgqzjeoywxPTKSCFH", "ptkkscauivsptkscfh")
_SOFT_C: Final = re.compile("c(?=[eiy])")
_GLIDE: Final = re.compile("(?<=[bcdfghjklmnpqrstzCFKST])w(?=[aeiou])|(?<=o)w(?![aeiou])")
_LOST_H: Final = re.compile("(?<=[cfklmnprstv])h|h(?![aiu])")
_AGAIN: Final = re.compile(r"(.)\1+")
_NASAL: Final = re.compile("n(?=[mp])")
_SPELT: Final = re.compile("[a-z]+")
_NOT_BONES: Final = str.maketrans("fl", "pr", "aiuhv")

_LATIN: Final = re.compile(
    "[A-Za-z\u00aa-\u024f\u0250-\u02ff\u0300-\u036f\u1e00-\u1eff\uff21-\uff5a0-9]+"
)
# Letters that sound different in some languages: j in German and Polish; c and x in Turkish and
# Uyghur; q in Pinyin.
_ELSEWHERE: Final = (
    (re.compile("ch"), "h"),
    (re.compile("j"), "y"),
    (re.compile("c(?!h)"), "C"),
    (re.compile("x"), "H"),
    (re.compile("q"), "C"),
)


def is_latin(word: str) -> bool:
    """True for a word in Latin letters, which can be matched phonetically without transliteration."""
    return word.isascii() or _LATIN.fullmatch(word) is not None


def _sound(word: str) -> str:
    for group, code in _GROUPS:
        if group in word:
            word = word.replace(group, code)
    word = _SOFT_C.sub("S", word).replace("c", "K")
    word = _GLIDE.sub("u", word) if "w" in word else word
    word = _NASAL.sub("m", _AGAIN.sub(r"\1", word.translate(_LETTERS)))
    return _LOST_H.sub("", word.replace("mm", "m"))


def sounds(word: str) -> tuple[str, ...]:
    """The phonetic codes of a folded Latin word, likeliest first; empty for other scripts."""
    if not _SPELT.fullmatch(word):
        return ()
    found = [_sound(word)]
    for letter, respelt in _ELSEWHERE:
        if letter.search(word):
            found.append(_sound(letter.sub(respelt, word)))
    return tuple(dict.fromkeys(found))


def bones(sound: str) -> str:
    """The consonant skeleton of a code: for names whose vowels are not written, or guessed."""
    return sound.translate(_NOT_BONES)
