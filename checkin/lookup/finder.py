"""Name search (ranking): all delegates in memory, exact matches before fuzzy ones.

Hits are ranked by their weakest token. What was given by hand comes before what was derived: the
whole name, whole words of it, whole words in Latin letters, prefixes of words, other prefixes in
Latin letters, codes and the organisation. All that is only a guess comes after these: phonetic
matches, substrings, typos, and last a match of half of the name. Within a rank delegates expected in
the session come first, then the lower number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from checkin.domain import Match
from checkin.lookup.certainty import LEAST_ELSEWHERE, Certainty
from checkin.lookup.fuzzy import FuzzyMatcher
from checkin.lookup.highlight import Fit, Typed, fit
from checkin.lookup.index import SLOT, Index, IndexedDelegate
from checkin.lookup.token_matcher import SPELT_LETTERS, TokenMatcher
from checkin.lookup.word_index import lowest
from checkin.names import fold, query_readings
from checkin.scripts import HAN

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from checkin.lookup.fuzzy import People
    from checkin.lookup.word_index import Keys, Lists
    from checkin.names import QueryReading, Spans

    # A score, keys, and how all of them were found; None where each is to be looked at.
    Rank = tuple[float, Iterable[int], Match | None]

# The score of each rank, best first.
EXACT: Final = 1.0
REORDERED: Final = 0.97
WHOLE_WORDS: Final = 0.9
SPELT: Final = 0.85
BEGINNINGS: Final = 0.8
SOUNDS: Final = 0.7
INSIDE: Final = 0.6
ELSEWHERE: Final = 0.5
MISTYPED: Final = 0.4
# The ranks in which each token is, or begins, a word that was given.
_LITERAL: Final = frozenset({EXACT, REORDERED, WHOLE_WORDS, BEGINNINGS})
GUESSED: Final = 0.5  # what is left of the score of a guess: less than any other

_LONGEST: Final = 200
_MOST_TOKENS: Final = 8
_MANY_ALIKE: Final = 16  # of so many it is looked at how much of their names was typed
_LEAST_APART: Final = 3
_GOOD: Final = 0.86  # a match this near ends the search for other readings
_CLEAR: Final = 0.72  # phonetic matches below this are ranked with the typos
_VERY_WORD: Final = 0.98  # given, or made in Latin letters
# Han characters are typed exactly, or it is another name.
_HAN: Final = re.compile(f"[{HAN}]")
_REMEMBERED: Final = 32  # counted tokens
_ENOUGH: Final = 3  # with this many hits no fuzzy search is needed


@dataclass(frozen=True, slots=True)
class Hit:
    """A search hit.

    `marked` are the half-open spans of the display name and of the second name that matched, counted
    in stored letters. `guess` are the matched Latin words that were only guessed; `namesake` says
    that another delegate has the same name.
    """

    delegate: str
    score: float
    marked: tuple[Spans, Spans]
    guess: str = ""
    namesake: bool = False
    match: Match = Match.EXACT


class Finder:
    """Finds delegates by any part of a name, the organisation, the number or a prefix of a code."""

    def __init__(self, entries: Iterable[IndexedDelegate]) -> None:
        self._index = Index(entries)
        self._matcher = TokenMatcher(self._index)
        self._hearing = FuzzyMatcher(self._index)
        self._categories: Collection[str] = ()
        self._fits: dict[int, Fit] = {}
        self._counts: dict[str, frozenset[int]] = {}

    def __len__(self) -> int:
        return len(self._index)

    def update(self, one: IndexedDelegate) -> None:
        """Adds or replaces a delegate."""
        self._index.update(one)
        self._hearing.forget()
        self._counts.clear()

    def remove(self, delegate: str) -> None:
        """Removes a delegate; an unknown one is ignored."""
        self._index.remove(delegate)
        self._hearing.forget()
        self._counts.clear()

    def find(
        self,
        text: str,
        limit: int = 8,
        categories: Collection[str] = (),
        *,
        contacts: bool = False,
        own_columns: bool = False,
    ) -> tuple[Hit, ...]:
        """The best hits, best first; none for a text without a letter or digit.

        Delegates who are expected, and of one of the categories if any are given, come before equal
        hits. E-mail addresses, telephone numbers and the columns that desks may read are searched only
        with `contacts`, the organiser's other columns only with `own_columns`.
        """
        text = text[:_LONGEST]
        tokens = tuple(fold(text).split())[:_MOST_TOKENS]
        if not tokens or limit < 1:
            return ()
        self._categories = categories
        self._fits.clear()
        ways = tuple(way[:_MOST_TOKENS] for way in query_readings(text))
        typed = Typed(tokens, ways, self._hearing.heard)
        certainty = Certainty(self._index, text, tokens, ways)
        found: dict[int, float] = {}
        columns = self._index.columns.find(text, organiser=own_columns) if contacts else []
        ranks = self._by_rank(typed, text, limit, found, contacts=contacts, columns=columns)
        sure = _sure_ones(ranks, certainty, limit, found)
        best = [*sure, *(key for key in found if key not in sure)][:limit]
        return tuple(
            self._hit(key, found[key], typed, sure[key] or certainty.match(key))
            if key in sure
            else self._hit(key, found[key] * GUESSED, typed, Match.GUESS)
            for key in best
        )

    def count(self, text: str, hits: Iterable[Hit] = ()) -> int:
        """How many delegates have for each token a word with that prefix, given or in Latin letters.

        The hits of the same text are counted in any case.
        """
        found = _with_all(text, self._counted)
        keys = (self._index.key_of(hit.delegate) for hit in hits)
        return len(found) + sum(key not in found for key in keys)

    def beginning(self, text: str) -> tuple[str, ...]:
        """All delegates whom `count` counts, in no order."""
        return tuple(self._index.ids[key & SLOT] for key in _with_all(text, self._counted))

    def _counted(self, token: str) -> frozenset[int]:
        """Who has a word with this prefix; remembered, because most of a query was typed before."""
        keys = self._counts.get(token)
        if keys is None:
            index = self._index
            lists = [*index.of_names.beginning(token), *index.of_latin.beginning(token)]
            lists += index.of_others.beginning(token) if len(token) >= LEAST_ELSEWHERE else []
            if _HAN.search(token):
                lists += index.of_names.containing(token) or []
            if len(self._counts) >= _REMEMBERED:
                self._counts.clear()
            self._counts[token] = keys = frozenset().union(*lists)
        return keys

    def _hit(self, key: int, score: float, typed: Typed, match: Match) -> Hit:
        fits = self._fits.get(key) or self._fit(key, typed)
        slot = key & SLOT
        namesake = self._index.is_one_of_many(key)
        return Hit(self._index.ids[slot], score, fits.marked, fits.guess, namesake, match)

    def _fit(self, key: int, typed: Typed) -> Fit:
        slot = key & SLOT
        latin = "" if slot in self._index.aliased else self._index.latin[slot]
        self._fits[key] = fits = fit(self._index.shown[slot], latin, typed)
        return fits

    def _expected(self, key: int) -> bool:
        category = self._index.categories[key & SLOT]
        return category is not None and (not self._categories or category in self._categories)

    def _expected_first(self, keys: Iterable[int]) -> list[int]:
        return sorted(keys, key=lambda key: (not self._expected(key), key))

    def _by_rank(
        self,
        typed: Typed,
        text: str,
        limit: int,
        found: Mapping[int, float],
        *,
        contacts: bool,
        columns: list[int],
    ) -> Iterator[Rank]:
        """Yields rank by rank, in its order within each, the keys that reach it.

        Each rank yields all of its keys, or at least enough after those of better ranks are taken
        away. `found` are the keys of the better ranks.
        """
        tokens, ways = typed.tokens, typed.ways
        in_characters = _HAN.search(text) is not None
        exact = self._matcher
        yield from self._identified(tokens, text, contacts=contacts)
        whole = exact.whole_words(tokens)
        yield EXACT, self._expected_first(exact.same_name(whole, tokens)), None
        yield REORDERED, self._expected_first(exact.reordered(whole, tokens)), None
        yield WHOLE_WORDS, self._expected_first(whole), None
        yield from self._graded(SPELT, dict.fromkeys(exact.spelt(tokens), 1.0), typed)
        yield BEGINNINGS, self._begun(tokens, limit), None
        if in_characters:
            yield INSIDE, self._expected_first(exact.inside(tokens, limit * 2)), None
        if in_characters and (len(found) >= _ENOUGH or max(found.values(), default=0) >= REORDERED):
            ways = ()  # an exact spelling exists; readings take longest to look up
        heard = self._heard(self._hearing.sounding, ways)
        clear = {key: near for key, near in heard.items() if near >= _CLEAR}
        yield from self._graded(SOUNDS, clear, typed)
        yield ELSEWHERE, exact.coded(text, limit), Match.BEGINNING
        yield ELSEWHERE, self._expected_first(exact.begun_anywhere(tokens, limit * 2)), None
        yield ELSEWHERE, self._expected_first(columns), Match.GIVEN
        # Whatever follows is a guess.
        if len(found) < limit:
            yield from self._anywhere(tokens, limit)
            if self._is_in_doubt(tokens, found) and not in_characters:
                yield from self._meant(typed, heard)

    def _identified(self, tokens: tuple[str, ...], text: str, *, contacts: bool) -> Iterator[Rank]:
        """Who has exactly this number, code, address or telephone number; then the beginnings."""
        yield EXACT, self._matcher.numbered(tokens), Match.EXACT
        yield EXACT, self._matcher.whole_code(text), Match.EXACT
        if contacts:
            for reached in self._index.contacts.find(text):
                score = EXACT if reached.match is Match.EXACT else ELSEWHERE
                yield score, reached.keys, reached.match

    def _is_in_doubt(self, tokens: tuple[str, ...], found: Mapping[int, float]) -> bool:
        """True where hardly anything was found; an exact whole name is no typo."""
        if len(tokens) > 1:
            return not any(score >= SOUNDS for score in found.values())
        return len(found) < _ENOUGH

    def _meant(self, typed: Typed, people: People) -> Iterator[Rank]:
        """Fuzzy matches: tokens joined or split, typos, part of a name, weak phonetic matches."""
        ways, hearing = typed.ways, self._hearing
        _add(people, self._heard(hearing.mistyped, ways))
        respaced: list[QueryReading] = []
        if max(people.values(), default=0.0) < _GOOD:
            for way in (candidate for wording in ways for candidate in self._respaced(wording)):
                if meant := self._respaced_meant(way, typed):
                    respaced.append(way)
                    _add(people, meant)
            _add(people, self._heard(hearing.half, ways))
            _add(people, self._without_one(ways))
        yield from self._graded(
            MISTYPED, people, typed._replace(ways=(*ways, *respaced)), Match.GUESS
        )

    def _without_one(self, ways: Iterable[QueryReading]) -> People:
        """Delegates who match all but one of several tokens: Joshua Wong Chi-fung is written 黃之鋒.

        Where one of two matches, only if it is that very word: Bernie Sanders is Bernard Sanders.
        """
        people: People = {}
        for way in ways:
            lengths = [len(options[0]) for options in way]
            least = _CLEAR if len(way) > 2 else _VERY_WORD
            for at in range(len(way)) if len(way) > 1 else ():
                share = 1 - lengths[at] / sum(lengths)
                rest = self._hearing.sounding((*way[:at], *way[at + 1 :]))
                _add(people, {key: near * share for key, near in rest.items() if near >= least})
        return people

    def _respaced_meant(self, way: QueryReading, typed: Typed) -> People:
        """Matches of tokens joined or split; for joined ones with a typo in them too."""
        joined = len(way) < len(typed.ways[0])
        return self._hearing.sounding(way) or (self._hearing.mistyped(way) if joined else {})

    def _heard(
        self, listen: Callable[[QueryReading], People], ways: Iterable[QueryReading]
    ) -> People:
        people: People = {}
        for wording in ways:
            _add(people, listen(wording))
        return people

    def _graded(
        self, rank: float, people: People, typed: Typed, how: Match | None = None
    ) -> Iterator[Rank]:
        """Sorted by nearness; among equals, delegates whose name was typed to the end come first.

        A tenth of nearness is a hundredth of the score.
        """
        lengths = self._index.lengths
        # Among equals a short name is sooner typed to the end; there are too many to check each.
        keys = sorted(people, key=lambda key: (-round(people[key], 2), lengths[key & SLOT], key))
        best = {key: people[key] for key in keys[:_MANY_ALIKE]}
        if len(keys) > 1 and sum(map(len, typed.tokens)) >= SPELT_LETTERS:
            best = {key: (near + self._fit(key, typed).near) / 2 for key, near in best.items()}
        first = sorted(
            best, key=lambda key: (-round(best[key], 1), not self._expected(key), -best[key], key)
        )
        for grade, alike in groupby(first, key=lambda key: round(best[key], 1)):
            yield rank - 0.1 * (1 - grade), alike, how
        yield rank - 0.1, keys[len(best) :], how

    def _respaced(self, wording: QueryReading) -> Iterator[QueryReading]:
        """Word segmentation: two tokens as one (abdu weli), one as two (furuyakeiji), initials (mc)."""
        for at in range(len(wording) - 1):
            joined = tuple(
                first + second for first in wording[at][:2] for second in wording[at + 1][:2]
            )
            yield (*wording[:at], joined, *wording[at + 2 :])
        for at, options in enumerate(wording):
            for token in options[:2]:
                for parts in self._apart(token):
                    yield (*wording[:at], *((part,) for part in parts), *wording[at + 1 :])

    def _apart(self, token: str, most: int = 3) -> Iterator[tuple[str, ...]]:
        """Splits a token in two or three, all but the last a known whole word; or into initials."""
        names, latin = self._index.of_names, self._index.of_latin
        if len(token) <= 3:
            yield tuple(token)
        for cut in range(_LEAST_APART, len(token) - 1):
            head, rest = token[:cut], token[cut:]
            if head in names or head in latin:
                yield head, rest
                if most > 2 and len(rest) > 3:
                    yield from ((head, *parts) for parts in self._apart(rest, most - 1))

    def _begun(self, tokens: tuple[str, ...], limit: int) -> Keys:
        """Delegates who have, for each token, a word of a name with that prefix."""
        if len(tokens) == 1:
            return self._lowest(self._index.of_names.beginning(tokens[0]), limit)
        return self._expected_first(self._matcher.beginnings(tokens, limit * 2))

    def _lowest(self, lists: Lists, limit: int) -> Keys:
        """The first keys that are expected, by number; of the others only as many as are found on the way."""
        wanted = limit * 2
        while True:
            keys = lowest(lists, wanted)
            if len(keys) < wanted or sum(map(self._expected, keys)) >= limit * 2:
                return self._expected_first(keys)
            wanted *= 8

    def _anywhere(self, tokens: tuple[str, ...], limit: int) -> Iterator[Rank]:
        """Inside the words of a name, then of the organisation and in the number too."""
        inside, anywhere = self._matcher.inside, self._matcher.anywhere
        yield INSIDE, self._expected_first(inside(tokens, limit * 2)), Match.GUESS
        yield ELSEWHERE, self._expected_first(anywhere(tokens, limit * 2)), Match.GUESS


def _add(people: People, others: People) -> None:
    for key, near in others.items():
        people[key] = max(near, people.get(key, 0.0))


def _sure_ones(
    ranks: Iterable[Rank], certainty: Certainty, limit: int, found: dict[int, float]
) -> dict[int, Match | None]:
    """So many who are no guess, in the order of the ranks; `found` becomes all that were looked at."""
    sure: dict[int, Match | None] = {}
    for score, keys, how in ranks:
        literal = score in _LITERAL
        for key in keys:
            if key not in found:
                found[key] = score
                if how is not Match.GUESS and (how or not certainty.is_guess(key, literal=literal)):
                    sure[key] = how
                    if len(sure) >= limit:
                        return sure
    return sure


def _with_all(text: str, counted: Callable[[str], frozenset[int]]) -> frozenset[int]:
    """Who has a word for each token of a text."""
    tokens = fold(text[:_LONGEST]).split()[:_MOST_TOKENS]
    begun = [counted(token) for token in tokens]
    begun.sort(key=len)
    return begun[0].intersection(*begun[1:]) if len(begun) > 1 else frozenset(*begun)
