"""Romanisation of names in Han characters: as Chinese, as Japanese, or as both where it is unclear."""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING, Final

from checkin.names.folding import fold
from checkin.names.latin import kana, kanji, korean
from checkin.names.latin.chinese import hong_kong, mandarin
from checkin.names.latin.parts import Letter, part
from checkin.names.latin.readings import chinese
from checkin.names.latin.surnames import COMMON, COMPOUND, READ, READ_COMPOUND, SPELT, TWICE_READ

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkin.names.latin.parts import Hints, Part
    from checkin.names.latin.readings import Chinese

_JAPAN: Final = frozenset(
    map(fold, ("Japan", "JP", "JPN", "日本", "Japon", "Nippon", "Nihon", "ياپونىيە"))
)
_CHINESE: Final = frozenset(
    map(
        fold,
        (
            "Taiwan", "TW", "TWN", "ROC", "台灣", "Republic of China", "China", "CN", "CHN", "PRC", "中国", "Hong Kong", "HK",
            "HKG", "香港", "Macau", "Macao", "澳門", "Singapore", "SG", "Malaysia", "MY", "تەيۋەن", "خىتاي",
        ),
    )
)  # fmt: skip
_KOREA: Final = frozenset(
    map(fold, ("Korea", "South Korea", "Republic of Korea", "KR", "KOR", "韓国", "대한민국"))
)
_LONGEST: Final = 6
_MOST_ONYOMI: Final = 4


def parts(words: list[Sequence[Letter]], hints: Hints) -> list[Part]:
    """The parts of a name in Han characters and kana, in the likelier language first."""
    if hints.language[:2].lower() == "ko" or fold(hints.country) in _KOREA:
        return korean_parts(words) or chinese_parts(words, sure=False)
    as_japanese, as_chinese = _languages(words, hints)
    read = chinese_parts(words, sure=not as_japanese) if as_chinese else []
    if not as_japanese:
        return read
    # Of two equally likely guesses the first is shown.
    japanese = kanji.parts(words)
    return japanese + read if kanji.known_family(words[0]) else read + japanese


def _languages(words: list[Sequence[Letter]], hints: Hints) -> tuple[bool, bool]:
    """Whether the name may be Japanese, and whether it may be Chinese."""
    letters = [letter for word in words for letter in word]
    if any(kana.is_kana(letter.as_is) for letter in letters):
        return True, False
    language, country = hints.language[:2].lower(), fold(hints.country)
    chinese_too = may_be_chinese(letters)
    if language in ("zh", "yu") or country in _CHINESE:
        return not chinese_too, chinese_too
    if language == "ja" or country in _JAPAN:
        return True, chinese_too and _looks_chinese(words)
    return not _simplified(letters), chinese_too


def may_be_chinese(letters: Sequence[Letter]) -> bool:
    """True for characters with a Chinese reading, at most as many as a name has."""
    return len(letters) <= _LONGEST and all(letter.as_is in chinese() for letter in letters)


def _looks_chinese(words: list[Sequence[Letter]]) -> bool:
    """True for a Chinese family name and at most two more characters, if it is no known Japanese name."""
    letters = [letter for word in words for letter in word]
    short = len(letters) <= 3 and letters[0].folded in COMMON
    return short and not kanji.known_family(words[0])


def _simplified(letters: list[Letter]) -> bool:
    """True if a character has a form that only China uses."""
    return any(letter.as_is != letter.folded and not _in_japan(letter.as_is) for letter in letters)


def _in_japan(letter: str) -> bool:
    """Whether the form is in Japan's JIS standard; simplified Chinese forms are not."""
    try:
        letter.encode("cp932")
    except UnicodeEncodeError:
        return _in_big5(letter)
    return True


def _in_big5(letter: str) -> bool:
    try:
        letter.encode("big5hkscs")
    except UnicodeEncodeError:
        return False
    return True


def chinese_parts(words: list[Sequence[Letter]], *, sure: bool) -> list[Part]:
    """The parts of a name, read in Mandarin, in Cantonese, and with Japanese on'yomi."""
    families, given = _names(words)
    found = [found_part for family in families for found_part in _family(family, sure=sure)]
    if not given:
        return found
    letters = [letter for word in words for letter in word]
    whole = "".join(_onyomi(chinese()[letter.as_is])[0] for letter in letters)
    found.append(part(letters[0].start, letters[-1].end, (whole,), sure=False))
    return found + given_parts(given, sure=sure)


def korean_parts(words: list[Sequence[Letter]]) -> list[Part]:
    """The parts of a Korean name in Han characters."""
    spoken = [
        [
            Letter(letter.start, letter.end, chinese()[letter.as_is].hangul[-1], letter.folded)
            for letter in word
        ]
        for word in words
        if all(chinese()[letter.as_is].hangul for letter in word)
    ]
    return korean.parts(spoken)


def _names(words: list[Sequence[Letter]]) -> tuple[list[Sequence[Letter]], Sequence[Letter]]:
    """Splits family names from the given name: 歐陽修 has a long one, 葉劉淑儀 her husband's and her own."""
    if len(words) > 1:
        return [words[0]], [letter for word in words[1:] for letter in word]
    (word,) = words
    text = "".join(letter.folded for letter in word)
    if len(word) > 2 and text[:2] in COMPOUND:
        return [word[:2]], word[2:]
    if len(word) == 4 and text[0] in COMMON and text[1] in COMMON:
        return [word[:1], word[1:2]], word[2:]
    return [word[:1]], word[1:]


def _family(family: Sequence[Letter], *, sure: bool) -> list[Part]:
    text = "".join(letter.folded for letter in family)
    syllables = READ_COMPOUND.get(text) or tuple(
        READ.get(letter.folded) or chinese()[letter.as_is].pinyin[0] for letter in family
    )
    systems = zip(*map(mandarin, syllables), strict=True)
    jyutping = [chinese()[letter.as_is].jyutping or ("",) for letter in family]
    cantonese = (
        ["".join(hong_kong(options[0])[0] for options in jyutping)]
        if all(j[0] for j in jyutping)
        else []
    )
    if len(family) == 1:
        cantonese = [
            spelt for syllable in jyutping[0] for spelt in hong_kong(syllable)[:2] if syllable
        ]
    readings = product(*(_onyomi(chinese()[letter.as_is]) for letter in family))
    onyomi = map("".join, islice(readings, _MOST_ONYOMI))
    where = family[0].start, family[-1].end
    return [
        part(*where, ("".join(system) for system in systems), sure=sure),
        part(*where, (*SPELT.get(text, ()), *cantonese, *onyomi), sure=False),
    ]


def _onyomi(one: Chinese) -> tuple[str, ...]:
    return tuple(kana.shortened(reading) for reading in one.onyomi) or ("",)


def given_parts(given: Sequence[Letter], *, sure: bool) -> list[Part]:
    """The syllables of a given name, each alone and all joined: Mei-chin, Meichin."""
    read = [chinese()[letter.as_is] for letter in given]
    found: list[Part] = []
    for letter, reading in zip(given, read, strict=True):
        usual, *others = reading.pinyin
        others = others if letter.folded in TWICE_READ else []
        found.append(part(letter.start, letter.end, mandarin(usual), sure=sure))
        rest = [word for syllable in others for word in mandarin(syllable)[:2]]
        rest += [word for syllable in reading.jyutping for word in hong_kong(syllable)[:3]]
        found.append(part(letter.start, letter.end, rest, sure=False))
    start, end = given[0].start, given[-1].end
    for syllables in _mandarin(given, read) if len(given) > 1 else ():
        systems = zip(*map(mandarin, syllables), strict=True)
        found.append(part(start, end, map("".join, systems), sure=sure))
    found.append(part(start, end, _joined(read), sure=False))
    return found


def _mandarin(given: Sequence[Letter], read: Sequence[Chinese]) -> list[list[str]]:
    """The Pinyin syllables in their usual reading, and with each ambiguous one in its second reading."""
    usual = [reading.pinyin[0] for reading in read]
    others = [
        [*usual[:at], reading.pinyin[1], *usual[at + 1 :]]
        for at, (letter, reading) in enumerate(zip(given, read, strict=True))
        if letter.folded in TWICE_READ and len(reading.pinyin) > 1
    ]
    return [usual, *others]


def _joined(read: Sequence[Chinese]) -> list[str]:
    """The joined syllables as spelt in Hong Kong, and as read in Japan."""
    found = []
    if len(read) > 1 and all(reading.jyutping for reading in read):
        found.append("".join(hong_kong(reading.jyutping[0])[0] for reading in read))
    readings = [_onyomi(reading) for reading in read]
    found.append("".join(reading[0] for reading in readings))
    found += [
        "".join(options[-1 if at == index else 0] for index, options in enumerate(readings))
        for at in range(len(readings))
    ]
    return found
