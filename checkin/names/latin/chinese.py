"""Romanisation of Chinese syllables as in passports: Pinyin, Wade-Giles and others, Hong Kong.

Derived from a Pinyin reading by rule: Wade-Giles without apostrophes (Tseng Chien-yuan), Tongyong and MPS II
(Jhih, Shiau), which Taiwan used in turn. Derived from a Jyutping reading: the spelling of Hong Kong's registry,
which has no written rule; where it varies, the most common one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_PINYIN: Final = re.compile("(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)(.+)")
_BY_THEMSELVES: Final = frozenset(
    {"zhi", "chi", "shi", "ri", "zi", "ci", "si"}
)  # syllables without a vowel of their own

_WADE_FIRST: Final = {
    "b": "p", "d": "t", "g": "k", "j": "ch", "q": "ch", "x": "hs", "zh": "ch", "r": "j", "z": "ts", "c": "ts",
}  # fmt: skip
_WADE_LAST: Final = {
    "ian": "ien", "ie": "ieh", "ve": "ueh", "ue": "ueh", "v": "u", "van": "uan", "vn": "un",
    "ong": "ung", "iong": "iung", "uo": "o",
}  # fmt: skip
_WADE_WHOLE: Final = {
    "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "szu", "er": "erh",
    "ye": "yeh", "yue": "yueh", "yan": "yen", "you": "yu", "yong": "yung", "ge": "ko", "ke": "ko", "he": "ho",
    "e": "o", "guo": "kuo", "kuo": "kuo", "huo": "huo", "shuo": "shuo", "gui": "kuei", "kui": "kuei",
}  # fmt: skip

_TONGYONG_FIRST: Final = {"zh": "jh", "q": "c", "x": "s"}
_TONGYONG_LAST: Final = {
    "iu": "iou",
    "ui": "uei",
    "v": "yu",
    "ve": "yue",
    "van": "yuan",
    "vn": "yun",
}
_TONGYONG_WHOLE: Final = {
    "zhi": "jhih", "chi": "chih", "shi": "shih", "ri": "rih", "zi": "zih", "ci": "cih", "si": "sih", "wen": "wun",
    "weng": "wong", "feng": "fong", "yong": "yong", "jiong": "jyong", "qiong": "cyong", "xiong": "syong",
}  # fmt: skip

_MPS_FIRST: Final = {"zh": "j", "q": "ch", "x": "sh", "z": "tz", "c": "ts"}
_MPS_LAST: Final = {
    "iu": "iou",
    "ui": "uei",
    "ao": "au",
    "iao": "iau",
    "ong": "ung",
    "iong": "iung",
}
_MPS_WHOLE: Final = {
    "zhi": "jr", "chi": "chr", "shi": "shr", "ri": "r", "zi": "tz", "ci": "tsz", "si": "sz", "you": "you",
}  # fmt: skip

_ROUNDED: Final = frozenset("jqxy")  # after these u is ü


def _as_written(syllable: str) -> tuple[str, str]:
    """Initial and final, u after j, q, x replaced by ü, as the other systems need."""
    parts = _PINYIN.fullmatch(syllable)
    first, last = parts.groups() if parts else ("", syllable)
    if first in _ROUNDED and first != "y" and last[0] == "u":
        last = "v" + last[1:]
    return first, last


def _wade(syllable: str) -> str:
    if syllable in _WADE_WHOLE:
        return _WADE_WHOLE[syllable]
    first, last = _as_written(syllable)
    return _WADE_FIRST.get(first, first) + _WADE_LAST.get(last, last)


def _tongyong(syllable: str) -> str:
    if syllable in _TONGYONG_WHOLE:
        return _TONGYONG_WHOLE[syllable]
    first, last = _as_written(syllable)
    return _TONGYONG_FIRST.get(first, first) + _TONGYONG_LAST.get(last, last)


def _mps(syllable: str) -> str:
    if syllable in _MPS_WHOLE:
        return _MPS_WHOLE[syllable]
    first, last = _as_written(syllable)
    return _MPS_FIRST.get(first, first) + _MPS_LAST.get(last, last.replace("v", "iu"))


@lru_cache(maxsize=2048)
def mandarin(syllable: str) -> tuple[str, str, str, str]:
    """A Pinyin syllable in Pinyin, Wade-Giles, Tongyong and MPS II, always in this order."""
    return (
        syllable.replace("v", "u"),
        _wade(syllable).replace("v", "u"),
        _tongyong(syllable),
        _mps(syllable),
    )


_JYUTPING: Final = re.compile("(gw|kw|ng|[bpmfdtnlgkhwzcsj]?)(.*)")
_HONG_KONG_FIRST: Final = {"b": "p", "d": "t", "g": "k", "gw": "kw", "z": "ch", "c": "ch", "j": "y"}
# In Jyutping z, c and s stay the same before every vowel; in the registry they do not.
_TS_BEFORE: Final = frozenset({"ang", "ou", "eoi", "e", "oi", "i", "au", "yu"})
_HONG_KONG_LAST: Final = {
    "aa": "a", "aai": "ai", "aau": "au", "aam": "am", "aan": "an", "aang": "ang", "aap": "ap", "aat": "at",
    "aak": "ak", "oe": "o", "oeng": "eung", "oek": "euk", "eoi": "ui", "eon": "un", "eot": "ut", "eng": "eng",
    "ou": "o", "yu": "u", "yun": "uen", "yut": "uet",
}  # fmt: skip
# The second spelling, where the registry uses two.
_HONG_KONG_OTHER: Final = {
    "ei": "ee", "ai": "ei", "am": "um", "an": "un", "ang": "ung", "oeng": "eong", "i": "ee", "yu": "ue", "au": "ow",
    "o": "or", "oi": "oy", "ou": "ow", "u": "oo", "un": "oon", "ing": "eng", "ung": "ong", "eoi": "oi", "iu": "ew",
    "aai": "ay",
}  # fmt: skip
_HONG_KONG_WHOLE: Final = {
    "zi": ("tsz", "chi", "tse"), "ci": ("chi", "tsz"), "si": ("sze", "si", "see"), "jyu": ("yu", "yue"),
    "jyun": ("yuen", "un"), "jyut": ("yuet",), "ji": ("yi", "yee"), "sik": ("sik", "shek"), "ng": ("ng",),
    "m": ("ng",), "zyu": ("chu", "chue"), "syu": ("shu", "sue"), "cyu": ("chu", "chue"), "fu": ("fu", "foo"),
    "gei": ("kei", "ki", "gi"), "lei": ("lei", "lee", "li"), "mei": ("mei", "may", "mi"), "hei": ("hei", "hay"),
    "sing": ("shing", "sing"), "sam": ("sam", "sum", "shum"), "seon": ("shun", "sun"), "seoi": ("shui", "sui"),
    "saan": ("shan", "san"), "suk": ("shuk", "suk"), "sek": ("shek", "sek"), "soeng": ("sheung", "seung"),
    "siu": ("siu", "shiu", "sew"), "sau": ("sau", "shau"), "sang": ("sang", "shang"), "man": ("man", "mun"),
    "zau": ("chau", "chow", "jau"), "zeng": ("cheng", "tseng"), "zoeng": ("cheung", "cheong", "tseung"),
    "zung": ("chung", "tsung"), "zoi": ("tsoi", "choi"), "cin": ("chin", "tsin"), "zin": ("chin", "tsin"),
    "coi": ("choi", "tsoi", "choy"), "cung": ("chung", "tsung"), "zi ": ("chi",), "aau": ("au",),
}  # fmt: skip


@lru_cache(maxsize=1024)
def hong_kong(syllable: str) -> tuple[str, ...]:
    """A Jyutping syllable as in Hong Kong identity cards, the usual spelling first."""
    if syllable in _HONG_KONG_WHOLE:
        return _HONG_KONG_WHOLE[syllable]
    parts = _JYUTPING.fullmatch(syllable)
    first, last = parts.groups() if parts else ("", syllable)
    plain = _HONG_KONG_FIRST.get(first, first)
    found = [plain + _HONG_KONG_LAST.get(last, last)]
    if last in _HONG_KONG_OTHER:
        found.append(plain + _HONG_KONG_OTHER[last])
    if first in ("z", "c") and last in _TS_BEFORE:
        found.insert(0, "ts" + _HONG_KONG_LAST.get(last, last))
    return tuple(found)
