"""Romanisation of Uyghur in Arabic script: every sound has its letter, so the spelling is certain.

Each letter of the 1983 alphabet maps to one of the Latin alphabet of 2008 (ULY). Passport spellings differ by
habits that `names.sounds` handles, and by a few that are handled here.
"""

from __future__ import annotations

import re
from typing import Final

# Source: the common table of the Uyghur Latin alphabet (ULY).
_LETTERS: Final = str.maketrans({
    "ا": "a", "ە": "e", "ب": "b", "پ": "p", "ت": "t", "ج": "j", "چ": "ch", "خ": "x", "د": "d", "ر": "r",
    "ز": "z", "ژ": "zh", "س": "s", "ش": "sh", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ک": "k", "گ": "g",
    "ڭ": "ng", "ل": "l", "م": "m", "ن": "n", "ھ": "h", "ه": "h", "و": "o", "ۇ": "u", "ۆ": "o", "ۈ": "u",
    "ۋ": "w", "ې": "e", "ى": "i", "ی": "i", "ي": "y", "ئ": "", "ء": "", "ة": "e", "ح": "h", "ص": "s", "ط": "t",
    "ع": "", "ذ": "z", "ث": "s", "ظ": "z", "ض": "z", "ؤ": "o", "أ": "a", "إ": "i", "آ": "a",
})  # fmt: skip
_OF_UYGHUR: Final = re.compile("[ەۇۆۈۋېڭھ]|ئ[اوى]")
_OF_OTHERS: Final = re.compile("[ةحصطعذثظضؤأإآپچگکیہےں]")
_OF_OTHERS_ALONE: Final = re.compile("[ةحصطعذثظضؤأإآکیہےں]")
# Within a word only Uyghur writes U+0649; Arabic has it at the end, Persian another letter.
_OF_UYGHUR_ALONE: Final = re.compile(r"[ۇۆۈۋېڭ]|ئ[اەوى]|\u0649(?=\w)")

# Passport spellings of the same sounds: of Uyghur x and q, of Arabic f and b, of internationally known names.
_HABITS: Final = (
    (re.compile("x"), "h"), (re.compile("x"), "kh"), (re.compile("p"), "f"), (re.compile("^ey(?=[^aeiou])"), "i"),
    (re.compile("(?<=.)p$"), "b"), (re.compile("[ei]y(?=[^aeiouy]|$)"), "i"), (re.compile("w(?=[aeiou])"), "v"),
    (re.compile("j"), "c"), (re.compile("zh"), "j"), (re.compile("(?<=[aeiou])h(?=[aeiou])"), "y"),
)  # fmt: skip


def is_uyghur(text: str) -> bool:
    """True where the letters are Uyghur rather than Arabic, Persian or Urdu."""
    if _OF_UYGHUR_ALONE.search(text):
        return True
    return _OF_UYGHUR.search(text) is not None and _OF_OTHERS.search(text) is None


def may_be_uyghur(text: str) -> bool:
    """True unless a letter occurs that Uyghur does not have: توختى may be either."""
    return is_uyghur(text) or _OF_OTHERS_ALONE.search(text) is None


def spellings(word: str) -> tuple[str, ...]:
    """The Latin spellings of a word: the official alphabet first, then passport spellings."""
    plain = word.translate(_LETTERS)
    found = [plain, *(habit.sub(replacement, plain) for habit, replacement in _HABITS)]
    # A passport uses all its habits together.

    found.append(plain.replace("x", "h").replace("q", "k").replace("gh", "g"))
    return tuple(dict.fromkeys(found))
