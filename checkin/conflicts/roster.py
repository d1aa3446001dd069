"""Numbers, people and badges that are there twice, and imports undone around a scan."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import schema
from checkin.conflicts.found import conflict, lets_in, unique
from checkin.domain import Conflict, ConflictKind
from checkin.journal.derive import to_json
from checkin.prepared import PreparedQuery, is_any_of
from checkin.store import doubles

if TYPE_CHECKING:
    from collections.abc import Iterator

_delegate, _change = schema.delegate.c, schema.change.c
_print, _batch_change = schema.print_made.c, schema.batch_change.c
_NUMBERS: Final = (
    sa.select(_delegate.number)
    .where(_delegate.number != 0)
    .group_by(_delegate.number)
    .having(sa.func.count() > 1)
)
_OF_NUMBERS: Final = (
    sa.select(_delegate.number, _delegate.id)
    .where(_delegate.number.in_(_NUMBERS))
    .order_by(_delegate.number, _delegate.id)
)
_CHANGES: Final = PreparedQuery(
    sa.select(_change.delegate, _change.desk, _change.entry, _change.batch, _change.wall).order_by(
        _change.ms, _change.counter, _change.desk, _change.entry
    )
)
_NUMBERED: Final = (
    sa.select(_change.delegate, _change.entry, _change.desk, _change.wall)
    .where(is_any_of(_change.delegate, "ids"), sa.func.instr(_change.fields, '"number":') > 0)
    .order_by(_change.ms, _change.counter, _change.desk, _change.entry)
)
_PRINTED_APART: Final = (
    sa.select(_print.owner).group_by(_print.owner).having(sa.func.count(_print.desk.distinct()) > 1)
)
_PRINTS: Final = (
    sa.select(schema.print_made)
    .where(_print.owner.in_(_PRINTED_APART))
    .order_by(_print.owner, _print.ms, _print.counter, _print.desk, _print.entry)
)
_BROUGHT_ELSE: Final = (
    sa.select(_change.delegate)
    .where(_change.batch.in_(sa.select(schema.batch.c.id).where(schema.batch.c.undone == 0)))
    .distinct()
)
_UNDONE: Final = sa.select(schema.batch_change).where(_batch_change.undone == 1)


def first_changes(connection: sa.Connection) -> dict[str, Any]:
    """Delegate id → the change that put them on the roster."""
    complete = {"", *connection.scalars(sa.select(schema.batch.c.id))}
    first: dict[str, Any] = {}
    for row in _CHANGES.all_rows(connection):
        if row.delegate not in first and row.batch in complete:
            first[row.delegate] = row
    return first


def numbers_twice(connection: sa.Connection) -> Iterator[Conflict]:
    """Two people have one number."""
    rows = connection.execute(_OF_NUMBERS).all()
    ids = to_json([row.id for row in rows])
    latest = (
        {row.delegate: row for row in connection.execute(_NUMBERED, {"ids": ids})} if rows else {}
    )
    for number, group in groupby(rows, key=lambda row: row.number):
        owners = [row.id for row in group]
        by = sorted((latest[owner] for owner in owners if owner in latest), key=_in_order)
        yield conflict(
            ConflictKind.NUMBER_TWICE,
            max((row.wall for row in by), default=0),
            (row.entry for row in by),
            people=unique(row.delegate for row in by),
            desks=unique(row.desk for row in by),
            count=number,
        )


def people_twice(connection: sa.Connection, first: dict[str, Any]) -> Iterator[Conflict]:
    """Put on the roster at two desks: the same code, e-mail address, or name with organisation."""
    if len({row.desk for row in first.values()}) < 2:
        return
    groups = sorted(group.delegates for group in doubles.alike(connection))
    for group in groups:
        by = sorted((first[owner] for owner in group if owner in first), key=_in_order)
        if len({row.desk for row in by}) < 2:
            continue  # whoever put them on the roster there saw both
        yield conflict(
            ConflictKind.PERSON_TWICE,
            max(row.wall for row in by),
            (row.entry for row in by),
            people=unique(row.delegate for row in by),
            desks=unique(row.desk for row in by),
        )


def badges_twice(connection: sa.Connection) -> Iterator[Conflict]:
    """A badge printed at a desk that did not know that another one had printed it."""
    for _, group in groupby(connection.execute(_PRINTS), key=lambda row: row.owner):
        prints = list(group)
        for count, made in enumerate(prints):
            others = [row for row in prints[:count] if row.desk != made.desk]
            if not others or made.known >= count or others[-1].code != made.code:
                continue
            yield conflict(
                ConflictKind.BADGE_TWICE,
                made.at,
                (others[-1].entry, made.entry),
                people=(made.owner,),
                desks=(others[-1].desk, made.desk),
            )


def imports_undone(connection: sa.Connection, first: dict[str, Any]) -> Iterator[Conflict]:
    """Let in by a desk that had not heard that the import that brought them was undone elsewhere."""
    undone = connection.execute(_UNDONE).all()
    if not undone:
        return
    again = set(connection.scalars(_BROUGHT_ELSE))
    batches = {row.batch for row in undone}
    brought = {
        row.delegate: row.batch
        for row in first.values()
        if row.batch in batches and row.delegate not in again
    }
    scans = lets_in(connection, brought)
    for row in undone:
        of_batch = [
            scan for scan in scans if brought[scan.owner] == row.batch and scan.desk != row.desk
        ]
        if of_batch:
            yield conflict(
                ConflictKind.IMPORT_UNDONE,
                of_batch[-1].at,
                (row.entry, *(scan.entry for scan in of_batch)),
                people=unique(scan.owner for scan in of_batch),
                desks=unique((row.desk, *(scan.desk for scan in of_batch))),
            )


def _in_order(row: Any) -> tuple[int, str]:
    return row.wall, row.entry
