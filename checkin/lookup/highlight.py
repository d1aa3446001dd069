"""Match highlighting: the spans of a delegate's names that a query matched, and the score.

No two tokens may match the same letters: Tseng and Chang, two readings of one character, do not
make a Tseng-chang.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from checkin.names import marked, merged, stretches, word_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from checkin.lookup.fuzzy import Heard, Options
    from checkin.names import QueryReading, Spans

Shown = tuple[str, str]

_SURE, _GUESSED = 0.98, 0.95  # nearness of a Latin word that was derived, not given
_TURNED: Final = 0.02  # penalty of a name in the other order
_COVERED: Final = 0.3  # weight of a name that was typed to the end


class Typed(NamedTuple):
    """The query: folded tokens, their readings in Latin letters, and the matches of each."""

    tokens: tuple[str, ...]
    ways: tuple[QueryReading, ...]
    heard: Callable[[Options], Heard]


class Fit(NamedTuple):
    """The matched spans of both names, the words that were only guessed, and the score, 0 to 1."""

    marked: tuple[Spans, Spans]
    guess: str
    near: float


class _Place(NamedTuple):
    """A possible match of a token, and how near it is."""

    near: float
    shown: int
    start: int
    end: int
    guess: str = ""


def fit(shown: Shown, latin: str, typed: Typed) -> Fit:
    """The best assignment of the query's tokens to a delegate's names."""
    literal = [[marked(name, [token]) for name in shown] for token in typed.tokens]
    places = [_literal(token_spans) for token_spans in literal]
    plain = _best(places, [len(token) for token in typed.tokens], shown)
    spans = [[span for names in literal for span in names[at]] for at in (0, 1)]
    if all(places):
        return Fit((merged(spans[0]), merged(spans[1])), "", plain[0])
    ways = [_laid(shown, latin, way, typed, places) for way in typed.ways]
    near, chosen = max(ways, key=lambda way: way[0], default=plain)
    if near <= plain[0]:
        near, chosen = plain
    for place in chosen:
        if place.shown < len(shown):
            spans[place.shown].append((place.start, place.end))
    guesses = dict.fromkeys(place.guess for place in chosen if place.guess)
    return Fit((merged(spans[0]), merged(spans[1])), " ".join(guesses).title(), near)


def _literal(found: Iterable[Spans]) -> list[_Place]:
    return [_Place(1.0, at, start, end) for at, spans in enumerate(found) for start, end in spans]


def _laid(
    shown: Shown, latin: str, way: QueryReading, typed: Typed, literal: list[list[_Place]]
) -> tuple[float, list[_Place]]:
    same = len(way) == len(literal)
    places = [
        (literal[at] if same else []) or _heard(shown, latin, typed.heard(options))
        for at, options in enumerate(way)
    ]
    near, chosen = _best(places, [len(options[0]) for options in way], shown)
    return near, [*chosen, *_in_the_other(places, chosen)]


def _in_the_other(places: list[list[_Place]], chosen: list[_Place]) -> list[_Place]:
    """The matches of the same tokens in the name of the other script."""
    found: list[_Place] = []
    for some in places:
        there = {place.shown for place in some if place in chosen}
        others = (place for place in some if place.shown not in there)
        free = (place for place in others if not any(_overlap(place, taken) for taken in found))
        if there and (free_place := next(free, None)):
            found.append(free_place._replace(guess=""))
    return found


def _heard(shown: Shown, latin: str, heard: Heard) -> list[_Place]:
    """The places of words that matched phonetically, or of their source."""
    found = [
        _Place(near, at, start, end)
        for at, name in enumerate(shown)
        for word, start, end in word_spans(name)
        if (near := heard.near(word))
    ]
    for line in stretches(latin):
        word = max(line.words, key=heard.near)
        if near := heard.near(word):
            worth = near * (_SURE if line.sure else _GUESSED)
            found.append(_Place(worth, line.shown, line.start, line.end, "" if line.sure else word))
    found.sort(key=lambda place: (-place.near, place.start - place.end))
    return found


def _best(
    places: list[list[_Place]], lengths: list[int], shown: Shown
) -> tuple[float, list[_Place]]:
    """The nearest matches that do not overlap; a token without one counts as missed."""
    chosen: dict[int, _Place] = {}
    near = 0.0
    for at in sorted(
        filter(places.__getitem__, range(len(places))), key=lambda at: -places[at][0].near
    ):
        for place in places[at]:
            if not any(_overlap(place, taken) for taken in chosen.values()):
                chosen[at] = place
                near += place.near * lengths[at]
                break
    in_order = [chosen[at][1:3] for at in sorted(chosen)]
    fits = near / max(sum(lengths), 1) * (1 - _COVERED) - _TURNED * (in_order != sorted(in_order))
    found = [*chosen.values()]
    return fits + _COVERED * _covered(found, shown), found


def _overlap(one: _Place, other: _Place) -> bool:
    return one.shown == other.shown and one.start < other.end and other.start < one.end


def _covered(chosen: list[_Place], shown: Shown) -> float:
    """How much of a name was typed: one script in full is all."""
    return max(
        sum(place.end - place.start for place in chosen if place.shown == at) / max(len(name), 1)
        for at, name in enumerate(shown)
    )
