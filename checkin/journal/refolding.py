"""Fold anew (replay): all entries of a journal, each checked before it is folded."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.journal import entry as entries
from checkin.journal.entry import Altered, Head, Opened
from checkin.journal.entry_row import entry_of
from checkin.journal.fold import REGISTERS, FoldSource, fold
from checkin.journal.registers import owners, public_keys
from checkin.journal.verify import TrustedState, Verification

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checkin.journal.entry import Entry
    from checkin.journal.identity import Identity

CHUNK: Final = 1_000
_entry = schema.entry.c


def fold_checked(
    source: sa.Connection,
    target: sa.Connection,
    every: Iterable[Entry],
    identity: Identity,
    heads: Iterable[Head],
) -> Verification:
    """Folds what desks may write, then checks and folds every entry, as long as all are genuine.

    `source` is the journal of which `every` are the entries; `heads` are those that are remembered.
    """
    # What decides comes first, so nothing has to be judged a second time.
    once = FoldSource(identity.root.hex(), lambda *_: (), lambda *_: ())
    fold(target, _about_desks(source, identity), once)
    verification = Verification(
        TrustedState(
            public_keys(target),
            identity.ring.sealing,
            frozenset(heads),
            owners(target),
        )
    )
    chunk: list[Opened] = []
    for entry in every:
        opened = verification.look_at(entry)
        is_folded = entry.header.kind in REGISTERS
        if opened is not None and verification.foldable and not is_folded:
            chunk.append(opened)
        if len(chunk) == CHUNK:
            fold(target, chunk, once)
            chunk = []
    fold(target, chunk, once)
    verification.finish()
    return verification


def _about_desks(source: sa.Connection, identity: Identity) -> Iterator[Opened]:
    """The entries that decide what others count, as far as they open; altered ones are found later."""
    query = sa.select(schema.entry).where(_entry.kind.in_(sorted(REGISTERS)))
    for row in source.execute(query.order_by(_entry.n)):
        with suppress(Altered):
            yield entries.open_entry(entry_of(row, identity.event), identity.ring.sealing)
