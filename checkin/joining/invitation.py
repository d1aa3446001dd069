"""Invitation of a new desk (device provisioning): it is introduced, and given keys and entries in one file.

The file holds all that the desk may read, so that it works at once and without a network. It is sealed for
the machine that asked; or, where none has asked, under a code that is told another way.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO, Final

import sqlalchemy as sa

from checkin import VERSION, files, keys, schema
from checkin import hub as hubs
from checkin.domain import Tier
from checkin.errors import BadInvitation, NotAllowed, NotPossible
from checkin.joining.envelope import seal_for_machine, seal_with_code
from checkin.joining.grant import Grant, to_record
from checkin.joining.pending import new_keys
from checkin.joining.request import DeskRequest, desk_name
from checkin.journal import desk_added, wire
from checkin.journal.wire import readable_tiers
from checkin.language import mark
from checkin.roles import Action
from checkin.store import people
from checkin.store.backup import disk
from checkin.sync import desks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.hub import Membership
    from checkin.keys import BoxKey, Signer
    from checkin.roles import Require
    from checkin.sync import Exchange

INVITATION_SUFFIX: Final = ".uketsuke-invitation"
VALID_MS: Final = 24 * 60 * 60_000
_desk, _entry = schema.desk.c, schema.entry.c


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation that was written. `code` is shown once; None where it is for one machine alone."""

    desk: str
    name: str
    file: Path
    code: str | None


@dataclass(frozen=True, slots=True)
class DeskInvitations:
    """Adds desks to the event of a store. `require` is that of the shift."""

    exchange: Exchange
    require: Require

    @property
    def possible(self) -> bool:
        """Whether this desk has what is handed on: an organiser's keys."""
        return self.exchange.tier is Tier.ORGANISER

    def invite(
        self,
        tier: Tier,
        file: Path,
        *,
        request: DeskRequest | None = None,
        name: str = "",
        with_hub: bool = True,
    ) -> Invited:
        """Introduces a desk of that tier in the journal, and writes its invitation.

        Where this desk has a hub, the new one gets a login of its own there, unless told otherwise;
        raises `HubUnreachable` where that cannot be made now. With a request it is for that machine alone. Without one the desk's keys are made here, the file
        opens with a code, for 24 hours, and the desk is called `name`. Raises `NotAllowed` where nobody
        is organiser, `NotPossible` where the file exists or the machine was added before,
        `BadInvitation` for a request whose keys are none.
        """
        if not self.possible:
            raise NotAllowed(mark("Desks are added at an organiser's desk."))
        self.require(Action.SET_UP)
        own, asked = (None, request) if request else _made_here(name or self._next_name())
        _require_usable(asked)
        with _new_file(file) as new:
            hub = self._login(asked.desk, tier) if with_hub else None
            self._introduce(asked, tier)
            code = keys.recovery_passphrase() if own else None
            records = self._records(self._grant(asked, tier, own, hub))
            new.writelines(
                seal_with_code(code, records)
                if code
                else seal_for_machine(asked.desk, asked.box_key, records)
            )
        return Invited(asked.desk, asked.name, file, code)

    def _login(self, desk: str, tier: Tier) -> Membership | None:
        if hubs.stored(self.exchange.store) is None:
            return None
        return hubs.member_for(self.exchange, desk, tier)

    def _next_name(self) -> str:
        return f"Desk {len(desks(self.exchange)) + 1}"

    def _introduce(self, request: DeskRequest, tier: Tier) -> None:
        """Introduces the desk with the numbers of its walk-ins; once, though its invitation may be written again."""
        with self.exchange.store.write() as connection:
            before = connection.execute(
                sa.select(schema.desk).where(_desk.id == request.desk)
            ).first()
            wrote = sa.select(sa.exists().where(_entry.desk == request.desk))
            if before is not None:
                if Tier(before.tier) is not tier or connection.scalar(wrote):
                    raise NotPossible(
                        mark("This machine was added before. Make a new request on it first.")
                    )
                return
            draft = desk_added(
                request.desk,
                request.name,
                tier,
                request.public_key,
                request.box_key,
                _free_numbers(connection),
            )
            self.exchange.journal.append(connection, draft)

    def _grant(
        self,
        request: DeskRequest,
        tier: Tier,
        own: tuple[Signer, BoxKey] | None,
        hub: Membership | None,
    ) -> Grant:
        who, now = self.exchange.journal.identity, self.exchange.journal.now()
        return Grant(
            event=who.event,
            root=who.root,
            desk=request.desk,
            name=request.name,
            tier=tier,
            sealing={readable: who.ring.sealing[readable] for readable in readable_tiers(tier)},
            code_key=b"" if tier is Tier.DOOR else who.ring.code_key,
            made=now,
            expires=now + VALID_MS if own else 0,
            version=VERSION,
            own_keys=own,
            hub=hub,
        )

    def _records(self, grant: Grant) -> Iterator[bytes]:
        yield to_record(grant)
        for entry in chain.from_iterable(self.exchange.entries_after({}, grant.tier)):
            yield wire.encode(entry)


def _made_here(name: str) -> tuple[tuple[Signer, BoxKey], DeskRequest]:
    signer, box = new_keys()
    return (signer, box), DeskRequest(desk_name(name), signer.public, box.public)


def _require_usable(request: DeskRequest) -> None:
    """Raises `BadInvitation` for keys that nothing can be sealed or checked with."""
    try:
        keys.seal_for(request.box_key, b"", b"")
        keys.Verifier(request.public_key)
    except ValueError as error:
        raise BadInvitation(
            mark("This is not the request of a machine, or it is damaged. Make a new one there.")
        ) from error


def _free_numbers(connection: sa.Connection) -> int:
    """The first of the next hundred numbers above all that are in use, or kept for a desk."""
    hundreds = -(-people.last_number(connection) // people.NUMBERS_OF_A_DESK)
    return hundreds * people.NUMBERS_OF_A_DESK + 1


@contextmanager
def _new_file(file: Path) -> Iterator[BinaryIO]:
    """A file that appears whole when the block is left, or not at all. Raises `NotPossible` where it exists."""
    if file.exists():
        raise NotPossible(mark("{path} exists already. Nothing was changed."), path=file)
    with disk(file), files.replacing(file) as new:
        yield new
