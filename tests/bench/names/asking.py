"""Runs search queries and counts: rank 1, rank 1 to 3, keys until rank 1, latency."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.lookup.finder import Finder

FIRST_OF = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, and the delegates that it may mean: namesakes cannot be distinguished by it."""

    text: str
    right: frozenset[str]
    about: str = ""


@dataclass(slots=True)
class Result:
    """The result of many queries of one kind."""

    kind: str
    asked: int = 0
    first: int = 0
    third: int = 0
    keys: list[int] = field(default_factory=list)
    letters: list[int] = field(default_factory=list)
    samples: list[int] = field(default_factory=list)
    missed: list[Asked] = field(default_factory=list)

    def share(self, count: int) -> float:
        return count / self.asked if self.asked else 1.0


def ask(finder: Finder, kind: str, people: Iterable[Asked], *, keys: int = 60) -> Result:
    """Runs all queries; for `keys` of them it also counts the keys until the right one is first."""
    result = Result(kind)
    for person in people:
        began = time.process_time_ns()
        hits = [hit.delegate for hit in finder.find(person.text)]
        result.samples.append(time.process_time_ns() - began)
        result.asked += 1
        result.first += bool(person.right.intersection(hits[:1]))
        third = bool(person.right.intersection(hits[:FIRST_OF]))
        result.third += third
        if not third:
            result.missed.append(person)
        elif len(result.keys) < keys:
            result.keys.append(_keys(finder, person))
            result.letters.append(len(person.text))
    return result


def _keys(finder: Finder, asked: Asked) -> int:
    """After how many keys the right person is first; all of them if never."""
    for end in range(1, len(asked.text)):
        hits = finder.find(asked.text[:end], 1)
        if hits and hits[0].delegate in asked.right:
            return end
    return len(asked.text)


HEADING = f"{'':52}{'asked':>6}{'first':>8}{'in 3':>8}{'keys':>6}{'of':>5}{'p50':>7}{'p99':>7}"


def line(one: Result) -> str:
    """A result as one line of a table: shares, keys until first, letters in all, milliseconds."""
    return (
        f"{one.kind:52}{one.asked:6}{one.share(one.first):8.3f}{one.share(one.third):8.3f}"
        f"{_mean(one.keys):6.1f}{_mean(one.letters):5.0f}{percentile(one.samples, 50):7.2f}{percentile(one.samples, 99):7.2f}"
    )


def _mean(values: list[int]) -> float:
    return sum(values) / len(values) if values else 0.0


def percentile(samples: list[int], percent: int) -> float:
    """A percentile of nanoseconds, in milliseconds."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] / 1e6 if ordered else 0.0
