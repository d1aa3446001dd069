"""Tooltips are plain text (no markup injection): Qt would draw what looks like HTML, and open the files that it names.

On Windows a path such as `//server/share/x.png` in a cell of a roster would send the user's hash to that server.
"""

from __future__ import annotations

from html import escape


def tooltip(words: str) -> str:
    """The words as a tooltip that shows them as they are."""
    return f"<qt>{escape(words, quote=False)}</qt>" if {"<", "&"} & {*words} else words
