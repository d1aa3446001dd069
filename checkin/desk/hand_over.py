"""Badges handed over (distribution of printed badges): an entry apart from printing, each badge once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkin.desk.chunks import in_chunks
from checkin.journal import badge_handed_out, undone
from checkin.roles import Action
from checkin.store import handed_out, people

if TYPE_CHECKING:
    from collections.abc import Sequence

    import sqlalchemy as sa

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
        """Records that they have their badges, many in chunks; returns those who had not had it yet.

        Raises `NotAllowed` for a role that may not print badges.
        """
        self._shift.require(Action.PRINT)
        recorded: list[str] = []

        def write(connection: sa.Connection, chunk: Sequence[str]) -> None:
            known = handed_out.when(connection, chunk)
            new = [delegate for delegate in chunk if delegate not in known]
            self._journal.append_many(connection, [badge_handed_out(delegate) for delegate in new])
            recorded.extend(new)

        in_chunks(self._store, tuple(dict.fromkeys(delegates)), write)
        return tuple(recorded)

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

        def write(connection: sa.Connection, chunk: Sequence[str]) -> None:
            drafts = [undone(*place) for place in handed_out.entries(connection, chunk)]
            self._journal.append_many(connection, drafts)

        in_chunks(self._store, tuple(dict.fromkeys(delegates)), write)

    def waits(self, delegate: str) -> bool:
        """Whether the delegate's badge was not handed over yet."""
        with self._store.read() as connection:
            return delegate not in handed_out.when(connection, (delegate,))
