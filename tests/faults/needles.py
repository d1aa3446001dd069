"""Canary words in every form in which a program may have written them (needles in a haystack)."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ENCODINGS: Final = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")


def written(word: str) -> set[bytes]:
    """A word as text, folded or not, in any encoding or escaping."""
    folded = (word, word.lower(), word.upper())
    encoded = {form.encode(way) for form in folded for way in ENCODINGS}
    escaped = {json.dumps(form)[1:-1].encode() for form in folded}
    return encoded | escaped | {form.encode("unicode_escape") for form in folded}


def packed(word: str) -> set[bytes]:
    """A word inside of what was written in hexadecimal digits or in base64."""
    plain = {word.encode(way) for way in ("utf-8", "utf-16-le")}
    digits = {data.hex().encode() for data in plain}
    in_base64 = {form for data in plain for form in _in_base64(data)}
    return digits | {form.upper() for form in digits} | in_base64


def _in_base64(data: bytes) -> Iterator[bytes]:
    """The letters that follow from `data` alone, wherever it begins in a group of three bytes."""
    for before in range(3):
        text = base64.b64encode(bytes(before) + data)
        first = (before * 8 + 5) // 6
        whole = (before + len(data)) * 8 // 6
        yield text[first:whole]


def needles(words: Iterable[str]) -> list[bytes]:
    return sorted({form for word in words for form in written(word) | packed(word)})


def found(needles_of: Iterable[bytes], data: bytes) -> list[bytes]:
    """Those that are in the data."""
    return [needle for needle in needles_of if needle in data]
