"""Which part of a name's reading belongs to which kanji: learnt from many names, by expectation-maximisation."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

LONGEST = 5  # kana that one kanji stands for: 志 こころざし
ROUNDS = 6
RAREST = 0.004

Readings = dict[str, dict[str, float]]


@dataclass
class Alignment:
    """How likely each kanji is read how, given the names it was learnt from."""

    readings: Readings

    def likely(self, kanji: str, reading: str) -> float:
        """The logarithm of the likeliest way to share the reading out; -12 where there is none."""
        best = {0: 0.0}
        for one in kanji:
            further: dict[int, float] = {}
            for start, so_far in best.items():
                for end in range(start + 1, min(start + LONGEST, len(reading)) + 1):
                    share = self.readings.get(one, {}).get(reading[start:end])
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
            for one, part, weight in _shares(kanji, reading, readings):
                counts[one][part] += weight
        readings = {one: _shares_of(parts) for one, parts in counts.items()}
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
    """Each kanji with each part that it may stand for, and how much of the name speaks for that."""
    ways = list(_ways(kanji, reading, readings))
    whole = sum(weight for _, weight in ways)
    for parts, weight in ways:
        for one, part in zip(kanji, parts, strict=True):
            yield one, part, weight / whole


def _ways(
    kanji: str, reading: str, readings: Readings | None
) -> Iterator[tuple[tuple[str, ...], float]]:
    """Every way to cut the reading into as many parts as there are kanji."""
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
