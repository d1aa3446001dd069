"""Order of people by family name (collation, sort key). Pure.

Latin letters come first, folded: case, accents and punctuation do not matter. A person without a name in
Latin letters is placed by the reading, where there is one, else by the name as it is written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from checkin.names.folding import fold
from checkin.scripts import HAN, HANGUL, KANA

if TYPE_CHECKING:
    from checkin.domain import Delegate

_EAST_ASIAN: Final = re.compile(f"[{HAN}{KANA}{HANGUL}]")
_FEWEST: Final = 2  # letters of a family name in capitals


def family_key(delegate: Delegate) -> tuple[str, str, int]:
    """The sort key of a delegate: family name, the whole name, number.

    The family name is the one of the roster. Where it is not told apart there, it is what stands before a
    comma or in capitals (KIM Min-ji), or the word that the reading in kana begins with (Keisuke Furuya, ふるや
    けいすけ); of somebody with an East Asian name also in their own script the first word; else the last one.
    """
    shown = delegate.display_name
    if _EAST_ASIAN.search(shown):
        spoken = fold(delegate.reading or shown)
        return (spoken, spoken, delegate.number)
    return (fold(_family(delegate, shown)), fold(shown), delegate.number)


def _family(delegate: Delegate, shown: str) -> str:
    if delegate.family_name and not _EAST_ASIAN.search(delegate.family_name):
        return delegate.family_name
    before, comma, _ = shown.partition(",")
    words = shown.split()
    capitals = [word for word in words if len(word) >= _FEWEST and _is_in_capitals(word)]
    if comma:
        return before
    if capitals and len(capitals) < len(words):
        return " ".join(capitals)
    if spoken := _spoken_family(delegate, words):
        return spoken
    is_family_first = _EAST_ASIAN.search(delegate.native_name) is not None
    return words[0 if is_family_first else -1] if words else shown


def _spoken_family(delegate: Delegate, words: list[str]) -> str:
    """Which word is the first of the reading in kana: the reading has the family name first, the name may not."""
    first, *given = delegate.reading.split() or [""]
    if not given or not _EAST_ASIAN.search(first):
        return ""
    from checkin.names.latin.kana import spellings  # noqa: PLC0415 - large tables, which no scan needs

    known = {fold(spelling) for spelling in spellings(first)}
    return next((word for word in words if fold(word) in known), "")


def _is_in_capitals(word: str) -> bool:
    return word.isupper() and "." not in word  # "J.R." are initials
