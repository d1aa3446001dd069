"""Several desks of one event, each with a real encrypted store of its own, that know each other."""

from __future__ import annotations

import shutil
import uuid
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from checkin import VERSION, keys
from checkin.bootstrap import create_store, open_store
from checkin.domain import Tier
from checkin.journal import HybridClock, Identity, Journal, desk_added
from checkin.journal.wire import readable_tiers
from checkin.keys import BoxKey, KeyRing, Signer
from checkin.store import creation
from checkin.sync import Exchange
from tests import store_copies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from checkin.station import Station
    from checkin.store.store import Store

PASSPHRASE = "correct horse"
RECOVERY = "BCDEF-GHIJK-LNOPR-STUVX-BCDEF-GHIJK"


@contextmanager
def stations(
    folder: Path,
    tiers: Sequence[Tier],
    clock: Callable[[], datetime] | None = None,
    *,
    own_event: bool = False,
) -> Iterator[list[Station]]:
    """The first desk, an organiser's, and one more of each of these tiers, all open.

    The stores are copies of ones that were made once, and so are event and keys, unless `own_event`.
    """
    if own_event:
        _make(folder, tiers, clock)
    else:
        shutil.copytree(_made_once(tuple(tiers), clock and clock()), folder, dirs_exist_ok=True)
    with ExitStack() as stack:
        yield [
            stack.enter_context(open_store(path, PASSPHRASE, clock=clock))
            for path in _paths(folder, len(tiers))
        ]


def _paths(folder: Path, others: int) -> list[Path]:
    names = ["first", *(f"desk-{number}" for number in range(2, others + 2))]
    return [folder / f"{name}.uketsuke" for name in names]


@cache
def _made_once(tiers: tuple[Tier, ...], at: datetime | None) -> Path:
    folder = store_copies.scratch()
    _make(folder, tiers, None if at is None else lambda: at)
    return folder


def _make(folder: Path, tiers: Sequence[Tier], clock: Callable[[], datetime] | None) -> None:
    first_path, *paths = _paths(folder, len(tiers))
    created = create_store(first_path, store_copies.plan(), PASSPHRASE, clock=clock)
    (folder / "recovery").write_text(created.recovery)
    with open_store(first_path, PASSPHRASE, clock=clock) as first:
        for number, (path, tier) in enumerate(zip(paths, tiers, strict=True), 2):
            _join(path, first, tier, number)


def tell(giver: Station, taker: Station) -> None:
    """The taker takes in all that it lacks and may read."""
    to = exchange_of(taker)
    known = {desk: head.seq for desk, head in to.heads().items()}
    for entries in exchange_of(giver).entries_after(known, to.tier):
        to.take_in(entries, "test")


def exchange_of(station: Station) -> Exchange:
    return station.exchange


def _join(path: Path, first: Station, tier: Tier, number: int) -> Path:
    """A store for a new desk, introduced by the first one, with all that it may read so far."""
    signer, box = (Signer(keys.new_ring().signer.private), BoxKey(keys.new_ring().box.private))
    organiser = first.journal.identity
    sealing = {tier: organiser.ring.sealing[tier] for tier in readable_tiers(tier)}
    code_key = b"" if tier is Tier.DOOR else organiser.ring.code_key
    ring = KeyRing(sealing, signer, box, code_key)
    identity: Identity = replace(organiser, desk=uuid.uuid4().hex, ring=ring)
    draft = desk_added(
        identity.desk, f"Desk {number}", tier, signer.public, box.public, number * 100
    )
    with first.store.write() as connection:
        first.journal.append(connection, draft)

    def begin(store: Store) -> None:
        mine = Exchange(store, _journal(store, identity, first), VERSION)
        for entries in exchange_of(first).entries_after({}, tier):
            mine.take_in(entries, "test")

    creation.create(path, creation.NewStore(identity, PASSPHRASE, RECOVERY), begin)
    return path


def _journal(store: Store, identity: Identity, first: Station) -> Journal:

    return Journal(store, identity, HybridClock(first.journal.now))
