"""Transliteration of a search query: ふるや, フルヤ, 古屋 and ふるy all find Furuya."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from checkin.names.query_tokens import latin_tokens
from checkin.names.sounds import is_latin
from checkin.scripts import ARABIC, HAN, HEBREW

if TYPE_CHECKING:
    from checkin.names.query_tokens import QueryReading

_ARABIC: Final = re.compile(f"[{ARABIC}]")
_READ_IN_MANY_WAYS: Final = re.compile(f"[{HAN}{HEBREW}]")


def query_readings(text: str) -> tuple[QueryReading, ...]:
    """The possible readings of a query; only the folded tokens where they are Latin."""
    if is_latin(text.replace(" ", "")):
        return latin_tokens(text)
    # The tables of all scripts load lazily: opening the window must not wait for them.
    from checkin.names.latin import query as others  # noqa: PLC0415

    return others.query_readings(text)


def reads_one_way(text: str) -> bool:
    """Whether the Latin spelling of a query follows from its script: not for 古屋, nor without vowels."""
    if _READ_IN_MANY_WAYS.search(text):
        return False
    if not _ARABIC.search(text):
        return True
    from checkin.names.latin.uyghur import is_uyghur  # noqa: PLC0415 - as above

    return is_uyghur(text)
