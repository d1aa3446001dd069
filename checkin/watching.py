"""Matching by keyed digest (HMAC): whether a name or code is on a watch list that this desk must not read.

A digest is made of one spelling. The list gives the digests of each of its texts; a desk makes those
of whoever is in front of it and compares. The rules are those of `names.same_name`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from checkin import keys, names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import sqlalchemy as sa


class Made(StrEnum):
    """What a digest was made of."""

    GIVEN = "given"
    BY_RULE = "rule"  # a transliteration
    OF_HAN = "han"  # what Han characters may be read like
    CODE = "code"


@dataclass(frozen=True, slots=True)
class WatchDigest:
    """A digest of a text on the list."""

    digest: str
    made: Made


@dataclass(frozen=True, slots=True)
class PersonDigests:
    """The digests of a person's name. Two names in Han characters are not matched by their readings."""

    given: frozenset[str]
    by_rule: frozenset[str]
    in_han: bool

    @property
    def every(self) -> frozenset[str]:
        return self.given | self.by_rule

    def match(self, watched: WatchDigest) -> bool:
        match watched.made:
            case Made.GIVEN:
                return watched.digest in self.every
            case Made.BY_RULE:
                return watched.digest in self.every
            case Made.OF_HAN:
                return watched.digest in (self.given if self.in_han else self.every)
            case Made.CODE:
                return False


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody in a roster file; `delegate` is who that is on the roster already, else empty."""

    row: int
    fields: Mapping[str, str]  # those of the name
    code: str = ""
    delegate: str = ""


@dataclass(frozen=True, slots=True)
class Screening:
    """What an import asks of a watch list: which rows meet it, and to look at all once they have come in."""

    screen: Callable[[sa.Connection, Iterable[Candidate]], frozenset[int]]
    look_through: Callable[[], None]


NO_SCREENING: Final = Screening(lambda _connection, _candidates: frozenset(), lambda: None)


def of_text(key: bytes, text: str) -> tuple[WatchDigest, ...]:
    """The digests of a text on the list, as a name and as a code."""
    spelt = names.spellings({"name": text})
    by_rule = Made.OF_HAN if spelt.in_han else Made.BY_RULE
    return (
        *_made(key, spelt.given, Made.GIVEN),
        *_made(key, spelt.by_rule, by_rule),
        WatchDigest(of_code(key, text), Made.CODE),
    )


def of_person(key: bytes, fields: Mapping[str, str]) -> PersonDigests:
    """The digests of a person, from the name fields."""
    spelt = names.spellings(fields)
    given, by_rule = (
        frozenset(keys.keyed_digest(key, spelling) for spelling in some)
        for some in (spelt.contained, spelt.by_rule)
    )
    return PersonDigests(given, by_rule, spelt.in_han)


def of_code(key: bytes, code: str) -> str:
    """The digest of a code; grouping and case make no difference."""
    return keys.keyed_digest(key, f"code {names.code_key(code)}")


def _made(key: bytes, spellings: Iterable[str], made: Made) -> list[WatchDigest]:
    return [WatchDigest(keys.keyed_digest(key, spelling), made) for spelling in sorted(spellings)]
