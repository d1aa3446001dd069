"""Search at a desk: the index in memory, kept in sync with the store, and a cache of results."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import names, schema, visibility
from checkin.domain import CodeStatus, Found, SearchResult, Status
from checkin.journal import EntryKind
from checkin.prepared import PreparedQuery
from checkin.store import attendance, event, people

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import RowMapping

    from checkin.domain import Delegate
    from checkin.lookup.finder import Finder, Hit
    from checkin.lookup.index import IndexedDelegate
    from checkin.presence import Moment
    from checkin.store.store import Store

MOST_RANKED: Final = 500  # of a list, in the order of a search
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
# After these others may be found than those whom a new entry names.
_BUILT_ANEW: Final = frozenset(
    {
        EntryKind.BATCH_UNDONE,
        EntryKind.CLOCK_CORRECTED,
        EntryKind.DESK_REVOKED,
        EntryKind.DELEGATE_ERASED,
        EntryKind.DELEGATES_JOINED,
        EntryKind.DELEGATES_PARTED,
    }
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
_of_person = schema.name_key.alias("of_person").c


def _indexed(table: sa.Table) -> sa.Select[tuple[Any, ...]]:
    of = table.c
    return (
        sa.select(
            of.id,
            of.number,
            of.name,
            of.family_name,
            of.given_name,
            of.native_name,
            of.badge_name,
            of.flags,
            of.email,
            of.phone,
            of.organisation,
            of.category,
            of.status,
            of.extras,
            of.at_scan,
            sa.func.coalesce(_key.names, "").label("names"),
            sa.func.coalesce(_key.latin, "").label("latin"),
        )
        .outerjoin(schema.name_key, _key.delegate == of.id)
        .order_by(of.number, of.id)
    )


_ENTRIES: Final = _indexed(schema.delegate)
_ENTRIES_OF_DOUBLES: Final = (
    _indexed(schema.double_delegate)
    .join(schema.double, schema.double.c.delegate == schema.double_delegate.c.id)
    .outerjoin(_of_person.names.table, _of_person.delegate == schema.double.c.person)
    .add_columns(sa.func.coalesce(_of_person.names, "").label("names_of_person"))
)
_PERSONS: Final = sa.select(schema.double.c.delegate, schema.double.c.person)
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
        self._persons: dict[str, str] = {}  # of doubles
        self._using = (
            threading.Lock()
        )  # a list is searched behind the window, a desk in front of it

    def search(
        self,
        text: str,
        limit: int,
        session: str,
        when: Moment,
        *,
        contacts: bool,
        own_columns: bool = False,
    ) -> SearchResult:
        """The best hits for a query; among equals those expected in the session come first."""
        day = when.day_of(session)
        with self._using, self._store.read() as connection:
            finder = self._refreshed(connection)
            categories = self._categories.get(session, ())
            every = finder.find(
                text,
                limit,
                categories,
                contacts=contacts,
                own_columns=own_columns,
            )
            hits = self._of_persons(every)
            self._recall(connection, [hit.delegate for hit in hits], session, when)
            number = names.fold(text)
            owners = people.with_number(connection, int(number)) if number.isdecimal() else ()
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
        total = len(hits) if len(every) < limit else finder.count(text, hits)
        return SearchResult(tuple(found), total, number_of_several=len(owners) > 1)

    def matching(self, text: str, *, contacts: bool) -> tuple[str, ...]:
        """Everybody who matches a query, best first; each person once."""
        with self._using, self._store.read() as connection:
            finder = self._refreshed(connection)
            hits = finder.find(text, MOST_RANKED, contacts=contacts)
            every = (*(hit.delegate for hit in hits), *finder.beginning(text))
            persons = self._persons
        return tuple(dict.fromkeys(persons.get(delegate, delegate) for delegate in every))

    def _of_persons(self, hits: Iterable[Hit]) -> tuple[Hit, ...]:
        """The hits, a double's as the person's: each person once. Their own name may not be what was typed."""
        found: dict[str, Hit] = {}
        for hit in hits:
            person = self._persons.get(hit.delegate, hit.delegate)
            own = hit.delegate == person
            nothing_marked = replace(
                hit, delegate=person, marked=((), ()), guess="", namesake=False
            )
            found.setdefault(person, hit if own else nothing_marked)
        return tuple(found.values())

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
            self._persons = {row.delegate: row.person for row in connection.execute(_PERSONS)}
            self._inside.clear()
            query = sa.select(_entry.kind, _entry.id).where(_entry.n > self._seen)
            every = connection.execute(query).all()
            fresh = [row for row in every if row.kind in _ROSTER_KINDS]
            anew = any(row.kind in _BUILT_ANEW for row in every)
            # Entries of an import count once its last one has arrived.
            applied = [row.id for row in fresh if row.kind == EntryKind.BATCH_APPLIED]
            changes = len(fresh) + (connection.scalar(_APPLIED, {"entries": applied}) or 0)
            if anew or changes > MANY:
                finder = Finder(_entries(connection))
            else:
                ids = [row.id for row in fresh]
                _update(finder, connection, self._seen, ids, self._persons)
            if any(row.kind == EntryKind.SESSION_CHANGED for row in every):
                sessions = event.current(connection).sessions
                self._categories = {session.key: session.categories for session in sessions}
            self._seen = newest
        self._finder = finder
        return finder


def _update(
    finder: Finder,
    connection: sa.Connection,
    seen: int,
    entries: list[str],
    persons: Mapping[str, str],
) -> None:
    """Updates the index with the delegates that these entries, all newer than `seen`, change.

    With a double also the person, whose marks may have changed by it.
    """
    touched: set[str] = set()
    for query in _TOUCHED_SINCE:
        touched.update(connection.scalars(query, {"seen": seen}))
    for start in range(0, len(entries), people.CHUNK):
        part = {"entries": entries[start : start + people.CHUNK]}
        for query in _TOUCHED:
            touched.update(connection.scalars(query, part))
    ordered = sorted(touched | {persons[who] for who in touched & persons.keys()})
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
    """Index entries of all delegates and doubles, or of some."""
    from checkin.lookup.index import IndexedDelegate  # noqa: PLC0415

    entries, doubles, valid = _ENTRIES, _ENTRIES_OF_DOUBLES, _CODES
    if delegates is not None:
        entries = entries.where(_delegate.id.in_(delegates))
        doubles = doubles.where(schema.double_delegate.c.id.in_(delegates))
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
            columns=_values(row["at_scan"]),
            own_columns=_values(row["extras"]),
            aliased=bool(alias),
        )
    yield from _of_doubles(connection.execute(doubles).mappings())


def _values(columns: str) -> tuple[str, ...]:
    return tuple(json.loads(columns).values()) if columns != people.NO_COLUMNS else ()


def _of_doubles(rows: Iterable[RowMapping]) -> Iterator[IndexedDelegate]:
    """Doubles, by number and by those words of their names that the person does not have."""
    from checkin.lookup.index import IndexedDelegate  # noqa: PLC0415

    for row in rows:
        words = dict.fromkeys(row["names"].split())
        further = not words.keys() <= set(row["names_of_person"].split())
        # Each word by itself: with the same whole name the person would be a namesake of their double.
        apart = f" {names.FIELD} ".join(("", *words, ""))
        yield IndexedDelegate(
            id=row["id"],
            number=row["number"],
            shown=names.shown_names(dict(row)) if further else ("", ""),
            names=apart if further else "",
            latin=row["latin"] if further else "",
            category=None,
            email=row["email"],
            phone=row["phone"],
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
