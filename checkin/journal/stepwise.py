"""Incremental integrity check (scrubbing): a whole journal in short steps, between which others use the store.

Each step has a snapshot of its own, in which what came meanwhile is folded first. An erasure between two steps
may look like an alteration: so it says only that `verify` has to look, in one piece.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.journal.entry_row import entry_of
from checkin.journal.refolding import CheckedFold
from checkin.journal.verify import damaged_pages, differing_rows, missing_triggers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager
    from typing import Protocol

    from checkin.journal.entry import Entry, Head
    from checkin.journal.identity import Identity

    class Snapshots(Protocol):
        """Where the journal lies; `scratch` is a temporary empty database."""

        def read(self) -> AbstractContextManager[sa.Connection]: ...
        def scratch(self) -> AbstractContextManager[sa.Connection]: ...


STEP: Final = 200  # entries
BETWEEN: Final = 10  # entries between two places at which a scan goes first
_entry = schema.entry.c


class VerificationSteps:
    """One verification. `is_suspicious` once anything is not as it should be; then there is no further step."""

    def __init__(
        self,
        snapshots: Snapshots,
        identity: Identity,
        heads: Iterable[Head],
        give_way: Callable[[], None],
    ) -> None:
        self._snapshots, self._identity = snapshots, identity
        self._heads, self._give_way = tuple(heads), give_way
        self._kept = ExitStack()
        self._fold: CheckedFold | None = None
        self._scratch: sa.Connection | None = None
        self._upto = 0
        self._tables = list(schema.followed())
        self.is_suspicious = False

    def step(self) -> bool:
        """Goes on for a moment; returns whether there is more to do."""
        with self._snapshots.read() as connection:
            if self._fold is None or self._scratch is None:
                self._begin(connection)
                return True
            came = self._fold.add(self._next(connection))
            if came == STEP and self._fold.is_sound:
                return True
            self._fold.flush()
            is_right = self._fold.is_sound
            if is_right and self._tables:
                is_right = not differing_rows(connection, self._scratch, self._tables.pop())
                more = True
            else:
                more = False
                is_right = is_right and not self._fold.finish().problems
                is_right = is_right and not damaged_pages(connection)
                is_right = is_right and not missing_triggers(connection)
        self.is_suspicious = not is_right
        return more and is_right

    def close(self) -> None:
        self._kept.close()

    def _begin(self, connection: sa.Connection) -> None:
        self._scratch = self._kept.enter_context(self._snapshots.scratch())
        schema.create_fold(self._scratch)
        self._fold = CheckedFold(connection, self._scratch, self._identity, self._heads)

    def _next(self, connection: sa.Connection) -> Iterator[Entry]:
        query = sa.select(schema.entry).where(_entry.n > self._upto).order_by(_entry.n).limit(STEP)
        for place, row in enumerate(connection.execute(query).all()):
            if place % BETWEEN == 0:
                self._give_way()
            self._upto = row.n
            yield entry_of(row, self._identity.event)
