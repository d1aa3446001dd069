"""Transliteration of a search query in another script.

There may be several readings: a name in Han characters may be Chinese or Japanese, a family name alone or a
whole name.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate, islice, product
from typing import TYPE_CHECKING, Final

from checkin.names.latin import Hints, han, kana, kanji, korean, parts
from checkin.names.latin.parts import letters_of
from checkin.names.query_tokens import latin_tokens
from checkin.names.sounds import is_latin
from checkin.scripts import HAN, KANA_SYLLABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checkin.names.latin import Part
    from checkin.names.latin.parts import Letter
    from checkin.names.query_tokens import QueryReading

_MOST: Final = 7
_NOTHING_KNOWN: Final = Hints()
_BETWEEN: Final = re.compile(r"[\s・･·‧,;.、，]+")
# Kana with the unfinished Latin letters of an input method: ふるy, はっt.
_HALF_WAY: Final = re.compile(f"[{KANA_SYLLABLES}]+[a-zA-Z]*")
_RUNS: Final = re.compile(f"[{KANA_SYLLABLES}]+[a-zA-Z]*|[^{KANA_SYLLABLES}a-zA-Z]+|[a-zA-Z]+")
_HAN: Final = re.compile(f"[{HAN}]")


def query_readings(text: str) -> tuple[QueryReading, ...]:
    """The possible readings of a text that is not all in Latin letters."""
    words = list(_words(text))
    if len(words) > 1 and all(map(_HAN.match, words)):
        return tuple(way for way in _han_name(words) if way)
    ways = [found for word in words if (found := [way for way in _ways(word) if way])]
    choices = islice(product(*ways), _MOST)
    return tuple(tuple(token for way in choice for token in way) for choice in choices)


def _words(text: str) -> Iterator[str]:
    """The words, split into runs of kana and Han: 古屋けい is a family name and the start of a given name."""
    for word in _BETWEEN.split(unicodedata.normalize("NFKC", text)):
        if word and not is_latin(word) and not _HALF_WAY.fullmatch(word):
            yield from _RUNS.findall(word)
        elif word:
            yield word


def _ways(word: str) -> Iterable[QueryReading]:
    if is_latin(word):
        return latin_tokens(word)
    if _HALF_WAY.fullmatch(word):
        return [(kana.spellings(word),)]
    if _HAN.search(word):
        return _han(word)
    whole = _cover(parts(word, _NOTHING_KNOWN))
    if all(map(korean.is_hangul, word)):
        return [whole, _cover(korean.given(letters_of(word, 0)))]
    return [whole]


def _han(word: str) -> Iterator[QueryReading]:
    """As a Japanese full name, as one Japanese name, as a Chinese name, as a Chinese given name."""
    letters = letters_of(word, 0)
    text = kanji.text_of(letters)
    if len(letters) > 1:
        yield _cover(kanji.parts([letters]))
    alone = (*kanji.spellings(text, family=True), *kanji.spellings(text, family=False))
    yield (tuple(dict.fromkeys(alone)),)
    yield from _chinese([letters])
    if han.may_be_chinese(letters):
        yield _cover(han.given_parts(letters, sure=False))


def _han_name(words: list[str]) -> Iterator[QueryReading]:
    """A family name and a given name, in Japanese and in Chinese readings."""
    starts = accumulate(map(len, words), initial=0)
    letters = [letters_of(word, start) for word, start in zip(words, starts, strict=False)]
    yield _cover(kanji.parts(list(letters)))
    texts = [kanji.text_of(word) for word in letters]
    yield tuple(tuple(kanji.spellings(text, family=text is texts[0])) for text in texts)
    yield from _chinese(letters)


def _chinese(words: Sequence[Sequence[Letter]]) -> Iterator[QueryReading]:
    """A Chinese name as a whole, in two parts, and by syllables."""
    letters = [letter for word in words for letter in word]
    if not han.may_be_chinese(letters):
        return
    read = han.chinese_parts(list(words), sure=False)
    whole = letters[0].start, letters[-1].end
    yield _cover(read)
    yield _cover([found_part for found_part in read if (found_part.start, found_part.end) != whole])
    syllables = [found_part for found_part in read if found_part.end - found_part.start == 1]
    if len(letters) > 2 and {syllable.start for syllable in syllables} >= {
        letter.start for letter in letters
    }:
        yield _cover(syllables)


def _cover(found: list[Part]) -> QueryReading:
    """Covers the query with parts, the longest at each place, with all their spellings."""
    words: dict[tuple[int, int], list[str]] = {}
    for found_part in found:
        words.setdefault((found_part.start, -found_part.end), []).extend(found_part.words)
    tokens: list[tuple[str, ...]] = []
    last = 0
    for (start, end), options in sorted(words.items()):
        if start >= last and options:
            tokens.append(tuple(dict.fromkeys(options)))
            last = -end
    return tuple(tokens)
