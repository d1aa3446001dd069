"""What a delegate is found by, and which part of a name it was."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from checkin.names.folding import BETWEEN, aligned, fold, letters
from checkin.scripts import CYRILLIC, GREEK, HAN, HANGUL, KANA, LATIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Between the fields of a haystack: no token holds it, so that a whole field can be asked for.
FIELD: Final = "\n"
_BETWEEN_FIELDS: Final = f" {FIELD} "
_PARTED: Final = re.compile(f"[-‐‑‒–'’ʻʼ・･·•‧⸱{HAN}{KANA}{HANGUL}]")


def _field(original: str, folded: str) -> str:
    """A folded field; where a name is written apart by a hyphen or a script without spaces, joined too."""
    words = " ".join(folded.split())
    if " " not in words or not _PARTED.search(original):
        return words
    return f"{words} {FIELD} {words.replace(' ', '')}"


def _names(person: Mapping[str, str]) -> list[str]:
    """The fields that name a person; those that only repeat the parts of the name are left out."""
    given, family, name = person["given_name"], person["family_name"], person["name"]
    fields = [name, person["native_name"], person["reading"]]
    if not (given in name and family in name):
        fields += [f"{given} {family}", f"{family} {given}"]
    return [field for field in fields if field.strip()]


def haystack(person: Mapping[str, str]) -> str:
    """The names that a delegate is found by, as they were given.

    Folded, a space on both sides of every word, a `FIELD` on both sides of every name.
    """
    fields = _names(person)
    folded = letters(BETWEEN.join(fields)).split(BETWEEN)
    joined = _BETWEEN_FIELDS.join(map(_field, fields, folded))
    return f" {FIELD} {joined} {FIELD} "


@lru_cache(maxsize=4096)
def words_of(text: str) -> str:
    """An organisation, or whatever else may be looked for: folded, a space on both sides of every word."""
    return f" {fold(text)} "


def code_key(code: str) -> str:
    """A code as its beginning is looked up: in groups or not, upper or lower case."""
    return fold(code).replace(" ", "")


Spans = tuple[tuple[int, int], ...]


def _found(folded: str, token: str) -> list[tuple[int, int]]:
    """Where the token stands: at the beginnings of words if it begins any, else wherever it is."""
    found: list[tuple[int, int]] = []
    at = folded.find(token)
    while at >= 0:
        found.append((at, at + len(token)))
        at = folded.find(token, at + 1)
    return [one for one in found if one[0] == 0 or folded[one[0] - 1] == " "] or found


def merged(spans: Iterable[tuple[int, int]]) -> Spans:
    """The spans in order, those that touch in one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


@lru_cache(maxsize=512)
def _tight(text: str) -> tuple[str, list[int]]:
    """The folded text without its spaces, and where each letter of it is in the folded one."""
    folded, _ = aligned(text)
    at = [place for place, letter in enumerate(folded) if letter != " "]
    return folded.replace(" ", ""), at


def marked(text: str, tokens: Iterable[str]) -> Spans:
    """The half-open spans of `text` that folded tokens were found in."""
    folded, origin = aligned(text)
    spans: list[tuple[int, int]] = []
    for token in tokens:
        if token in folded:
            spans += [(origin[a][0], origin[z - 1][1]) for a, z in _found(folded, token)]
        elif " " in folded:
            joined, at = _tight(text)
            spans += [(origin[at[a]][0], origin[at[z - 1]][1]) for a, z in _found(joined, token)]
    return merged(spans)


@lru_cache(maxsize=512)
def word_spans(text: str) -> tuple[tuple[str, int, int], ...]:
    """The folded words of a text, and the spans that they stand in."""
    folded, origin = aligned(text)
    found: list[tuple[str, int, int]] = []
    at = 0
    for word in folded.split(" "):
        if word:
            found.append((word, origin[at][0], origin[at + len(word) - 1][1]))
        at += len(word) + 1
    return tuple(found)


_WORDS: Final = re.compile(r"[^\W\d_]+")
_SCRIPTS: Final = (
    re.compile(f"[{LATIN}]"),
    re.compile(f"[{GREEK}]"),
    re.compile(f"[{CYRILLIC}]"),
)


def confusable(text: str) -> bool:
    """True where one word mixes Latin, Greek and Cyrillic: it looks like another name and is none."""
    if text.isascii():
        return False
    return any(
        sum(script.search(word) is not None for script in _SCRIPTS) > 1
        for word in _WORDS.findall(text)
    )
