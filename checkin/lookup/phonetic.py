"""Phonetic index: words of the roster by sound, by near spelling, and by consonant skeleton."""

from __future__ import annotations

from bisect import bisect_left, insort
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import OSA

from checkin.lookup.typos import TypoIndex, is_near
from checkin.names import bones, sounds

if TYPE_CHECKING:
    from collections.abc import Iterable

_LAST: Final = "\U0010ffff"
_CLEAR: Final = 3  # shorter sound codes are a prefix of too much
_LEAST_BONES: Final = 3
_BARE: Final = 0.66  # nearness of a word with the same consonants, whatever its vowels
_NEAR: Final = 0.66  # less similar words do not match
_LEAST: Final = 0.4  # nor words of one sound with hardly a letter in common
_LEAST_SPELT: Final = 0.5  # nor words of the same consonants
_VOWELS: Final = str.maketrans("", "", "aeiou")
_SHORTEST, _LONG = 4, 8  # word lengths from which one mistake, and two, are allowed

Closeness = dict[str, float]


class PhoneticIndex:
    """Latin words, looked up by sound."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words: dict[str, list[str]] = {}  # by sound
        self._bones: dict[str, list[str]] = {}
        plain = sorted(word for word in words if self._keep(word))
        self._sounds = sorted(self._words)
        self._sorted_bones = sorted(self._bones)
        self._misspelt = TypoIndex(plain)
        self._misheard = TypoIndex(self._sounds)
        self._late: list[str] = []  # added later: compared one by one

    def _keep(self, word: str) -> bool:
        heard = sounds(word)
        for sound in heard:
            self._words.setdefault(sound, []).append(word)
        if heard:
            self._bones.setdefault(bones(heard[0]), []).append(word)
        return bool(heard)

    def add(self, word: str) -> None:
        """Adds a new word."""
        heard = sounds(word)
        for sound in heard:
            if sound not in self._words:
                insort(self._sounds, sound)
        if heard and bones(heard[0]) not in self._bones:
            insort(self._sorted_bones, bones(heard[0]))
        if self._keep(word):
            self._late.append(word)

    def alike(self, token: str) -> Closeness:
        """The words with exactly the token's sound, and the nearness of their spelling."""
        return {
            word: near
            for sound in _heard(token)
            for word in self._words.get(sound, ())
            if (near := closeness(token, word)) >= _LEAST
        }

    def sounding(self, token: str) -> Closeness:
        """The words with the token's sound or with it as a prefix; for a short sound, only the former."""
        found = self.alike(token)
        for sound in _heard(token):
            if len(sound) >= _CLEAR:
                first = bisect_left(self._sounds, sound)
                last = bisect_left(self._sounds, sound + _LAST, first)
                for longer in self._sounds[first:last]:
                    for word in self._words[longer]:
                        if word not in found and (near := closeness(token, word)) >= _LEAST:
                            found[word] = near
        return found

    def mistyped(self, token: str) -> Closeness:
        """The words that the token may be a typo of, by letter, by sound or by consonants."""
        most = 0 if len(token) < _SHORTEST else 1 if len(token) < _LONG else 2
        if not most:
            return {}
        found = {word: closeness(token, word) for word in self._misspelt.near(token, most)}
        heard = _heard(token)
        for sound in heard[:1]:
            for similar in self._misheard.near(sound, 1):
                found |= {word: closeness(token, word) for word in self._words[similar]}
        for sound in heard:
            found |= self._boned(token, bones(sound))
        for word in self._late:
            if is_near(token, word, most):
                found[word] = closeness(token, word)
        return {word: near for word, near in found.items() if near >= _NEAR}

    def _boned(self, token: str, wanted: str) -> Closeness:
        """The words with these consonants, and those that begin with them."""
        alike = [word for word in self._bones.get(wanted, ()) if _is_spelt_like(token, word)]
        if len(wanted) < _LEAST_BONES:
            # So few consonants match only a word that is written without its vowels.
            return {word: _BARE for word in alike if _is_bare(word)}
        found = dict.fromkeys(alike, _BARE)
        first = bisect_left(self._sorted_bones, wanted)
        last = bisect_left(self._sorted_bones, wanted + _LAST, first)
        for longer in self._sorted_bones[first:last]:
            for word in self._bones[longer] if len(longer) <= len(wanted) + 2 else ():
                found[word] = max(closeness(token, word), found.get(word, 0.0))
        return found


def _is_spelt_like(token: str, word: str) -> bool:
    """Whether two words of the same consonants are near enough; of one without vowels only these count."""
    if _is_bare(word):
        token = token.translate(_VOWELS)
    return OSA.normalized_similarity(token, word) >= _LEAST_SPELT


def _is_bare(word: str) -> bool:
    return not any(letter in "aeiou" for letter in word)


@lru_cache(maxsize=512)
def _heard(token: str) -> tuple[str, ...]:
    return sounds(token)


def closeness(typed: str, word: str) -> float:
    """Similarity of a word to what was typed of it: 1 for the same letters, a little less for a prefix."""
    if word.startswith(typed):
        return 0.9 + 0.1 * len(typed) / len(word)
    size = len(typed)
    whole = OSA.normalized_similarity(typed, word)
    if len(word) <= size:
        return whole
    return max(whole, 0.9 * OSA.normalized_similarity(typed, word[:size]))
