"""Romanisation of Arabic, Persian, Urdu, Hebrew, Thai and Greek.

Arabic and Hebrew write consonants and long vowels only; short vowels are missing from the written name, so
these spellings are matched by their consonants.
"""

from __future__ import annotations

import re
from typing import Final

_ARABIC: Final = str.maketrans({
    "ا": "a", "آ": "a", "أ": "a", "إ": "i", "ٱ": "a", "ب": "b", "پ": "p", "ت": "t", "ٹ": "t", "ث": "th", "ج": "j",
    "چ": "ch", "ح": "h", "خ": "kh", "د": "d", "ڈ": "d", "ذ": "z", "ر": "r", "ڑ": "r", "ز": "z", "ژ": "zh", "س": "s",
    "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ک": "k",
    "گ": "g", "ل": "l", "م": "m", "ن": "n", "ں": "n", "ه": "h", "ہ": "h", "ھ": "h", "ة": "a", "ۃ": "a", "و": "u", "ؤ": "u",
    "ي": "i", "ی": "i", "ى": "a", "ے": "e", "ئ": "i", "ء": "", "ې": "e", "ۆ": "o", "ە": "e", "ێ": "e", "ڵ": "l", "ڕ": "r",
    "ڤ": "v", "ټ": "t", "ډ": "d", "ړ": "r", "ږ": "g", "ښ": "sh", "ڼ": "n",
    "َ": "a", "ِ": "i", "ُ": "u", "ّ": "", "ْ": "", "ً": "an", "ٍ": "in", "ٌ": "un",
})  # fmt: skip
# Where short vowels are not written, i and u are as often the consonants y and w.
_BARE: Final = str.maketrans("iu", "yw")
_GLIDES: Final = (re.compile("^[ui](?=[aeiu])"), re.compile("(?<=a)[ui](?=[aeiu]|$)"))

_HEBREW: Final = str.maketrans({
    "א": "a", "ב": "b", "ג": "g", "ד": "d", "ה": "h", "ו": "o", "ז": "z", "ח": "ch", "ט": "t", "י": "i", "כ": "k",
    "ך": "ch", "ל": "l", "מ": "m", "ם": "m", "נ": "n", "ן": "n", "ס": "s", "ע": "a", "פ": "p", "ף": "f", "צ": "tz",
    "ץ": "tz", "ק": "k", "ר": "r", "ש": "sh", "ת": "t", "׳": "", "״": "",
})  # fmt: skip
_HEBREW_SOFT: Final = str.maketrans({"ב": "v", "כ": "ch", "פ": "f", "ש": "s", "ו": "v", "ח": "h"})

_GREEK_GROUPS: Final = (
    ("γγ", "ng"), ("γκ", "g"), ("γχ", "nch"), ("μπ", "b"), ("ντ", "d"), ("τζ", "tz"), ("ου", "ou"), ("αυ", "av"),
    ("ευ", "ev"), ("αι", "e"), ("ει", "i"), ("οι", "i"),
)  # fmt: skip
_GREEK: Final = str.maketrans({
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l",
    "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f",
    "χ": "ch", "ψ": "ps", "ω": "o",
})  # fmt: skip
_GREEK_HABITS: Final = (
    ("b", "mp"),
    ("d", "nt"),
    ("ch", "h"),
    ("g", "y"),
    ("av", "af"),
    ("ev", "ef"),
    ("v", "b"),
)

# Thai writes e, o, ai before the consonant that they follow; a letter with a silencer is not spoken.
_THAI_FIRST: Final = re.compile("([เแโใไ])([ก-ฮ])")
# A leading h only sets the tone; w between consonants is the vowel of ชวน, chuan.
_THAI_TONE: Final = re.compile("ห(?=[งญณนมยรลวฬ])")
_THAI_UA: Final = re.compile("(?<=[ก-ฮ])ว(?=[ก-ฮ])")
_THAI_SILENT: Final = re.compile("[ก-ฮ][ิุ]?์")
_THAI_CONSONANTS: Final = dict(
    zip(
        "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ",
        "k kh kh kh kh kh ng ch ch ch s ch y d t th th th n d t th th th n b p p f p f p m y r l w s s s h l - h"
        .replace("-", "").split(" "),
        strict=True,
    )
)  # fmt: skip
_THAI: Final = str.maketrans({
    **_THAI_CONSONANTS, "ะ": "a", "ั": "a", "า": "a", "ำ": "am", "ิ": "i", "ี": "i", "ึ": "ue", "ื": "ue", "ุ": "u", "ู": "u",
    "เ": "e", "แ": "ae", "โ": "o", "ใ": "ai", "ไ": "ai", "็": "", "่": "", "้": "", "๊": "", "๋": "", "์": "", "ๆ": "", "ฯ": "",
})  # fmt: skip
_THAI_END: Final = re.compile("(?:ch|s|th|d)$")


def arabic(word: str) -> tuple[str, ...]:
    plain = word.translate(_ARABIC)
    glides = _GLIDES[0].sub(lambda match: "w" if match[0] == "u" else "y", plain)
    glides = _GLIDES[1].sub(lambda match: "w" if match[0] == "u" else "y", glides)
    found = [glides, plain, plain.translate(_BARE)]
    if plain.startswith("al") and len(plain) > 4:
        found.append(plain[2:])
    return tuple(dict.fromkeys(found))


def hebrew(word: str) -> tuple[str, ...]:
    plain = word.translate(_HEBREW)
    soft = word.translate(_HEBREW_SOFT).translate(_HEBREW)
    return tuple(dict.fromkeys((plain, soft, plain.translate(_BARE))))


def greek(word: str) -> tuple[str, ...]:
    plain = word
    for group, latin in _GREEK_GROUPS:
        plain = plain.replace(group, latin)
    plain = plain.translate(_GREEK)
    return tuple(
        dict.fromkeys((plain, *(plain.replace(usual, variant) for usual, variant in _GREEK_HABITS)))
    )


def thai(word: str) -> tuple[str, ...]:
    said = _THAI_FIRST.sub(r"\2\1", _THAI_SILENT.sub("", word))
    said = _THAI_UA.sub("ua", _THAI_TONE.sub("", said))
    plain = said.replace("รร", "a").translate(_THAI)
    return tuple(
        dict.fromkeys(
            (plain, _THAI_END.sub("t", plain), plain.replace("w", "v").replace("th", "t"))
        )
    )
