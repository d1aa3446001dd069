"""What a hub withholds (equivocation): other desks have seen it there, and this one is not shown it.

Kept on this machine by chain, until a lead has seen it. It counts after a minute only: a hub of
several machines may answer a little late.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import schema
from checkin.store.store import put_setting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.journal import Head
    from checkin.store.store import Store

SETTING: Final = "hub_withholds"
PATIENCE_MS: Final = 60_000
STORED: Final = sa.select(schema.setting.c.value).where(schema.setting.c.name == SETTING)


@dataclass(frozen=True, slots=True)
class Withheld:
    """An entry that a desk saw at the hub and that was missed `since` then.

    `is_sure`: for more than a minute; `is_over`: what was missed of that chain has come since.
    """

    chain: str
    seq: int
    entry: str
    seen_by: str
    since: int
    is_sure: bool = False
    is_over: bool = False


def noted(connection: sa.Connection) -> tuple[Withheld, ...]:
    """What is missed, of each chain the first entry of which it was noticed."""
    rows = json.loads(connection.scalar(STORED) or "[]")
    return tuple(Withheld(**row) for row in rows)


def note(store: Store, missing: Mapping[Head, str], now: int) -> None:
    """After a round: which entries the hub does not show, and which desk has seen each there."""
    with store.read() as connection:
        before = noted(connection)
    after = _after(before, missing, now)
    if after != before:
        with store.write_in_background() as connection:
            put_setting(connection, SETTING, json.dumps([asdict(one) for one in after]))


def _after(
    before: tuple[Withheld, ...], missing: Mapping[Head, str], now: int
) -> tuple[Withheld, ...]:
    first: dict[str, Withheld] = {}
    for head, desk in sorted(missing.items(), key=lambda item: (item[0].seq, item[0].entry)):
        first.setdefault(head.desk, Withheld(head.desk, head.seq, head.entry, desk, now))
    kept = []
    for known in before:
        again = first.pop(known.chain, None)
        if again is not None and not known.is_over:
            late = now - known.since >= PATIENCE_MS
            kept.append(replace(known, is_sure=known.is_sure or late))
        elif again is not None:
            kept.append(again)
        elif known.is_sure:
            kept.append(replace(known, is_over=True))
    return (*kept, *first.values())
