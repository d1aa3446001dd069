"""What was found missing or altered in a store: no scan is recorded until an organiser has seen it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ParamSpec, TypeVar

from checkin.errors import StoreAltered
from checkin.language import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Set

    from checkin.domain import Problem

P = ParamSpec("P")
T = TypeVar("T")


class StoreAlarm:
    """The open findings of one open store. Asking it reads no database: a scan does."""

    def __init__(self) -> None:
        self.problems: tuple[Problem, ...] = ()

    def add(self, found: Iterable[Problem]) -> None:
        """Adds what is not among the findings yet."""
        self.problems += tuple(problem for problem in found if problem not in self.problems)

    def renew(self, codes: Set[str], found: Iterable[Problem]) -> None:
        """The findings of these codes are now those that are given; others are added."""
        kept = tuple(problem for problem in self.problems if problem.code not in codes)
        new = (problem for problem in found if problem not in kept)
        self.problems = (*kept, *new)

    def accept(self) -> None:
        """An organiser has seen them."""
        self.problems = ()

    def guard(self, act: Callable[P, T]) -> Callable[P, T]:
        """The same function, which raises `StoreAltered` as long as `require_none` does."""

        def guarded(*given: P.args, **named: P.kwargs) -> T:
            self.require_none()
            return act(*given, **named)

        return guarded

    def require_none(self) -> None:
        """Raises `StoreAltered` while there are findings that nobody has accepted."""
        if self.problems:
            raise StoreAltered(
                mark(
                    "Entries of this store are missing or altered: nothing is recorded here. Write on paper "
                    "who comes, and fetch an organiser."
                )
            )
