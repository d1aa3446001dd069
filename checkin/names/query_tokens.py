"""The tokens of a query: what look-up takes, whatever script somebody typed."""

from __future__ import annotations

from checkin.names.folding import fold

# For each token the Latin words that it may stand for.
QueryReading = tuple[tuple[str, ...], ...]


def latin_tokens(text: str) -> tuple[QueryReading, ...]:
    """A text in Latin letters is its own wording."""
    tokens = tuple((token,) for token in fold(text).split())
    return (tokens,) if tokens else ()
