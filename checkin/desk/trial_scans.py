"""Trial scans (test data reset): scans made before the event begins are undone in one act, refusals too."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import sqlalchemy as sa

from checkin import schema
from checkin.desk.chunks import in_chunks
from checkin.errors import NotPossible
from checkin.language import mark
from checkin.roles import Action
from checkin.store.attendance import STANDING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checkin.desk.shift import Shift
    from checkin.desk.transaction import DeskTransaction
    from checkin.store.store import Store

_scan = schema.scan.c


class TrialScans:
    """For organisers. The entries stay in the journal, as those of any undo; nobody is counted, and nothing refused."""

    def __init__(
        self, store: Store, shift: Shift, acting: Callable[[sa.Connection, str], DeskTransaction]
    ) -> None:
        self._store = store
        self._shift = shift
        self._acting = acting

    def count(self) -> int:
        """How many there are to forget; 0 for other roles, and once the event has begun."""
        if not self._shift.may(Action.SET_UP):
            return 0
        with self._store.read() as connection:
            begins, now = self._begins(connection)
            return 0 if now >= begins else len(_standing(connection, begins))

    def forget(self) -> int:
        """Undoes them all, in chunks that let scans go first. Returns how many.

        Raises `NotAllowed`, and `NotPossible` once the first day has begun. Where it was cut short, the same again does the rest.
        """
        self._shift.require(Action.SET_UP)
        with self._store.read() as connection:
            begins, now = self._begins(connection)
            if now >= begins:
                raise NotPossible(mark("The event has begun: its scans are undone one by one."))
            entries = _standing(connection, begins)

        def write(connection: sa.Connection, chunk: Sequence[str]) -> None:
            act = self._acting(connection, "")
            for entry in chunk:
                with suppress(NotPossible):  # undone meanwhile
                    act.undo(entry)

        in_chunks(self._store, entries, write)
        return len(entries)

    def _begins(self, connection: sa.Connection) -> tuple[int, int]:
        """When the first day begins, and what time it is here."""
        act = self._acting(connection, "")
        return act.calendar.starts(min(act.event.days)), act.journal.now()


def _standing(connection: sa.Connection, begins: int) -> list[str]:
    """The entries to undo. A scan of another desk during the event stays, if the clock here is days behind."""
    query = sa.select(_scan.entry).where(STANDING, _scan.at < begins)
    return list(connection.scalars(query.order_by(_scan.ms, _scan.counter)))
