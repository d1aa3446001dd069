"""Revocation of a desk (device deprovisioning): nothing counts that it writes from now on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from checkin import schema
from checkin.domain import Tier
from checkin.errors import NotAllowed, NotFound, NotPossible
from checkin.journal import desk_revoked
from checkin.language import mark
from checkin.roles import Action

if TYPE_CHECKING:
    from checkin.roles import Require
    from checkin.sync import Exchange

_desk = schema.desk.c


@dataclass(frozen=True, slots=True)
class DeskRevocations:
    """Takes desks out of the event of a store. `require` is that of the shift."""

    exchange: Exchange
    require: Require

    def revoke(self, desk: str) -> None:
        """Nothing counts that the desk writes after what is here of it. Its entries until then stay.

        Raises `NotAllowed` where nobody is organiser, `NotFound`, `NotPossible` for this desk itself.
        """
        if self.exchange.tier is not Tier.ORGANISER:
            raise NotAllowed(mark("Desks are revoked at an organiser's desk."))
        self.require(Action.SET_UP)
        if desk == self.exchange.desk:
            raise NotPossible(mark("A desk does not revoke itself."))
        heads = self.exchange.heads()
        with self.exchange.store.write() as connection:
            chains = connection.scalars(sa.select(_desk.id).where(_desk.desk == desk)).all()
            if not chains:
                raise NotFound(mark("There is no desk {desk}."), desk=desk)
            lasts = {chain: heads[chain].seq for chain in chains if chain in heads}
            self.exchange.journal.append(connection, desk_revoked(desk, lasts))
