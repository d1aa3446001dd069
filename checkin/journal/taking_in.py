"""Taking in what comes from other desks: what is genuine is stored and folded, the rest is held."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.domain import Tier
from checkin.journal import entry as entries
from checkin.journal import held, receiving, stored
from checkin.journal.corrections import corrections_of
from checkin.journal.entry_row import sealed_columns
from checkin.journal.erased import codes_of, erased, is_about
from checkin.journal.erasing import empty_new
from checkin.journal.fold import REGISTERS, fold, forget_ignored, unfold
from checkin.journal.kinds import EntryKind
from checkin.journal.registers import public_keys, standings
from checkin.journal.stored import StoredEntries
from checkin.prepared import PreparedQuery

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.journal.clock import HybridClock
    from checkin.journal.entry import Entry, Opened
    from checkin.journal.fold import FoldSource
    from checkin.journal.identity import Identity
    from checkin.journal.receiving import Checks

FORKS: Final = 100  # entries of one number that are looked through
_entry = schema.entry.c
_IGNORED: Final = PreparedQuery(
    sa.select(schema.ignored.c.why).where(schema.ignored.c.entry == sa.bindparam("entry"))
)


@dataclass(frozen=True, slots=True)
class Received:
    """How many entries were new, are held, and were here already.

    `own` counts the new ones of the chain that this desk writes itself: it was written elsewhere, too.
    """

    new: int = 0
    held: int = 0
    repeats: int = 0
    own: int = 0

    def __add__(self, other: Received) -> Received:
        return Received(
            self.new + other.new,
            self.held + other.held,
            self.repeats + other.repeats,
            self.own + other.own,
        )


@dataclass(frozen=True, slots=True)
class Receiver:
    """The desk that receives: who it is, its clock, and what its fold needs.

    `keys` are the public keys that were known when something was received last.
    """

    identity: Identity
    clock: HybridClock
    source: FoldSource
    keys: dict[str, bytes] = field(default_factory=dict)

    @property
    def checker(self) -> receiving.Checker:
        return receiving.Checker(self.identity.event, self.identity.ring.sealing)

    def check(self, arrived: Iterable[Entry]) -> Checks:
        """What can be found out before there is a transaction: see `Journal.check`."""
        return self.checker.check_all(arrived, self.keys)

    def known(self, connection: sa.Connection, stored: StoredEntries) -> receiving.Known:
        who, corrections = self.identity, corrections_of(connection)
        too_far_ahead = self.clock.is_too_far_ahead()
        self.keys.update(public := public_keys(connection))
        return receiving.Known(
            desk=who.desk,
            root=who.root,
            ring=who.ring,
            public=public,
            stored=stored.sections,
            too_far_ahead=lambda header: too_far_ahead(corrections.placed(header).stamp),
            corrections=corrections,
            erased=erased(connection, who.ring),
            codes_of=lambda people: codes_of(connection, who.ring, people),
            erasers=frozenset(
                chain
                for chain, standing in standings(connection).items()
                if standing.tier is Tier.ORGANISER and standing.counts
            ),
        )


def receive(
    connection: sa.Connection,
    checks: Checks,
    origin: str,
    receiver: Receiver,
    *,
    again: Iterable[str] = (),
) -> Received:
    """Takes in what is genuine and holds the rest, see `Journal.receive`.

    What is held of the chains `again` is tried again, also without anything that has come of them.
    """
    delivered = [checked.entry for checked in checks.checked]
    if checks.sealing is not receiver.identity.ring.sealing:
        checks = receiver.check(delivered)  # there are new keys since
    came = receiving.Arrived(proven=checks.proven)
    stored = StoredEntries(connection)
    stored.read_ahead(delivered)
    before = receiver.known(connection, stored)
    came.add(checks.checked, before)
    came.expect(again)
    taken, known = _take_all(connection, came, before, receiver)
    _fill_in(connection, came.fuller, receiver, known.erased)
    _erase(connection, {entry.id for entry in taken}, receiver, before.erased)
    came.hold_the_rest(known)
    held.put(connection, came.held, origin, receiver.clock.now())
    held.release(connection, [entry.id for entry in taken])
    kept = {entry.id for entry, _ in came.held} - {entry.id for entry in taken}
    own = sum(entry.header.desk == receiver.identity.writes for entry in taken)
    return Received(len(taken), sum(entry.id in kept for entry in delivered), came.repeats, own)


def _take_all(
    connection: sa.Connection, came: receiving.Arrived, known: receiving.Known, receiver: Receiver
) -> tuple[list[Entry], receiving.Known]:
    """Stores and folds what is genuine, as long as what was taken in makes more of it so."""
    taken: list[Entry] = []
    asked: set[str] = set()
    while True:
        chains = came.chains() - asked
        waiting = held.of_desks(connection, chains, receiver.clock)
        came.add(map(receiver.checker.check, waiting), known)
        asked |= chains
        genuine = came.take(known)
        if genuine:
            _store(connection, genuine, receiver)
            taken += [entry for entry, _ in genuine]
        if not known.erased and not any(_decides(entry) for entry, _ in genuine):
            return taken, known
        before, known = known, receiver.known(connection, StoredEntries(connection))
        if known.corrections != before.corrections:
            came.add(map(receiver.checker.check, came.too_far_ahead()), known)
        more = _may_be_genuine_now(connection, before, known)
        if not genuine and not more:
            return taken, known
        asked -= more
        came.expect(more)


def _decides(entry: Entry) -> bool:
    """Whether others may be genuine by it: it is about desks, or somebody is erased."""
    return entry.header.kind in REGISTERS or entry.header.kind == EntryKind.DELEGATE_ERASED


def _may_be_genuine_now(
    connection: sa.Connection, before: receiving.Known, known: receiving.Known
) -> set[str]:
    """The chains of which held entries are tried again: their desk is known now, or who was erased."""
    more = set(known.public) - set(before.public)
    if more:
        more |= held.begun_chains(connection)
    if known.erased - before.erased:
        more |= held.chains_without_sections(connection)
    if known.corrections != before.corrections:
        more |= held.chains_far_ahead(connection)
    return more


def _store(
    connection: sa.Connection, genuine: list[tuple[Entry, Opened]], receiver: Receiver
) -> None:
    stored.put(connection, [entry for entry, _ in genuine])
    fold(connection, (opened for _, opened in genuine), receiver.source)
    _witness(connection, [opened for _, opened in genuine], receiver.clock)


def _witness(connection: sa.Connection, taken: list[Opened], clock: HybridClock) -> None:
    """The clock goes on from the latest stamp of those that count: no intruder drives it ahead."""
    corrections = corrections_of(connection)
    stamps = {entry.id: corrections.placed(entry.header).stamp for entry in taken}
    for entry in sorted(stamps, key=stamps.__getitem__, reverse=True):
        if stamps[entry] <= clock.last:
            return
        if not _IGNORED.first_row(connection, entry=entry):
            clock.witness(stamps[entry])
            return


def _erase(
    connection: sa.Connection, taken: set[str], receiver: Receiver, before: frozenset[str]
) -> None:
    """Empties what has come about people who were erased; and all, where somebody was erased now."""
    who = receiver.identity
    empty_new(connection, who.event, who.ring, receiver.source, taken, before)


def _fill_in(
    connection: sa.Connection,
    fuller: list[Entry],
    receiver: Receiver,
    people: frozenset[str],
) -> None:
    """Stores sections that were missing: their hashes were signed when the entry was written."""
    event, sealing = receiver.identity.event, receiver.identity.ring.sealing
    for entry in fuller:
        if is_about(entries.open_entry(entry, sealing), people):
            continue
        desk, seq = entry.header.desk, entry.header.seq
        found = stored.stored_after(connection, event, desk, seq - 1, FORKS)
        before = next(one for one in found if one.id == entry.id)
        whole = replace(before, sealed={**entry.sealed, **before.sealed})
        of = sa.and_(_entry.desk == desk, _entry.seq == seq, _entry.id == entry.id)
        connection.execute(sa.update(schema.entry).where(of).values(sealed_columns(whole)))
        unfold(connection, [entries.open_entry(before, sealing)])
        forget_ignored(connection, [entry.id])
        fold(connection, [entries.open_entry(whole, sealing)], receiver.source)
