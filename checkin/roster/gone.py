"""Who is gone from a list that comes again (set difference): only where it is the same list."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkin.domain import Status
from checkin.roster.findings import FindingCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence, Set

    from checkin.domain import Delegate
    from checkin.roster.findings import Findings
    from checkin.roster.matching import MatchedRow


@dataclass(frozen=True, slots=True)
class GoneDelegate:
    """A delegate who is not in the list any more, and what becomes of them."""

    id: str
    number: int
    name: str
    replaced: bool  # somebody else has their ticket or number
    cancelled: bool  # by this import


def who_is_gone(
    matches: Sequence[MatchedRow],
    delegates: Iterable[Delegate],
    brought_by: Mapping[str, str],
    findings: Findings,
) -> tuple[GoneDelegate, ...]:
    """Who is named as gone, each with a finding: those who were replaced, and those of an earlier state of this list.

    An earlier import is one if more than half of whom it added, and who are not cancelled, are in
    the file, by themselves or by their ticket: other lists of the event are none.
    """
    there = {match.target.id for match in matches if match.target is not None}
    replaced = {
        match.was.id
        for match in matches
        if match.was is not None and not match.refused and match.was.id not in there
    }
    listed = [delegate for delegate in delegates if delegate.status is not Status.CANCELLED]
    same_list = _earlier_states(listed, brought_by, there | replaced)
    gone = []
    for delegate in listed:
        if delegate.id in replaced:
            is_left = findings.is_other(FindingCode.REPLACED, delegate.number)
            gone.append(_gone(delegate, replaced=True, cancelled=not is_left))
        elif delegate.id not in there and brought_by.get(delegate.id) in same_list:
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


def _earlier_states(
    delegates: Iterable[Delegate], brought_by: Mapping[str, str], there: Set[str]
) -> frozenset[str]:
    """The imports that were earlier states of the list in which these people are."""
    added: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for delegate in delegates:
        if batch := brought_by.get(delegate.id):
            added[batch] += 1
            found[batch] += delegate.id in there
    return frozenset(batch for batch, count in added.items() if found[batch] * 2 > count)
