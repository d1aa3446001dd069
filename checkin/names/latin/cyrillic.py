"""Romanisation of Cyrillic: Russian and its neighbours, Kazakh, Kyrgyz, Mongolian, Uyghur, Serbian.

One letter stands for one sound nearly everywhere, so one table serves them all. Where languages or passports
differ by more than a spelling habit, each spelling is returned.
"""

from __future__ import annotations

import re
from typing import Final

_LETTERS: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e",
    "ю": "yu", "я": "ya", "ё": "yo",
    # Ukrainian, Belarusian
    "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ў": "u",
    # Kazakh, Kyrgyz, Uyghur, Tatar, Bashkir, Tajik
    "ә": "a", "ғ": "gh", "қ": "q", "ң": "ng", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "җ": "j", "ҳ": "h",
    "ҷ": "j", "ӣ": "i", "ӯ": "u", "ҥ": "ng", "ҙ": "z", "ҫ": "s", "ҡ": "q", "ӊ": "ng", "ҕ": "gh",
    # Serbian, Macedonian
    "ђ": "dj", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz", "ѓ": "gj", "ќ": "kj", "ѕ": "dz",
    "ѣ": "e", "ѵ": "i", "ѳ": "f",
}  # fmt: skip
_TABLE: Final = str.maketrans(_LETTERS)
_ENDING: Final = re.compile("(?:iy|yy|yi)$")
_OPEN_E: Final = re.compile("^е|(?<=[аеёиоуыэюяъьіїєүұөә])е")
_KAZAKH: Final = re.compile("[әғқңөұүһі]")
_UKRAINIAN: Final = re.compile("[іїєґ]")
_SERBIAN: Final = re.compile("[ђјљњћџѓќ]")


def spellings(word: str) -> tuple[str, ...]:
    """The Latin spellings of a word in lower-case Cyrillic, the usual one first."""
    plain = word.translate(_TABLE)
    found = [_ENDING.sub("y", plain), plain]
    opened = _OPEN_E.sub("ye", word)
    if opened != word:
        found.append(_ENDING.sub("y", opened.translate(_TABLE)))
    found += [respelt.translate(_TABLE) for respelt in _elsewhere(word)]
    return tuple(dict.fromkeys(found))


def _elsewhere(word: str) -> list[str]:
    """The word respelt as in neighbouring languages."""
    found: list[str] = []
    if _UKRAINIAN.search(word):
        found.append(word.replace("г", "h").replace("и", "y"))
    if _SERBIAN.search(word):
        found.append(word.replace("ц", "c").replace("ж", "z").replace("х", "h"))
    if "ә" in word:
        found.append(word.replace("ә", "e"))
        found.append(word.replace("әй", "и"))
    if "г" in word and not _KAZAKH.search(word):
        found.append(word.replace("г", "h"))
    if "ё" in word:
        found.append(word.replace("ё", "e"))
    if "в" in word and word.endswith("в"):
        found.append(word[:-1] + "ff")
    return found
