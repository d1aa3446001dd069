"""Search haystack of a delegate, and highlighting: which part of a name was matched."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from checkin.names.folding import BETWEEN, aligned, fold, letters
from checkin.scripts import CYRILLIC, GREEK, HAN, HANGUL, KANA, LATIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Field separator of a haystack: no token contains it, so that a whole field can be matched.
FIELD: Final = "\n"
_BETWEEN_FIELDS: Final = f" {FIELD} "
_PARTED: Final = re.compile(f"[-‐‑‒–'’ʻʼ・･·•‧⸱{HAN}{KANA}{HANGUL}]")


def _field(original: str, folded: str) -> str:
    """A folded field; a name with hyphens, or in a script without spaces, is added joined too."""
    words = " ".join(folded.split())
    if " " not in words or not _PARTED.search(original):
        return words
    return f"{words} {FIELD} {words.replace(' ', '')}"


def _names(person: Mapping[str, str]) -> list[str]:
    """The name fields of a person, without those that only repeat the parts of the name."""
    given, family, name = person["given_name"], person["family_name"], person["name"]
    fields = [name, person["native_name"], person["reading"]]
    if not (given in name and family in name):
        fields += [f"{given} {family}", f"{family} {given}"]
    fields.append(person["badge_name"])
    return [field for field in fields if field.strip()]


def haystack(person: Mapping[str, str]) -> str:
    """The searchable names of a delegate, as they were given.

    Folded, with a space on both sides of every word, and `FIELD` on both sides of every name.
    """
    fields = _names(person)
    folded = letters(BETWEEN.join(fields)).split(BETWEEN)
    joined = _BETWEEN_FIELDS.join(map(_field, fields, folded))
    return f" {FIELD} {joined} {FIELD} "


@lru_cache(maxsize=4096)
def name_words(name: str) -> str:
    """One name as `haystack` has it: every word between spaces, joined ones too."""
    return f" {_field(name, fold(name))} "


@lru_cache(maxsize=4096)
def words_of(text: str) -> str:
    """An organisation, or another searchable text: folded, a space on both sides of every word."""
    return f" {fold(text)} "


def code_key(code: str) -> str:
    """Normalises a code for prefix search: grouping and case make no difference."""
    return fold(code).replace(" ", "")


Spans = tuple[tuple[int, int], ...]


def _found(folded: str, token: str) -> list[tuple[int, int]]:
    """The spans of the token: at beginnings of words if there are any, else anywhere."""
    found: list[tuple[int, int]] = []
    at = folded.find(token)
    while at >= 0:
        found.append((at, at + len(token)))
        at = folded.find(token, at + 1)
    return [span for span in found if span[0] == 0 or folded[span[0] - 1] == " "] or found


def merged(spans: Iterable[tuple[int, int]]) -> Spans:
    """The spans in order, touching ones merged."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


@lru_cache(maxsize=512)
def _tight(text: str) -> tuple[str, list[int]]:
    """The folded text without spaces, and for each of its letters the index in the folded text."""
    folded, _ = aligned(text)
    at = [place for place, letter in enumerate(folded) if letter != " "]
    return folded.replace(" ", ""), at


def marked(text: str, tokens: Iterable[str]) -> Spans:
    """The half-open spans of `text` that match the folded tokens, for highlighting."""
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
    """The folded words of a text, each with its span in the text."""
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
    """True where a word mixes Latin, Greek and Cyrillic letters (homoglyphs): a look-alike name."""
    if text.isascii():
        return False
    return any(
        sum(script.search(word) is not None for script in _SCRIPTS) > 1
        for word in _WORDS.findall(text)
    )
