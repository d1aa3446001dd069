"""Aligns readings of names with their kanji, learnt from many names by expectation-maximisation."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

LONGEST = 5  # kana per kanji at most: 志 こころざし
ROUNDS = 6
RAREST = 0.004

Readings = dict[str, dict[str, float]]


@dataclass
class Alignment:
    """The probability of each reading of a kanji, learnt from names."""

    readings: Readings

    def likely(self, kanji: str, reading: str) -> float:
        """The log probability of the likeliest way to split the reading; -12 where there is none."""
        best = {0: 0.0}
        for letter in kanji:
            further: dict[int, float] = {}
            for start, so_far in best.items():
                for end in range(start + 1, min(start + LONGEST, len(reading)) + 1):
                    share = self.readings.get(letter, {}).get(reading[start:end])
                    if share:
                        further[end] = max(further.get(end, -99.0), so_far + log(share))
            best = further
        return best.get(len(reading), -12.0)

    def best(self, kanji: str, most: int) -> list[str]:
        found = self.readings.get(kanji, {})
        return sorted(found, key=lambda reading: (-found[reading], reading))[:most]


def learn(names: Sequence[tuple[str, str]]) -> Alignment:
    readings: Readings | None = None
    for _ in range(ROUNDS):
        counts: Readings = defaultdict(lambda: defaultdict(float))
        for kanji, reading in names:
            for letter, part, weight in _shares(kanji, reading, readings):
                counts[letter][part] += weight
        readings = {letter: _shares_of(parts) for letter, parts in counts.items()}
    return Alignment(readings or {})


def _shares_of(parts: dict[str, float]) -> dict[str, float]:
    whole = sum(parts.values())
    return {
        part: count / whole
        for part, count in parts.items()
        if count / whole > RAREST and count > 0.5
    }


def _likely(readings: Readings | None, kanji: str, part: str) -> float:
    if readings is None:
        return 1 / (1 + 0.2 * len(part) ** 2)
    return readings.get(kanji, {}).get(part, 0.0)


def _shares(
    kanji: str, reading: str, readings: Readings | None
) -> Iterator[tuple[str, str, float]]:
    """Yields each kanji with each possible part of the reading, and the weight of that split."""
    ways = list(_ways(kanji, reading, readings))
    whole = sum(weight for _, weight in ways)
    for parts, weight in ways:
        for letter, part in zip(kanji, parts, strict=True):
            yield letter, part, weight / whole


def _ways(
    kanji: str, reading: str, readings: Readings | None
) -> Iterator[tuple[tuple[str, ...], float]]:
    """Yields every way to split the reading into as many parts as there are kanji, with its weight."""
    if len(kanji) == 1:
        weight = _likely(readings, kanji, reading) if len(reading) <= LONGEST else 0.0
        if weight:
            yield (reading,), weight
        return
    for end in range(1, min(LONGEST, len(reading) - len(kanji) + 1) + 1):
        weight = _likely(readings, kanji[0], reading[:end])
        if weight:
            for parts, rest in _ways(kanji[1:], reading[end:], readings):
                yield (reading[:end], *parts), weight * rest
