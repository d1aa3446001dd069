"""Several desks of one event, each with a real encrypted store of its own, that know each other."""

from __future__ import annotations

import uuid
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from checkin import VERSION, keys
from checkin.bootstrap import Station, create_store, open_store
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

    from checkin.domain import Tier
    from checkin.store.store import Store

PASSPHRASE = "correct horse"
RECOVERY = "BCDEF-GHIJK-LNOPR-STUVX-BCDEF-GHIJK"


@contextmanager
def stations(
    folder: Path, tiers: Sequence[Tier], clock: Callable[[], datetime] | None = None
) -> Iterator[list[Station]]:
    """The first desk, an organiser's, and one more of each of these tiers, all open."""
    with ExitStack() as stack:
        create_store(folder / "first.uketsuke", store_copies.plan(), PASSPHRASE, clock=clock)
        first = stack.enter_context(open_store(folder / "first.uketsuke", PASSPHRASE, clock=clock))
        paths = [
            _join(folder / f"desk-{number}.uketsuke", first, tier, number)
            for number, tier in enumerate(tiers, 2)
        ]
        yield [
            first,
            *(stack.enter_context(open_store(path, PASSPHRASE, clock=clock)) for path in paths),
        ]


def exchange_of(station: Station) -> Exchange:
    return station.exchange


def _join(path: Path, first: Station, tier: Tier, number: int) -> Path:
    """A store for a new desk, introduced by the first one, with all that it may read so far."""
    signer, box = (Signer(keys.new_ring().signer.private), BoxKey(keys.new_ring().box.private))
    organiser = first.journal.identity
    sealing = {tier: organiser.ring.sealing[tier] for tier in readable_tiers(tier)}
    ring = KeyRing(sealing, signer, box, organiser.ring.code_key)
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
