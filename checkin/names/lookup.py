"""What a delegate is found by, and which part of a name it was."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from checkin.names.folding import BETWEEN, aligned, fold, letters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.domain import Delegate

# Between the fields of a haystack: no token holds it, so that a whole field can be asked for.
FIELD: Final = "\n"
_BETWEEN_FIELDS: Final = f" {FIELD} "
_PARTED: Final = re.compile(
    "[-‐‑‒–'’ʻʼ・･·•‧⸱]|[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]"
)


def _field(original: str, folded: str) -> str:
    """A folded field; where a name is written apart by a hyphen or a script without spaces, joined too."""
    words = " ".join(folded.split())
    if " " not in words or not _PARTED.search(original):
        return words
    return f"{words} {FIELD} {words.replace(' ', '')}"


@lru_cache(maxsize=4096)
def _organisation(text: str) -> str:
    return f" {fold(text)} "


def _names(delegate: Delegate) -> list[str]:
    """The fields that name a person; those that only repeat the parts of the name are left out."""
    given, family, name = delegate.given_name, delegate.family_name, delegate.name
    fields = [name, delegate.native_name, delegate.reading]
    if not (given in name and family in name):
        fields += [f"{given} {family}", f"{family} {given}"]
    return [field for field in fields if field]


def haystack(delegate: Delegate) -> tuple[str, str]:
    """What a delegate is found by, but for the number and the codes: the names, and what else there is.

    Folded, a space on both sides of every word, a `FIELD` on both sides of every name. The name that is
    printed instead of the real one is left out: whoever looks for it shall not be led to the other.
    """
    fields = _names(delegate)
    folded = letters(BETWEEN.join(fields)).split(BETWEEN)
    joined = _BETWEEN_FIELDS.join(map(_field, fields, folded))
    return f" {FIELD} {joined} {FIELD} ", _organisation(delegate.organisation)


def code_key(code: str) -> str:
    """A code as its beginning is looked up: in groups or not, upper or lower case."""
    return fold(code).replace(" ", "")


Spans = tuple[tuple[int, int], ...]


def _found(folded: str, token: str) -> list[tuple[int, int]]:
    """Where the token stands: at the beginnings of words if it begins any, else wherever it is."""
    at = [match.start() for match in re.finditer(f"(?={re.escape(token)})", folded)]
    begins = [start for start in at if start == 0 or folded[start - 1] == " "]
    return [(start, start + len(token)) for start in begins or at]


def _merged(spans: Iterable[tuple[int, int]]) -> Spans:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def marked(text: str, tokens: Iterable[str]) -> Spans:
    """The half-open spans of `text` that folded tokens were found in."""
    folded, origin = aligned(text)
    tight = [at for at, letter in enumerate(folded) if letter != " "]
    joined = "".join(folded[at] for at in tight)
    spans: list[tuple[int, int]] = []
    for token in tokens:
        if hits := _found(folded, token):
            spans += [(origin[start][0], origin[end - 1][1]) for start, end in hits]
        else:
            spans += [
                (origin[tight[start]][0], origin[tight[end - 1]][1])
                for start, end in _found(joined, token)
            ]
    return _merged(spans)


_WORDS: Final = re.compile(r"[^\W\d_]+")
_SCRIPTS: Final = (
    re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a]"),
    re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
    re.compile("[\u0400-\u052f\u1c80-\u1c8f\ua640-\ua69f]"),
)


def confusable(text: str) -> bool:
    """True where one word mixes Latin, Greek and Cyrillic: it looks like another name and is none."""
    if text.isascii():
        return False
    return any(
        sum(script.search(word) is not None for script in _SCRIPTS) > 1
        for word in _WORDS.findall(text)
    )
