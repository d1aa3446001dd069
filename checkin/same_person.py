"""Who may be one person (record linkage, duplicate keys): the same code, e-mail address, or name with organisation.

The one rule by which rows of a file are compared with each other and with the roster, and delegates
of the roster with each other.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

from checkin.domain import Likeness
from checkin.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NameKey = tuple[str, str]  # a name and an organisation, folded
_Key: TypeAlias = "tuple[Likeness, str | NameKey]"


@dataclass(frozen=True, slots=True)
class Alike:
    """Delegates, by id, who may be one person, and why."""

    why: Likeness
    delegates: tuple[str, ...]


class _Named(Protocol):
    id: str
    name: str
    given_name: str
    family_name: str
    native_name: str
    organisation: str
    email: str


@lru_cache(maxsize=50_000)  # names stay, and are compared again and again
def folded(text: str) -> str:
    """The folded text; the text itself where folding leaves nothing (signs alone)."""
    return fold(text) or text.casefold()


def email_key(email: str) -> str:
    return email.casefold()


def name_key(name: str, organisation: str) -> NameKey:
    """A name counts together with the organisation."""
    return folded(name), folded(organisation)


def alike(people: Iterable[_Named], codes: Iterable[tuple[str, str]] = ()) -> tuple[Alike, ...]:
    """Those of these people who may be one person. `codes` are codes with each delegate who was given one.

    A group comes once, with the surest reason.
    """
    by_key: dict[_Key, set[str]] = defaultdict(set)
    there = set()
    for person in people:
        there.add(person.id)
        for key in _keys_of(person):
            by_key[key].add(person.id)
    for code, delegate in codes:
        if delegate in there:
            by_key[Likeness.CODE, code].add(delegate)
    groups = [(why, frozenset(group)) for (why, _), group in by_key.items() if len(group) > 1]
    groups.sort(key=lambda group: _SUREST[group[0]])
    found: dict[frozenset[str], Likeness] = {}
    for why, group in groups:
        found.setdefault(group, why)
    return tuple(Alike(why, tuple(sorted(group))) for group, why in found.items())


def _keys_of(person: _Named) -> Iterator[_Key]:
    parts = f"{person.given_name} {person.family_name}".strip()
    for name in filter(None, (person.name or parts, person.native_name)):
        yield Likeness.NAME, name_key(name, person.organisation)
    if person.email:
        yield Likeness.EMAIL, email_key(person.email)


_SUREST: Final = {why: place for place, why in enumerate(Likeness)}
