"""Keyboard layout mismatch: garbles a text as a wrong layout does, and recovers the original."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Final

from checkin.keyboards.layouts import LAYOUTS, NONE, OF_SCANNERS, KeyboardLayout
from checkin.scripts import TO_HIRAGANA

if TYPE_CHECKING:
    from collections.abc import Iterator

WAYS: Final = 8  # a text with more readings than this tells nothing
_MARKS_OF_KANA: Final = "゛゜"
_LOOSE: Final = {"\u3099": "゛", "\u309a": "゜"}  # voicing marks of kana, pressed separately
# A dead key before a letter that cannot bear its mark leaves the mark by itself.
_DEAD: Final = {"^": "\u0302", "¨": "\u0308", "´": "\u0301", "`": "\u0300"}
_ASCII: Final = frozenset(map(chr, range(128)))
_MARKS: Final = {mark: alone for alone, mark in _DEAD.items()}


def bent(text: str, scanner: KeyboardLayout, computer: KeyboardLayout) -> str:
    """The text that arrives when scanner and computer have different layouts.

    A letter without a key on the scanner arrives unchanged. Dead keys are joined with the next
    letter.
    """
    letters = []
    for letter in text:
        place = scanner.places.get(letter, (None,))[0]
        given = letter if place is None else computer.gives(place)
        letters.append("" if given == NONE else given)
    return _joined("".join(letters))


def straightened(text: str, scanner: KeyboardLayout, computer: KeyboardLayout) -> tuple[str, ...]:
    """All originals for this scanner layout; empty where the computer's layout cannot give this text."""
    if not _may_give(text, computer):
        return ()
    return _originals(text, scanner, computer)


def straightenings(text: str) -> tuple[str, ...]:
    """All originals for any scanner and computer layout, without the text itself.

    Caps Lock swaps the case, whatever the layouts.
    """
    found = dict.fromkeys(_all_ways(text))
    turned = {reading.swapcase(): None for reading in (text, *found)}
    return tuple(reading for reading in {**found, **turned} if reading != text)


def _all_ways(text: str) -> Iterator[str]:
    for computer in LAYOUTS:
        if not _may_give(text, computer):
            continue
        for scanner in OF_SCANNERS:
            if scanner is not computer:
                yield from _originals(text, scanner, computer)


def _may_give(text: str, computer: KeyboardLayout) -> bool:
    """False where the text has an ASCII letter that the layout lacks: the common case, found in no time."""
    return not (_ASCII - _dead_or_given(computer)).intersection(text)


@cache
def _dead_or_given(computer: KeyboardLayout) -> frozenset[str]:
    return frozenset(computer.places) | _DEAD.keys() | {" "}


def _originals(text: str, scanner: KeyboardLayout, computer: KeyboardLayout) -> tuple[str, ...]:
    table = _translation(scanner, computer)
    if table.keys() >= set(map(ord, text)):
        return (text.translate(table),)
    return _meant(tuple(_keys(text, computer)), _table(scanner, computer))


@cache
def _translation(scanner: KeyboardLayout, computer: KeyboardLayout) -> dict[int, str]:
    """The ASCII letters that have exactly one original, for `str.translate`."""
    return {
        ord(letter): originals[0]
        for letter, originals in _table(scanner, computer).items()
        if len(originals) == 1 and letter.isascii()
    }


def _meant(keys: tuple[str, ...], table: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    count = 1
    for key in keys:
        count *= len(table.get(key, ()))
        if not 1 <= count <= WAYS:
            return ()
    return tuple("".join(letters) for letters in product(*(table[key] for key in keys)))


@cache
def _table(scanner: KeyboardLayout, computer: KeyboardLayout) -> dict[str, tuple[str, ...]]:
    """Letter of the computer → letters of the scanner; empty where the scanner has no such key."""
    table = {
        letter: tuple(sorted({scanner.gives(place) for place in places} - {NONE}))
        for letter, places in computer.places.items()
    }
    return {**table, " ": (" ",)}


def _keys(text: str, computer: KeyboardLayout) -> Iterator[str]:
    """The letters as pressed: a dead key before the letter that bears its mark."""
    for letter in _as_typed(text, computer):
        if letter in computer.places or letter == " ":
            yield letter
            continue
        bare, *marks = tuple(unicodedata.normalize("NFD", letter))
        yield from (_LOOSE.get(mark, mark) for mark in marks if computer.latin)
        yield _DEAD.get(bare, bare)
        yield from (_LOOSE.get(mark, mark) for mark in marks if not computer.latin)


def _as_typed(text: str, computer: KeyboardLayout) -> str:
    """One form for kana, however an input method writes them."""
    if computer.name == "kana":
        narrow = (c if c in _MARKS_OF_KANA else unicodedata.normalize("NFKC", c) for c in text)
        text = "".join(narrow).translate(TO_HIRAGANA)
    return unicodedata.normalize("NFC", text)


def _joined(text: str) -> str:
    """Puts each dead key's mark on the letter after it, or alone where that letter cannot bear it."""
    letters = []
    waiting = ""
    for letter in text:
        joined = unicodedata.normalize("NFC", letter + waiting) if waiting else letter
        if letter in _MARKS:
            letters.append(_MARKS.get(waiting, ""))
            waiting = letter
        else:
            letters.append(joined if len(joined) == 1 else _MARKS[waiting] + letter)
            waiting = ""
    return "".join(letters) + _MARKS.get(waiting, "")
