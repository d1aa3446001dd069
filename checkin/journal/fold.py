"""Fold (projection, materialised views): from journal entries to the tables that screens read.

It has two steps. *Record*: each entry becomes rows of set-like tables (a change, a scan, an undo
…), where a repeat is harmless. *Derive*: every delegate, code and attendance that an entry touches
is recomputed from those sets in clock order. The result is a function of the set of entries alone,
in any order of arrival.

Entries of an import do not count before its last entry, `batch_applied`, has arrived. Their result
is derived in advance meanwhile (`staging`), so that the last entry has nothing left to do.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from checkin import schema
from checkin.domain import Tier
from checkin.journal import staging, standing
from checkin.journal.batches import derive_batches
from checkin.journal.contents import BODIES, NotUnderstood, Understood, content_of, readable
from checkin.journal.derive import (
    CHUNK,
    Visit,
    derive_all_attendance,
    derive_attendance,
    derive_codes,
    derive_delegates,
    derive_listed_sessions,
    to_json,
)
from checkin.journal.derive_event import derive_event
from checkin.journal.doubles import (
    derive_doubles,
    forget_attendance,
    move,
    persons,
    persons_in_import,
)
from checkin.journal.judging import why_not, why_not_of_writer
from checkin.journal.kinds import EntryKind
from checkin.journal.recorders import RECORDERS, Recorded, Touched
from checkin.journal.registers import Standing, derive_desks, derive_operators, standings
from checkin.journal.trust import Ignored
from checkin.prepared import insert_rows, is_any_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from checkin.journal.entry import Opened


@dataclass(frozen=True, slots=True)
class FoldSource:
    """What folding needs beside the tables.

    `root` is the public key of the first desk. `chain_after(connection, chain, seq)` gives the stored
    entries of a chain after that number again.
    """

    root: str
    chain_after: Callable[[sa.Connection, str, int], Iterable[Opened]]


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


def unfold(connection: sa.Connection, entries: Iterable[Opened]) -> None:
    """Takes entries out of the tables again; what they touched is derived from the rest."""
    recorded, ids = Recorded(), set[str]()
    for entry in entries:
        ids.add(entry.id)
        content = readable(entry)
        recorder = RECORDERS.get(entry.header.kind)
        if content and recorder is not None:
            desk = entry.header.desk
            recorder(Understood(entry.header, entry.id, content, desk), recorded)
    touched = recorded.touched
    touched.places |= _places_of(connection, ids)  # also of scans whose code has told the delegate
    for table, rows in recorded.rows.items():
        connection.execute(_DELETES[table], rows)
    for part in touched.parts.values():
        touched.delegates |= part.delegates
        touched.codes |= part.codes
    touched.parts.clear()
    _derive(connection, touched)


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
    recorded = Recorded()
    for entry in about_desks:
        _record(entry, recorded)
    for table, rows in recorded.rows.items():
        insert_rows(connection, _INSERTS[table], rows)
    before = standings(connection)
    derive_desks(connection, source.root)
    after = standings(connection)
    new = {entry.id for entry in others}
    again = [
        entry
        for chain, first in _changed(before, after).items()
        for entry in source.chain_after(connection, chain, first)
        if entry.header.kind not in REGISTERS and entry.id not in new
    ]
    if again:
        unfold(connection, again)
        forget_ignored(connection, [entry.id for entry in again])
    return again


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
    recorded = Recorded()
    for entry in opened:
        if why := why_not_of_writer(entry.header, known):
            recorded.ignore(entry, why)
        else:
            _record(entry, recorded, known)
    for table, rows in recorded.rows.items():
        insert_rows(connection, _INSERTS[table], rows)
    _derive(connection, recorded.touched)


def _chains_of(opened: Iterable[Opened]) -> set[str]:
    """The chains that write these entries, and those that they are about."""
    chains = set()
    for entry in opened:
        chains.add(entry.header.desk)
        if entry.header.kind == EntryKind.UNDONE and (content := readable(entry)):
            chains.add(content["desk"])
    return chains


def _record(entry: Opened, recorded: Recorded, known: Mapping[str, Standing] | None = None) -> None:
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
    chain = entry.header.desk
    desk = known[chain].desk if known is not None and chain in known else chain
    understood = Understood(entry.header, entry.id, content, desk)
    why = why_not(understood, known) if known is not None else None
    if why:
        recorded.ignore(entry, why)
    elif recorder is not None:  # a look is in the journal alone
        recorder(understood, recorded)


def _derive(connection: sa.Connection, touched: Touched) -> None:
    if about := touched.applied | touched.batches:
        derive_batches(connection, about)
    if touched.joins or touched.delegates or touched.parts or about:
        _take_joins(connection, touched)
    _take_imports(connection, touched)
    _take_whole_imports(connection, touched)
    _take_undone_imports(connection, touched)
    _follow_joins(connection, touched)
    _derive_people(connection, touched)
    if touched.undone:
        touched.places |= _places_of(connection, touched.undone)
    if touched.operators:
        derive_operators(connection, touched.operators)
    if touched.event and derive_event(connection):
        derive_all_attendance(connection)
    elif touched.places:
        derive_attendance(connection, touched.places)


def _derive_people(connection: sa.Connection, touched: Touched) -> None:
    touched.codes |= _codes_of(connection, touched.renewed)
    codes = touched.codes | touched.provisional
    if codes:
        touched.places |= derive_codes(connection, codes)
    if touched.delegates:
        derive_delegates(connection, touched.delegates)
    if touched.lists or touched.applied or touched.batches:
        derive_listed_sessions(connection)
    if codes or touched.delegates:
        staging.renew(connection, staging.TouchedRows(touched.delegates, codes))


def _take_joins(connection: sa.Connection, touched: Touched) -> None:
    """Derives who is one person with whom, and notes all that is another person's now."""
    moved = derive_doubles(connection)
    if not moved:
        return
    move(connection, moved)
    people = {*moved, *itertools.chain.from_iterable(moved.values())}
    forget_attendance(connection, people)
    touched.places |= {(who, "", 0) for who in people}
    touched.delegates |= people
    touched.stood_on |= people
    touched.renewed |= people
    touched.lists = True


def _follow_joins(connection: sa.Connection, touched: Touched) -> None:
    """Gives what has come of doubles to the person who they are."""
    visitors = {owner for owner, _, _ in touched.places}
    person = persons(connection, touched.delegates | touched.stood_on | visitors)
    for batch in touched.applied:
        touched.delegates |= persons_in_import(connection, batch)
    if not person:
        return
    move(connection, {who: (who, now) for who, now in person.items()})
    touched.delegates |= {person[who] for who in touched.delegates & person.keys()}
    touched.places = {
        (person.get(owner, owner), session, at) for owner, session, at in touched.places
    }


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


def _places_of(connection: sa.Connection, entries: Iterable[str]) -> set[Visit]:
    """Whose scans these entries are, where and when."""
    scan, places, ordered = schema.scan.c, set(), sorted(entries)
    for start in range(0, len(ordered), CHUNK):
        part = ordered[start : start + CHUNK]
        query = sa.select(scan.owner, scan.session, scan.at)
        query = query.where(scan.entry.in_(part), scan.owner != "")
        rows = connection.execute(query.order_by(scan.ms.desc()).limit(len(part)))
        places |= {(row.owner, row.session, row.at) for row in rows}
    return places


_SETS: Final[Sequence[sa.Table]] = (
    schema.ignored,
    schema.event_change,
    schema.introduction,
    schema.chain,
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
    schema.lead_call,
    schema.lead_call_answer,
    schema.settlement,
    schema.watch_item,
    schema.watch_digest,
    schema.watch_removal,
    schema.watch_match,
    schema.watch_clear,
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
    {EntryKind.DESK_ADDED, EntryKind.DESK_REVOKED, EntryKind.CHAIN_BEGUN, EntryKind.DESK_NAMED}
)
