"""Look-up at a desk: the index in memory, kept in step with the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.desk.finder import Finder
from checkin.domain import Found
from checkin.journal import Kind
from checkin.store import attendance, people

if TYPE_CHECKING:
    from checkin.domain import Code, Delegate
    from checkin.store.store import Store

MANY: Final = 2_000  # above so many changes the index is made anew
_entry = schema.entry.c
_ROSTER_KINDS: Final = frozenset(
    {Kind.DELEGATE_CHANGED, Kind.CODE_ISSUED, Kind.CODE_REVOKED, Kind.BATCH_UNDONE}
)
_change, _issue, _revocation = schema.change.c, schema.issue.c, schema.revocation.c
_named: sa.BindParameter[str] = sa.bindparam("entries", expanding=True)
# Whom these entries are about.
_TOUCHED: Final = (
    sa.select(_change.delegate).where(_change.entry.in_(_named)),
    sa.select(_issue.delegate).where(_issue.entry.in_(_named)),
    sa.select(_issue.delegate)
    .join(schema.revocation, _revocation.code == _issue.code)
    .where(_revocation.entry.in_(_named)),
)


class Search:
    """Finds people in memory. Before each search it asks the journal what is new: mostly nothing."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._finder = Finder(())
        self._seen = 0

    def find(self, text: str, limit: int, session: str) -> tuple[Found, ...]:
        """The best hits for what was typed so far."""
        self.refresh()
        hits = self._finder.find(text, limit)
        if not hits:
            return ()
        with self._store.read() as connection:
            delegates = {one.id: one for one in people.some(connection, [h.delegate for h in hits])}
            since = attendance.inside_since(connection, session, delegates)
        return tuple(
            _found(delegates[hit.delegate], hit.score, since.get(hit.delegate), hit.marked)
            for hit in hits
            if hit.delegate in delegates
        )

    def refresh(self) -> None:
        """Takes in what changed on the roster since the last look."""
        with self._store.read() as connection:
            newest = connection.scalar(sa.select(sa.func.max(_entry.n))) or 0
            if newest == self._seen:
                return
            query = sa.select(_entry.kind, _entry.id).where(_entry.n > self._seen)
            fresh = [row for row in connection.execute(query) if row.kind in _ROSTER_KINDS]
            undone = any(row.kind == Kind.BATCH_UNDONE for row in fresh)
            if undone or len(fresh) > MANY:
                self._finder = Finder(_everybody(connection))
            else:
                self._update(connection, [row.id for row in fresh])
            self._seen = newest

    def _update(self, connection: sa.Connection, entries: list[str]) -> None:
        touched: set[str] = set()
        for start in range(0, len(entries), people.CHUNK):
            part = {"entries": entries[start : start + people.CHUNK]}
            for query in _TOUCHED:
                touched.update(connection.scalars(query, part))
        there = {one.id: one for one in people.some(connection, touched)}
        for delegate in sorted(touched):
            if delegate in there:
                self._finder.update(there[delegate], people.codes_of(connection, delegate))
            else:
                self._finder.remove(delegate)


def _everybody(connection: sa.Connection) -> list[tuple[Delegate, tuple[Code, ...]]]:
    codes: dict[str, list[Code]] = {}
    for code in people.codes(connection):
        codes.setdefault(code.delegate or "", []).append(code)
    return [(one, tuple(codes.get(one.id, ()))) for one in people.everyone(connection)]


def _found(
    delegate: Delegate,
    score: float,
    inside_since: int | None,
    marked: tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]],
) -> Found:
    return Found(
        id=delegate.id,
        number=delegate.number,
        name=delegate.display_name,
        native_name=delegate.second_name,
        organisation=delegate.organisation,
        category=delegate.category,
        score=score,
        reading=delegate.reading,
        country=delegate.country,
        status=delegate.status,
        inside_since=inside_since,
        marked_name=marked[0],
        marked_native=marked[1],
    )
