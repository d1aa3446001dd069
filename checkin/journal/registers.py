"""Desks and operators (projection): derived from all that was written about each, in any order of arrival."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from checkin import schema
from checkin.domain import Tier
from checkin.errors import NotAllowed
from checkin.journal import trust
from checkin.journal.clock import Stamp
from checkin.journal.derive import to_json
from checkin.journal.trust import ClockCorrection, Introduction, Naming, Registers, Revocation
from checkin.language import mark
from checkin.prepared import PreparedQuery, insert_rows, is_any_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from checkin.journal.trust import CountedDesk

_name, _operator = schema.desk_name.c, schema.operator_change.c
_NAMES: Final = sa.select(schema.desk_name).order_by(_name.ms, _name.counter, _name.entry)
_STANDING: Final = PreparedQuery(
    sa.select(schema.desk).where(schema.desk.c.id == sa.bindparam("id"))
)
_ALL: Final = PreparedQuery(sa.select(schema.desk))
_KEYS: Final = PreparedQuery(sa.select(schema.desk.c.id, schema.desk.c.public_key))
_STANDINGS: Final = PreparedQuery(sa.select(schema.desk).where(is_any_of(schema.desk.c.id, "ids")))
_OPERATORS: Final = PreparedQuery(
    sa.select(schema.operator_change)
    .where(is_any_of(_operator.operator, "ids"))
    .order_by(_operator.ms, _operator.counter, _operator.writer, _operator.entry)
)
_PUT_DESKS: Final = insert(schema.desk)
_PUT_OPERATORS: Final = insert(schema.operator)
_FORGET: Final = sa.delete(schema.ignored).where(is_any_of(schema.ignored.c.entry, "ids"))
_IGNORE: Final = insert(schema.ignored).on_conflict_do_nothing()


@dataclass(frozen=True, slots=True)
class Standing:
    """What a desk may write in one of its chains. `last` is the last number that counts."""

    desk: str
    tier: Tier
    counts: bool
    last: int


def standings(
    connection: sa.Connection, chains: Iterable[str] | None = None
) -> dict[str, Standing]:
    """Chain → its standing, of those named or of all."""
    if chains is None:
        rows = _ALL.all_rows(connection)
    elif len(ordered := sorted(chains)) == 1:
        rows = _STANDING.all_rows(connection, id=ordered[0])
    else:
        rows = _STANDINGS.all_rows(connection, ids=to_json(ordered))
    return {row.id: Standing(row.desk, Tier(row.tier), bool(row.counts), row.last) for row in rows}


def derive_desks(connection: sa.Connection, root: str) -> None:
    """Every desk that was ever introduced, by chains: whether it counts, and what of it is ignored.

    Each has the name that it has given itself last, else that of its introduction.
    """
    written = _read(connection, root)
    counted = trust.members(written)
    ever = trust.members(replace(written, revocations=()))
    names = {
        written.owner(naming.chain): naming.name
        for naming in written.namings
        if trust.why_not(naming, written, counted) is None
    }
    of_desk: dict[str, list[str]] = {desk: [desk] for desk in ever | counted}
    for chain, desk in written.owners.items():
        if desk in of_desk:
            of_desk[desk].append(chain)
    rows = [
        _row(connection, chain, counted.get(desk), ever[desk], names)
        for desk, chains in of_desk.items()
        for chain in chains
    ]
    connection.execute(sa.delete(schema.desk))
    if rows:
        insert_rows(connection, _PUT_DESKS, rows)
    _ignore(connection, written, counted)


def public_keys(connection: sa.Connection) -> dict[str, bytes]:
    """Chain → the public key of its desk, of each desk that was ever introduced by one that counted."""
    return {row.id: bytes.fromhex(row.public_key) for row in _KEYS.all_rows(connection)}


def require_standing(connection: sa.Connection, chain: str) -> None:
    """Raises `NotAllowed` where nothing counts any more that is written in this chain."""
    standing = standings(connection, (chain,)).get(chain)
    if standing is not None and (not standing.counts or standing.last < trust.ALL):
        raise NotAllowed(mark("This desk was revoked. Nothing that it writes counts any more."))


def owners(connection: sa.Connection) -> dict[str, str]:
    """Chain → its desk. The root on paper has no name, and is none."""
    of = schema.desk.c
    return {
        row.id: row.desk
        for row in connection.execute(sa.select(of.id, of.desk).where(of.name != ""))
    }


def is_below(connection: sa.Connection, desk: str, above: str) -> bool:
    """Whether a desk was introduced by another one, or by one below that."""
    rows = connection.execute(sa.select(schema.desk.c.desk, schema.desk.c.parent))
    parents = {row.desk: row.parent for row in rows}
    while desk := parents.get(desk, ""):
        if desk == above:
            return True
    return False


def _read(connection: sa.Connection, root: str) -> Registers:
    introductions = tuple(
        Introduction(
            row.entry,
            row.writer,
            row.seq,
            Stamp(row.ms, row.counter),
            row.desk,
            Tier(row.tier),
            row.public_key,
        )
        for row in connection.execute(sa.select(schema.introduction))
    )
    revocations = tuple(
        Revocation(
            row.entry,
            row.writer,
            row.seq,
            Stamp(row.ms, row.counter),
            row.desk,
            json.loads(row.lasts),
        )
        for row in connection.execute(sa.select(schema.desk_revocation))
    )
    chains = connection.execute(sa.select(schema.chain.c.writer, schema.chain.c.desk))
    namings = tuple(
        Naming(row.entry, row.desk, row.seq, Stamp(row.ms, row.counter), row.name)
        for row in connection.execute(_NAMES)
    )
    owners = {row.writer: row.desk for row in chains}
    clocks = tuple(
        ClockCorrection(row.entry, row.writer, row.seq, Stamp(row.ms, row.counter), row.chain)
        for row in connection.execute(sa.select(schema.clock_correction))
    )
    return Registers(root, introductions, revocations, namings, clocks, owners)


def _row(
    connection: sa.Connection,
    chain: str,
    member: CountedDesk | None,
    once: CountedDesk,
    names: Mapping[str, str],
) -> dict[str, Any]:
    known = member or once
    of = schema.introduction
    first = connection.execute(sa.select(of).where(of.c.entry == known.introduction.entry)).one()
    return {
        "id": chain,
        "desk": known.desk,
        "name": names.get(known.desk, first.name),
        "parent": known.parent,
        "counts": int(member is not None),
        "last": member.last(chain) if member else 0,
        "tier": first.tier,
        "public_key": first.public_key,
        "box_key": first.box_key,
        "first_number": first.first_number,
    }


def _ignore(
    connection: sa.Connection, written: Registers, counted: Mapping[str, CountedDesk]
) -> None:
    """Notes which of the entries about desks do not count themselves."""
    about: tuple[trust.AboutDesks, ...] = (
        *written.introductions,
        *written.revocations,
        *written.namings,
        *written.clock_corrections,
    )
    rows = [
        {"entry": entry.entry, "why": why.value, "desk": entry.chain, "seq": entry.seq}
        | {"wall": entry.stamp.ms, "version": 0}
        for entry in about
        if (why := trust.why_not(entry, written, counted)) is not None
    ]
    entries = to_json([entry.entry for entry in about])
    connection.execute(_FORGET, {"ids": entries})
    if rows:
        insert_rows(connection, _IGNORE, rows)


def derive_operators(connection: sa.Connection, operators: Collection[str]) -> None:
    """Each operator as last set."""
    found = _OPERATORS.all_rows(connection, ids=to_json(sorted(operators)))
    latest = {
        row.operator: {
            "id": row.operator,
            "name": row.name,
            "role": row.role,
            "pin": row.pin,
        }
        for row in found
    }
    of = sa.delete(schema.operator).where(schema.operator.c.id.in_(operators))
    connection.execute(of)
    if latest:
        insert_rows(connection, _PUT_OPERATORS, list(latest.values()))
