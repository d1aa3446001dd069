"""Scanner test (diagnosis): finds wrong scanner settings from a scan of the set-up card.

It has no widget: keys with their times go in, remarks come out. Their texts are elsewhere.
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

SLOW_MS: Final = 25  # typing by hand is hardly slower
FEWEST: Final = 0.6  # share of matching letters; below, the text is unknown


class Sample(StrEnum):
    """The symbols on the set-up card."""

    SIGNS = "signs"
    CODE = "code"
    TICKET = "ticket"


SAMPLES: Final = {
    # Letters that move between layouts, then signs and digits.
    Sample.SIGNS: "azqwym-AZQWYM;:,.?/_=+&@#[]{}'0123456789",
    Sample.CODE: "BCDEFGHIJKLNOPRSTUVX",
    Sample.TICKET: '{"id":7,"url":"https://tickets.example/?e=1&k=aB3zY","s":"Q7wZ-yM2_x"}',
}


class Key(Enum):
    """Kind of a key press."""

    LETTER = auto()
    ENTER = auto()
    TAB = auto()
    COMPOSED = auto()  # the text that an input method shows so far
    OTHER = auto()  # a function key or a command; the text is its name


@dataclass(frozen=True, slots=True)
class Press:
    key: Key
    at: float  # milliseconds
    text: str = ""


class Matter(StrEnum):
    """The possible remarks about a scanner, most severe first."""

    UNKNOWN = "unknown"  # not the text of the card
    GARBLED = "garbled"  # the same, and the settings of a serial line may be the cause
    LOST = "lost"  # letters are missing
    INPUT_METHOD = "input method"
    LAYOUT = "layout"
    CASE = "case"  # upper and lower case are swapped
    ONE_CASE = "one case"  # everything is upper case, or lower case
    SLOW = "slow"
    NO_END = "no end"
    TWO_ENDS = "two ends"
    PREFIX = "prefix"
    FUNCTION_KEY = "function key"  # pressed before the first letter
    STRAY = "stray"  # extra keys between the letters
    FINE = "fine"
    WHOLE = "whole"  # fine; the scanner is no keyboard


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
    """One remark with its facts: names of layouts, a text, a number."""

    matter: Matter
    scanner: str = ""
    computer: str = ""
    text: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Trial:
    """The result of scanning the card. Without a sample it was none of its symbols."""

    sample: Sample | None
    remarks: tuple[Remark, ...]
    pace: int = 0  # typical milliseconds between letters
    ends: tuple[Key, ...] = ()

    @property
    def good(self) -> bool:
        """Whether no setting must change."""
        return all(remark.matter in HARMLESS for remark in self.remarks)


@dataclass(frozen=True, slots=True)
class _Way:
    """A form in which a sample may arrive."""

    sample: Sample
    text: str
    remark: Remark | None


def judge(presses: Sequence[Press]) -> Trial:
    """Diagnoses one burst of keys from the scanner."""
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
    """Diagnoses a scan that came in one piece, by a serial line or camera.

    No layout applies then, and there is no timing.
    """
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
    """The keys behind an input method's text, step by step."""
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
        yield Remark(Matter.FUNCTION_KEY, text=" ".join(press.text for press in first))
    if any(press.key is Key.OTHER for press in presses[len(first) :]):
        yield Remark(Matter.STRAY)


def _recognised(
    text: str, ways: Callable[[Sample], Iterator[_Way]], *, composed: bool = False
) -> tuple[_Way | None, str]:
    """The most likely form in which this arrived, and the prefix before it."""
    for sample in Sample:
        for way in ways(sample):
            expected = way.text.lower() if composed else way.text
            if expected and text.endswith(expected):
                return way, text[: -len(expected)]
    return None, ""


def _as_they_are(sample: Sample) -> Iterator[_Way]:
    """Unchanged, then with other capitals."""
    text = SAMPLES[sample]
    yield _Way(sample, text, None)
    yield _Way(sample, text.swapcase(), Remark(Matter.CASE))
    for changed in (text.upper(), text.lower()):
        yield _Way(sample, changed, Remark(Matter.ONE_CASE))


def _ways(sample: Sample) -> Iterator[_Way]:
    """Unchanged, then with swapped case, then garbled; the American scanner first, the factory default."""
    yield from _as_they_are(sample)
    text = SAMPLES[sample]
    for scanner, computer in _pairs():
        remark = Remark(Matter.LAYOUT, scanner.name, computer.name)
        for variant in (text, text.upper(), text.lower(), text.swapcase()):
            yield _Way(sample, bent(variant, scanner, computer), remark)


def _pairs() -> Iterator[tuple[KeyboardLayout, KeyboardLayout]]:
    scanners = sorted(OF_SCANNERS, key=lambda layout: layout is not US)
    return (
        (scanner, computer)
        for scanner in scanners
        for computer in LAYOUTS
        if scanner is not computer
    )


def _lost(text: str) -> Remark | None:
    """Missing letters: they came too fast for the computer."""
    for expected in SAMPLES.values():
        rest = iter(expected)
        enough = len(text) >= FEWEST * len(expected)
        if enough and all(letter in rest for letter in text):
            return Remark(Matter.LOST, number=len(expected) - len(text))
    return None
