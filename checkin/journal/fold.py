"""Fold (projection, materialised views): from journal entries to the tables that screens read.

It has two steps. *Record*: each entry becomes rows of set-like tables (a change, a scan, an undo
…), where a repeat is harmless. *Derive*: every delegate, code and attendance that an entry touches
is recomputed from those sets in clock order. The result is a function of the set of entries alone,
in any order of arrival.

Entries of an import do not count before its last entry, `batch_applied`, has arrived. Their result
is derived in advance meanwhile (`staging`), so that the last entry has nothing left to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain as one_by_one
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from checkin import schema
from checkin.domain import Tier
from checkin.journal.bodies import BODIES
from checkin.journal.contents import NotUnderstood, Understood, content_of, readable
from checkin.journal.corrections import Corrections, corrections_of
from checkin.journal.derive import to_json
from checkin.journal.derive_attendance import later_scans
from checkin.journal.derive_touched import derive_touched, places_of
from checkin.journal.judging import why_not, why_not_of_writer
from checkin.journal.kinds import EntryKind
from checkin.journal.recorders import RECORDERS, Recorded
from checkin.journal.registers import Standing, derive_desks, standings
from checkin.journal.trust import Ignored
from checkin.prepared import insert_rows, is_any_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from checkin.journal.entry import Header, Opened


@dataclass(frozen=True, slots=True)
class FoldSource:
    """What folding needs beside the tables.

    `root` is the public key of the first desk. `chain_after(connection, chain, seq)` gives the stored
    entries of a chain after that number again, and `dragged(connection, since, until)` those with such a
    stamp that their own desk's clock did not give them.
    """

    root: str
    chain_after: Callable[[sa.Connection, str, int], Iterable[Opened]]
    dragged: Callable[[sa.Connection, int, int], Iterable[Opened]]


def fold(connection: sa.Connection, entries: Iterable[Opened], source: FoldSource) -> None:
    """Folds entries into the tables, whatever they hold.

    Kinds of a newer program are skipped; what does not count is noted in the table `ignored`. Both
    stay in the journal. Entries about desks come first: they decide what counts, also of what was
    folded before.
    """
    opened = list(entries)
    if about_desks := [entry for entry in opened if entry.header.kind in REGISTERS]:
        others = [entry for entry in opened if entry.header.kind not in REGISTERS]
        opened = [*others, *_take_registers(connection, about_desks, others, source)]
    if opened:
        _fold(connection, opened)


def unfold(
    connection: sa.Connection, entries: Iterable[Opened], folded_with: Corrections | None = None
) -> None:
    """Takes entries out of the tables again; what they touched is derived from the rest.

    `folded_with`: the clock corrections with which they were folded, if those have changed since.
    """
    corrections = corrections_of(connection) if folded_with is None else folded_with
    recorded, ids = Recorded(), set[str]()
    for entry in entries:
        ids.add(entry.id)
        content = readable(entry)
        recorder = RECORDERS.get(entry.header.kind)
        if content and recorder is not None:
            header = _placed(entry, corrections)
            recorder(Understood(header, entry.id, content, header.desk), recorded)
    touched = recorded.touched
    touched.places |= places_of(connection, ids)  # also of scans whose code has told the delegate
    for table, rows in recorded.rows.items():
        connection.execute(_DELETES[table], rows)
    for part in touched.parts.values():
        touched.delegates |= part.delegates
        touched.codes |= part.codes
    touched.parts.clear()
    derive_touched(connection, touched)


def forget_ignored(connection: sa.Connection, entries: Sequence[str]) -> None:
    """These entries are judged anew."""
    connection.execute(_FORGET, {"ids": to_json(list(entries))})


def _take_registers(
    connection: sa.Connection,
    about_desks: Sequence[Opened],
    others: Sequence[Opened],
    source: FoldSource,
) -> list[Opened]:
    """Folds entries about desks. Returns those stored entries that are to be judged anew."""
    before, placed_by = standings(connection), corrections_of(connection)
    recorded = Recorded()
    for entry in about_desks:
        _record(entry, recorded)
    for table, rows in recorded.rows.items():
        insert_rows(connection, _INSERTS[table], rows)
    derive_desks(connection, source.root)
    changed = _changed(before, standings(connection))
    concerned = one_by_one(
        *(source.chain_after(connection, of, first) for of, first in changed.items()),
        _moved(connection, placed_by, corrections_of(connection), source),
    )
    new = {entry.id for entry in others}
    found = {
        entry.id: entry
        for entry in concerned
        if entry.header.kind not in REGISTERS and entry.id not in new
    }
    again = list(found.values())
    if again:
        unfold(connection, again, placed_by)
        forget_ignored(connection, list(found))
    return again


def _moved(
    connection: sa.Connection, before: Corrections, after: Corrections, source: FoldSource
) -> Iterator[Opened]:
    """The stored entries about which the one says something else than the other, and some more."""
    for correction in before.counting ^ after.counting:
        for entry in source.chain_after(connection, correction.chain, correction.first - 1):
            if entry.header.seq > correction.last:
                break
            yield entry
        if correction.offset < 0:
            yield from source.dragged(connection, correction.since, correction.until)


def _changed(before: Mapping[str, Standing], after: Mapping[str, Standing]) -> dict[str, int]:
    """The chains of which other entries count than before, and the last number that is not concerned."""
    found = {}
    for chain in before.keys() | after.keys():
        was, now = before.get(chain, _NONE), after.get(chain, _NONE)
        if now == was:
            continue
        same = now.tier is was.tier and now.counts and was.counts and now.desk == was.desk
        found[chain] = min(was.last, now.last) if same else 0
    return found


def _fold(connection: sa.Connection, opened: Sequence[Opened]) -> None:
    known = standings(connection, _chains_of(opened))
    corrections = corrections_of(connection)
    recorded = Recorded()
    for entry in opened:
        if why := why_not_of_writer(entry.header, known):
            recorded.ignore(entry, why)
        else:
            _record(entry, recorded, known, corrections)
    later = later_scans(connection, recorded.rows.get(schema.scan, ()))
    for table, rows in recorded.rows.items():
        insert_rows(connection, _INSERTS[table], rows)
    derive_touched(connection, recorded.touched, later)


def _chains_of(opened: Iterable[Opened]) -> set[str]:
    """The chains that write these entries, and those that they are about."""
    chains = set()
    for entry in opened:
        chains.add(entry.header.desk)
        if entry.header.kind == EntryKind.UNDONE and (content := readable(entry)):
            chains.add(content["desk"])
    return chains


def _record(
    entry: Opened,
    recorded: Recorded,
    known: Mapping[str, Standing] | None = None,
    corrections: Corrections | None = None,
) -> None:
    """Records an entry; with the standings of desks, only where it counts."""
    recorder = RECORDERS.get(entry.header.kind)
    if entry.header.kind not in BODIES:
        return
    try:
        content = content_of(entry)
    except NotUnderstood:
        recorded.ignore(entry, Ignored.NOT_UNDERSTOOD)
        return
    if not content:
        return  # erased, or sealed with keys that are not here
    writer = entry.header.desk
    desk = known[writer].desk if known is not None and writer in known else writer
    header = _placed(entry, corrections) if corrections else entry.header
    understood = Understood(header, entry.id, content, desk)
    why = why_not(understood, known) if known is not None else None
    if why:
        recorded.ignore(entry, why)
    elif recorder is not None:  # a look is in the journal alone
        recorder(understood, recorded)


def _placed(entry: Opened, corrections: Corrections) -> Header:
    """Entries about desks stay where they were written: who counts is no matter of clocks."""
    return entry.header if entry.header.kind in REGISTERS else corrections.placed(entry.header)


_SETS: Final[Sequence[sa.Table]] = (
    schema.ignored,
    schema.event_change,
    schema.introduction,
    schema.chain,
    schema.clock_correction,
    schema.desk_revocation,
    schema.key_box,
    schema.desk_name,
    schema.operator_change,
    schema.change,
    schema.erasure,
    schema.delegate_join,
    schema.issue,
    schema.revocation,
    schema.renewal,
    schema.scan,
    schema.undo,
    schema.print_made,
    schema.remote_attendance,
    schema.photo,
    schema.handed_out,
    schema.invited,
    schema.exported,
    schema.export_failure,
    schema.card_run,
    schema.lead_call,
    schema.lead_call_answer,
    schema.settlement,
    schema.watch_item,
    schema.watch_digest,
    schema.watch_removal,
    schema.watch_match,
    schema.watch_clear,
    schema.door_mark,
    schema.batch_change,
)
_INSERTS: Final = {table: insert(table).on_conflict_do_nothing() for table in _SETS}
_DELETES: Final = {
    table: sa.delete(table).where(
        # Which desk a chain is of may have been learnt since: the entry's id is enough.
        *(of == sa.bindparam(of.name) for of in table.primary_key.columns if of.name != "desk")
    )
    for table in _SETS
}
_NONE: Final = Standing("", Tier.DOOR, counts=False, last=0)
_FORGET: Final = sa.delete(schema.ignored).where(is_any_of(schema.ignored.c.entry, "ids"))
# Decide what counts: judged together, and before all others.
REGISTERS: Final = frozenset(
    {
        EntryKind.DESK_ADDED,
        EntryKind.DESK_REVOKED,
        EntryKind.CHAIN_BEGUN,
        EntryKind.DESK_NAMED,
        EntryKind.CLOCK_CORRECTED,
    }
)
