"""Search at a desk: the index in memory, kept in sync with the store, and a cache of results."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import names, schema, visibility
from checkin.domain import CodeStatus, Found, SearchResult, Status
from checkin.journal import EntryKind
from checkin.prepared import PreparedQuery
from checkin.store import attendance, event, people

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkin.domain import Delegate
    from checkin.lookup.finder import Finder, Hit
    from checkin.lookup.index import IndexedDelegate
    from checkin.presence import Moment
    from checkin.store.store import Store

MANY: Final = 2_000  # above so many changes the index is rebuilt
_entry = schema.entry.c
_ROSTER_KINDS: Final = frozenset(
    {
        EntryKind.DELEGATE_CHANGED,
        EntryKind.CODE_ISSUED,
        EntryKind.CODE_REVOKED,
        EntryKind.CODES_RENEWED,
        EntryKind.BATCH_APPLIED,
        EntryKind.BATCH_UNDONE,
    }
)
# Each changes delegates whom no new entry names.
_OF_OTHERS: Final = frozenset(
    {EntryKind.BATCH_UNDONE, EntryKind.DESK_REVOKED, EntryKind.CLOCK_CORRECTED}
)
_change, _issue, _revocation = schema.change.c, schema.issue.c, schema.revocation.c
_named: sa.BindParameter[str] = sa.bindparam("entries", expanding=True)
# The delegates that newer entries change: by the clock, in whose order the rows are kept.
_TOUCHED_SINCE: Final = tuple(
    sa.select(table.c.delegate)
    .join(
        schema.entry,
        sa.and_(*(_entry[name] == table.c[name] for name in ("ms", "counter", "desk"))),
    )
    .where(_entry.n > sa.bindparam("seen"))
    for table in (schema.change, schema.issue)
)
# The delegates that these entries change in another way.
_TOUCHED: Final = (
    sa.select(_issue.delegate)
    .join(schema.revocation, _revocation.code == _issue.code)
    .where(_revocation.entry.in_(_named)),
    sa.select(schema.renewal.c.delegate).where(schema.renewal.c.entry.in_(_named)),
    *(
        sa.select(table.c.delegate)
        .join(schema.batch, schema.batch.c.id == table.c.batch)
        .where(schema.batch.c.entry.in_(_named))
        for table in (schema.change, schema.issue)
    ),
)
_APPLIED: Final = sa.select(
    sa.func.coalesce(sa.func.sum(schema.batch.c.added + schema.batch.c.changed), 0)
).where(schema.batch.c.entry.in_(_named))


_delegate, _key, _code = schema.delegate.c, schema.name_key.c, schema.code.c
_ENTRIES: Final = (
    sa.select(
        _delegate.id,
        _delegate.number,
        _delegate.name,
        _delegate.family_name,
        _delegate.given_name,
        _delegate.native_name,
        _delegate.badge_name,
        _delegate.flags,
        _delegate.email,
        _delegate.phone,
        _delegate.organisation,
        _delegate.category,
        _delegate.status,
        sa.func.coalesce(_key.names, "").label("names"),
        sa.func.coalesce(_key.latin, "").label("latin"),
    )
    .outerjoin(schema.name_key, _key.delegate == _delegate.id)
    .order_by(_delegate.number, _delegate.id)
)
_NEWEST: Final = PreparedQuery(sa.select(sa.func.max(_entry.n).label("n")))
_CODES: Final = sa.select(_code.delegate, _code.code).where(_code.status == CodeStatus.VALID)


class Search:
    """Finds delegates in memory. Before each search it asks the journal for changes: mostly none."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._finder: Finder | None = None
        self._categories: dict[str, tuple[str, ...]] = {}  # sessions by key
        self._seen = 0
        # Cache of hits since the journal last grew: while a name is typed they are mostly the same.
        self._people: dict[str, Delegate] = {}
        # Since when they are inside, and until when at most; by session, day and delegate.
        self._inside: dict[tuple[str, str, str], tuple[int, int] | None] = {}

    def search(
        self, text: str, limit: int, session: str, when: Moment, *, contacts: bool
    ) -> SearchResult:
        """The best hits for a query; among equals those expected in the session come first."""
        day = when.day_of(session)
        with self._store.read() as connection:
            finder = self._refreshed(connection)
            categories = self._categories.get(session, ())
            hits = finder.find(text, limit, categories, contacts=contacts)
            self._recall(connection, [hit.delegate for hit in hits], session, when)
        found = [
            _found(
                self._people[hit.delegate],
                hit,
                _since(self._inside[session, day, hit.delegate], when.now),
            )
            for hit in hits
            if hit.delegate in self._people
        ]
        # A delegate who is in is no longer expected.
        found.sort(key=lambda hit: (-hit.score, hit.inside_since is not None))
        # A list that is not full is complete.
        total = len(hits) if len(hits) < limit else finder.count(text, hits)
        return SearchResult(tuple(found), total)

    def refresh(self) -> None:
        """Refreshes the index with changes of the roster and the plan since the last search."""
        with self._store.read() as connection:
            self._refreshed(connection)

    def _recall(
        self, connection: sa.Connection, hits: list[str], session: str, when: Moment
    ) -> None:
        """Loads what is shown of the hits and not cached yet."""
        if new := [hit for hit in hits if hit not in self._people]:
            self._people |= {delegate.id: delegate for delegate in people.some(connection, new)}
        day = when.day_of(session)
        if new := [hit for hit in hits if (session, day, hit) not in self._inside]:
            inside = attendance.inside_since(connection, session, new, when)
            self._inside |= {(session, day, delegate): inside.get(delegate) for delegate in new}

    def _refreshed(self, connection: sa.Connection) -> Finder:
        # Lazy import: its libraries must not delay the opening of the window.
        from checkin.lookup.finder import Finder  # noqa: PLC0415

        finder = self._finder or Finder(())
        newest = _NEWEST.all_rows(connection)[0].n or 0
        if newest != self._seen:
            self._people.clear()
            self._inside.clear()
            query = sa.select(_entry.kind, _entry.id).where(_entry.n > self._seen)
            every = connection.execute(query).all()
            fresh = [row for row in every if row.kind in _ROSTER_KINDS]
            undone = any(row.kind in _OF_OTHERS for row in every)
            # Entries of an import count once its last one has arrived.
            applied = [row.id for row in fresh if row.kind == EntryKind.BATCH_APPLIED]
            changes = len(fresh) + (connection.scalar(_APPLIED, {"entries": applied}) or 0)
            if undone or changes > MANY:
                finder = Finder(_entries(connection))
            else:
                _update(finder, connection, self._seen, [row.id for row in fresh])
            if any(row.kind == EntryKind.SESSION_CHANGED for row in every):
                sessions = event.current(connection).sessions
                self._categories = {session.key: session.categories for session in sessions}
            self._seen = newest
        self._finder = finder
        return finder


def _update(finder: Finder, connection: sa.Connection, seen: int, entries: list[str]) -> None:
    """Updates the index with the delegates that these entries, all newer than `seen`, change."""
    touched: set[str] = set()
    for query in _TOUCHED_SINCE:
        touched.update(connection.scalars(query, {"seen": seen}))
    for start in range(0, len(entries), people.CHUNK):
        part = {"entries": entries[start : start + people.CHUNK]}
        for query in _TOUCHED:
            touched.update(connection.scalars(query, part))
    ordered = sorted(touched)
    for start in range(0, len(ordered), people.CHUNK):
        chunk = ordered[start : start + people.CHUNK]
        found = {entry.id: entry for entry in _entries(connection, chunk)}
        for delegate in chunk:
            if delegate in found:
                finder.update(found[delegate])
            else:
                finder.remove(delegate)


def _entries(
    connection: sa.Connection, delegates: Sequence[str] | None = None
) -> Iterator[IndexedDelegate]:
    """Index entries of all delegates, or of some."""
    from checkin.lookup.index import IndexedDelegate  # noqa: PLC0415

    entries, valid = _ENTRIES, _CODES
    if delegates is not None:
        entries = entries.where(_delegate.id.in_(delegates))
        valid = valid.where(_code.delegate.in_(delegates))
    codes: dict[str, list[str]] = {}
    for owner, code in connection.execute(valid):
        codes.setdefault(owner, []).append(code)
    for row in connection.execute(entries).mappings():
        badge_name = row["badge_name"]
        alias = visibility.alias_of(badge_name, json.loads(row["flags"])) if badge_name else ""
        yield IndexedDelegate(
            id=row["id"],
            number=row["number"],
            shown=(alias, "") if alias else names.shown_names(dict(row)),
            names=row["names"],
            latin=row["latin"],
            organisation=row["organisation"],
            category=row["category"] if row["status"] == Status.EXPECTED else None,
            codes=tuple(codes.get(row["id"], ())),
            email=row["email"],
            phone=row["phone"],
            aliased=bool(alias),
        )


def _since(inside: tuple[int, int] | None, now: int) -> int | None:
    """Since when they are inside; presence may have ended by itself since this was read."""
    return inside[0] if inside is not None and now < inside[1] else None


def _found(delegate: Delegate, hit: Hit, inside_since: int | None) -> Found:
    name, native_name = visibility.names_of(delegate)
    aliased = (name, native_name) != (delegate.display_name, delegate.second_name)
    return Found(
        id=delegate.id,
        number=delegate.number,
        name=name,
        native_name=native_name,
        organisation=delegate.organisation,
        category=delegate.category,
        score=hit.score,
        reading="" if aliased else delegate.reading,
        country=delegate.country,
        status=delegate.status,
        inside_since=inside_since,
        marked_name=hit.marked[0],
        marked_native=hit.marked[1],
        guess=hit.guess,
        namesake=hit.namesake,
        match=hit.match,
    )
