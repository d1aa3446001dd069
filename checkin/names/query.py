"""Transliteration of a search query: ふるや, フルヤ, 古屋 and ふるy all find Furuya."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.names.query_tokens import latin_tokens
from checkin.names.sounds import is_latin

if TYPE_CHECKING:
    from checkin.names.query_tokens import QueryReading


def query_readings(text: str) -> tuple[QueryReading, ...]:
    """The possible readings of a query; only the folded tokens where they are Latin."""
    if is_latin(text.replace(" ", "")):
        return latin_tokens(text)
    # The tables of all scripts load lazily: opening the window must not wait for them.
    from checkin.names.latin import query as others  # noqa: PLC0415

    return others.query_readings(text)
