"""Tokens of a search query: the form that search takes, for queries in any script."""

from __future__ import annotations

from checkin.names.folding import fold
from checkin.names.umlauts import has_umlaut, spelt_out

# For each token the Latin words that it may stand for.
QueryReading = tuple[tuple[str, ...], ...]


def latin_tokens(text: str) -> tuple[QueryReading, ...]:
    """The single reading of a Latin text: its own tokens, those with umlauts also spelt out."""
    tokens = fold(text).split()
    if not tokens:
        return ()
    spelt = fold(spelt_out(text)).split() if has_umlaut(text) else tokens
    return (tuple(tuple(dict.fromkeys(pair)) for pair in zip(tokens, spelt, strict=True)),)
