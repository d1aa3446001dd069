"""Joining doubles (deduplication): delegates of the roster who are one person, and parting them again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkin import visibility
from checkin.errors import NotPossible
from checkin.journal import delegates_joined, delegates_parted, ties_of
from checkin.language import mark
from checkin.roles import Action
from checkin.store import doubles, people

if TYPE_CHECKING:
    from checkin.desk.shift import Shift
    from checkin.desk.watch_list import WatchList
    from checkin.domain import Delegate, Likeness
    from checkin.journal import Journal
    from checkin.store.store import Store


@dataclass(frozen=True, slots=True)
class LikelyDoubles:
    """Delegates who may be one person, by number, and why."""

    why: Likeness
    delegates: tuple[Delegate, ...]


class Doubles:
    """What an organiser does about people who are on the roster twice."""

    def __init__(self, store: Store, journal: Journal, shift: Shift, watch_list: WatchList) -> None:
        self._store = store
        self._journal = journal
        self._shift = shift
        self._watch_list = watch_list

    def likely(self, delegate: str = "") -> tuple[LikelyDoubles, ...]:
        """Who may be on the roster twice, or of one delegate the others; the surest first. Raises `NotAllowed`."""
        self._shift.require(Action.JOIN)
        with self._store.read() as connection:
            groups = [
                (group.why, people.some(connection, group.delegates))
                for group in doubles.alike(connection)
                if not delegate or delegate in group.delegates
            ]
        return tuple(
            LikelyDoubles(why, tuple(map(self._shown, sorted(found, key=_by_number))))
            for why, found in groups
        )

    def join(self, delegate: str, double: str) -> Delegate:
        """Two delegates are one person, who is the first from now on; see `checkin.journal.doubles`.

        Raises `NotAllowed`, `NotFound`, and `NotPossible` where they are one already or one was erased.
        """
        self._shift.require(Action.JOIN)
        with self._store.write() as connection:
            first = people.get_delegate(connection, delegate).id
            second = people.get_delegate(connection, double).id
            if first == second:
                raise NotPossible(mark("They are one person already."))
            self._journal.append(connection, delegates_joined(first, second))
            if people.person_of(connection, second) != first:
                raise NotPossible(mark("Somebody who was erased cannot be joined with anybody."))
            self._watch_list.mark(connection, (first,))
            return self._shown(people.get_delegate(connection, first))

    def part(self, double: str) -> Delegate:
        """Somebody who was joined with another is a person of their own again, with whoever was joined with them.

        Raises `NotAllowed`, `NotFound`, and `NotPossible` for somebody who was not joined.
        """
        self._shift.require(Action.JOIN)
        with self._store.write() as connection:
            people.get_delegate(connection, double)
            ties = ties_of(connection, double)
            if not ties:
                raise NotPossible(mark("This delegate was joined with nobody."))
            self._journal.append_many(connection, [delegates_parted(*tie) for tie in ties])
            self._watch_list.mark(
                connection, {people.person_of(connection, who) for tie in ties for who in tie}
            )
            return self._shown(people.get_delegate(connection, double))

    def _shown(self, delegate: Delegate) -> Delegate:
        return visibility.delegate(delegate, self._shift.viewer)


def _by_number(delegate: Delegate) -> tuple[int, str]:
    return delegate.number, delegate.id
