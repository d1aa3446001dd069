"""Fuzzy name matching: phonetic matches, typos and partial names.

Each token gets the roster words that it may stand for and how near each is; a delegate is as near
as their words are to all tokens together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from checkin.lookup.index import SLOT
from checkin.lookup.phonetic import closeness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from checkin.lookup.index import Index
    from checkin.lookup.phonetic import Closeness
    from checkin.names import QueryReading

People = dict[int, float]  # key → nearness, 0 to 1
Options = tuple[str, ...]  # the words that one token may stand for

_SHORT: Final = 2  # a shorter token is a prefix of too many words to check each
_BEGUN: Final = 0.9
_SPELT: Final = 0.98  # nearness of a Latin word that was derived, not given
_MANY: Final = 6_000  # more delegates on the lists of one token are too many to tell apart
_FEW: Final = 400
_WORTH: Final = 200  # checking the words of one delegate costs as much as adding so many to a list
_GUESSES: Final = 5  # more options are the readings of a whole name, not prefixes
_MOST_OPTIONS: Final = 4  # how many options are checked for typos
_LIKE: Final = 0.72  # below this similarity two words are different words
_UNHEARD: Final = 0.7  # nearness of a word that is only similar
_HALF: Final = 0.5
_REMEMBERED: Final = 128


@dataclass(slots=True)
class Heard:
    """The words that a token may stand for, the length of their posting lists, and the delegates on them.

    For a short token the words with that prefix are left out: there are too many.
    """

    words: Closeness
    size: int
    short: str = ""
    people: People | None = None

    def near(self, word: str) -> float:
        """How near a word is to the token; 0 if it is none of its words."""
        if self.short and word.startswith(self.short):
            return 1.0 if word == self.short else _BEGUN
        return self.words.get(word, 0.0)


class FuzzyMatcher:
    """Fuzzy search for tokens without an exact match in any name.

    While a name is typed its first words stay the same, so the results of each token are cached.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._sounded: dict[Options, Heard] = {}
        self._meant: dict[Options, Heard] = {}

    def forget(self) -> None:
        """Clears the cache; must be called when the index has changed."""
        self._sounded.clear()
        self._meant.clear()

    def sounding(self, wording: QueryReading) -> People:
        """Delegates with a word for each token that sounds like it or begins so (phonetic match)."""
        return self._who([self._sound(options) for options in wording])

    def mistyped(self, wording: QueryReading) -> People:
        """Delegates with a word for each token that it may be a typo of."""
        return self._who([self._mean(options) for options in wording])

    def heard(self, options: Options) -> Heard:
        """The words that a token may stand for, as widely as searched so far."""
        return self._meant.get(options) or self._sound(options)

    def half(self, wording: QueryReading) -> People:
        """Delegates with a word for one of the tokens, and at least a similar one for the others."""
        found: People = {}
        for at, options in enumerate(wording):
            heard = self._mean(options)
            if len(wording) > 1 and not heard.short and 0 < heard.size <= _FEW:
                self._weigh(self._people(heard), at, wording, found)
        return {key: near for key, near in found.items() if near >= _HALF}

    def _weigh(self, people: People, at: int, wording: QueryReading, found: People) -> None:
        words = {key: self._index.words(key) for key in people}
        every = list(set().union(*words.values()))
        alike = [self._alike(options, every) for options in wording]
        lengths = [len(options[0]) for options in wording]
        for key, near in people.items():
            total = near * lengths[at]
            for other, length in enumerate(lengths):
                if other != at:
                    nearest = alike[other].keys() & words[key]
                    total += length * max((alike[other][word] for word in nearest), default=0.0)
            found[key] = max(found.get(key, 0.0), total / sum(lengths))

    def _alike(self, options: Options, words: list[str]) -> Closeness:
        found: Closeness = {}
        for option in options[:_MOST_OPTIONS]:
            # A beginning that two words share makes a word of a few letters similar to any long one.
            long_enough = [word for word in words if len(word) * 2 >= len(option)]
            for word, near, _ in process.extract(
                option, long_enough, scorer=JaroWinkler.similarity, score_cutoff=_LIKE, limit=None
            ):
                found[word] = max(near * _UNHEARD, found.get(word, 0.0))
        heard = self._mean(options)
        return found | {word: near for word in words if (near := heard.near(word))}

    def _who(self, tokens: list[Heard]) -> People:
        tokens.sort(key=lambda heard: (bool(heard.short), heard.size))
        if not tokens or not 0 < tokens[0].size <= _MANY:
            return {}
        first = tokens[0]
        found = dict(self._people(first))
        if first.short:
            names, latin = self._index.of_names, self._index.of_latin
            words = (*names.begun(first.short), *latin.begun(first.short))
            found |= self._whose({word: first.near(word) for word in words})
        for heard in tokens[1:]:
            found = self._narrowed(found, heard)
        return {key: near / len(tokens) for key, near in found.items()}

    def _narrowed(self, found: People, heard: Heard) -> People:
        if not heard.short and (heard.people is not None or heard.size <= _WORTH * len(found)):
            others = self._people(heard)
            return {key: found[key] + others[key] for key in found.keys() & others.keys()}
        narrow: People = {}
        nearest = self._nearest_begun if heard.short else self._nearest
        for key, near in found.items():
            other = nearest(key, heard)
            if other:
                narrow[key] = near + other
        return narrow

    def _nearest(self, key: int, heard: Heard) -> float:
        words = self._index.words(key) & heard.words.keys()
        return max((heard.words[word] for word in words), default=0.0)

    def _nearest_begun(self, key: int, heard: Heard) -> float:
        slot, begun = key & SLOT, f" {heard.short}"
        names, latin = self._index.names[slot], self._index.latin[slot]
        if begun in names or begun in latin:
            return 1.0 if f"{begun} " in names or f"{begun} " in latin else _BEGUN
        return self._people(heard).get(key, 0.0)

    def _sound(self, options: Options) -> Heard:
        return self._remembered(self._sounded, options, self._by_ear)

    def _mean(self, options: Options) -> Heard:
        return self._remembered(self._meant, options, self._by_slip)

    def _remembered(
        self, memory: dict[Options, Heard], options: Options, listen: Callable[[Options], Heard]
    ) -> Heard:
        heard = memory.get(options)
        if heard is None:
            if len(memory) >= _REMEMBERED:
                memory.clear()
            memory[options] = heard = listen(options)
        return heard

    def _by_ear(self, options: Options) -> Heard:
        sounding = self._index.sounding
        if len(options) == 1 and len(options[0]) <= _SHORT:
            (token,) = options
            begun = (*self._index.of_names.beginning(token), *self._index.of_latin.beginning(token))
            alike = sounding.alike(token)
            return Heard(alike, sum(map(len, begun)) + self._size(alike), token)
        found: Closeness = {}
        for option in options:
            for word, near in self._by_one(option, whole=len(options) > _GUESSES).items():
                found[word] = max(near, found.get(word, 0.0))
        return Heard(found, self._size(found))

    def _by_one(self, token: str, *, whole: bool) -> Closeness:
        if whole or len(token) <= _SHORT:
            return self._index.sounding.alike(token)
        begun = (*self._index.of_names.begun(token), *self._index.of_latin.begun(token))
        return {word: closeness(token, word) for word in begun} | self._index.sounding.sounding(
            token
        )

    def _by_slip(self, options: Options) -> Heard:
        sounded = self._sound(options)
        if sounded.short:
            return sounded
        found = dict(sounded.words)
        for option in options[:_MOST_OPTIONS]:
            for word, near in self._index.sounding.mistyped(option).items():
                found[word] = max(near, found.get(word, 0.0))
        return Heard(found, self._size(found))

    def _size(self, words: Iterable[str]) -> int:
        names, latin = self._index.of_names, self._index.of_latin
        return sum(len(names.exactly(word)) + len(latin.exactly(word)) for word in words)

    def _people(self, heard: Heard) -> People:
        """Delegates with one of the words; without those that only begin with a short token."""
        if heard.people is None:
            heard.people = self._whose(heard.words)
        return heard.people

    def _whose(self, words: Closeness) -> People:
        names, latin = self._index.of_names, self._index.of_latin
        found: People = {}
        for word, near in sorted(words.items(), key=lambda item: item[1]):
            # The nearest word comes last, so that it is the one kept.
            found |= dict.fromkeys(latin.exactly(word), near * _SPELT)
            found |= dict.fromkeys(names.exactly(word), near)
        return found
