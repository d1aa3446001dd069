"""Readings of Japanese names in kanji: where the family name ends, and the likely readings.

Characters do not determine a reading: 古屋 is Furuya or Koya, 圭司 Keishi or Keiji. All readings in use are
kept, likely ones first; none is certain.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final

from checkin.names.folding import fold
from checkin.names.latin import kana
from checkin.names.latin.parts import part
from checkin.names.latin.readings import chinese, japanese, kanji

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkin.names.latin.parts import Letter, Part
    from checkin.names.latin.readings import Japanese

_MOST: Final = 12
_LONGEST_FAMILY: Final = 5
_MOST_FOR_ONE: Final = 4  # readings of each kanji, where a name is composed from single kanji
_LONGEST_NAME: Final = 5  # characters of one name
# How likely a name of so many characters has a family name of so many.
_USUAL: Final = {2: {1: 1.0}, 3: {1: 0.4, 2: 0.9}, 4: {1: 0.2, 2: 1.2, 3: 1.3}, 5: {2: 0.8, 3: 0.8}}
_IN_DOUBT: Final = 2.2
_AGAIN: Final = "々"


def parts(words: Sequence[Sequence[Letter]]) -> list[Part]:
    """The parts of a name in kanji and kana, family name first; `words` are split at spaces."""
    if len(words) > 1 or len(words[0]) == 1:
        return _laid(words)
    (word,) = words
    found = [
        found_part for cut in split(text_of(word)) for found_part in _laid([word[:cut], word[cut:]])
    ]
    # Some names are in the dictionary as family or given name only.
    return found + _laid([word]) if _as_family(text_of(word)) else found


def _laid(words: Sequence[Sequence[Letter]]) -> list[Part]:
    return [
        part(
            word[0].start,
            word[-1].end,
            spellings(text_of(word), family=at == 0),
            sure=_is_kana(word),
        )
        for at, word in enumerate(words)
    ]


def known_family(word: Sequence[Letter]) -> bool:
    """True if the name begins with a known family name of more than one kanji."""
    text = text_of(word)
    return any(_as_family(text[:cut]) for cut in range(2, min(_LONGEST_FAMILY, len(text)) + 1))


@lru_cache(maxsize=512)
def split(text: str) -> tuple[int, ...]:
    """The lengths that the family name may have: two where both are known family names."""
    usual = _USUAL.get(len(text), {2: 1.0})
    likely = {
        cut: usual.get(cut, 0.0) + 3 * _as_family(text[:cut]) + 1.5 * _as_given(text[cut:])
        for cut in range(1, min(_LONGEST_FAMILY, len(text) - 1) + 1)
    }
    cuts = sorted(likely, key=lambda cut: -likely[cut])
    return tuple(cut for cut in cuts[:2] if likely[cut] > likely[cuts[0]] - _IN_DOUBT)


@lru_cache(maxsize=2048)
def _known(text: str) -> Japanese | None:
    return japanese(fold(text))


def _as_family(text: str) -> bool:
    found = _known(text)
    return found is not None and bool(found.family)


def _as_given(text: str) -> bool:
    found = _known(text)
    return all(map(kana.is_kana, text)) or (found is not None and bool(found.given))


def spellings(text: str, *, family: bool) -> list[str]:
    """The likely Latin spellings of a name."""
    if all(map(kana.is_kana, text)):
        return list(kana.spellings(text))
    return [way for reading in readings(text, family=family) for way in kana.guesses(reading)]


def readings(text: str, *, family: bool) -> tuple[str, ...]:
    """The likely readings of a name, in the romanisation of `kana.kunrei`."""
    known = _known(text)
    if known:
        own, other = (known.family, known.given) if family else (known.given, known.family)
        usual = tuple(dict.fromkeys((*own, *other)))[:_MOST]
        return usual if family or len(text) > 1 else tuple(dict.fromkeys((*usual, *_onyomi(text))))
    return tuple(_put_together(text, family=family))


def _put_together(text: str, *, family: bool) -> list[str]:
    """The readings of a name that is in no dictionary: combined from those of its characters."""
    each: list[tuple[str, ...]] = []
    # Longer than any name: one reading must do, or there would be millions of combinations.
    most = _MOST_FOR_ONE if len(text) <= _LONGEST_NAME else 1
    for letter in text:
        found = None if kana.is_kana(letter) else kanji(fold(letter)) or _known(letter)
        if found:
            own, other = (found.family, found.given) if family else (found.given, found.family)
            each.append((own or other)[:most])
        else:
            each.append((kana.kunrei(letter),) if kana.is_kana(letter) else ("",))
    # Likely readings of all characters come before unlikely readings of any.
    ranked = sorted(product(*map(enumerate, each)), key=lambda way: sum(rank for rank, _ in way))
    return ["".join(reading for _, reading in way) for way in ranked[:_MOST]]


def _onyomi(letter: str) -> tuple[str, ...]:
    """On'yomi: a given name of one character may have it even if the dictionary does not list it."""
    found = chinese().get(letter)
    return found.onyomi if found else ()


def text_of(word: Sequence[Letter]) -> str:
    """The letters of a word, with the iteration mark expanded: 佐々木 becomes 佐佐木."""
    spelt: list[str] = []
    for letter in word:
        spelt.append(spelt[-1] if letter.as_is == _AGAIN and spelt else letter.as_is)
    return "".join(spelt)


def _is_kana(word: Sequence[Letter]) -> bool:
    return all(kana.is_kana(letter.as_is) for letter in word)
