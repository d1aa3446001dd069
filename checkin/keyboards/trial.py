"""Trying a scanner: what it typed of a known text tells how it is set, and what is in its way.

Knows no widget: the keys that came, and when, go in; remarks come out. Words for them are elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from itertools import pairwise, takewhile
from statistics import median
from typing import TYPE_CHECKING, Final

from checkin.keyboards.kana import key_of
from checkin.keyboards.layout_mismatch import bent
from checkin.keyboards.layouts import LAYOUTS, OF_SCANNERS, US, KeyboardLayout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

SLOW_MS: Final = 25  # a hand is not slower by much
FEWEST: Final = 0.6  # of the letters: with fewer it may be anything


class Sample(StrEnum):
    """The symbols on the set-up card."""

    SIGNS = "signs"
    CODE = "code"
    TICKET = "ticket"


SAMPLES: Final = {
    # Letters that move from layout to layout, then signs and digits.
    Sample.SIGNS: "azqwym-AZQWYM;:,.?/_=+&@#[]{}'0123456789",
    Sample.CODE: "BCDEFGHIJKLNOPRSTUVX",
    Sample.TICKET: '{"id":7,"url":"https://tickets.example/?e=1&k=aB3zY","s":"Q7wZ-yM2_x"}',
}


class Key(Enum):
    """What came of a press."""

    LETTER = auto()
    ENTER = auto()
    TAB = auto()
    COMPOSED = auto()  # what an input method shows so far
    OTHER = auto()  # a function key, or a command; its text is what it is called


@dataclass(frozen=True, slots=True)
class Press:
    key: Key
    at: float  # milliseconds
    text: str = ""


class Matter(StrEnum):
    """What there is to say of a scanner, the gravest first."""

    UNKNOWN = "unknown"  # not the text of the card at all
    GARBLED = "garbled"  # neither, and a serial line may make it so
    LOST = "lost"  # letters are missing
    INPUT_METHOD = "input method"
    LAYOUT = "layout"
    CASE = "case"  # capitals and small letters are turned round
    ONE_CASE = "one case"  # all are made capital, or small
    SLOW = "slow"
    NO_END = "no end"
    TWO_ENDS = "two ends"
    PREFIX = "prefix"
    FUNCTION_KEY = "function key"  # pressed before the first letter
    STRAY = "stray"  # keys between the letters that are none
    FINE = "fine"
    WHOLE = "whole"  # fine, of a scanner that plays no keyboard


HARMLESS: Final = frozenset(
    {
        Matter.PREFIX,
        Matter.FUNCTION_KEY,
        Matter.STRAY,
        Matter.NO_END,
        Matter.TWO_ENDS,
        Matter.FINE,
        Matter.WHOLE,
    }
)


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say, with its facts: names of layouts, a text, a number."""

    matter: Matter
    scanner: str = ""
    computer: str = ""
    text: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Trial:
    """What a scan of the card told. Without a sample it was none of its symbols."""

    sample: Sample | None
    remarks: tuple[Remark, ...]
    pace: int = 0  # milliseconds from letter to letter, as a rule
    ends: tuple[Key, ...] = ()

    @property
    def good(self) -> bool:
        """Whether nothing needs to be changed."""
        return all(remark.matter in HARMLESS for remark in self.remarks)


@dataclass(frozen=True, slots=True)
class _Way:
    """One way in which a sample may arrive."""

    sample: Sample
    text: str
    remark: Remark | None


def judge(presses: Sequence[Press]) -> Trial:
    """What one burst tells of the scanner."""
    composed = any(press.key is Key.COMPOSED for press in presses)
    text = _composed_text(presses) if composed else _typed_text(presses)
    ends = tuple(press.key for press in presses if press.key in {Key.ENTER, Key.TAB})
    gaps = _gaps(presses)
    pace = round(median(gaps)) if gaps else 0
    way, prefix = _recognised(text, _ways, composed=composed)
    if way is None:
        return Trial(None, (_lost(text) or Remark(Matter.UNKNOWN, text=text[:60]),), pace, ends)
    remarks = [
        *([Remark(Matter.INPUT_METHOD)] if composed else []),
        *([way.remark] if way.remark else []),
        *_of_rhythm(presses, gaps, ends, composed=composed),
        *([Remark(Matter.PREFIX, text=prefix)] if prefix else []),
    ]
    return Trial(way.sample, tuple(remarks) or (Remark(Matter.FINE),), pace, ends)


def judge_whole(text: str, *, serial: bool) -> Trial:
    """What a scan tells that came in one piece, by a serial line or in a picture: no layout bends it, and
    nothing is known of its pace."""
    way, prefix = _recognised(text, _as_they_are)
    if way is None:
        unknown = Remark(Matter.GARBLED if serial else Matter.UNKNOWN, text=text[:60])
        return Trial(None, (_lost(text) or unknown,))
    remarks = [
        *([way.remark] if way.remark else []),
        *([Remark(Matter.PREFIX, text=prefix)] if prefix else []),
    ]
    return Trial(way.sample, tuple(remarks) or (Remark(Matter.WHOLE),))


def _typed_text(presses: Sequence[Press]) -> str:
    return "".join(press.text for press in presses if press.key is Key.LETTER)


def _composed_text(presses: Sequence[Press]) -> str:
    """The keys behind what an input method showed, step by step."""
    steps = (press.text for press in presses if press.key is Key.COMPOSED and press.text)
    return "".join(key_of(step) for step in steps)


def _gaps(presses: Sequence[Press]) -> list[float]:
    times = [press.at for press in presses if press.key in {Key.LETTER, Key.COMPOSED}]
    return [later - sooner for sooner, later in pairwise(times)]


def _of_rhythm(
    presses: Sequence[Press], gaps: list[float], ends: tuple[Key, ...], *, composed: bool
) -> Iterator[Remark]:
    slowest = max(gaps, default=0)
    if slowest > SLOW_MS:
        yield Remark(Matter.SLOW, number=round(slowest))
    if not ends and not composed:
        yield Remark(Matter.NO_END)
    if len(ends) > 1:
        yield Remark(Matter.TWO_ENDS)
    first = tuple(takewhile(lambda press: press.key is Key.OTHER, presses))
    if first:
        yield Remark(Matter.FUNCTION_KEY, text=" ".join(one.text for one in first))
    if any(press.key is Key.OTHER for press in presses[len(first) :]):
        yield Remark(Matter.STRAY)


def _recognised(
    text: str, ways: Callable[[Sample], Iterator[_Way]], *, composed: bool = False
) -> tuple[_Way | None, str]:
    """The likeliest way in which this came, and what stands in front."""
    for sample in Sample:
        for way in ways(sample):
            expected = way.text.lower() if composed else way.text
            if expected and text.endswith(expected):
                return way, text[: -len(expected)]
    return None, ""


def _as_they_are(sample: Sample) -> Iterator[_Way]:
    """As it is, then with other capitals."""
    text = SAMPLES[sample]
    yield _Way(sample, text, None)
    yield _Way(sample, text.swapcase(), Remark(Matter.CASE))
    for changed in (text.upper(), text.lower()):
        yield _Way(sample, changed, Remark(Matter.ONE_CASE))


def _ways(sample: Sample) -> Iterator[_Way]:
    """As it is, then turned round, then bent; the American scanner first, for that is how they come."""
    yield from _as_they_are(sample)
    text = SAMPLES[sample]
    for scanner, computer in _pairs():
        remark = Remark(Matter.LAYOUT, scanner.name, computer.name)
        for one in (text, text.upper(), text.lower(), text.swapcase()):
            yield _Way(sample, bent(one, scanner, computer), remark)


def _pairs() -> Iterator[tuple[KeyboardLayout, KeyboardLayout]]:
    scanners = sorted(OF_SCANNERS, key=lambda one: one is not US)
    return (
        (scanner, computer)
        for scanner in scanners
        for computer in LAYOUTS
        if scanner is not computer
    )


def _lost(text: str) -> Remark | None:
    """Letters that came too fast for the computer are missing in the middle."""
    for expected in SAMPLES.values():
        rest = iter(expected)
        enough = len(text) >= FEWEST * len(expected)
        if enough and all(letter in rest for letter in text):
            return Remark(Matter.LOST, number=len(expected) - len(text))
    return None
