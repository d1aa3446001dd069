"""Bending a text as a keyboard does, and straightening it again."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Final

from checkin.keyboards.layouts import LAYOUTS, NONE, OF_SCANNERS, KeyboardLayout
from checkin.scripts import TO_HIRAGANA

if TYPE_CHECKING:
    from collections.abc import Iterator

WAYS: Final = 8  # a text that may have been typed in more ways than so many says nothing
_MARKS_OF_KANA: Final = "゛゜"
_LOOSE: Final = {"\u3099": "゛", "\u309a": "゜"}  # on a kana, though pressed as keys of their own
# A dead key before a letter that cannot bear its mark leaves the mark by itself.
_DEAD: Final = {"^": "\u0302", "¨": "\u0308", "´": "\u0301", "`": "\u0300"}
_MARKS: Final = {mark: alone for alone, mark in _DEAD.items()}


def bent(text: str, scanner: KeyboardLayout, computer: KeyboardLayout) -> str:
    """What arrives when a scanner set to one layout types on a computer set to another.

    What the scanner has no key for arrives as it is. Dead keys are joined with what follows them.
    """
    letters = []
    for letter in text:
        place = scanner.places.get(letter, (None,))[0]
        given = letter if place is None else computer.gives(place)
        letters.append("" if given == NONE else given)
    return _joined("".join(letters))


def straightened(text: str, scanner: KeyboardLayout, computer: KeyboardLayout) -> tuple[str, ...]:
    """All that such a scanner may have meant; none where the computer's layout cannot give this text."""
    return _meant(tuple(_keys(text, computer)), _table(scanner, computer))


def straightenings(text: str) -> tuple[str, ...]:
    """All that any scanner may have meant on any computer, without the text as it is.

    Caps Lock turns capitals round, whatever the layouts.
    """
    found = dict.fromkeys(_all_ways(text))
    turned = {one.swapcase(): None for one in (text, *found)}
    return tuple(one for one in {**found, **turned} if one != text)


def _all_ways(text: str) -> Iterator[str]:
    for computer in LAYOUTS:
        keys = tuple(_keys(text, computer))
        for scanner in OF_SCANNERS:
            if scanner is not computer:
                yield from _meant(keys, _table(scanner, computer))


def _meant(keys: tuple[str, ...], table: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    count = 1
    for key in keys:
        count *= len(table.get(key, ()))
        if not 1 <= count <= WAYS:
            return ()
    return tuple("".join(one) for one in product(*(table[key] for key in keys)))


@cache
def _table(scanner: KeyboardLayout, computer: KeyboardLayout) -> dict[str, tuple[str, ...]]:
    """What each letter of the computer's may have been on the scanner; empty where it has no such key."""
    table = {
        letter: tuple(sorted({scanner.gives(place) for place in places} - {NONE}))
        for letter, places in computer.places.items()
    }
    return {**table, " ": (" ",)}


def _keys(text: str, computer: KeyboardLayout) -> Iterator[str]:
    """The letters as they were pressed: a dead key before the letter that bears its mark."""
    for letter in _as_typed(text, computer):
        if letter in computer.places or letter == " ":
            yield letter
            continue
        bare, *marks = tuple(unicodedata.normalize("NFD", letter))
        yield from (_LOOSE.get(mark, mark) for mark in marks if computer.latin)
        yield _DEAD.get(bare, bare)
        yield from (_LOOSE.get(mark, mark) for mark in marks if not computer.latin)


def _as_typed(text: str, computer: KeyboardLayout) -> str:
    """Kana are one thing, however an input method writes them."""
    if computer.name == "kana":
        narrow = (c if c in _MARKS_OF_KANA else unicodedata.normalize("NFKC", c) for c in text)
        text = "".join(narrow).translate(TO_HIRAGANA)
    return unicodedata.normalize("NFC", text)


def _joined(text: str) -> str:
    """With each dead key's mark on the letter after it, or by itself where that letter cannot bear it."""
    letters = []
    waiting = ""
    for letter in text:
        one = unicodedata.normalize("NFC", letter + waiting) if waiting else letter
        if letter in _MARKS:
            letters.append(_MARKS.get(waiting, ""))
            waiting = letter
        else:
            letters.append(one if len(one) == 1 else _MARKS[waiting] + letter)
            waiting = ""
    return "".join(letters) + _MARKS.get(waiting, "")
