"""Search keys (index) of a delegate, computed once at import or correction.

Two texts, so that a search only tests whether a word occurs in them. `names` has the given names: every name
field, folded. `latin` has their transliterations: one line per part of a shown name, with the span of the
part, whether it is certain, and then the words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from checkin.domain import FIELD_TABLE
from checkin.names.haystack import haystack
from checkin.names.sounds import is_latin
from checkin.names.umlauts import has_umlaut

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMED_BY: Final = tuple(field.name for field in FIELD_TABLE if field.searched)


@dataclass(frozen=True, slots=True)
class Keys:
    """The search keys of a delegate."""

    names: str
    latin: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Latin words, and the span of the name that they transliterate; `shown` is the index of that name."""

    shown: int
    start: int
    end: int
    sure: bool
    words: tuple[str, ...]


def keys(person: Mapping[str, str]) -> Keys:
    """The search keys of a delegate, from the name fields; other fields are ignored.

    The name for the badge is among them: a hit of a protected delegate shows nothing else.
    """
    shown, second = shown_names(person)
    reading, badge_name = person["reading"], person["badge_name"]
    lines: list[str] = []
    written_so = shown + badge_name
    if second or reading or not is_latin(written_so.replace(" ", "")) or has_umlaut(written_so):
        # The tables of all scripts load lazily: opening the window must not wait for them.
        from checkin.names.latin.person import WrittenNames, lines_of  # noqa: PLC0415

        language, country = person["language"], person["country"]
        written = WrittenNames(shown, second, reading, language, country, badge_name)
        lines = lines_of(written)
    return Keys(haystack(person), "".join(lines))


def shown_names(person: Mapping[str, str]) -> tuple[str, str]:
    """The name shown as heading, and the one in the other script, as `domain.Delegate` shows them."""
    native = person["native_name"]
    parts = f"{person['given_name']} {person['family_name']}".strip()
    shown = person["name"] or parts or native
    return shown, "" if native == shown else native


@lru_cache(maxsize=256)
def stretches(latin: str) -> tuple[Stretch, ...]:
    """Parses `Keys.latin`."""
    found: list[Stretch] = []
    for line in latin.split("\n")[1:]:
        head, *words = line.split()
        shown, start, end, sure = head.split(",")
        found.append(Stretch(int(shown), int(start), int(end), sure == "!", tuple(words)))
    return tuple(found)
