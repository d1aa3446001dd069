"""Answers to the findings of an import (conflict resolution): by kind, or row by row."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checkin.domain import Finding

_NONE: Final[Mapping[tuple[str, int], FindingAnswer]] = MappingProxyType({})
ALL: Final = -1  # the place that stands for every finding of a kind


class FindingAnswer(StrEnum):
    """What is done about a finding."""

    PROPOSED = "proposed"  # as its sentence says
    OTHER = "other"  # the other way, of those kinds that have one
    LEFT_OUT = "left_out"  # the row stays out


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody has decided about the findings of one import; the rest is open."""

    given: Mapping[tuple[str, int], FindingAnswer] = field(default_factory=lambda: _NONE)

    def of(self, code: str, place: int) -> FindingAnswer | None:
        """The answer for a kind at a place, which is a row, or the number of somebody who has none."""
        return self.given.get((code, place)) or self.given.get((code, ALL))

    def to(self, finding: Finding) -> FindingAnswer | None:
        return self.of(finding.code, place_of(finding))

    def answered(self, code: str, answer: FindingAnswer, places: Iterable[int] = ()) -> Answers:
        """With this answer to a kind, or to some places of it. An answer to the kind replaces those of its places."""
        only = tuple(places)
        if only:
            return Answers({**self.given, **{(code, place): answer for place in only}})
        others = {key: given for key, given in self.given.items() if key[0] != code}
        return Answers({**others, (code, ALL): answer})


NO_ANSWERS: Final = Answers()


def place_of(finding: Finding) -> int:
    """The row of a finding, or the number of the delegate whom it is about; 0 for the whole file."""
    return finding.row or finding.number
