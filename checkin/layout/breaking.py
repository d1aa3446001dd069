"""Line breaking: where a text may be broken, and which breaks give the best lines."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from checkin.layout.script import joins, rides
from checkin.layout.shorten import PARTICLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_BREAKS_AFTER: Final = frozenset(" -‐–—/・·,、،，;:：|\u0f0b\u1806")
_NOT_FIRST: Final = frozenset(
    "ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…、。，．・：；！？）」』】〉》)]}!?,.:;"
)
_NOT_LAST: Final = frozenset("（「『【〈《([{")
_SEPARATOR: Final = " ·"  # dropped at the end of a line
_WITHIN: Final = 1.25  # penalty: a break within a word of Han letters counts as that much wider
_AFTER_PARTICLE: Final = 1.15  # von | Habsburg
_LONE: Final = 3.0  # an initial alone on a line
_INITIAL: Final = re.compile(r"[^\W\d_]\.?")
NEAR: Final = 5  # a line may end so many characters early to keep a word whole
MOST: Final = 80  # break points to choose among; a text with more is a paragraph, not a name


@dataclass(frozen=True, slots=True)
class BreakPoint:
    """A place where a line may end, and the penalty: a factor on the width of its lines."""

    index: int
    cost: float = 1.0

    @property
    def natural(self) -> bool:
        return self.cost != _WITHIN


def places(text: str) -> Iterator[BreakPoint]:
    """Yields the break points: after spaces and hyphens, and between Han letters."""
    for index in range(1, len(text)):
        before, after = text[index - 1], text[index]
        if after == "·" or joins(before, after):
            continue  # a line may end with the dot, but must not begin with it
        if before == " " or (before in _BREAKS_AFTER and not _within_number(text, index)):
            yield BreakPoint(index, _AFTER_PARTICLE if _ends_with_particle(text, index) else 1.0)
        elif _wide(before) and _wide(after) and before not in _NOT_LAST and after not in _NOT_FIRST:
            yield BreakPoint(index, _WITHIN)


def best_lines(text: str, count: int, width: Callable[[str], float]) -> list[str] | None:
    """Breaks the text into `count` lines, the widest as narrow as possible; None where it cannot."""
    options = _options(text)
    if len(options) < count - 1:
        return None
    ends = [0, *(option.index for option in options), len(text)]
    widths = [0.0]
    for start, end in pairwise(ends):
        widths.append(widths[-1] + width(text[start:end]))
    costs = [1.0, *(option.cost for option in options), 1.0]

    def cost(first: int, last: int) -> float:
        line = text[ends[first] : ends[last]].strip(_SEPARATOR)
        whole = widths[last] - widths[first]
        lone = _LONE if _INITIAL.fullmatch(line) else 1.0
        return whole * max(costs[first], costs[last]) * lone

    chosen = _chosen(len(ends), count, cost)
    return [
        text[ends[first] : ends[last]].rstrip(_SEPARATOR).lstrip()
        for first, last in pairwise(chosen)
    ]


def _options(text: str) -> list[BreakPoint]:
    found = list(places(text))
    if len(found) <= MOST:
        return found
    natural = [point for point in found if point.natural]
    return natural if len(natural) <= MOST else []


def _chosen(ends: int, count: int, cost: Callable[[int, int], float]) -> Sequence[int]:
    """Chooses the ends of `count` lines out of `ends` so that the costliest line costs least."""
    best: dict[int, tuple[float, tuple[int, ...]]] = {
        end: (cost(0, end), (0, end)) for end in range(1, ends)
    }
    for line in range(2, count + 1):
        best = {
            end: min(
                (max(best[start][0], cost(start, end)), (*best[start][1], end))
                for start in range(line - 1, end)
            )
            for end in range(line, ends)
        }
    return best[ends - 1][1]


def last_place(text: str, longest: int) -> int:
    """The best break point up to `longest`; `longest` itself where none is near."""
    natural = [place.index for place in places(text) if longest / NEAR < place.index <= longest]
    return max(natural, default=whole_letters(text, longest))


def whole_letters(text: str, index: int) -> int:
    """The index, moved back so that no combining mark or ligature is split off; at least 1."""
    while 1 < index < len(text) and (rides(text[index]) or joins(text[index - 1], text[index])):
        index -= 1
    return index


def _ends_with_particle(text: str, index: int) -> bool:
    words = text[:index].split()
    return len(words) > 1 and words[-1].lower() in PARTICLES


def _within_number(text: str, index: int) -> bool:
    """Whether a break before `index` would split a time, a date, or a number from its unit."""
    return text[index] == " " or (text[index].isdigit() and text[index - 2 : index - 1].isdigit())


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) == "W"
