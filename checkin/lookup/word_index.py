"""Inverted index of words (posting lists): which delegates have each word, prefix or substring.

A delegate is a key, the number before the slot, so sorted keys are delegates by number. Each word
is stored once, however many delegates have it, so that a substring search is one pass over a text
far shorter than the roster.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from heapq import nsmallest
from typing import TYPE_CHECKING, Final

from checkin.names import FIELD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Keys = list[int]
Lists = list[Keys]

SLOT_BITS: Final = 32
_LAST: Final = "\U0010ffff"
# A token in more words than this does not discriminate.
_MANY: Final = 1500


class WordIndex:
    """Folded words, and the keys of the delegates that have each."""

    def __init__(self) -> None:
        self._keys: dict[str, Keys] = {}
        self._sorted: list[str] = []
        self._lists: Lists = []  # of the word at the same place
        self._joined = FIELD

    def gather(self, words: Iterable[str], key: int) -> None:
        """Adds the words of a delegate; keys must come in order. Call `settle` after the last."""
        every = self._keys
        for word in words:
            keys = every.get(word)
            if keys is None:
                every[word] = [key]
            else:
                keys.append(key)

    def settle(self) -> None:
        self._sorted = sorted(self._keys)
        self._lists = [self._keys[word] for word in self._sorted]
        self._joined = FIELD.join(("", *self._sorted, ""))

    def add(self, words: Iterable[str], key: int) -> None:
        for word in words:
            keys = self._keys.get(word)
            if keys is None:
                self._keys[word] = keys = []
                at = bisect_left(self._sorted, word)
                self._sorted.insert(at, word)
                self._lists.insert(at, keys)
                self._joined += word + FIELD
            insort(keys, key)

    def remove(self, words: Iterable[str], key: int) -> None:
        # The word itself stays: it costs little and matches nobody.
        for word in words:
            keys = self._keys[word]
            del keys[bisect_left(keys, key)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sorted)

    def __contains__(self, word: str) -> bool:
        return word in self._keys

    def exactly(self, word: str) -> Keys:
        return self._keys.get(word, [])

    def beginning(self, token: str) -> Lists:
        first, last = self._range(token)
        return self._lists[first:last]

    def begun(self, token: str) -> list[str]:
        """The words with the token as prefix."""
        first, last = self._range(token)
        return self._sorted[first:last]

    def _range(self, token: str) -> tuple[int, int]:
        first = bisect_left(self._sorted, token)
        return first, bisect_left(self._sorted, token + _LAST, first)

    def containing(self, token: str) -> Lists | None:
        """The keys of each word that contains the token; None when there are too many words."""
        joined = self._joined
        found: Lists = []
        at = joined.find(token)
        while at >= 0:
            if len(found) > _MANY:
                return None
            end = joined.index(FIELD, at)
            found.append(self._keys[joined[joined.rindex(FIELD, 0, at) + 1 : end]])
            at = joined.find(token, end)
        return found


class IdSets:
    """The numbers of the delegates. `order` are their sorted keys, kept up to date by its owner."""

    def __init__(self, order: Keys) -> None:
        self._order = order
        self._joined = FIELD.join(("", *(str(key >> SLOT_BITS) for key in order), ""))

    def add(self, key: int) -> None:
        self._joined += f"{key >> SLOT_BITS}{FIELD}"

    def exactly(self, number: int) -> Keys:
        first = bisect_left(self._order, number << SLOT_BITS)
        return self._order[first : bisect_left(self._order, number + 1 << SLOT_BITS, first)]

    def containing(self, digits: str) -> Lists | None:
        """The keys of each number that contains the digits; None when there are too many."""
        joined = self._joined
        found: Lists = []
        at = joined.find(digits)
        while at >= 0:
            if len(found) > _MANY:
                return None
            end = joined.index(FIELD, at)
            found.append(self.exactly(int(joined[joined.rindex(FIELD, 0, at) + 1 : end])))
            at = joined.find(digits, end)
        return found


def lowest(lists: Lists, wanted: int) -> Keys:
    """The lowest keys of all lists: at least `wanted` where there are so many."""
    firsts = nsmallest(wanted, {keys[0] for keys in lists if keys})
    if len(firsts) < wanted:
        return sorted({key for keys in lists for key in keys})
    # One of the lowest keys is on a list that begins no later.
    last = firsts[-1]
    return sorted(
        {key for keys in lists if keys and keys[0] <= last for key in keys if key <= last}
    )
