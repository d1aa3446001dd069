"""Sounds: what a Latin spelling comes to when the habits of spelling are taken off it.

Dolqun and Dolkun, Kadeer and Qadir, Tseng and Zeng, Mueller and Muller are each written as one language or
another writes the same sounds. A sound is coarse on purpose: it only says who is worth looking at. Who
comes first among them is decided by how they are spelt.
"""

from __future__ import annotations

import re
from typing import Final

# Letters in groups, longest first; a capital is a class of consonants, so that nothing is read twice.
_GROUPS: Final = (
    ("tsch", "C"), ("dsch", "C"), ("shch", "S"), ("sch", "S"), ("tch", "C"), ("tsh", "C"),
    ("dzh", "C"), ("zh", "C"), ("dj", "C"), ("jh", "C"), ("ch", "C"), ("cz", "C"), ("dz", "S"),
    ("sz", "S"), ("sh", "S"), ("hs", "S"), ("tz", "S"), ("ts", "S"), ("ks", "S"), ("ck", "K"),
    ("gh", "K"), ("kh", "H"), ("ph", "F"), ("th", "T"), ("dh", "T"), ("bh", "P"), ("wh", "hw"), ("ng", "n"),
    ("ee", "i"), ("ae", "a"), ("eo", "u"), ("eu", "u"), ("oe", "u"), ("ue", "u"),
)  # fmt: skip
# Voiced and voiceless, e and a, o and u: what an ear from elsewhere, an old passport and a guess at
# Japanese confuse first.
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
# Letters that languages disagree about, each as it is read there: j in Germany and Poland; c, x of
# Turkish and Uyghur; q of Pinyin.
_ELSEWHERE: Final = (
    (re.compile("ch"), "h"),
    (re.compile("j"), "y"),
    (re.compile("c(?!h)"), "C"),
    (re.compile("x"), "H"),
    (re.compile("q"), "C"),
)


def is_latin(word: str) -> bool:
    """True for a word that can be looked up by its sound as it stands."""
    return word.isascii() or _LATIN.fullmatch(word) is not None


def _sound(word: str) -> str:
    for group, one in _GROUPS:
        if group in word:
            word = word.replace(group, one)
    word = _SOFT_C.sub("S", word).replace("c", "K")
    word = _GLIDE.sub("u", word) if "w" in word else word
    word = _NASAL.sub("m", _AGAIN.sub(r"\1", word.translate(_LETTERS)))
    return _LOST_H.sub("", word.replace("mm", "m"))


def sounds(word: str) -> tuple[str, ...]:
    """What a folded Latin word may sound like, likeliest first; nothing for other letters."""
    if not _SPELT.fullmatch(word):
        return ()
    found = [_sound(word)]
    for letter, other in _ELSEWHERE:
        if letter.search(word):
            found.append(_sound(letter.sub(other, word)))
    return tuple(dict.fromkeys(found))


def bones(sound: str) -> str:
    """The consonants of a sound: what is left where vowels are not written, or written by guess."""
    return sound.translate(_NOT_BONES)
