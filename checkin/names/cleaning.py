"""Text sanitising: imported text made safe to store and show, on one line, without hidden characters.

A name is kept as the person writes it. Only invisible characters, direction controls and piled-up
combining marks are removed, and `what_was_cleaned` reports which of these there were.
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
    """The kinds of characters that were removed."""

    LINES = "lines"  # line breaks and tabs, now spaces
    CONTROL = "control"  # control characters
    DIRECTION = "direction"  # bidirectional controls
    INVISIBLE = "invisible"  # zero-width characters
    SURROGATE = "surrogate"  # lone surrogates
    MARKS = "marks"  # more combining marks on one letter than any script needs


MOST_MARKS: Final = 3

_SPACES: Final = re.compile(r"[\s\u0085\u2028\u2029]+")
# A joiner shapes Arabic and Indic words, and holds an emoji together; anywhere else it only hides.
_EMOJI: Final = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_LOST_JOINER: Final = re.compile(
    f"(?<![{JOINED}{_EMOJI}])[\u200c\u200d]|[\u200c\u200d](?![{JOINED}{_EMOJI}])"
)
# NFC would replace these by the modern form of the character; a name keeps the form it was given.
_COMPATIBILITY: Final = re.compile(f"([{HAN_COMPATIBILITY}])")
# Fast path, true for nearly every name: no control, no mark, no joiner, nothing to clean.
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
    """Limits combining marks to three per letter; the rest is cut."""
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
    """True where nothing can be hidden, so that only spaces and composition (NFC) are left to do."""
    return _HARMLESS.fullmatch(text) is not None


def _trim(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _once(text: str) -> str:
    for _, step in _STEPS:
        text = step(text)
    return _trim(text)


def clean(text: str) -> str:
    """The text as it may be stored: NFC, on one line, without hidden characters. Idempotent."""
    if _plain(text):
        return _trim(unicodedata.normalize("NFC", text))
    # Removing one thing may create another to remove, so repeat; each round only shortens the text.
    before, after = text, _once(text)
    while after != before:
        before, after = after, _once(after)
    return after


def what_was_cleaned(text: str) -> tuple[Cleaned, ...]:
    """What `clean` removes from this text, apart from spaces and composition."""
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
