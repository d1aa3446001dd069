"""Search keys: what a delegate is found by, made once when they are imported or corrected.

Two texts, so that a look-up needs nothing but to look whether a word stands in them. `names` has what was
given: every name field, folded. `latin` has what stands for it in Latin letters: for each stretch of a shown
name a line, with where the stretch is and whether it is sure, and then the words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from checkin.domain import FIELD_TABLE
from checkin.names.haystack import haystack
from checkin.names.sounds import is_latin

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMED_BY: Final = tuple(field.name for field in FIELD_TABLE if field.searched)


@dataclass(frozen=True, slots=True)
class Keys:
    """What a delegate is found by."""

    names: str
    latin: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Latin words, and the stretch of a shown name that they stand for: `shown` says of which."""

    shown: int
    start: int
    end: int
    sure: bool
    words: tuple[str, ...]


def keys(person: Mapping[str, str]) -> Keys:
    """The keys of a delegate, by the fields that name them; other fields may be there as well.

    The name that is printed instead of the real one is left out: whoever looks for it shall not be led to
    the other.
    """
    shown, second = shown_names(person)
    reading = person["reading"]
    lines: list[str] = []
    if second or reading or not is_latin(shown.replace(" ", "")):
        # The tables of every script, which the window must not wait for when it opens.
        from checkin.names.latin.person import WrittenNames, lines_of  # noqa: PLC0415

        written = WrittenNames(shown, second, reading, person["language"], person["country"])
        lines = lines_of(written)
    return Keys(haystack(person), "".join(lines))


def shown_names(person: Mapping[str, str]) -> tuple[str, str]:
    """The name that heads a screen, and the one in the other script, as `domain.Delegate` shows them."""
    native = person["native_name"]
    parts = f"{person['given_name']} {person['family_name']}".strip()
    shown = person["name"] or parts or native
    return shown, "" if native == shown else native


@lru_cache(maxsize=256)
def stretches(latin: str) -> tuple[Stretch, ...]:
    """What `Keys.latin` says."""
    found: list[Stretch] = []
    for line in latin.split("\n")[1:]:
        head, *words = line.split()
        shown, start, end, sure = head.split(",")
        found.append(Stretch(int(shown), int(start), int(end), sure == "!", tuple(words)))
    return tuple(found)
