"""Romanisation (transliteration) of names in every script, so that Latin letters find them.

`parts` splits a name: each part of it, and its spellings in Latin letters. A spelling that follows from the
script is certain; a Japanese reading of kanji, or a Hong Kong registry spelling, is a guess.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Final

from checkin.names.folding import fold
from checkin.names.latin import consonants, cyrillic, han, indic, kana, korean, tibetan, uyghur
from checkin.names.latin.parts import Hints, Part, letters_of, part
from checkin.names.sounds import is_latin
from checkin.names.umlauts import has_umlaut, spelt_out
from checkin.scripts import (
    ARABIC,
    CYRILLIC,
    GREEK,
    HAN,
    HANGUL_SYLLABLES,
    HEBREW,
    KANA,
    SELECTORS,
    THAI,
    TIBETAN_WORDS,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["Hints", "Part", "parts"]

_WORD: Final = re.compile(
    r"(?:[^\W_]|[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u0670\u06d6-\u06ed]"
    r"|[\u0900-\u0e7f\u0f0b-\u0fbc\u1000-\u109f\u1780-\u17d3\ufe00-\ufe0f\U000e0100-\U000e01ef])+"
)
_SCRIPTS: Final = (
    ("han", re.compile(f"[{HAN}{KANA}{SELECTORS}]")),
    ("hangul", re.compile(f"[{HANGUL_SYLLABLES}]")),
    ("cyrillic", re.compile(f"[{CYRILLIC}]")),
    ("arabic", re.compile(f"[{ARABIC}]")),
    ("hebrew", re.compile(f"[{HEBREW}]")),
    ("greek", re.compile(f"[{GREEK}]")),
    ("thai", re.compile(f"[{THAI}]")),
    ("tibetan", re.compile(f"[{TIBETAN_WORDS}]")),
)

_ACCENTED: Final = re.compile(f"[{GREEK}]")

Word = tuple[int, str]


def parts(text: str, hints: Hints) -> list[Part]:
    """The parts of a name that are not in Latin letters, by script.

    Of a name in Latin letters all words, with umlauts spelt out, if there are any.
    """
    words = [(match.start(), match[0]) for match in _WORD.finditer(text)]
    if is_latin(text.replace(" ", "")):
        return _with_umlauts(words) if has_umlaut(text) else []
    found: list[Part] = []
    for script, group in groupby(_runs(words), key=lambda run: run[0]):
        run = [word for _, word in group]
        if script == "han":
            found += _han(run, hints)
        elif script == "hangul":
            found += korean.parts([letters_of(word, start) for start, word in run])
        elif script == "tibetan":
            found += _tibetan(run)
        elif script != "latin":
            found += _spelt(script, run, text, hints)
    return found


def _with_umlauts(words: Iterable[Word]) -> list[Part]:
    return [
        part(start, start + len(word), (fold(spelt_out(word)),), sure=True) for start, word in words
    ]


def _runs(words: Iterable[Word]) -> Iterable[tuple[str, Word]]:
    """The words, split where the script changes."""
    for start, word in words:
        at = 0
        for script, letters in groupby(word, key=_script):
            run = "".join(letters)
            yield script, (start + at, run)
            at += len(run)


@lru_cache(maxsize=1024)
def _script(letter: str) -> str:
    for script, letters in _SCRIPTS:
        if letters.match(letter):
            return script
    return "latin" if is_latin(letter) else "other"


def _han(run: Sequence[Word], hints: Hints) -> list[Part]:
    words = [letters_of(word, start) for start, word in run]
    if all(kana.is_kana(letter.as_is) for word in words for letter in word):
        return [
            part(
                word[0].start,
                word[-1].end,
                kana.spellings("".join(letter.as_is for letter in word)),
                sure=True,
            )
            for word in words
        ]
    return han.parts(list(words), hints)


def _tibetan(run: Sequence[Word]) -> list[Part]:
    return [
        part(start + first, start + last, said, sure=True)
        for start, word in run
        for first, last, said in tibetan.words(word)
    ]


def _spelt(script: str, run: Sequence[Word], text: str, hints: Hints) -> list[Part]:
    spell = _SPELL[script]
    if script == "arabic" and (hints.language[:2] == "ug" or uyghur.is_uyghur(text)):
        spell = uyghur.spellings
    elif script == "arabic" and not hints.language and uyghur.may_be_uyghur(text):
        spell = _arabic_or_uyghur
    sure = spell not in (consonants.arabic, _arabic_or_uyghur, consonants.hebrew)
    return [
        part(
            start,
            start + len(word),
            (fold(spelling).replace(" ", "") for spelling in spell(_plain(word))),
            sure=sure,
        )
        for start, word in run
    ]


def _arabic_or_uyghur(word: str) -> tuple[str, ...]:
    return (*consonants.arabic(word), *uyghur.spellings(word))


def _plain(word: str) -> str:
    """Lower case, without presentation forms; Greek without accents."""
    plain = unicodedata.normalize("NFKC", word).lower().replace("\u0640", "")
    if not _ACCENTED.search(plain):
        return plain
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in plain)


def _other(word: str) -> tuple[str, ...]:
    from anyascii import anyascii  # noqa: PLC0415 - a quarter of a megabyte for scripts that seldom come

    return indic.spellings(word) or (anyascii(word),)


_SPELL: Final[dict[str, Callable[[str], tuple[str, ...]]]] = {
    "cyrillic": cyrillic.spellings,
    "arabic": consonants.arabic,
    "hebrew": consonants.hebrew,
    "greek": consonants.greek,
    "thai": consonants.thai,
    "other": _other,
}
