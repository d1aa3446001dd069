"""Exact matching: who has the tokens of a query as words of a name, as beginnings, or inside of anything.

Nothing is guessed here; `lookup.fuzzy` does that. Every answer is keys of the index.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import chain
from typing import TYPE_CHECKING, Final

from checkin.lookup.index import SLOT
from checkin.lookup.word_index import SLOT_BITS
from checkin.names import FIELD, code_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from checkin.lookup.index import Index
    from checkin.lookup.word_index import Keys, Lists

# So many candidates are looked at one by one; of more, going through the roster finds enough sooner.
_MANY: Final = 10_000
_CHUNK: Final = 2048
# A shorter beginning of a code would find a stranger for every letter that is typed.
_LEAST_OF_CODE: Final = 4
SPELT_LETTERS: Final = 4  # fewer in all begin too many names to go before these


class TokenMatcher:
    """Finds delegates by folded tokens as they are; the lower number first, unless it says otherwise."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def numbered(self, tokens: tuple[str, ...]) -> Keys:
        """Who has exactly this number."""
        if len(tokens) != 1 or not tokens[0].isdecimal():
            return []
        return self._index.numbers.exactly(int(tokens[0]))

    def same_name(self, keys: Keys, tokens: tuple[str, ...]) -> Keys:
        """Who has a name that is just this."""
        name = f"{FIELD} {' '.join(tokens)} {FIELD}"
        return [key for key in keys if name in self._index.names[key & SLOT]]

    def reordered(self, keys: Keys, tokens: tuple[str, ...]) -> Keys:
        """Who has a name of just these words, in any order."""
        wanted = sorted(tokens)
        fields = ((key, self._index.names[key & SLOT].split(FIELD)) for key in keys)
        return [
            key for key, names in fields if any(sorted(name.split()) == wanted for name in names)
        ]

    def whole_words(self, tokens: tuple[str, ...]) -> Keys:
        """Who has each token as a whole word of a name."""
        lists = sorted((self._index.of_names.exactly(token) for token in tokens), key=len)
        if len(lists) == 1:
            return lists[0]
        return sorted(set(lists[0]).intersection(*lists[1:]))

    def spelt(self, tokens: tuple[str, ...]) -> Iterable[int]:
        """Who has each of several tokens as a whole word, given or made of what was given."""
        if len(tokens) < 2 or sum(map(len, tokens)) < SPELT_LETTERS:
            return ()
        names, latin = self._index.of_names, self._index.of_latin
        sets = [{*names.exactly(token), *latin.exactly(token)} for token in tokens]
        sets.sort(key=len)
        return sets[0].intersection(*sets[1:])

    def whole_code(self, text: str) -> Keys:
        """Who has exactly this code."""
        token = code_key(text)
        first = bisect_left(self._index.codes, (token, 0))
        return [key for code, key in self._index.codes[first : first + 1] if code == token]

    def coded(self, text: str, limit: int) -> Keys:
        """Who has a code that begins like this."""
        token = code_key(text)
        if len(token) < _LEAST_OF_CODE:
            return []
        first = bisect_left(self._index.codes, (token, 0))
        return [
            key
            for code, key in self._index.codes[first : first + limit * 2]
            if code.startswith(token)
        ]

    def beginnings(self, tokens: tuple[str, ...], wanted: int) -> Keys:
        """Who has for each of several tokens a word of a name that begins with it; so many or all."""
        begun = tuple(f" {token}" for token in tokens)
        return self._pick(begun, self._in_beginnings, self._with_names, wanted)

    def begun_anywhere(self, tokens: tuple[str, ...], wanted: int) -> Keys:
        """Who has for each token a word with that prefix in a name or the organisation; so many or all."""
        begun = tuple(f" {token}" for token in tokens)
        return self._pick(begun, self._in_any_beginnings, self._with_texts, wanted)

    def inside(self, tokens: tuple[str, ...], wanted: int) -> Keys:
        """Who has each token inside a name; so many or all."""
        return self._pick(tokens, self._in_names, self._with_names, wanted)

    def anywhere(self, tokens: tuple[str, ...], wanted: int) -> Keys:
        """Who has each token in a name, the organisation or the number; so many or all."""
        return self._pick(tokens, self._in_any, self._with_any, wanted)

    def _in_names(self, token: str) -> Lists | None:
        return self._index.of_names.containing(token)

    def _in_any(self, token: str) -> Lists | None:
        """The lists of who has the token in a name, the organisation or the number."""
        index = self._index
        lists: Lists = []
        numbers = index.numbers if token.isdecimal() else None
        for words in (index.of_others, index.of_names, numbers):
            found = words.containing(token) if words else []
            if found is None:
                return None
            lists += found
        return lists

    def _in_beginnings(self, token: str) -> Lists:
        return self._index.of_names.beginning(token[1:])

    def _in_any_beginnings(self, token: str) -> Lists:
        return self._index.of_others.beginning(token[1:]) + self._in_beginnings(token)

    def _pick(
        self,
        tokens: tuple[str, ...],
        lists_of: Callable[[str], Lists | None],
        narrow: Callable[[Iterable[int], str], Iterable[int]],
        wanted: int,
    ) -> Keys:
        """By number, who passes `narrow` for every token.

        Out of those who have one of the longer tokens, all who pass; where even these are on too many
        lists to look at, enough of the whole roster, by number.
        """
        for token in sorted(tokens, key=len, reverse=True):
            lists = lists_of(token)
            if lists is not None and sum(map(len, lists)) <= _MANY:
                keys: Iterable[int] = set(chain.from_iterable(lists))
                for other in tokens:
                    if other != token:
                        keys = narrow(keys, other)
                return sorted(keys)
        return self._walk(tokens, narrow, wanted)

    def _walk(
        self,
        tokens: tuple[str, ...],
        narrow: Callable[[Iterable[int], str], Iterable[int]],
        wanted: int,
    ) -> Keys:
        """Through the roster by number, until there are enough."""
        found: Keys = []
        for at in range(0, len(self._index.order), _CHUNK):
            keys: Iterable[int] = self._index.order[at : at + _CHUNK]
            for token in tokens:
                keys = narrow(keys, token)
            found += keys
            if len(found) >= wanted:
                break
        return found

    def _with_names(self, keys: Iterable[int], token: str) -> Keys:
        names = self._index.names
        return [key for key in keys if token in names[key & SLOT]]

    def _with_any(self, keys: Iterable[int], token: str) -> Keys:
        names, others = self._index.names, self._index.others
        if token.isdecimal():
            return [
                key
                for key in keys
                if token in names[key & SLOT]
                or token in others[key & SLOT]
                or token in str(key >> SLOT_BITS)
            ]
        return self._with_texts(keys, token)

    def _with_texts(self, keys: Iterable[int], token: str) -> Keys:
        names, others = self._index.names, self._index.others
        return [key for key in keys if token in names[key & SLOT] or token in others[key & SLOT]]
