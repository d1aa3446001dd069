"""The order in which badges lie on the table (sort order, grouping), in piles with a divider before each. Pure.

Who must not be named on paper has no place by their name or their organisation: the place alone would tell
its first letter. They are placed by their pseudonym, and without one by their number, in a pile of its own.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from checkin.domain import BadgeOrder
from checkin.grouping import group_key, group_name
from checkin.layout import must_stay_unnamed
from checkin.names import family_key, fold
from checkin.scripts import HAN, HANGUL, KANA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from checkin.domain import Delegate, Event
    from checkin.language import Language

NUMBERED: Final = "№"
NO_GROUP: Final = "—"
BUNDLE: Final = 50  # numbers in a pile
LAST: Final = "\U0010ffff"  # after every letter
_ROWS: Final = (
    "あいうえお", "かきくけこ", "さしすせそ", "たちつてと", "なにぬねの",
    "はひふへほ", "まみむめも", "やゆよ", "らりるれろ", "わゐゑをん",
)  # fmt: skip
_KANA: Final = re.compile(f"[{KANA}]")
_WHOLE_SCRIPTS: Final = ((re.compile(f"[{HAN}]"), "漢"), (re.compile(f"[{HANGUL}]"), "한"))


@dataclass(frozen=True, slots=True)
class Pile:
    """Badges that lie together. `label` is what their divider says: a letter, a delegation."""

    label: str
    delegates: tuple[Delegate, ...]
    category: str = ""


@dataclass(frozen=True, slots=True)
class Piles:
    """Badges in piles, each with a divider before it."""

    piles: tuple[Pile, ...]

    @property
    def delegates(self) -> tuple[Delegate, ...]:
        return tuple(delegate for pile in self.piles for delegate in pile.delegates)


def arranged(
    delegates: Iterable[Delegate], order: BadgeOrder, event: Event
) -> tuple[Delegate, ...]:
    """The delegates in that order."""
    places = _places(event)

    def key(delegate: Delegate) -> tuple[object, ...]:
        match order:
            case BadgeOrder.NUMBER:
                return (delegate.number,)
            case BadgeOrder.FAMILY:
                return _printed_key(delegate)
            case BadgeOrder.DELEGATION:
                group = _group(delegate)
                return (fold(group) if group else LAST, group, *_printed_key(delegate))
            case BadgeOrder.CATEGORY:
                place = places.get(delegate.category, len(places))
                return (place, delegate.category, *_printed_key(delegate))

    return tuple(sorted(delegates, key=key))


def piles(
    delegates: Iterable[Delegate], order: BadgeOrder, event: Event, language: Language
) -> Piles:
    """The delegates in that order, a pile for each letter, delegation, category or fifty numbers."""
    in_order = arranged(delegates, order, event)
    together = groupby(in_order, key=_together(order))
    found = ((name, tuple(pile)) for name, pile in together)
    return Piles(
        tuple(
            Pile(
                _label(name, order, event, language),
                pile,
                pile[0].category if order is BadgeOrder.CATEGORY else "",
            )
            for name, pile in found
        )
    )


def _together(order: BadgeOrder) -> Callable[[Delegate], str]:
    """What the delegates of one pile have in common."""
    match order:
        case BadgeOrder.NUMBER:
            return _bundle
        case BadgeOrder.FAMILY:
            return _letter
        case BadgeOrder.DELEGATION:
            return _group
        case BadgeOrder.CATEGORY:
            return lambda delegate: delegate.category


def _label(name: str, order: BadgeOrder, event: Event, language: Language) -> str:
    if order is BadgeOrder.CATEGORY:
        category = event.category(name)
        return language.name(category.name) if category else NO_GROUP
    return name or NO_GROUP


def _bundle(delegate: Delegate) -> str:
    first = (delegate.number - 1) // BUNDLE * BUNDLE + 1
    return f"{first}–{first + BUNDLE - 1}"


def _printed(delegate: Delegate) -> Delegate | None:
    """The delegate as paper may name them; None where it may not."""
    if not must_stay_unnamed(delegate):
        return delegate
    alias = delegate.badge_name.strip()
    if not alias:
        return None
    return replace(delegate, name=alias, family_name="", given_name="", native_name="", reading="")


def _printed_key(delegate: Delegate) -> tuple[object, ...]:
    named = _printed(delegate)
    return family_key(named) if named else (LAST, "", delegate.number)


def _letter(delegate: Delegate) -> str:
    """The first letter of the family name; kana by their row, Han and Hangul each as one."""
    named = _printed(delegate)
    first = family_key(named)[0][:1] if named else ""
    if not first:
        return NUMBERED
    if _KANA.match(first):
        plain = unicodedata.normalize("NFD", first)[0]
        return next((row[0] for row in _ROWS if plain in row), first)
    return next((label for script, label in _WHOLE_SCRIPTS if script.match(first)), first.upper())


def delegation(delegate: Delegate) -> str:
    """The name of the delegate's delegation: the roster's column for it, else the organisation."""
    key = group_key(delegate.extras, delegate.organisation)
    return group_name(key) if key else ""


def _group(delegate: Delegate) -> str:
    return "" if must_stay_unnamed(delegate) else delegation(delegate)


def _places(event: Event) -> dict[str, int]:
    return {category.key: at for at, category in enumerate(event.categories)}
