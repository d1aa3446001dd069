"""Whole-name comparison (record linkage): whether two people may have the same name, in any script.

A spelling is the folded words of a name in alphabetical order, so that the order of family name and
given name makes no difference.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations, islice, product
from typing import TYPE_CHECKING, Final

from checkin.names.haystack import FIELD
from checkin.names.keys import NAMED_BY, keys, stretches
from checkin.names.sounds import sounds
from checkin.scripts import HAN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checkin.names.keys import Stretch

MOST: Final = 200  # spellings by rule of one name; Han characters have many readings
_MOST_WORDS: Final = 6  # of a longer name no parts are looked at
_NEAR: Final = 0.86  # a slip or two in a whole name
_LEAST_LETTERS: Final = 4
_HAN: Final = re.compile(f"[{HAN}]")


@dataclass(frozen=True, slots=True)
class Spellings:
    """All spellings of one person's name. `by_rule` are transliterations, `in_han` of Han characters."""

    given: frozenset[str]
    by_rule: frozenset[str]
    in_han: bool

    @property
    def contained(self) -> frozenset[str]:
        """The given spellings, and those of two words or more out of them: Ali Karimi of Ali Reza Karimi."""
        return self.given.union(*map(_parts, self.given))


def spellings(person: Mapping[str, str]) -> Spellings:
    """The spellings of a person, from the name fields; missing fields are empty."""
    whole = {field: person.get(field, "") for field in NAMED_BY}
    made = keys(whole)
    given = frozenset(
        " ".join(sorted(words)) for name in made.names.split(FIELD) if (words := name.split())
    )
    by_rule = frozenset(_by_rule(stretches(made.latin))) - given
    in_han = any(_HAN.search(spelling) for spelling in given)
    return Spellings(given, by_rule, in_han)


def same_name(one: Spellings, other: Spellings) -> bool:
    """Whether both may be one name: written alike, or so in another script.

    Two names in Han characters are one only where the characters are: their readings prove nothing.
    """
    if one.given & (other.given | other.by_rule) or one.by_rule & other.given:
        return True
    return not (one.in_han and other.in_han) and bool(one.by_rule & other.by_rule)


def close_name(one: Spellings, other: Spellings) -> bool:
    """Whether both may be one name, also with a slip, a foreign ear's spelling, or a word left out."""
    if same_name(one, other) or one.given & other.contained or other.given & one.contained:
        return True
    return any(_near(first, second) for first in _compared(one) for second in _compared(other))


def _compared(name: Spellings) -> frozenset[str]:
    """The spellings in which a slip may be; what Han characters may be read like is no spelling."""
    given = frozenset(spelling for spelling in name.given if not _HAN.search(spelling))
    return given if name.in_han else given | name.by_rule


def _near(first: str, second: str) -> bool:
    if min(len(first), len(second)) < _LEAST_LETTERS:
        return False
    if (heard := _sounds(first)) and heard == _sounds(second):
        return True
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.real_quick_ratio() >= _NEAR and matcher.ratio() >= _NEAR


def _sounds(spelling: str) -> tuple[str, ...]:
    codes = [sounds(word) for word in spelling.split()]
    return tuple(sorted(code[0] for code in codes)) if all(codes) else ()


def _parts(spelling: str) -> set[str]:
    words = spelling.split()
    if len(words) > _MOST_WORDS:
        return set()
    return {" ".join(some) for count in range(2, len(words)) for some in combinations(words, count)}


def _by_rule(parts: Iterable[Stretch]) -> Iterator[str]:
    """The transliterations of each name from its beginning to its end."""
    of_name: dict[int, list[Stretch]] = {}
    for part in parts:
        of_name.setdefault(part.shown, []).append(part)
    for stretches_of_name in of_name.values():
        words = (
            " ".join(sorted(chosen))
            for way in _ways(stretches_of_name, 0)
            for chosen in product(*(part.words for part in way))
        )
        yield from islice(words, MOST)


def _ways(parts: list[Stretch], start: int) -> Iterator[tuple[Stretch, ...]]:
    """The sequences of parts that lie beside each other, from `start` to the end of the name."""
    begins = min((part.start for part in parts if part.start >= start), default=None)
    if begins is None:
        yield ()
        return
    for part in parts:
        if part.start == begins:
            for rest in _ways(parts, part.end):
                yield (part, *rest)
