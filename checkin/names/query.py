"""What is typed, in Latin letters: so that ふるや, フルヤ, 古屋 and ふるy find who is written Furuya."""

from __future__ import annotations

from checkin.names.folding import fold
from checkin.names.sounds import is_latin

# For each token the Latin words that it may stand for.
QueryReading = tuple[tuple[str, ...], ...]


def query_readings(text: str) -> tuple[QueryReading, ...]:
    """The ways to read what is typed; the folded tokens alone where they are Latin."""
    if is_latin(text.replace(" ", "")):
        return latin(text)
    # The tables of every script, which the window must not wait for when it opens.
    from checkin.names.latin import query as others  # noqa: PLC0415

    return others.query_readings(text)


def latin(text: str) -> tuple[QueryReading, ...]:
    """A text in Latin letters is its own wording."""
    tokens = tuple((token,) for token in fold(text).split())
    return (tokens,) if tokens else ()
