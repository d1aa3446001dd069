"""Cleaning: text from outside as it may be stored and shown, on one line and without tricks.

A name is kept as its bearer writes it. Only what nobody can see, what turns text around and what piles up
without end is taken away, and `what_was_cleaned` tells which of these it was.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from checkin.scripts import HAN_COMPATIBILITY, JOINED

if TYPE_CHECKING:
    from collections.abc import Callable


class Cleaned(StrEnum):
    """What was taken away."""

    LINES = "lines"  # line breaks and tabs, now spaces
    CONTROL = "control"  # control characters
    DIRECTION = "direction"  # marks that turn the direction of what follows
    INVISIBLE = "invisible"  # characters without width
    SURROGATE = "surrogate"  # halves of characters
    MARKS = "marks"  # more marks on one letter than any script has


MOST_MARKS: Final = 3

_SPACES: Final = re.compile(r"[\s\u0085\u2028\u2029]+")
# A joiner shapes Arabic and Indic words, and it holds an emoji together; anywhere else it only hides.
_EMOJI: Final = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_LOST_JOINER: Final = re.compile(
    f"(?<![{JOINED}{_EMOJI}])[\u200c\u200d]|[\u200c\u200d](?![{JOINED}{_EMOJI}])"
)
# Normalisation would give these the new shape of the character; in a name the old one is meant.
_COMPATIBILITY: Final = re.compile(f"([{HAN_COMPATIBILITY}])")
# What nearly every name is made of: no control, no mark, no joiner, nothing to put right.
_HARMLESS: Final = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u0590\u0620-\u064a\u0671-\u06d5"
    "\u3000-\u3029\u3030-\u3098\u309b-\u3163\u3165-\u9fff\uac00-\ud7a3\uff01-\uff9f]*"
)
_PATTERNS: Final = {
    Cleaned.LINES: re.compile("[\t\n\v\f\r\u0085\u2028\u2029]"),
    Cleaned.CONTROL: re.compile("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"),
    Cleaned.DIRECTION: re.compile("[\u202a-\u202e\u2066-\u2069]"),
    Cleaned.INVISIBLE: re.compile(
        "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u2060-\u2065"
        "\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e00ff]"
    ),
    Cleaned.SURROGATE: re.compile("[\ud800-\udfff]"),
}


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter) in ("Mn", "Me")


def _bound_marks(text: str) -> str:
    """At most three marks on one letter; the rest of a pile is cut."""
    kept: list[str] = []
    selection = 0
    for letter in text:
        selection = selection + 1 if _is_mark(letter) else 0
        if selection <= MOST_MARKS:
            kept.append(letter)
    return "".join(kept)


def _compose(text: str) -> str:
    if not _COMPATIBILITY.search(text):
        return unicodedata.normalize("NFC", text)
    return "".join(
        part if _COMPATIBILITY.fullmatch(part) else unicodedata.normalize("NFC", part)
        for part in _COMPATIBILITY.split(text)
    )


def _remove(kind: Cleaned) -> Callable[[str], str]:
    pattern = _PATTERNS[kind]
    return lambda text: pattern.sub("", text)


_STEPS: Final[tuple[tuple[Cleaned, Callable[[str], str]], ...]] = (
    (Cleaned.SURROGATE, _remove(Cleaned.SURROGATE)),
    (Cleaned.DIRECTION, _remove(Cleaned.DIRECTION)),
    (Cleaned.LINES, lambda text: _PATTERNS[Cleaned.LINES].sub(" ", text)),
    (Cleaned.CONTROL, _remove(Cleaned.CONTROL)),
    (
        Cleaned.INVISIBLE,
        lambda text: _LOST_JOINER.sub("", _PATTERNS[Cleaned.INVISIBLE].sub("", text)),
    ),
    (Cleaned.MARKS, lambda text: _bound_marks(_compose(text))),
)


def _plain(text: str) -> bool:
    """True where nothing can be hidden, so that only spaces and composition are left to settle."""
    return _HARMLESS.fullmatch(text) is not None


def _trim(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _once(text: str) -> str:
    for _, step in _STEPS:
        text = step(text)
    return _trim(text)


def clean(text: str) -> str:
    """The text as it may be stored: composed, on one line, nothing hidden in it. Cleaning twice changes nothing."""
    if _plain(text):
        return _trim(unicodedata.normalize("NFC", text))
    # What one step takes away may bring together what another looks for; each round only shortens.
    before, after = text, _once(text)
    while after != before:
        before, after = after, _once(after)
    return after


def what_was_cleaned(text: str) -> tuple[Cleaned, ...]:
    """What `clean` takes away from this text, beyond spaces and the way that letters are composed."""
    inner = text.strip(" \u3000\u00a0")
    if _plain(inner):
        return ()
    found: list[Cleaned] = []
    for kind, step in _STEPS:
        after = step(inner)
        changed = after != _compose(inner) if kind is Cleaned.MARKS else after != inner
        if changed:
            found.append(kind)
        inner = after
    return tuple(found)
