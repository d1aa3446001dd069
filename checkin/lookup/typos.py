"""Typo tolerance (edit distance, deletion neighbourhood): words one mistake away.

Two words that differ by one letter too many, too few, wrong or swapped share a spelling once a
letter is deleted from either. So the prefixes of all words are kept with each of their letters
deleted in turn, as hashes in one sorted array: some megabytes for a hundred thousand words, where
sets of text would take ten times that.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LAST: Final = "\U0010ffff"
_PLACE_BITS: Final = 24
_HASH: Final = (1 << 40) - 1
SHORTEST, LONGEST = 4, 6  # lengths of the prefix: as much as is typed, up to a limit


class TypoIndex:
    """A sorted list of words, kept by its owner, and an index of their near spellings."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._beginnings: dict[int, list[str]] = {}
        self._places: dict[int, array[int]] = {}
        for length in range(SHORTEST, LONGEST + 1):
            beginnings = sorted({word[:length] for word in words if len(word) >= length - 1})
            self._beginnings[length] = beginnings
            self._places[length] = array(
                "Q",
                sorted(
                    (hash(spelling) & _HASH) << _PLACE_BITS | place
                    for place, beginning in enumerate(beginnings)
                    for spelling in _left_out(beginning)
                ),
            )

    def near(self, word: str, most: int) -> Iterator[str]:
        """The words with this prefix but for `most` mistakes; at most one of them within the prefix.

        None for a word shorter than a prefix: everything is near it.
        """
        length = min(len(word), LONGEST)
        if length < SHORTEST:
            return
        beginning = word[:length]
        for prefix in self._near(beginning, length):
            first = bisect_left(self._words, prefix)
            last = bisect_left(self._words, prefix + _LAST, first)
            for found in self._words[first:last]:
                if is_near(word, found, most):
                    yield found

    def _near(self, beginning: str, length: int) -> list[str]:
        places, found = self._places[length], set()
        for spelling in _left_out(beginning):
            start = (hash(spelling) & _HASH) << _PLACE_BITS
            at = bisect_left(places, start)
            while at < len(places) and places[at] >> _PLACE_BITS == start >> _PLACE_BITS:
                found.add(places[at] & ((1 << _PLACE_BITS) - 1))
                at += 1
        beginnings = self._beginnings[length]
        return [beginnings[place] for place in found]


def is_near(typed: str, word: str, most: int) -> bool:
    """True where the word, or a prefix of it, is within `most` mistakes of what was typed."""
    if OSA.distance(typed, word, score_cutoff=most) <= most:
        return True
    size = len(typed)
    return len(word) > size and any(
        OSA.distance(typed, word[: size + more], score_cutoff=most) <= most for more in (0, 1, -1)
    )


def _left_out(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
