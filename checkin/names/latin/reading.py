"""Given readings (furigana) aligned with the written name, so that no guess is needed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from checkin.names.latin import kana, kanji
from checkin.names.latin.parts import part

if TYPE_CHECKING:
    from checkin.names.latin.parts import Part

_BETWEEN: Final = re.compile("[\\s・･=＝]+")
_LONGEST: Final = 16  # kana of a family name
_WORD: Final = re.compile("[^\\s・･=＝]+")


def read_parts(reading: str, written: str) -> list[Part]:
    """The parts of a written name by its reading in kana; empty if the reading is not in kana."""
    words = [word for word in _BETWEEN.split(reading) if word]
    if not words or not all(map(kana.is_kana, "".join(words))):
        return []
    spans = [match.span() for match in _WORD.finditer(written)]
    if len(words) == 1 and len(spans) <= 2:
        words = _apart(words[0], written, spans)
    if len(spans) == 1 and len(words) == 2:
        cut = _cut(words[0], written)
        spans = [(0, cut), (cut, len(written))] if cut else spans
    if len(spans) != len(words):
        spans = [(0, len(written))] * len(words)
    return [
        part(*span, kana.spellings(word), sure=True)
        for span, word in zip(spans, words, strict=True)
    ]


def _cut(family: str, written: str) -> int:
    """Where the family name with this reading ends; a likely place if it is not known."""
    cuts = kanji.split(written)
    wanted = kana.kunrei(family)
    for cut in cuts:
        if wanted in kanji.readings(written[:cut], family=True):
            return cut
    return cuts[0] if cuts else 0


def _apart(reading: str, written: str, spans: list[tuple[int, int]]) -> list[str]:
    """Splits a reading without a space in two, where the family name is known to have that reading."""
    cuts = [spans[0][1]] if len(spans) == 2 else kanji.split(written)
    for cut in cuts:
        for family in kanji.readings(written[:cut], family=True):
            for end in range(1, min(len(reading), _LONGEST)):
                if kana.kunrei(reading[:end]) == family:
                    return [reading[:end], reading[end:]]
    return [reading]
