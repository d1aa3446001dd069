"""Erasures (right to erasure): which ones are known here, carried out here, and confirmed by other desks."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.journal import EVERYBODY, Head
from checkin.store.store import put_setting
from checkin.sync.statement import ERASURE_LENGTH

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

ENDED: Final = (
    "ended"  # a setting: after a purge this machine has destroyed keys and backups as well
)
MOST: Final = 2_500  # that a statement names
_erasure, _entry, _setting = schema.erasure.c, schema.entry.c, schema.setting.c


@dataclass(frozen=True, slots=True)
class Ended:
    """When keys and backups were destroyed here, and how many backups."""

    at: int
    backups: int


def known(connection: sa.Connection) -> dict[str, str]:
    """The id of each erasure → the person, or `EVERYBODY`."""
    query = sa.select(_erasure.entry, _erasure.delegate)
    return {row.entry: row.delegate for row in connection.execute(query)}


def latest(connection: sa.Connection) -> Head | None:
    """The erasure that came last; None without any."""
    query = sa.select(_entry.desk, _entry.seq, _entry.id.label("entry")).where(
        _entry.id.in_(sa.select(_erasure.entry))
    )
    row = connection.execute(query.order_by(_entry.n.desc()).limit(1)).first()
    return Head(row.desk, row.seq, row.entry) if row else None


def carried_out(connection: sa.Connection) -> tuple[str, ...]:
    """The beginnings of the ids of the erasures that this desk has carried out.

    Entries are emptied when an erasure comes; a purge takes more, see `ending`.
    """
    query = sa.select(_erasure.entry).order_by(_erasure.entry).limit(MOST)
    if ended(connection) is None:
        query = query.where(_erasure.delegate != EVERYBODY)
    return tuple(entry[:ERASURE_LENGTH] for entry in connection.scalars(query))


def ended(connection: sa.Connection) -> Ended | None:
    """When this desk has carried out a purge; None where it has not."""
    stored = connection.scalar(sa.select(_setting.value).where(_setting.name == ENDED))
    return Ended(**json.loads(stored)) if stored else None


def note_ended(connection: sa.Connection, how: Ended) -> None:
    """This desk has carried out a purge."""
    put_setting(connection, ENDED, json.dumps(asdict(how)))


def not_confirmed(erasures: Mapping[str, str], confirmed: Collection[str]) -> tuple[str, ...]:
    """Of these erasures the people whom a desk has not confirmed to have erased.

    Who has confirmed a purge has erased everybody.
    """
    done = set(confirmed)
    people, left = set[str](), set[str]()
    for entry, delegate in erasures.items():
        (people if entry[:ERASURE_LENGTH] in done else left).add(delegate)
    return () if EVERYBODY in people else tuple(sorted(left - people))
