"""Words for what is entered afterwards (backdated check-in): what is in the way of a number on a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin.domain import LateProblem
from checkin.language import mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.language import Language

# A test checks that none is missing.
_NAMES: Final[Mapping[LateProblem, str]] = {
    LateProblem.UNREADABLE: mark("Not a number"),
    LateProblem.UNKNOWN: mark("Nobody has this number"),
    LateProblem.SEVERAL: mark("Two people have this number"),
    LateProblem.TWICE: mark("Twice on this list"),
    LateProblem.NO_TIME: mark("The time is missing"),
    LateProblem.BAD_TIME: mark("Not a time"),
    LateProblem.FUTURE: mark("Still to come"),
    LateProblem.TOO_OLD: mark("Before the first day of the event"),
    LateProblem.NOT_INSIDE: mark("Was not in"),
    LateProblem.REFUSED: mark("Turned away"),
}


def problem_name(problem: LateProblem, language: Language) -> str:
    """What is in the way, in a few words. A verdict says more about what the rules refuse."""
    return language.text(_NAMES[problem])
