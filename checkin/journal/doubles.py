"""Joined delegates (merge of duplicate records): who is one person with whom, and what that moves.

Two desks may put one person on the roster twice. An organiser joins the two: what the second has
becomes the first's. Who is whose double follows from the set of these entries, read in clock order:
what was said last of a pair stands, and of joins in a circle the earlier ones. Scans and prints
name the person as their owner, and go back when the two are parted.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from checkin import schema
from checkin.journal.kinds import EVERYBODY
from checkin.prepared import PreparedQuery, insert_rows, is_any_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    Said = tuple[str, str, bool]  # a delegate, their double, and whether they were parted

_join, _double = schema.delegate_join.c, schema.double.c
_change = schema.change.c
_SAID: Final = PreparedQuery(
    sa.select(_join.delegate, _join.double, _join.parted).order_by(
        _join.ms, _join.counter, _join.desk, _join.entry
    )
)
_ERASED: Final = PreparedQuery(sa.select(schema.erasure.c.delegate))
_CHANGED: Final = PreparedQuery(
    sa.select(_change.delegate)
    .where(
        is_any_of(_change.delegate, "ids"),
        sa.or_(
            _change.batch == "",
            sa.exists().where(schema.batch.c.id == _change.batch, schema.batch.c.entry != ""),
        ),
    )
    .distinct()
)
_DOUBLES: Final = PreparedQuery(sa.select(_double.delegate, _double.person, _double.joined_to))
_PERSONS: Final = PreparedQuery(
    sa.select(_double.delegate, _double.person).where(is_any_of(_double.delegate, "ids"))
)
_OF_PERSONS: Final = PreparedQuery(
    sa.select(_double.delegate, _double.person)
    .where(is_any_of(_double.person, "ids"))
    .order_by(_double.person, _double.delegate)
)
_IN_IMPORT: Final = (
    sa.select(_double.person)
    .join(schema.change, schema.change.c.delegate == _double.delegate)
    .where(schema.change.c.batch == sa.bindparam("batch"))
    .distinct()
)
_PUT: Final = insert(schema.double)
_MOVE: Final = tuple(
    sa.update(table)
    .where(
        table.c.owner == sa.bindparam("before"),
        table.c.owner != sa.literal_column("''"),
        table.c.delegate == sa.bindparam("who"),
    )
    .values(owner=sa.bindparam("now"))
    for table in (schema.scan, schema.print_made)
)
_NO_ATTENDANCE: Final = sa.delete(schema.attendance).where(
    is_any_of(schema.attendance.c.delegate, "ids")
)


def standing(said: Iterable[Said]) -> tuple[tuple[str, str], ...]:
    """The joins that were not parted later, the earliest first, each pair once."""
    pairs: dict[frozenset[str], tuple[str, str]] = {}
    for delegate, double, parted in said:
        pair = frozenset((delegate, double))
        if parted:
            pairs.pop(pair, None)
        elif delegate != double:
            pairs.setdefault(pair, (delegate, double))
    return tuple(pairs.values())


def joined(said: Iterable[Said], erased: Collection[str] = ()) -> dict[str, str]:
    """Each double with the delegate to whom they were joined, from all that was said, in clock order.

    Whoever was erased is joined with nobody who was not: their name must not stay unseen behind them.
    """
    all_erased = EVERYBODY in erased
    above: dict[str, str] = {}
    for delegate, double in standing(said):
        if all_erased or (delegate in erased) == (double in erased):
            first, second = person_of(above, delegate), person_of(above, double)
            if first != second:
                above[second] = delegate
    return above


def person_of(above: Mapping[str, str], delegate: str) -> str:
    """Who somebody is: the delegate to whom all others were joined."""
    *_, person = _line(above, delegate)
    return person


def derive_doubles(connection: sa.Connection) -> dict[str, tuple[str, str]]:
    """Derives all doubles. Returns who is another person than before: delegate → before, now.

    Nobody is joined with somebody of whom nothing has come, or nothing that counts: nobody would be left.
    """
    every = list(_said(connection))
    ids = json.dumps(sorted({delegate for delegate, _, _ in every}))
    known = {row.delegate for row in _CHANGED.all_rows(connection, ids=ids)}
    erased = {row.delegate for row in _ERASED.all_rows(connection)}
    above = joined([said for said in every if said[0] in known or said[2]], erased)
    before = {row.delegate: row for row in _DOUBLES.all_rows(connection)}
    rows = [
        {"delegate": double, "person": person_of(above, double), "joined_to": to}
        for double, to in sorted(above.items())
    ]
    if rows != [_row(before[double]) for double in sorted(before)]:
        connection.execute(sa.delete(schema.double))
        if rows:
            insert_rows(connection, _PUT, rows)
    now = {row["delegate"]: row["person"] for row in rows}
    moved = {}
    for delegate in sorted(before.keys() | now.keys()):
        old = before[delegate].person if delegate in before else delegate
        new = now.get(delegate, delegate)
        if old != new:
            moved[delegate] = (old, new)
    return moved


def move(connection: sa.Connection, moved: Mapping[str, tuple[str, str]]) -> None:
    """Gives scans and prints of these delegates to the person who they are now."""
    if moved:
        rows = [{"who": who, "before": old, "now": new} for who, (old, new) in moved.items()]
        for statement in _MOVE:
            connection.execute(statement, rows)


def forget_attendance(connection: sa.Connection, people: Iterable[str]) -> None:
    connection.execute(_NO_ATTENDANCE, {"ids": json.dumps(sorted(people))})


def persons(connection: sa.Connection, delegates: Iterable[str]) -> dict[str, str]:
    """Of these delegates those who are doubles, with the person who they are."""
    rows = _PERSONS.all_rows(connection, ids=json.dumps(sorted(delegates)))
    return {row.delegate: row.person for row in rows}


def persons_in_import(connection: sa.Connection, batch: str) -> set[str]:
    """The people a double of whom an import has brought or changed."""
    return set(connection.scalars(_IN_IMPORT, {"batch": batch}))


def doubles_of(connection: sa.Connection, people: Iterable[str]) -> dict[str, list[str]]:
    """Of these people those who have doubles, with them."""
    found: dict[str, list[str]] = {}
    for row in _OF_PERSONS.all_rows(connection, ids=json.dumps(sorted(people))):
        found.setdefault(row.person, []).append(row.delegate)
    return found


def flags_of(people: Iterable[str], flags: Mapping[str, Iterable[str]]) -> list[str]:
    """The flags of all these people, each once: a quiet check of either stands."""
    return [*dict.fromkeys(flag for who in people for flag in flags.get(who, ()))]


def ties_of(connection: sa.Connection, double: str) -> tuple[tuple[str, str], ...]:
    """The joins by which a double, and whoever was joined with them, are the same as others; empty for no double."""
    above = {row.delegate: row.joined_to for row in _DOUBLES.all_rows(connection)}
    if double not in above:
        return ()
    with_them = {who for who in above if double in _line(above, who)}
    return tuple(
        pair for pair in standing(_said(connection)) if len(with_them.intersection(pair)) == 1
    )


def _line(above: Mapping[str, str], delegate: str) -> Iterator[str]:
    """A delegate, and one after the other those to whom they were joined."""
    yield delegate
    while delegate in above:
        delegate = above[delegate]
        yield delegate


def _said(connection: sa.Connection) -> Iterator[Said]:
    for row in _SAID.all_rows(connection):
        yield row.delegate, row.double, bool(row.parted)


def _row(row: object) -> dict[str, str]:
    return {name: getattr(row, name) for name in ("delegate", "person", "joined_to")}
