"""Who is gone from a list that comes again (set difference): only where it is the same list."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkin.domain import Status
from checkin.roster.findings import FindingCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from checkin.domain import Delegate
    from checkin.roster.findings import Findings


@dataclass(frozen=True, slots=True)
class GoneDelegate:
    """A delegate who is not in the list any more, and what becomes of them."""

    id: str
    number: int
    name: str
    replaced: bool  # somebody else has their ticket or number
    cancelled: bool  # by this import


def who_is_gone(
    lost_their_place: Iterable[str],
    there: Set[str],
    delegates: Iterable[tuple[Delegate, str]],
    findings: Findings,
) -> tuple[GoneDelegate, ...]:
    """Who is named as gone, each with a finding: those who were replaced, and those of an earlier state of this list.

    Each delegate comes with the import that added them; who is in a row of the file is `there`. An
    earlier import is the same list if more than half of whom it added, and who are not cancelled,
    are in the file, by themselves or by their ticket: other lists of the event are not.
    """
    replaced = set(lost_their_place) - there
    listed = [(each, batch) for each, batch in delegates if each.status is not Status.CANCELLED]
    same_list = _earlier_states(listed, there | replaced)
    gone = []
    for delegate, batch in listed:
        if delegate.id in replaced:
            is_left = findings.is_other(FindingCode.REPLACED, delegate.number)
            gone.append(_gone(delegate, replaced=True, cancelled=not is_left))
        elif delegate.id not in there and batch in same_list:
            cancels = findings.is_other(FindingCode.GONE, delegate.number)
            gone.append(_gone(delegate, replaced=False, cancelled=cancels))
    for one in gone:
        code = FindingCode.REPLACED if one.replaced else FindingCode.GONE
        findings.add_finding(code, 0, number=one.number, name=one.name)
    return tuple(gone)


def _gone(delegate: Delegate, *, replaced: bool, cancelled: bool) -> GoneDelegate:
    return GoneDelegate(
        delegate.id, delegate.number, delegate.display_name, replaced=replaced, cancelled=cancelled
    )


def _earlier_states(listed: Iterable[tuple[Delegate, str]], there: Set[str]) -> frozenset[str]:
    """The imports that were earlier states of the list in which these people are."""
    added: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for delegate, batch in listed:
        added[batch] += 1
        found[batch] += delegate.id in there
    return frozenset(batch for batch, count in added.items() if batch and found[batch] * 2 > count)
