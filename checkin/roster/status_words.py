"""Status column: what a list says of whether somebody comes, in the words of many systems, as expected, pending or cancelled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from checkin.domain import Status
from checkin.names import fold
from checkin.roster.heading_words import (
    answer_forms,
    flag_words,
    phrases,
    sign_key,
    synonyms,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_BRACKETS: Final = re.compile(r"\s*[(（\[].*?[)）\]]")
# What yes and no mean, by the question that a column asks: `[status]` in `resources/headings.toml`.
_ANSWERS: Final[Mapping[str, tuple[Status, Status]]] = {
    "attending": (Status.EXPECTED, Status.CANCELLED),
    "settled": (Status.EXPECTED, Status.PENDING),
    "withdrawn": (Status.CANCELLED, Status.EXPECTED),
}
# The strictest first: of "paid, then cancelled" the second counts.
STRICTEST: Final = (Status.CANCELLED, Status.PENDING, Status.EXPECTED)
_LONG: Final = 4  # letters of a word that is looked for in another text


@dataclass(frozen=True, slots=True)
class StatusWord:
    """What a word means; `certain` is False for a guess, which is asked."""

    status: Status
    certain: bool


@lru_cache(maxsize=1_000)
def read_status(word: str, kind: str = "") -> StatusWord:
    """What a word in a column of the status means; `kind` is the question that the column asks.

    An unknown word is a guess: by a known one in it, else that the person waits for approval. It is never taken as
    expected without being asked.
    """
    for form in (word, _BRACKETS.sub("", word)):
        found = _known(sign_key(form), kind)
        if found is not None:
            return StatusWord(found, certain=True)
    yes, no = _ANSWERS["attending"]
    if sign_key(word) in synonyms("status_words")["yes"]:
        return StatusWord(yes, certain=False)
    if sign_key(word) in synonyms("status_words")["no"]:
        return StatusWord(no, certain=False)
    return StatusWord(_within(word) or Status.PENDING, certain=False)


def status_kind(heading: str) -> str:
    """The question that a column of the status asks; empty where it says the status itself."""
    forms = answer_forms(heading)
    kinds = synonyms("status").items()
    return next((kind for kind, known in kinds if any(form in known for form in forms)), "")


def strictest(*statuses: str) -> str:
    """Of several statuses of one person the one that lets in least; empty where none is given."""
    return next((status.value for status in STRICTEST if status.value in statuses), "")


def _known(word: str, kind: str) -> Status | None:
    if kind:
        for answer, status in zip(("yes", "no"), _ANSWERS[kind], strict=True):
            if word in synonyms("status_words")[answer]:
                return status
    return _meanings().get(word)


@cache
def _meanings() -> dict[str, Status]:
    words = synonyms("status_words")
    named = {word: Status(flag) for word, flag in flag_words().items() if flag in STRICTEST}
    return named | {word: status for status in reversed(STRICTEST) for word in words[status.value]}


def _within(text: str) -> Status | None:
    """The status of the longest known word in a text: "Accreditation pending" waits."""
    folded = f" {fold(text)} "
    found = [
        (len(word), -STRICTEST.index(status), status)
        for word, status in _spaced()
        if (f" {word} " if word.isascii() else word) in folded
    ]
    return max(found)[2] if found else None


@cache
def _spaced() -> tuple[tuple[str, Status], ...]:
    """The known words with their spaces, of those long enough to mean something within a text."""
    return tuple(
        (folded, status)
        for status in STRICTEST
        for word in phrases("status_words")[status.value]
        if len(folded := fold(word)) >= (_LONG if word.isascii() else 2)
    )
