"""Undo of an import (rollback)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.errors import NotFound, NotPossible
from checkin.journal import batch_undone
from checkin.language import mark

if TYPE_CHECKING:
    from checkin.journal import Journal
    from checkin.store.store import Store

_change, _batch, _scan = schema.change.c, schema.batch.c, schema.scan.c
_double = schema.double.c
_TOUCHED: Final = sa.select(_change.delegate).where(_change.batch == sa.bindparam("batch"))
_STANDING: Final = (
    sa.select(_change.delegate, _change.batch)
    .where(_change.delegate.in_(_TOUCHED))
    .where(schema.is_complete(schema.change))
    .where(~sa.exists().where(_batch.id == _change.batch, _batch.undone == 1))
    .order_by(_change.delegate, _change.ms, _change.counter, _change.desk, _change.entry)
)
_SCANNED: Final = (
    sa.select(_scan.owner).where(_scan.owner.in_(_TOUCHED)).where(~schema.is_undone()).distinct()
)
_JOINED: Final = sa.union(
    *(sa.select(of).where(of.in_(_TOUCHED)) for of in (_double.delegate, _double.person))
)


@dataclass(frozen=True, slots=True)
class Undone:
    """The counts of removed and of restored delegates."""

    removed: int
    restored: int


def undo(store: Store, journal: Journal, batch: str) -> Undone:
    """Undoes an import by an entry of its own. Raises `NotFound` or `NotPossible`."""
    with store.write() as connection:
        row = connection.execute(sa.select(schema.batch).where(_batch.id == batch)).first()
        if row is None or not row.entry:
            raise NotFound(mark("There is no import {batch}."), batch=batch)
        if row.undone:
            raise NotPossible(mark("This import has been taken back already."))
        named = {"batch": batch}
        histories = {
            delegate: [change.batch for change in group]
            for delegate, group in groupby(
                connection.execute(_STANDING, named), key=lambda change: change.delegate
            )
        }
        removed = {delegate for delegate, batches in histories.items() if batches[0] == batch}
        # A delegate corrected since keeps only that correction.
        kept = {
            delegate
            for delegate in removed
            if any(other_batch != batch for other_batch in histories[delegate])
        }
        for query in (_SCANNED, _JOINED):
            kept |= removed.intersection(connection.scalars(query, named))
        if kept:
            raise NotPossible(
                "{n} person of this import has been scanned or corrected since. Nothing was taken back; correct the roster by hand.",
                "{n} people of this import have been scanned or corrected since. Nothing was taken back; correct the roster one by one.",
                n=len(kept),
            )
        journal.append(connection, batch_undone(batch))
    return Undone(len(removed), len(histories) - len(removed))
