"""Simulated input methods: the commit and preedit texts that they post while a scanner types."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from checkin.keyboards import US, bent, layout_named
from tests.checkin.keyboards.test_keyboards import composed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Method(StrEnum):
    """Kinds of input methods, and what each converts Latin letters to."""

    KANA = "kana made of letters"
    KANA_KEYS = "kana keys"
    WIDE = "full-width letters that grow"
    WIDE_SINGLY = "full-width letters one by one"
    WIDE_AT_ONCE = "full-width letters at once"


def steps_of(method: Method, code: str, *, ended: bool) -> list[tuple[str, str]]:
    """The steps for a code; `ended` with an Enter, else without."""
    if method is Method.WIDE_AT_ONCE:
        return [(wide(code), "")]
    if method is Method.WIDE_SINGLY:
        return [(wide(letter), "") for letter in code]
    made = _MADE[method]
    grown = [("", made(code.lower()[:length])) for length in range(1, len(code) + 1)]
    return [*grown, (made(code.lower()), "")] if ended else grown


def wide(letters: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) for letter in letters)


_MADE: Final[Mapping[Method, Callable[[str], str]]] = {
    Method.KANA: composed,
    Method.KANA_KEYS: lambda letters: bent(letters, US, layout_named("kana")),
    Method.WIDE: wide,
}
