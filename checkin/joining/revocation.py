"""Revocation of a desk: nothing that it writes counts from now on, and new keys keep later names from it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from checkin import hub as hubs
from checkin import keys, schema
from checkin.domain import Tier
from checkin.errors import NotAllowed, NotFound, NotPossible
from checkin.journal import ALL, Journal, desk_revoked, keys_renewed
from checkin.journal.registers import is_below
from checkin.journal.wire import readable_tiers
from checkin.language import mark
from checkin.roles import Action
from checkin.store.store import write_ring

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.journal import Identity
    from checkin.keys import KeyRing
    from checkin.roles import Require
    from checkin.sync import Exchange

_desk = schema.desk.c
_FIRST_SECOND: Final = (
    1_577_836_800  # of 2020: epochs are seconds since then, so later ones are greater
)


@dataclass(frozen=True, slots=True)
class DeskRevocations:
    """Takes desks out of the event of a store. `require` is that of the shift."""

    exchange: Exchange
    require: Require

    def revoke(self, desk: str, *, lasts: Mapping[str, int] | None = None) -> None:
        """Revokes a desk below this one, and makes new keys for all that stay; one transaction.

        What it wrote until now counts, as far as it has arrived here; `lasts` names the last number of
        each of its chains instead, and once more, moves that border. The hub's login ends, too. Raises `NotAllowed` where nobody
        is organiser or the desk is not below this one, `NotFound`, and `NotPossible` for this desk; and
        `HubUnreachable` where all but the hub's part is done.
        """
        self._require_organiser()
        own = self.exchange.desk
        if desk == own:
            raise NotPossible(mark("This desk cannot revoke itself. Use another organiser's desk."))
        self._revoke(desk, self.exchange.journal.identity, own, lasts)

    def needs_paper(self, desk: str) -> bool:
        """Whether only the recovery passphrase revokes a desk, because this one has not added it."""
        with self.exchange.store.read() as connection:
            return not is_below(connection, desk, self.exchange.desk)

    def revoke_by_paper(self, desk: str, recovery: str) -> None:
        """Revokes any desk with the recovery passphrase of the event, which is the root of all desks.

        Raises `NotAllowed` for another passphrase, and as `revoke`.
        """
        self._require_organiser()
        who = self.exchange.journal.identity
        root = keys.root_identity(recovery, who.event)
        if root[0].public != who.root:
            raise NotAllowed(
                mark("This is not the recovery passphrase with which the event was made.")
            )
        if desk == self.exchange.desk:
            raise NotPossible(mark("This desk cannot revoke itself. Use another organiser's desk."))
        with self.exchange.store.read() as connection:
            above = connection.scalar(sa.select(_desk.desk).where(_desk.parent == ""))
        self._revoke(desk, who.as_root(root, str(above)), str(above), None)

    def _require_organiser(self) -> None:
        if self.exchange.tier is not Tier.ORGANISER:
            raise NotAllowed(mark("Desks are revoked at an organiser's desk."))
        self.require(Action.SET_UP)

    def _revoke(
        self, desk: str, writer: Identity, above: str, lasts: Mapping[str, int] | None
    ) -> None:
        journal = self.exchange.journal
        with self.exchange.store.write() as connection:
            if not connection.scalar(sa.select(sa.exists().where(_desk.desk == desk))):
                raise NotFound(mark("There is no desk {desk}."), desk=desk)
            if not is_below(connection, desk, above):
                raise NotAllowed(
                    mark("This desk was not added by yours. Use the recovery passphrase on paper.")
                )
            border = _border(connection, desk) if lasts is None else lasts
            ring = keys.renewed(journal.identity.ring, self._epoch())
            epoch = ring.sealing[Tier.DOOR].newest
            at = Journal(self.exchange.store, writer, journal.clock)
            at.append(connection, desk_revoked(desk, border))
            journal.append(connection, keys_renewed(epoch, _boxes(connection, ring, epoch)))
            journal.take_keys(connection, ring)
            write_ring(connection, ring)
        if hubs.stored(self.exchange.store) is not None:
            hubs.revoke(self.exchange, desk)

    def _epoch(self) -> int:
        journal = self.exchange.journal
        newest = journal.identity.ring.sealing[Tier.DOOR].newest
        return max(newest + 1, journal.now() // 1000 - _FIRST_SECOND)


def _border(connection: sa.Connection, desk: str) -> Mapping[str, int]:
    """The border of a desk that was revoked before; else what has arrived of it."""
    of = schema.desk_revocation.c
    before = connection.scalar(
        sa.select(of.lasts).where(of.desk == desk).order_by(of.ms.desc(), of.counter.desc())
    )
    return _lasts(connection, desk) if before is None else json.loads(before)


def _lasts(connection: sa.Connection, desk: str) -> dict[str, int]:
    """The last number of each chain of a desk that has arrived here."""
    entry = schema.entry.c
    query = (
        sa.select(entry.desk, sa.func.max(entry.seq).label("seq"))
        .where(entry.desk.in_(sa.select(_desk.id).where(_desk.desk == desk)))
        .group_by(entry.desk)
    )
    return {row.desk: row.seq for row in connection.execute(query)}


def _boxes(connection: sa.Connection, ring: KeyRing, epoch: int) -> dict[str, bytes]:
    """The new keys for each desk that stays: the one that was revoked does not count already."""
    stays = sa.select(schema.desk).where(
        _desk.counts == 1, _desk.last == ALL, _desk.id == _desk.desk, _desk.name != ""
    )
    boxes = {}
    for row in connection.execute(stays):
        tiers = readable_tiers(Tier(row.tier))
        boxes[row.desk] = keys.boxed_keys(ring, epoch, tiers, bytes.fromhex(row.box_key))
    return boxes
