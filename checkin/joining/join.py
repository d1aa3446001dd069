"""Joining an event (device enrolment): from an invitation to a store with all that the desk may read."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from checkin import VERSION, keys, outside
from checkin import hub as hubs
from checkin.errors import BadInvitation, StoreExists, WrongPassphrase
from checkin.joining import pending
from checkin.joining.envelope import Lock, damaged, read_start, records_of
from checkin.joining.grant import from_record
from checkin.joining.pending import requests_folder
from checkin.joining.request import desk_id
from checkin.journal import HybridClock, Journal, desk_named, public_keys, wire
from checkin.journal.clock import DAY_MS
from checkin.journal.entry import Altered
from checkin.language import mark
from checkin.store import creation
from checkin.store.creation import NewStore
from checkin.sync import Exchange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checkin.domain import Tier
    from checkin.hub import Membership
    from checkin.joining.grant import Grant
    from checkin.journal import Entry, Identity
    from checkin.keys import BoxKey, Signer
    from checkin.store.store import Store

SOURCE: Final = "invitation"
PAGE: Final = 5_000  # entries taken in at a time


@dataclass(frozen=True, slots=True)
class Joined:
    """A new store of a new desk. The recovery passphrase is shown once and kept on paper."""

    desk: str
    name: str
    tier: Tier
    entries: int
    path: Path
    recovery: str
    hub: Membership | None


@dataclass(frozen=True, slots=True, repr=False)
class NewDesk:
    """Who joins: an invitation and the passphrase of the new store; `code` where it needs one.

    `requests` is the folder of this machine's pending requests. Without a request of its own the
    machine may choose any passphrase, else it is that of the request.
    """

    file: Path
    passphrase: str
    code: str = ""
    requests: Path | None = None


def join(path: str | Path, new: NewDesk, *, now: Callable[[], int] | None = None) -> Joined:
    """Makes the store of a new desk from its invitation. The store appears whole, or not at all.

    `now` returns the wall clock in UTC milliseconds; default: the machine's. Raises `StoreExists` rather than overwrite anything, `BadInvitation` for one that is damaged, used,
    expired, of a newer program or for another machine, and `WrongPassphrase` for a wrong code.
    """
    folder, requests, wall = Path(path), new.requests or requests_folder(), now or _machine_clock
    if folder.exists():
        raise StoreExists(mark("{path} exists already. Nothing was changed."), path=folder)
    entries = 0
    with _opened(new.file) as file:
        grant, own, records = _unsealed(file, new, requests)
        identity = grant.identity(*own)
        _require_usable(grant, identity, requests, wall())

        def begin(store: Store) -> None:
            nonlocal entries
            entries = _fill(store, grant.name, identity, _entries(records), wall)
            if grant.hub is not None:
                hubs.keep(store, grant.hub)
            pending.begin_joining(requests, grant.desk, folder)

        recovery = keys.recovery_passphrase()
        try:
            creation.create(folder, NewStore(identity, new.passphrase, recovery), begin)
        except BaseException:
            pending.abandon_joining(requests, grant.desk)
            raise
    pending.end_joining(requests, grant.desk)
    return Joined(grant.desk, grant.name, grant.tier, entries, folder, recovery, grant.hub)


def needs_code(file: Path) -> bool:
    """Whether an invitation opens with a code, not by the keys of one machine. Raises `BadInvitation`."""
    with _opened(file) as opened:
        return read_start(opened).lock is Lock.CODE


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    try:
        opened = outside.opened(file)
    except OSError as error:
        raise BadInvitation(mark("{path} cannot be read."), path=file) from error
    with opened:
        yield opened


def _unsealed(
    file: BinaryIO, new: NewDesk, requests: Path
) -> tuple[Grant, tuple[Signer, BoxKey], Iterator[bytes]]:
    """What a desk is given, its private keys, and the entries that follow in the file."""
    sealed = read_start(file)
    if sealed.lock is Lock.CODE:
        if not new.code:
            raise WrongPassphrase(mark("This invitation opens with a code that you were told."))
        grant, records = _read(file, sealed.open_by_code(new.code))
        if grant.own_keys is None:
            raise damaged()
        return grant, grant.own_keys, records
    if pending.has_joined(requests, sealed.desk):
        raise _used()
    own = pending.keys_of(requests, sealed.desk, new.passphrase)
    grant, records = _read(file, sealed.open_by_machine(own[1]))
    return grant, own, records


def _read(file: BinaryIO, key: bytes) -> tuple[Grant, Iterator[bytes]]:
    records = records_of(key, file)
    try:
        return from_record(next(records, b"")), records
    except ValueError as error:
        raise damaged() from error


def _require_usable(grant: Grant, who: Identity, requests: Path, now: int) -> None:
    """Raises `BadInvitation` for one that is used or expired, and where the clock is wrong."""
    if who.desk != desk_id(who.ring.signer.public, who.ring.box.public):
        raise damaged()  # a name of a folder, too
    if pending.has_joined(requests, grant.desk):
        raise _used()
    if grant.expires and now > grant.expires:
        raise BadInvitation(mark("This invitation has expired. Ask for a new one."))
    if now < grant.made - DAY_MS:
        # What it holds would be from the future here, and be kept aside.
        raise BadInvitation(mark("The clock of this machine is wrong. Set it, then try again."))


def _used() -> BadInvitation:
    return BadInvitation(mark("This invitation was used before. Ask for a new one."))


def _entries(records: Iterator[bytes]) -> Iterator[Entry]:
    for record in records:
        try:
            yield wire.decode(record)
        except Altered as error:
            raise damaged() from error


def _fill(
    store: Store, name: str, identity: Identity, entries: Iterator[Entry], wall: Callable[[], int]
) -> int:
    """Takes in the entries, and begins the desk's own chain with its name. Returns how many were taken in.

    Where two machines used one code, both begin the same chain: the others see that it forks.
    """
    journal = Journal(store, identity, HybridClock(wall))
    exchange, new = Exchange(store, journal, VERSION, nobody_scans=True), 0
    while page := list(islice(entries, PAGE)):
        new += exchange.take_in(page, SOURCE).new
    with store.write() as connection:
        if public_keys(connection).get(identity.desk) != identity.ring.signer.public:
            raise damaged()
        journal.append(connection, desk_named(name))
    return new


def _machine_clock() -> int:
    return time.time_ns() // 1_000_000
