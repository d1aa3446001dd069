"""What is typed, in Latin letters: so that ふるや, フルヤ, 古屋 and ふるy find who is written Furuya."""

from __future__ import annotations

from checkin.names.folding import fold
from checkin.names.sounds import is_latin

# For each token the Latin words that it may stand for.
Wording = tuple[tuple[str, ...], ...]


def wordings(text: str) -> tuple[Wording, ...]:
    """The ways to read what is typed; the folded tokens alone where they are Latin."""
    if is_latin(text.replace(" ", "")):
        return latin(text)
    # The tables of every script, which the window must not wait for when it opens.
    from checkin.names.latin import wordings as others  # noqa: PLC0415

    return others.wordings(text)


def latin(text: str) -> tuple[Wording, ...]:
    """A text in Latin letters is its own wording."""
    tokens = tuple((token,) for token in fold(text).split())
    return (tokens,) if tokens else ()
