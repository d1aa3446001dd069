"""Derive (projection, second step): everything that recorded entries touch, and all that hangs on it.

What touches one row touches others: an import its people, a join the scans of a double, an undo a
presence. That is found here, and derived in the order in which one follows from the other.
"""

from __future__ import annotations

from itertools import chain as one_by_one
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import schema
from checkin.journal import staging, standing
from checkin.journal.batches import derive_batches
from checkin.journal.derive import (
    CHUNK,
    derive_codes,
    derive_delegates,
    derive_listed_sessions,
    to_json,
)
from checkin.journal.derive_attendance import (
    derive_all_attendance,
    derive_attendance,
    follow_attendance,
)
from checkin.journal.derive_event import derive_event
from checkin.journal.doubles import (
    derive_doubles,
    forget_attendance,
    move,
    persons,
    persons_in_import,
)
from checkin.journal.registers import derive_operators
from checkin.prepared import is_any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checkin.journal.derive import Visit
    from checkin.journal.recorders import Touched

NO_SCANS: Final[Mapping[str, Sequence[Mapping[str, Any]]]] = MappingProxyType({})


def derive_touched(
    connection: sa.Connection,
    touched: Touched,
    later: Mapping[str, Sequence[Mapping[str, Any]]] = NO_SCANS,
) -> None:
    """Derives what was touched; `later` are scans that are the last ones of their delegates."""
    if about := touched.applied | touched.batches:
        derive_batches(connection, about)
    joins = touched.joins or touched.delegates or touched.parts or about
    moved = _take_joins(connection, touched) if joins else set()
    _take_imports(connection, touched)
    _take_whole_imports(connection, touched)
    _take_undone_imports(connection, touched)
    moved |= _follow_joins(connection, touched)
    others = _derive_people(connection, touched) | places_of(connection, touched.undone)
    if touched.operators:
        derive_operators(connection, touched.operators)
    if touched.event and derive_event(connection):
        derive_all_attendance(connection)
    else:
        # Which scans are a double's was not known when it was looked which are later.
        alone = {owner: scans for owner, scans in later.items() if owner not in moved}
        _derive_attendance(connection, touched.places, others, alone)


def _derive_attendance(
    connection: sa.Connection,
    places: set[Visit],
    others: set[Visit],
    later: Mapping[str, Sequence[Mapping[str, Any]]],
) -> None:
    """From the rows that are there, where nothing but later scans has come; else from all scans."""
    again = {owner for owner, _, _ in others}
    alone = {owner: scans for owner, scans in later.items() if owner not in again}
    followed = alone.keys() - follow_attendance(connection, alone) if alone else set()
    left = others | {visit for visit in places if visit[0] not in followed}
    if left:
        derive_attendance(connection, left)


def _derive_people(connection: sa.Connection, touched: Touched) -> set[Visit]:
    """Returns the scans whose attendance this may change."""
    visits: set[Visit] = set()
    touched.codes |= _codes_of(connection, touched.renewed)
    codes = touched.codes | touched.provisional
    if codes:
        visits = derive_codes(connection, codes)
    if touched.delegates:
        derive_delegates(connection, touched.delegates)
    if touched.lists or touched.applied or touched.batches:
        derive_listed_sessions(connection)
    if codes or touched.delegates:
        staging.renew(connection, staging.TouchedRows(touched.delegates, codes))
    return visits


def _take_joins(connection: sa.Connection, touched: Touched) -> set[str]:
    """Derives who is one person with whom, and notes all that is another person's now. Returns all these people."""
    moved = derive_doubles(connection)
    if not moved:
        return set()
    move(connection, moved)
    people = {*moved, *one_by_one.from_iterable(moved.values())}
    forget_attendance(connection, people)
    touched.places |= {(who, "", 0) for who in people}
    touched.delegates |= people
    touched.stood_on |= people
    touched.renewed |= people
    touched.lists = True
    return people


def _follow_joins(connection: sa.Connection, touched: Touched) -> set[str]:
    """Gives what has come of doubles to the person who they are. Returns the doubles and these people."""
    visitors = {owner for owner, _, _ in touched.places}
    person = persons(connection, touched.delegates | touched.stood_on | visitors)
    for batch in touched.applied:
        touched.delegates |= persons_in_import(connection, batch)
    if not person:
        return set()
    move(connection, {who: (who, now) for who, now in person.items()})
    touched.delegates |= {person[who] for who in touched.delegates & person.keys()}
    touched.places = {
        (person.get(owner, owner), session, at) for owner, session, at in touched.places
    }
    return {*person, *person.values()}


def _take_imports(connection: sa.Connection, touched: Touched) -> None:
    """Stages entries of incomplete imports; shows a staged import when its last entry arrives."""
    for batch, part in touched.parts.items():
        if not staging.lay_ahead(connection, batch, part):
            touched.delegates |= part.delegates
            touched.codes |= part.codes
    for batch in touched.applied:
        if staging.show(connection, batch):
            touched.provisional |= staging.codes_scanned(connection, batch)
        else:
            touched.batches.add(batch)


def _take_whole_imports(connection: sa.Connection, touched: Touched) -> None:
    """Notes all that the imports touch of which nothing is staged, and those that are undone."""
    for batch in touched.batches:
        staging.lose(connection, batch)
        issued = sa.select(schema.issue.c.code).where(schema.issue.c.batch == batch)
        touched.delegates |= _delegates_of(connection, batch)
        touched.codes.update(connection.scalars(issued))


def _take_undone_imports(connection: sa.Connection, touched: Touched) -> None:
    """Notes whom an undone import brought, and who may stay or go by what has come now."""
    if not standing.is_any_undone(connection):
        return
    for batch in touched.applied:
        touched.stood_on |= _delegates_of(connection, batch)
    about = touched.stood_on | touched.delegates | _scanned_by(connection, touched.undone)
    brought = standing.brought_by_undone(connection, to_json(sorted(about)))
    touched.delegates |= brought
    touched.codes |= _codes_of(connection, brought)


def _delegates_of(connection: sa.Connection, batch: str) -> set[str]:
    changed = sa.select(schema.change.c.delegate).where(schema.change.c.batch == batch)
    return set(connection.scalars(changed))


def _scanned_by(connection: sa.Connection, entries: Iterable[str]) -> set[str]:
    """The delegates whose scans these entries are."""
    scan = schema.scan.c
    query = sa.select(scan.delegate).where(is_any_of(scan.entry, "ids"), scan.delegate != "")
    return set(connection.scalars(query, {"ids": to_json(sorted(entries))}))


def _codes_of(connection: sa.Connection, delegates: Iterable[str]) -> set[str]:
    """All codes that were ever issued to these delegates."""
    issue, ordered, codes = schema.issue.c, sorted(delegates), set()
    for start in range(0, len(ordered), CHUNK):
        part = ordered[start : start + CHUNK]
        codes |= set(connection.scalars(sa.select(issue.code).where(issue.delegate.in_(part))))
    return codes


def places_of(connection: sa.Connection, entries: Iterable[str]) -> set[Visit]:
    """Whose scans these entries are, where and when."""
    scan, places, ordered = schema.scan.c, set(), sorted(entries)
    for start in range(0, len(ordered), CHUNK):
        part = ordered[start : start + CHUNK]
        query = sa.select(scan.owner, scan.session, scan.at)
        query = query.where(scan.entry.in_(part), scan.owner != "")
        rows = connection.execute(query.order_by(scan.ms.desc()).limit(len(part)))
        places |= {(row.owner, row.session, row.at) for row in rows}
    return places
