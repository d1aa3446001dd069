"""How a hit was found (match kind, confidence): by the letters of the name, by rule, or by a guess.

The first question, whether it is a guess at all, is asked of every candidate and only tests whether
a word occurs in a text. How the others were found is asked only of the hits that are returned.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from checkin.domain import Match
from checkin.lookup.index import SLOT
from checkin.names import FIELD, name_words, reads_one_way, stretches
from checkin.scripts import HAN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.lookup.index import Index
    from checkin.names import QueryReading, Stretch

# Names in Han characters are written without spaces: any of them may begin the given name.
_HAN: Final = re.compile(f"[{HAN}]")
LEAST_ELSEWHERE: Final = 4  # letters of the beginning of a word of the organisation
_ORDER: Final = tuple(Match)
_EXACT, _BEGINNING, _GIVEN = map(_ORDER.index, (Match.EXACT, Match.BEGINNING, Match.GIVEN))


class Certainty:
    """How the delegates of an index answer one query."""

    def __init__(
        self, index: Index, text: str, tokens: tuple[str, ...], ways: tuple[QueryReading, ...]
    ) -> None:
        self._index = index
        self._tokens = tokens
        # In a name, and in the organisation: there a few letters begin too many words.
        self._begun = tuple(
            (
                token if _HAN.search(token) else f" {token}",
                f" {token}" if len(token) >= LEAST_ELSEWHERE else f" {token} ",
            )
            for token in tokens
        )
        others = () if text.isascii() or not reads_one_way(text) else ways
        self._ways = tuple(
            tuple(tuple(f" {word}" for word in options) for options in way) for way in others
        )
        self._nested = any(_count(tokens, token) > 1 for token in tokens)

    def is_guess(self, key: int, *, literal: bool = False) -> bool:
        """True unless each token is, or begins, a word of its own that was given or made by rule.

        `literal`: each is known to be, or begin, a word that was given.
        """
        slot = key & SLOT
        if literal or self._is_spelt(slot):
            return self._nested and self._is_one_word_twice(slot)
        if not self._ways:
            return True
        names, sure = self._index.names[slot], self._index.sure[slot]
        return not any(
            all(any(word in names or word in sure for word in options) for options in way)
            for way in self._ways
        )

    def _is_spelt(self, slot: int) -> bool:
        index = self._index
        names, sure, others = index.names[slot], index.sure[slot], index.others[slot]
        for begun, elsewhere in self._begun:
            if begun not in names and begun not in sure and elsewhere not in others:
                return False
        return True

    def match(self, key: int) -> Match:
        """How a delegate was found of whom `is_guess` is False: as the weakest token was."""
        index, slot = self._index, key & SLOT
        first, second = index.shown[slot]
        shown = name_words(first) + name_words(second) if second else name_words(first)
        weakest = 0
        for begun, elsewhere in self._begun:
            if begun in shown:
                found = _EXACT if f" {begun.strip()} " in shown else _BEGINNING
            elif begun in index.names[slot] or elsewhere in index.others[slot]:
                found = _GIVEN
            else:
                return Match.RULE
            weakest = max(weakest, found)
        return _ORDER[weakest]

    def _is_one_word_twice(self, slot: int) -> bool:
        """True where two tokens are beginnings of one and the same word."""
        index, tokens = self._index, self._tokens
        fields = [field.split() for field in index.names[slot].split(FIELD)]
        others = index.others[slot].split()
        made = [line for line in stretches(index.latin[slot]) if line.sure]
        for token in tokens:
            within = [_count(field, token) for field in fields]
            there = max(*within, _apart(made, token)) + _count(others, token)
            if there < _count(tokens, token):
                return True
        return False


def _count(words: Iterable[str], token: str) -> int:
    return sum(word.startswith(token) for word in words)


def _apart(made: Iterable[Stretch], token: str) -> int:
    """How many parts of a name, none of them within another, begin with the token in Latin letters."""
    found = [line for line in made if _count(line.words, token)]
    count, end = 0, (-1, 0)
    for line in sorted(found, key=lambda line: (line.shown, line.end)):
        if (line.shown, line.start) >= end:
            count, end = count + 1, (line.shown, line.end)
    return count
