"""Badges handed over (distribution of printed badges): an entry apart from printing, each badge once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.journal import badge_handed_out, undone
from checkin.roles import Action
from checkin.store import handed_out, people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkin.desk.shift import Shift
    from checkin.journal import Journal
    from checkin.store.store import Store


class HandOver:
    """Who has their badge in their hands: one delegate, or a delegation whose head collects all of them."""

    def __init__(self, store: Store, journal: Journal, shift: Shift) -> None:
        self._store = store
        self._journal = journal
        self._shift = shift

    def record(self, delegates: Sequence[str]) -> tuple[str, ...]:
        """Records that they have their badges; returns those who had not had it yet.

        Raises `NotAllowed` for a role that may not print badges.
        """
        self._shift.require(Action.PRINT)
        with self._store.write() as connection:
            known = handed_out.when(connection, delegates)
            new = tuple(who for who in dict.fromkeys(delegates) if who not in known)
            self._journal.append_many(connection, [badge_handed_out(delegate) for delegate in new])
        return new

    def record_numbers(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """The same by number; of a number that nobody or two people have nothing is recorded.

        Raises `NotFound`, `NotPossible` or `NotAllowed`.
        """
        with self._store.read() as connection:
            named = [people.by_number(connection, number).id for number in numbers]
        return self.record(named)

    def take_back(self, delegates: Sequence[str]) -> None:
        """Undoes that their badges were handed over, at whichever desk; it can be recorded again.

        Raises `NotAllowed` for a role that may not hand over.
        """
        self._shift.require(Action.PRINT)
        with self._store.write() as connection:
            drafts = [undone(*place) for place in handed_out.entries(connection, delegates)]
            self._journal.append_many(connection, drafts)

    def waits(self, delegate: str) -> bool:
        """Whether the delegate's badge was not handed over yet."""
        with self._store.read() as connection:
            return delegate not in handed_out.when(connection, (delegate,))
