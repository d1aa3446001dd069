"""Selection of badges to print: all, not yet printed, changed, a category, or by number and name.

Cancelled delegates get no badge unless they are selected by number or name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from checkin import names
from checkin.badges.table_order import delegation
from checkin.domain import BadgeOrder, Severity, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from checkin.domain import Delegate, Finding

_RANGE: Final = re.compile(r"(\d{1,7})(?:\s*[-–‐〜~]\s*(\d{1,7}))?")
_BETWEEN: Final = re.compile(r"[,、،;\n]")


class BadgeGroup(StrEnum):
    ALL = "all"
    UNPRINTED = "unprinted"
    CHANGED = "changed"  # would differ from the badge that was printed last
    CATEGORY = "category"
    DELEGATION = "delegation"  # part of its name
    SESSION = "session"  # who may enter it
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Whose:
    """The selection. `text` is the key of a category or session, a delegation, or `18, 20-25, tanaka`.

    `among` leaves out all who are not among these ids.
    """

    group: BadgeGroup = BadgeGroup.ALL
    text: str = ""
    order: BadgeOrder = BadgeOrder.NUMBER
    among: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class BadgeSelection:
    """The selected badges, in the chosen order, and their findings, to look at before printing."""

    delegates: tuple[Delegate, ...]
    findings: tuple[Finding, ...]
    changed: int  # on the whole roster
    printed: frozenset[str] = frozenset()  # ids of those on the roster whose badge was printed

    @property
    def printable(self) -> tuple[Delegate, ...]:
        """The delegates without a character that would print as an empty box."""
        refused = {
            finding.delegate for finding in self.findings if finding.severity is Severity.REFUSED
        }
        return tuple(delegate for delegate in self.delegates if delegate.id not in refused)

    @property
    def again(self) -> int:
        """How many would be reprints."""
        return sum(delegate.id in self.printed for delegate in self.printable)

    @property
    def to_look_at(self) -> int:
        """How many badges have a finding."""
        return len({finding.delegate for finding in self.findings if finding.delegate})


def chosen(
    everyone: Iterable[Delegate],
    whose: Whose,
    printed: Collection[str],
    changed: Collection[str],
    enters: Callable[[Delegate], bool] = lambda _: True,
) -> tuple[Delegate, ...]:
    """The delegates of the roster that match the selection; `enters` says who may enter its session."""
    if whose.among is not None:
        everyone = [delegate for delegate in everyone if delegate.id in whose.among]
    if whose.group is BadgeGroup.NAMED:
        wanted = _wanted(whose.text)
        return tuple(delegate for delegate in everyone if _meant(delegate, *wanted))
    staying = (delegate for delegate in everyone if delegate.status is not Status.CANCELLED)
    return tuple(filter(_belongs(whose, printed, changed, enters), staying))


def _belongs(
    whose: Whose,
    printed: Collection[str],
    changed: Collection[str],
    enters: Callable[[Delegate], bool],
) -> Callable[[Delegate], bool]:
    """Says of a delegate who has not cancelled whether they are selected."""
    wanted = names.fold(whose.text)
    match whose.group:
        case BadgeGroup.UNPRINTED:
            return lambda delegate: delegate.id not in printed
        case BadgeGroup.CHANGED:
            return lambda delegate: delegate.id in changed
        case BadgeGroup.CATEGORY:
            return lambda delegate: delegate.category == whose.text
        case BadgeGroup.DELEGATION:
            return lambda delegate: bool(wanted) and wanted in names.fold(delegation(delegate))
        case BadgeGroup.SESSION:
            return enters
        case BadgeGroup.ALL | BadgeGroup.NAMED:
            return lambda _: True


def _wanted(text: str) -> tuple[tuple[range, ...], tuple[str, ...]]:
    """Parses ranges of numbers, and folded parts of names."""
    numbers: list[range] = []
    parts: list[str] = []
    for piece in _BETWEEN.split(text):
        found = _RANGE.fullmatch(piece.strip())
        if found:
            first, last = int(found[1]), int(found[2] or found[1])
            numbers.append(range(min(first, last), max(first, last) + 1))
        elif folded := names.fold(piece):
            parts.append(folded)
    return tuple(numbers), tuple(parts)


def _meant(one: Delegate, numbers: tuple[range, ...], parts: tuple[str, ...]) -> bool:
    if any(one.number in span for span in numbers):
        return True
    if not parts:
        return False
    borne = (one.display_name, one.second_name, one.reading, one.badge_name)
    folded = [names.fold(name) for name in borne if name]
    return any(part in name for part in parts for name in folded)
