"""Fitting: the largest size at which a text fits its box, on one line or two, and when it does not."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from checkin.layout.bidi import is_right_to_left, ordered
from checkin.layout.script import Face, Family, Measure, Weight, rides, split

if TYPE_CHECKING:
    from collections.abc import Iterable

SMALLEST: Final = 6.0  # points; nobody reads less from a badge
WORTH_A_BREAK: Final = 1.2  # how much larger two lines must come out to be preferred
ELLIPSIS: Final = "…"
# From the baseline, in multiples of the size: what the letters of a family need, with their marks.
ASCENT: Final = {
    Family.SANS: 0.92,
    Family.ARABIC: 0.98,
    Family.JAPANESE: 0.90,
    Family.CHINESE: 0.90,
}
DESCENT: Final = {
    Family.SANS: 0.24,
    Family.ARABIC: 0.42,
    Family.JAPANESE: 0.14,
    Family.CHINESE: 0.14,
}

_FAMILY: Final = {face: Family(face.partition("-")[0]) for face in Face}
_BREAKS_AFTER: Final = frozenset(" -‐–—/・·,、，،;:：|")
_NOT_FIRST: Final = frozenset(
    "ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…、。，．・：；！？）」』】〉》)]}!?,.:;"
)
_NOT_LAST: Final = frozenset("（「『【〈《([{")
_SEPARATOR: Final = " ·"  # not needed where the line ends anyway
_WITHIN: Final = 1.25  # a break within a word of Han letters counts as that much wider


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one face and one direction, in reading order; `width` in multiples of the size."""

    text: str
    face: Face
    rtl: bool
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """Runs from left to right; `missing` are the characters that no face has."""

    runs: tuple[Run, ...]
    width: float
    ascent: float
    descent: float
    rtl: bool
    missing: str = ""

    @property
    def height(self) -> float:
        return self.ascent + self.descent


@dataclass(frozen=True, slots=True)
class Kind:
    """How a text is set: its weight, which Han letters it means, and its bounds in points.

    `short` are shorter forms of the text, tried one after another where it cannot be read otherwise.
    """

    weight: Weight
    largest: float
    smallest: float = SMALLEST
    lines: int = 1
    han: Family = Family.JAPANESE
    legible: float = SMALLEST
    narrowest: float = 1.0
    short: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines at a size, set `narrow` times as wide as they would be by themselves."""

    lines: tuple[Line, ...]
    size: float
    cut: bool = False
    narrow: float = 1.0
    shortened: bool = False
    small: bool = False  # printed, but below the size that can be read

    @property
    def height(self) -> float:
        return self.size * sum(line.height for line in self.lines)

    @property
    def missing(self) -> str:
        return "".join(line.missing for line in self.lines)

    @property
    def shown(self) -> str:
        """What stands there, as it stands."""
        return " ".join("".join(run.text for run in line.runs) for line in self.lines)


def set_line(text: str, kind: Kind, measure: Measure) -> Line:
    """One line, its runs shaped and in visual order."""
    runs: list[Run] = []
    missing = ""
    for piece, rtl in ordered(text):
        parts, lacking = split(piece, kind.weight, kind.han, measure)
        missing += lacking
        for face, part in reversed(parts) if rtl else parts:
            runs.append(Run(part, face, rtl, measure.width(part, face, rtl=rtl)))
    families = {_FAMILY[run.face] for run in runs} or {Family.SANS}
    return Line(
        tuple(runs),
        sum(run.width for run in runs),
        max(ASCENT[family] for family in families),
        max(DESCENT[family] for family in families),
        is_right_to_left(text),
        missing,
    )


def fit(text: str, kind: Kind, width: float, height: float, measure: Measure) -> Fitted:
    """The text as large as the box (in points) allows.

    One line if it can be; two where they come out clearly larger; then set narrower; then in its short
    form; smaller down to the smallest size; then cut with "…". An empty text has no lines.
    """
    if not text:
        return Fitted((), kind.largest)
    room = (width, height)
    best = _best(text, kind, room, measure)
    if best.size >= kind.legible:
        return best
    for form in kind.short:
        if form and form != text:
            shorter = _best(form, kind, room, measure)
            if shorter.size >= kind.legible:
                return replace(shorter, shortened=True)
    if best.size >= kind.smallest:
        return replace(best, small=True)
    return _cut(text, kind, width, height, measure)


def _best(text: str, kind: Kind, room: tuple[float, float], measure: Measure) -> Fitted:
    """The largest setting of the whole text, be it too small."""
    whole = _sized((set_line(text, kind, measure),), kind, *room)
    best = whole
    if kind.lines > 1 and whole.size < kind.largest:
        broken = _broken(text, kind, *room, measure)
        if broken and (broken.size >= whole.size * WORTH_A_BREAK or whole.size < kind.smallest):
            best = max(whole, broken, key=lambda fitted: fitted.size)
    if best.size >= kind.legible or kind.narrowest >= 1:
        return best
    return _narrowed(best.lines, kind, *room)


def _narrowed(lines: tuple[Line, ...], kind: Kind, width: float, height: float) -> Fitted:
    """The lines as large as they can be with letters set narrower, but no narrower than it takes."""
    widest = max(line.width for line in lines)
    tallest = sum(line.height for line in lines)
    fits = width / (widest * kind.narrowest) if widest else kind.largest
    size = min(kind.largest, height / tallest, fits)
    # No larger than can be read: a wider setting reads better than a larger narrow one.
    size = min(size, max(kind.legible, width / widest if widest else size))
    return Fitted(lines, size, narrow=min(1.0, width / (widest * size)) if widest else 1.0)


def _sized(lines: tuple[Line, ...], kind: Kind, width: float, height: float) -> Fitted:
    widest = max(line.width for line in lines)
    tallest = sum(line.height for line in lines)
    size = min(kind.largest, height / tallest, width / widest if widest else kind.largest)
    return Fitted(lines, size)


def _broken(text: str, kind: Kind, width: float, height: float, measure: Measure) -> Fitted | None:
    place = _best_break(text, kind, measure)
    if place is None:
        return None
    halves = (text[:place].rstrip(_SEPARATOR), text[place:].lstrip())
    return _sized(tuple(set_line(half, kind, measure) for half in halves), kind, width, height)


def _best_break(text: str, kind: Kind, measure: Measure) -> int | None:
    """Where the wider of the two lines is narrowest."""
    places = list(_places(text))
    if not places:
        return None
    widths = _widths(text, [place for place, _ in places], kind, measure)
    total = widths[-1]
    costs = [
        (max(before, total - before) * (1.0 if natural else _WITHIN), place)
        for (place, natural), before in zip(places, widths, strict=False)
    ]
    return min(costs)[1]


def _widths(text: str, places: list[int], kind: Kind, measure: Measure) -> list[float]:
    """The width of the text up to each place, and of the whole: its pieces measured one by one."""
    widths = []
    start, so_far = 0, 0.0
    for place in [*places, len(text)]:
        so_far += set_line(text[start:place], kind, measure).width
        widths.append(so_far)
        start = place
    return widths


def _places(text: str) -> Iterable[tuple[int, bool]]:
    """Where a line may end, and whether the break is natural rather than within a word."""
    for index in range(1, len(text)):
        before, after = text[index - 1], text[index]
        if after == "·":
            continue  # a line may end with the dot, but none begins with it
        if before == " " or (before in _BREAKS_AFTER and not _within_number(text, index)):
            yield index, True
        elif _wide(before) and _wide(after) and before not in _NOT_LAST and after not in _NOT_FIRST:
            yield index, False


def _within_number(text: str, index: int) -> bool:
    """Whether a break before `index` would cut a time, a date or a space off what it belongs to."""
    return text[index] == " " or (text[index].isdigit() and text[index - 2 : index - 1].isdigit())


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) == "W"


def _cut(text: str, kind: Kind, width: float, height: float, measure: Measure) -> Fitted:
    """As many lines as fit at the smallest size, the last one ended with "…"."""
    line_height = set_line(text, kind, measure).height
    count = max(1, min(kind.lines, int(height / (kind.smallest * line_height))))
    lines = wrap(text, replace(kind, lines=count), width / kind.smallest, measure)
    return Fitted(lines, kind.smallest, cut=True)


def wrap(text: str, kind: Kind, room: float, measure: Measure) -> tuple[Line, ...]:
    """The text in lines no wider than `room` (in multiples of the size), broken where it may be.

    What does not fit into `kind.lines` of them is cut with "…".
    """
    lines: list[Line] = []
    rest = text
    whole = set_line(rest, kind, measure)
    while len(lines) < kind.lines - 1 and whole.width > room:
        place = _last_break(rest, kind, room, measure)
        lines.append(set_line(rest[:place].rstrip(), kind, measure))
        rest = rest[place:].lstrip()
        whole = set_line(rest, kind, measure)
    if whole.width > room:
        whole = set_line(_shortened(rest, kind, room, measure), kind, measure)
    return (*lines, whole)


def _last_break(text: str, kind: Kind, room: float, measure: Measure) -> int:
    longest = _longest(text, "", kind, room, measure)
    natural = [place for place, _ in _places(text) if longest / 3 < place <= longest]
    return max(natural, default=longest)


def _shortened(text: str, kind: Kind, room: float, measure: Measure) -> str:
    return text[: _longest(text, ELLIPSIS, kind, room, measure)].rstrip() + ELLIPSIS


def _longest(text: str, ending: str, kind: Kind, room: float, measure: Measure) -> int:
    """How many characters fit with the ending; at least one, and no letter loses its marks."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if set_line(text[:middle].rstrip() + ending, kind, measure).width <= room:
            low = middle
        else:
            high = middle - 1
    while 1 < low < len(text) and rides(text[low]):
        low -= 1
    return low
