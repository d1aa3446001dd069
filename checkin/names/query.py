"""What is typed, in Latin letters: so that ふるや, フルヤ, 古屋 and ふるy find who is written Furuya."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.names.query_tokens import latin_tokens
from checkin.names.sounds import is_latin

if TYPE_CHECKING:
    from checkin.names.query_tokens import QueryReading


def query_readings(text: str) -> tuple[QueryReading, ...]:
    """The ways to read what is typed; the folded tokens alone where they are Latin."""
    if is_latin(text.replace(" ", "")):
        return latin_tokens(text)
    # The tables of every script, which the window must not wait for when it opens.
    from checkin.names.latin import query as others  # noqa: PLC0415

    return others.query_readings(text)
