"""Badges handed over (distribution of printed badges): an entry apart from printing, each badge once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.journal import badge_handed_out
from checkin.roles import Action
from checkin.store import handed_out

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

    def record(self, delegates: Sequence[str]) -> int:
        """Records that they have their badges; returns how many had not had it yet.

        Raises `NotAllowed` for a role that may not print badges.
        """
        self._shift.require(Action.PRINT)
        with self._store.write() as connection:
            known = handed_out.when(connection, delegates)
            new = [delegate for delegate in dict.fromkeys(delegates) if delegate not in known]
            self._journal.append_many(connection, [badge_handed_out(delegate) for delegate in new])
        return len(new)

    def waits(self, delegate: str) -> bool:
        """Whether the delegate's badge was not handed over yet."""
        with self._store.read() as connection:
            return delegate not in handed_out.when(connection, (delegate,))
