"""Integrity check of a journal (audit): signatures, hash chains, and the derived tables."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from checkin import schema
from checkin.domain import Health, Problem, Tier
from checkin.journal import entry as entries
from checkin.journal.entry import Altered, Entry, Opened
from checkin.journal.erased import lacking, may_lack
from checkin.journal.kinds import KINDS
from checkin.keys import TierKeys, Verifier
from checkin.language import mark

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from checkin.journal.entry import Head

_DAMAGED: Final = mark("The database is damaged. Restore it from a backup.")


@dataclass(frozen=True, slots=True)
class TrustedState:
    """The trusted inputs: the desks' public keys by chain, the sealing keys, remembered heads."""

    public: Mapping[str, bytes]
    sealing: Mapping[Tier, TierKeys]
    heads: frozenset[Head]
    owners: Mapping[
        str, str
    ]  # of each chain; the root on paper, which is no desk, is not among them


@dataclass(frozen=True, slots=True)
class _Signed:
    """What a signature is of."""

    seq: int
    signature: bytes
    signed: bytes


class NotGenuine(Exception):
    """What is wrong with an entry by itself."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code = code
        self.message = message


def unaltered_header(entry: Entry) -> bytes:
    """The header's bytes. Raises `NotGenuine` where the entry is not what its id and its hashes are of."""
    try:
        header = entry.header.encode()
        tiers = entries.hashed_tiers(entry.hashes)
    except (Altered, ValueError, struct.error) as error:
        raise NotGenuine("altered", mark("An entry has been altered.")) from error
    if entries.entry_id(header, entry.hashes) != entry.id:
        raise NotGenuine("altered", mark("An entry has been altered."))
    if any(hashlib.sha256(blob).digest() != tiers.get(t) for t, blob in entry.sealed.items()):
        raise NotGenuine("altered", mark("The body of an entry has been altered."))
    return header


@dataclass(slots=True)
class Verification:
    """Checks entries in the order of arrival and collects problems.

    Each entry names the one before it, so that the signature of the last one of an unbroken run
    proves the run; the others are looked at where it is not right.
    """

    known: TrustedState
    entries: int = 0
    foldable: bool = True
    problems: list[Problem] = field(default_factory=list)
    _last: dict[str, tuple[int, str]] = field(default_factory=dict)
    _unproven: dict[str, list[_Signed]] = field(default_factory=dict)
    _seen: dict[str, set[int]] = field(default_factory=dict)
    _lacking: list[tuple[Opened, frozenset[Tier]]] = field(default_factory=list)
    _missed: dict[str, Head] = field(init=False)  # the remembered ones that were not met yet

    def __post_init__(self) -> None:
        self._missed = {head.entry: head for head in self.known.heads}

    def look_at(self, entry: Entry) -> Opened | None:
        """Checks one entry: its hashes, signature, sections, and its place in the chain.

        Returns its content; None, and a problem, where it is not genuine.
        """
        self.entries += 1
        try:
            opened, signed = self._genuine(entry)
        except NotGenuine as fault:
            self.foldable = False
            self._report(entry, fault.code, fault.message)
            self._prove(entry.header.desk)
            self._follow(entry)
            return None
        if not self._follow(entry):
            self._prove(entry.header.desk)
        self._unproven.setdefault(entry.header.desk, []).append(signed)
        if tiers := lacking(entry, self.known.sealing):
            self._lacking.append((opened, tiers))
        return opened

    def finish(self, erased: Collection[str]) -> None:
        """Checks the signatures, that every remembered head is still there, and what sections are missing.

        `erased` are the people whose erasure counts, and their codes.
        """
        for entry, tiers in self._lacking:
            if not may_lack(entry, tiers, erased, here=True):
                message = mark("A part of an entry is missing, and nobody was erased in it.")
                header = entry.header
                self.problems.append(Problem("section_missing", message, header.desk, header.seq))
        for desk in list(self._unproven):
            self._prove(desk)
        lost: dict[str, int] = {}
        for head in self._missed.values():
            seq, _ = self._last.get(head.desk, (0, ""))
            lost[head.desk] = min(seq + 1, head.seq, lost.get(head.desk, head.seq))
        message = mark("Entries that were here before are missing at the end.")
        self.problems += [Problem("rolled_back", message, *first) for first in sorted(lost.items())]

    def health(self) -> Health:
        desks = {owner for chain in self._last if (owner := self.known.owners.get(chain))}
        return Health(self.entries, len(desks), tuple(self.problems))

    def _genuine(self, entry: Entry) -> tuple[Opened, _Signed]:
        header = unaltered_header(entry)
        if entry.header.kind not in KINDS:
            raise NotGenuine(
                "unknown_kind", mark("An entry is of a kind that this program does not know.")
            )
        try:
            opened = entries.open_entry(entry, self.known.sealing, header)
        except (Altered, ValueError) as error:
            raise NotGenuine("altered", mark("The body of an entry has been altered.")) from error
        if entry.header.desk not in self.known.public:
            raise NotGenuine("unknown_desk", mark("An entry is of a desk that nobody introduced."))
        signed = entries.signed_bytes(header, entry.hashes)
        return opened, _Signed(entry.header.seq, entry.signature, signed)

    def _prove(self, desk: str) -> None:
        """Looks for the last right signature of a run; what comes after it is not proven by anything."""
        run = self._unproven.pop(desk, [])
        if not run:
            return
        verifier = Verifier(self.known.public[desk])
        while run and not verifier.genuine(run[-1].signature, run[-1].signed):
            self.foldable = False
            forged = mark("An entry does not carry its desk's signature.")
            self.problems.append(Problem("forged", forged, desk, run.pop().seq))

    def _follow(self, entry: Entry) -> bool:
        """Checks an entry's place in its chain; returns whether it follows the one before."""
        header = entry.header
        seq, last = self._last.get(header.desk, (0, entries.GENESIS.hex()))
        seen = self._seen.setdefault(header.desk, set())
        follows = header.seq not in seen and header.seq == seq + 1 and header.prev.hex() == last
        if header.seq in seen:
            self._report(entry, "fork", mark("Two entries of a desk have the same number."))
        elif header.seq != seq + 1:
            self._report(entry, "gap", mark("Entries of a desk are missing or out of order."))
        elif header.prev.hex() != last:
            self._report(entry, "chain", mark("An entry does not follow the one before it."))
        self._missed.pop(entry.id, None)
        seen.add(header.seq)
        if header.seq >= seq:
            self._last[header.desk] = (header.seq, entry.id)
        return follows

    def _report(self, entry: Entry, code: str, message: str) -> None:
        self.problems.append(Problem(code, message, entry.header.desk, entry.header.seq))


def differing_tables(real: sa.Connection, made_anew: sa.Connection) -> list[Problem]:
    """The tables whose rows differ from a rebuild from the journal."""
    return [
        Problem("table", mark("A table disagrees with the journal. Rebuild the store."), table.name)
        for table in schema.followed()
        if differing_rows(real, made_anew, table)
    ]


def differing_rows(real: sa.Connection, made_anew: sa.Connection, table: sa.Table) -> bool:
    """Whether the rows of a table differ from a rebuild from the journal."""
    return _rows(real, table) != _rows(made_anew, table)


def differing_schema(real: sa.Connection, made_anew: sa.Connection) -> list[Problem]:
    """The tables, indexes and triggers that are not as a new store has them, one that was dropped too."""
    differing = {name for name, _ in _definitions(real) ^ _definitions(made_anew)}
    return [Problem("schema", _DAMAGED, name) for name in sorted(differing)]


def missing_triggers(connection: sa.Connection) -> list[Problem]:
    """The triggers that keep the journal append-only and are not there, or not as a new store has them."""
    held = {sql for _, sql in _definitions(connection)}
    lost = [trigger.split()[2] for trigger in schema.TRIGGERS if trigger not in held]
    return [Problem("schema", _DAMAGED, name) for name in lost]


def damaged_pages(connection: sa.Connection) -> list[Problem]:
    """Damage to any page, also one without rows, such as a page of an index."""
    if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() == "ok":
        return []
    return [Problem("damaged", _DAMAGED)]


def _definitions(connection: sa.Connection) -> set[tuple[str, str]]:
    """Each name with its SQL; those without SQL are SQLite's own."""
    query = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite#_%' ESCAPE '#'"
    return {(name, sql) for name, sql in connection.exec_driver_sql(query)}


def _rows(connection: sa.Connection, table: sa.Table) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.exec_driver_sql(_in_order(table))]


@cache
def _in_order(table: sa.Table) -> str:
    query = sa.select(table).order_by(*table.primary_key.columns)
    return str(query.compile(dialect=sqlite.dialect()))
