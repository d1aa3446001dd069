"""What is wrong with desks: entries ignored or held, a desk that exists twice or went back, a wrong clock.

What is held, and what desks have stated, is known to this machine alone: these conflicts may differ
from desk to desk. All others follow from the entries.
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from checkin import schema
from checkin.conflicts.found import conflict, conflict_id, unique
from checkin.domain import Conflict, ConflictKind
from checkin.journal.checks import LATEST
from checkin.sync import withheld
from checkin.sync.clock_fault import Written, put_right
from checkin.sync.clocks import ASKED_MS, ahead_of, jumped_chains
from checkin.sync.exchange import HUB_WENT_BACK
from checkin.sync.own_past import CAME_BACK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checkin.sync import Statement

_entry, _ignored, _held = schema.entry.c, schema.ignored.c, schema.held.c
_scan = schema.scan.c
_IGNORED: Final = sa.select(schema.ignored).order_by(
    _ignored.desk, _ignored.why, _ignored.seq, _ignored.entry
)
_HELD: Final = sa.select(_held.id, _held.desk, _held.reason, _held.since).order_by(
    _held.desk, _held.reason, _held.seq, _held.id
)
_SCANS_OF_CHAIN: Final = (
    sa.select(_scan.entry, _scan.seq, _scan.at, _scan.desk)
    .where(_scan.chain == sa.bindparam("chain"), _scan.late == 0)
    .order_by(_scan.seq, _scan.entry)
)
_FORKS: Final = (
    sa.select(_entry.desk, _entry.seq)
    .group_by(_entry.desk, _entry.seq)
    .having(sa.func.count() > 1)
    .order_by(_entry.desk, _entry.seq)
)
_BRANCHES: Final = (
    sa.select(_entry.id, _entry.wall)
    .where(_entry.desk == sa.bindparam("chain"), _entry.seq == sa.bindparam("number"))
    .order_by(_entry.id)
)
CAME_BACK_HERE: Final = sa.select(schema.setting.c.value).where(schema.setting.c.name == CAME_BACK)
LOST_BY_HUB: Final = sa.select(schema.setting.c.value).where(schema.setting.c.name == HUB_WENT_BACK)


def owners(connection: sa.Connection) -> dict[str, str]:
    """Chain → the desk that writes it."""
    of = schema.desk.c
    return {row.id: row.desk for row in connection.execute(sa.select(of.id, of.desk))}


def ignored(connection: sa.Connection, desks: Mapping[str, str]) -> Iterator[Conflict]:
    """Genuine entries that do not count, of each desk and reason."""
    rows = connection.execute(_IGNORED)
    for (chain, why), group in groupby(rows, key=lambda row: (row.desk, row.why)):
        of_chain = list(group)
        yield conflict(
            ConflictKind.IGNORED,
            max(row.wall for row in of_chain),
            (row.entry for row in of_chain),
            desks=(desks.get(chain, chain),),
            what=why,
            count=len(of_chain),
        )


def held(connection: sa.Connection, desks: Mapping[str, str]) -> Iterator[Conflict]:
    """Entries that are held, of each desk and reason."""
    rows = connection.execute(_HELD)
    for (chain, reason), group in groupby(rows, key=lambda row: (row.desk, row.reason)):
        of_chain = list(group)
        yield conflict(
            ConflictKind.HELD,
            max(row.since for row in of_chain),
            dict.fromkeys(row.id for row in of_chain),
            desks=(desks.get(chain, chain),),
            what=reason,
            count=len(of_chain),
        )


def forks(connection: sa.Connection, desks: Mapping[str, str]) -> Iterator[Conflict]:
    """Chains with two entries of one number; both branches count."""
    rows = connection.execute(_FORKS)
    for chain, group in groupby(rows, key=lambda row: row.desk):
        first = next(group)
        branches = connection.execute(_BRANCHES, {"chain": chain, "number": first.seq}).all()
        yield conflict(
            ConflictKind.FORK,
            max(row.wall for row in branches),
            (row.id for row in branches),
            desks=(desks.get(chain, chain),),
            count=first.seq,
        )


def clocks_put_right(connection: sa.Connection) -> Iterator[Conflict]:
    """Chains in which a clock jumped back by more than an hour between two scans: some times are wrong.

    Until an organiser corrects them, see `checkin.journal.corrections`.
    """
    made = connection.scalar(sa.select(sa.func.min(schema.introduction.c.ms))) or 0
    for chain in jumped_chains(connection):
        rows = connection.execute(_SCANS_OF_CHAIN, {"chain": chain}).all()
        fault = put_right([Written(row.seq, row.at) for row in rows], made, LATEST, ASKED_MS)
        if fault is None:
            continue
        wrong = [row for row in rows if fault.first <= row.seq <= fault.last]
        yield conflict(
            ConflictKind.CLOCK,
            min(row.at for row in wrong) + fault.offset,
            (row.entry for row in wrong),
            desks=(rows[0].desk,),
            count=-fault.offset,
        )


def hub_went_back(connection: sa.Connection) -> Iterator[Conflict]:
    """The hub lacks what it had: it was put back to an older copy."""
    if text := connection.scalar(LOST_BY_HUB):
        chain, seq, entry, at = json.loads(text)
        yield conflict(ConflictKind.HUB_WENT_BACK, at, (entry,), desks=(chain,), count=seq)


def own_went_back(connection: sa.Connection, desks: Mapping[str, str]) -> Iterator[Conflict]:
    """Entries of this desk's own came from others: its store was an older copy, or the desk exists twice."""
    if text := connection.scalar(CAME_BACK_HERE):
        chain, seq, entry, at = json.loads(text)
        kind = ConflictKind.DESK_WENT_BACK
        yield _of_desk(kind, desks.get(chain, chain), at, entries=(entry,), count=seq)


def withheld_by_hub(connection: sa.Connection, desks: Mapping[str, str]) -> Iterator[Conflict]:
    """Entries that a desk saw at the hub, and that the hub does not show here: it shows desks different things."""
    for missed in withheld.noted(connection):
        if missed.is_sure:
            about = unique((desks.get(missed.chain, missed.chain), missed.seen_by))
            kind = ConflictKind.HUB_WITHHOLDS
            yield conflict(kind, missed.since, (missed.entry,), desks=about, count=missed.seq)


def branches_stated(
    connection: sa.Connection,
    statements: Mapping[str, tuple[Statement, int]],
    desks: Mapping[str, str],
) -> Iterator[Conflict]:
    """Chains of which another desk holds another entry of a number that is here: one branch has not come.

    Where both are here, `forks` has them.
    """
    heads = {
        head: heard for _, (stated, heard) in sorted(statements.items()) for head in stated.heads
    }
    for head in sorted(heads, key=lambda head: (head.desk, head.seq, head.entry)):
        values = {"chain": head.desk, "number": head.seq}
        here = [row.id for row in connection.execute(_BRANCHES, values)]
        if len(here) == 1 and head.entry not in here:
            yield conflict(
                ConflictKind.FORK,
                heads[head],
                sorted((*here, head.entry)),
                desks=(desks.get(head.desk, head.desk),),
                count=head.seq,
            )


def stated(
    connection: sa.Connection,
    statements: Mapping[str, tuple[Statement, int]],
    own_chains: Iterable[str],
) -> Iterator[Conflict]:
    """Wrong clocks, and desks that went back, from what desks have stated of themselves."""
    chains = set(own_chains)
    for desk, (statement, heard) in sorted(statements.items()):
        off = ahead_of(connection, statement, heard, chains)
        if off:
            yield _of_desk(ConflictKind.CLOCK, desk, heard, count=off)
        lost = _lost(connection, statement)
        if lost:
            kind = ConflictKind.DESK_WENT_BACK
            yield _of_desk(kind, desk, heard, entries=(lost.id,), count=lost.seq)


def _lost(connection: sa.Connection, statement: Statement) -> Any | None:
    """The first entry that a desk wrote before its statement, and does not hold any more."""
    last = next((head.seq for head in statement.heads if head.desk == statement.desk), None)
    if last is None:
        return None
    query = sa.select(_entry.id, _entry.seq).where(
        _entry.desk == statement.desk, _entry.seq == last + 1, _entry.wall < statement.wall
    )
    return connection.execute(query).first()


def _of_desk(
    kind: ConflictKind, desk: str, at: int, *, entries: tuple[str, ...] = (), count: int = 0
) -> Conflict:
    return Conflict(
        conflict_id(kind, (desk, *entries)), kind, at, desks=(desk,), entries=entries, count=count
    )
