"""Text fitting: the largest type size at which a text fits its box, and what happens if none does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from checkin.layout.bidi import is_right_to_left, ordered
from checkin.layout.breaking import best_lines, last_place, whole_letters
from checkin.layout.script import Face, Family, Measure, Weight, split

SMALLEST: Final = 6.0  # points; smaller type cannot be read on a badge
ROUNDING: Final = 1e-6  # points; what fits but for the last digit of a division fits
WORTH_A_BREAK: Final = 1.2  # two lines are preferred if they come out larger by this factor
ELLIPSIS: Final = "…"
# From the baseline, in multiples of the size: ascent and descent of a family, with its marks.
ASCENT: Final = {
    Family.SANS: 0.92,
    Family.ARABIC: 0.98,
    Family.JAPANESE: 0.90,
    Family.CHINESE: 0.90,
    Family.SIMPLIFIED: 0.90,
    Family.KOREAN: 0.90,
    Family.HEBREW: 0.84,
    Family.THAI: 1.04,
    Family.DEVANAGARI: 0.94,
    Family.TIBETAN: 1.12,
    Family.MONGOLIAN: 0.86,
}
DESCENT: Final = {
    Family.SANS: 0.24,
    Family.ARABIC: 0.42,
    Family.JAPANESE: 0.14,
    Family.CHINESE: 0.14,
    Family.SIMPLIFIED: 0.14,
    Family.KOREAN: 0.14,
    Family.HEBREW: 0.26,
    Family.THAI: 0.30,
    Family.DEVANAGARI: 0.42,
    Family.TIBETAN: 0.74,
    Family.MONGOLIAN: 0.22,
}

_FAMILY: Final = {face: Family(face.partition("-")[0]) for face in Face}


@dataclass(frozen=True, slots=True)
class TextRun:
    """A run of one face and one direction, in logical order; `width` in multiples of the type size."""

    text: str
    face: Face
    rtl: bool
    width: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """The runs of a line from left to right; `missing` holds the characters that no face has."""

    runs: tuple[TextRun, ...]
    width: float
    ascent: float
    descent: float
    rtl: bool
    missing: str = ""

    @property
    def height(self) -> float:
        return self.ascent + self.descent


@dataclass(frozen=True, slots=True)
class TextStyle:
    """Text style: weight, regional Han forms, and the smallest and largest size in points.

    `short` are shortened forms of the text, tried in order where it would be unreadably small otherwise.
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
    """A fitted text: its lines, their size, and `narrow`, the horizontal scaling."""

    lines: tuple[TextLine, ...]
    size: float
    cut: bool = False
    narrow: float = 1.0
    shortened: bool = False
    small: bool = False  # printed, but below the legible size

    @property
    def height(self) -> float:
        return self.size * sum(line.height for line in self.lines)

    @property
    def missing(self) -> str:
        return "".join(line.missing for line in self.lines)

    @property
    def shown(self) -> str:
        """The text as it will be printed, after shortening and cutting."""
        return " ".join("".join(run.text for run in line.runs) for line in self.lines)


def set_line(text: str, kind: TextStyle, measure: Measure) -> TextLine:
    """Sets one line: its runs shaped and in visual order."""
    runs: list[TextRun] = []
    missing = ""
    for piece, rtl in ordered(text):
        parts, lacking = split(piece, kind.weight, kind.han, measure)
        missing += lacking
        for face, part in reversed(parts) if rtl else parts:
            runs.append(TextRun(part, face, rtl, measure.width(part, face, rtl=rtl)))
    families = {_FAMILY[run.face] for run in runs} or {Family.SANS}
    return TextLine(
        tuple(runs),
        sum(run.width for run in runs),
        max(ASCENT[family] for family in families),
        max(DESCENT[family] for family in families),
        is_right_to_left(text),
        missing,
    )


def fit(text: str, kind: TextStyle, width: float, height: float, measure: Measure) -> Fitted:
    """Sets the text as large as the box (in points) allows.

    Tried in order: one line; two lines where they come out clearly larger; narrower letters; the short
    forms; smaller sizes down to the smallest; cutting with "…". An empty text gives no lines.
    """
    if not text:
        return Fitted((), kind.largest)
    room = (width, height)
    best = _best(text, kind, room, measure)
    if best.size >= kind.legible - ROUNDING:
        return best
    for form in kind.short:
        if form and form != text:
            shorter = _best(form, kind, room, measure)
            if shorter.size >= kind.legible - ROUNDING:
                return replace(shorter, shortened=True)
    if best.size >= kind.smallest - ROUNDING:
        return replace(best, small=True)
    return _cut(text, kind, width, height, measure)


def _best(text: str, kind: TextStyle, room: tuple[float, float], measure: Measure) -> Fitted:
    """The largest setting of the whole text, even if it is too small."""
    whole = _sized((set_line(text, kind, measure),), kind, *room)
    best = whole
    for count in range(2, kind.lines + 1):
        if best.size >= kind.largest:
            break
        broken = _broken(text, kind, count, room, measure)
        if broken is None:
            break
        if broken.size >= best.size * WORTH_A_BREAK or best.size < kind.smallest:
            best = max(best, broken, key=lambda fitted: fitted.size)
    if best.size >= kind.legible or kind.narrowest >= 1:
        return best
    # Two lines may be limited by the height of the box, and one line fit with narrower letters.
    narrowed = (_narrowed(fitted.lines, kind, *room) for fitted in (best, whole))
    return max(narrowed, key=lambda fitted: fitted.size)


def _narrowed(lines: tuple[TextLine, ...], kind: TextStyle, width: float, height: float) -> Fitted:
    """The lines as large as possible with narrower letters, narrowed no more than needed."""
    widest = max(line.width for line in lines)
    tallest = sum(line.height for line in lines)
    fits = width / (widest * kind.narrowest) if widest else kind.largest
    size = min(kind.largest, height / tallest, fits)
    # Not beyond the legible size: wider letters read better than larger narrow ones.
    size = min(size, max(kind.legible, width / widest if widest else size))
    return Fitted(lines, size, narrow=min(1.0, width / (widest * size)) if widest else 1.0)


def _sized(lines: tuple[TextLine, ...], kind: TextStyle, width: float, height: float) -> Fitted:
    widest = max(line.width for line in lines)
    tallest = sum(line.height for line in lines)
    size = min(kind.largest, height / tallest, width / widest if widest else kind.largest)
    return Fitted(lines, size)


def _broken(
    text: str, kind: TextStyle, count: int, room: tuple[float, float], measure: Measure
) -> Fitted | None:
    parts = best_lines(text, count, lambda part: set_line(part, kind, measure).width)
    if parts is None:
        return None
    lines = tuple(set_line(part, kind, measure) for part in parts)
    return _sized(_begun_alike(lines, text), kind, *room)


def _begun_alike(lines: tuple[TextLine, ...], text: str) -> tuple[TextLine, ...]:
    """The lines of one text begin at the same side, also one with words of the other direction only."""
    rtl = is_right_to_left(text)
    return tuple(replace(line, rtl=rtl) for line in lines)


def _cut(text: str, kind: TextStyle, width: float, height: float, measure: Measure) -> Fitted:
    """As many lines as fit at the smallest size, the last one truncated with "…"."""
    line_height = set_line(text, kind, measure).height
    count = max(1, min(kind.lines, int(height / (kind.smallest * line_height))))
    room = width / (kind.smallest * kind.narrowest)
    lines = wrap(text, replace(kind, lines=count), room, measure)
    widest = max(line.width for line in lines) * kind.smallest
    return Fitted(lines, kind.smallest, cut=True, narrow=min(1.0, width / widest))


def wrap(text: str, kind: TextStyle, room: float, measure: Measure) -> tuple[TextLine, ...]:
    """Wraps the text into lines no wider than `room` (in multiples of the type size).

    Text beyond `kind.lines` lines is truncated with "…".
    """
    lines: list[TextLine] = []
    rest = text
    whole = set_line(rest, kind, measure)
    while len(lines) < kind.lines - 1 and whole.width > room:
        place = last_place(rest, _longest(rest, "", kind, room, measure))
        lines.append(set_line(rest[:place].rstrip(), kind, measure))
        rest = rest[place:].lstrip()
        whole = set_line(rest, kind, measure)
    if whole.width > room:
        whole = set_line(_shortened(rest, kind, room, measure), kind, measure)
    return _begun_alike((*lines, whole), text)


def _shortened(text: str, kind: TextStyle, room: float, measure: Measure) -> str:
    return text[: _longest(text, ELLIPSIS, kind, room, measure)].rstrip() + ELLIPSIS


def _longest(text: str, ending: str, kind: TextStyle, room: float, measure: Measure) -> int:
    """How many characters fit together with the ending; at least one, and no letter loses its marks."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if set_line(text[:middle].rstrip() + ending, kind, measure).width <= room:
            low = middle
        else:
            high = middle - 1
    return whole_letters(text, low)
