"""Tokens of a search query: the form that search takes, for queries in any script."""

from __future__ import annotations

from checkin.names.folding import fold

# For each token the Latin words that it may stand for.
QueryReading = tuple[tuple[str, ...], ...]


def latin_tokens(text: str) -> tuple[QueryReading, ...]:
    """The single reading of a Latin text: its own tokens."""
    tokens = tuple((token,) for token in fold(text).split())
    return (tokens,) if tokens else ()
