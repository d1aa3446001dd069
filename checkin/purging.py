"""The end of an event (data retention): personal data is destroyed, the counts and a receipt stay.

It takes two steps, since other desks must hear of it: `docs/desks.md` says what an organiser does.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from checkin import files, outside
from checkin import hub as hubs
from checkin.domain import Outgoing
from checkin.errors import HubMisbehaves, HubMissing, HubRefuses, HubUnreachable, NotPossible
from checkin.journal import EVERYBODY, Leaving
from checkin.journal.erased import emptied_here
from checkin.language import mark
from checkin.presence import Moment, calendar_of
from checkin.roles import Action
from checkin.store import backup, counts, event, listing
from checkin.sync import DeskPhase, desks, ending, erasures

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import sqlalchemy as sa

    from checkin.domain import Event
    from checkin.export_log import ExportLog
    from checkin.roles import Require
    from checkin.sync import DeskState, Exchange

CONTEXT: Final = b"uketsuke receipt 1"
LARGEST_RECEIPT: Final = 10_000_000
RECEIPT: Final = "receipt.json"  # in the store's folder
_NO_HUB: Final = (HubMisbehaves, HubMissing, HubRefuses, HubUnreachable)
NOT_REACHED: Final = ("sticks", "files in shared folders", "backups elsewhere", "paper")


class HubAtEnd(StrEnum):
    """What has become of the event at the hub."""

    NONE = "none"  # this desk has no hub
    WAITS = "waits"  # until the other desks have confirmed
    DROPPED = "dropped"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True)
class Purged:
    """How many entries were emptied now, where the receipt is, and which desks have not confirmed yet."""

    removed: int
    receipt: Path
    not_confirmed: tuple[str, ...]
    hub: HubAtEnd
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Purge:
    """Destroys the personal data of an event. `require` is that of the shift."""

    exchange: Exchange
    require: Require
    log: ExportLog

    def run(self, confirm: str, *copies: Path, finish: bool = False) -> Purged:
        """Destroys all that names anybody, here and at every desk that hears of it; again, it goes on.

        Empties the sections with names, destroys their keys and the own backups with `copies` of
        them, and exchanges with the hub. Where all other desks have confirmed the same, or with `finish`,
        the hub drops the event. The receipt says what was destroyed, how many attended what, and which
        desks have not confirmed. `confirm` is the event's id or name. Raises `NotAllowed`, and
        `NotPossible` for another event.
        """
        self.require(Action.ERASE)
        store, journal = self.exchange.store, self.exchange.journal
        receipt = store.folder / RECEIPT
        with store.read() as connection:
            about = event.current(connection)
            # Afterwards nobody is expected any more, so an earlier receipt is asked first.
            expected = _expected_before(receipt) or _expected(
                _counts(connection, about, journal.now())
            )
        if confirm not in (about.id, about.name):
            raise NotPossible(mark("This is not the id or the name of the event."))
        with self.log.leaving(self._leaving()), store.write() as connection:
            removed = journal.erase(connection, EVERYBODY)
        ending.carry_out(store, journal, *copies)
        hub = self._through_hub()
        others = tuple(desk for desk in desks(self.exchange) if not desk.is_this)
        # One that was revoked is given nothing more, so that it never will.
        awaited = any(is_awaited(desk) for desk in others if desk.phase is not DeskPhase.REVOKED)
        is_over = finish or not awaited
        if is_over and hub is not HubAtEnd.NONE:
            hub = self._end_at_hub()
        hub = _dropped_before(receipt) if hub is HubAtEnd.NONE else hub
        is_complete = is_over and hub is not HubAtEnd.NOT_REACHED
        with backup.disk(store.folder):
            told = self._receipt(about, others, hub, expected, is_complete=is_complete)
            files.replace(receipt, told)
        if hub is HubAtEnd.DROPPED and hubs.stored(store) is not None:
            with suppress(*_NO_HUB):
                hubs.leave(self.exchange)
        return Purged(removed, receipt, _names(others), hub, is_complete)

    def _leaving(self) -> Leaving:
        """With how many people: of a purge that goes on, with those who are left."""
        with self.exchange.store.read() as connection:
            numbers = frozenset(listing.numbers(connection).values())
            protected = numbers & listing.protected_numbers(connection)
        return Leaving(Outgoing.PURGE, people=len(numbers), protected=len(protected))

    def _through_hub(self) -> HubAtEnd:
        """Tells the hub, which empties what it has, and hears who has confirmed."""
        membership = hubs.stored(self.exchange.store)
        if membership is None:
            return HubAtEnd.NONE
        try:
            hubs.sync_once(self.exchange, membership)
        except _NO_HUB:
            return HubAtEnd.NOT_REACHED
        return HubAtEnd.WAITS

    def _end_at_hub(self) -> HubAtEnd:
        try:
            hubs.end_event(self.exchange)
        except _NO_HUB:
            return HubAtEnd.NOT_REACHED
        return HubAtEnd.DROPPED

    def _receipt(
        self,
        about: Event,
        others: tuple[DeskState, ...],
        hub: HubAtEnd,
        expected: Mapping[str, Mapping[str, int]],
        *,
        is_complete: bool,
    ) -> bytes:
        """JSON, signed by this desk; it names no person."""
        journal = self.exchange.journal
        with self.exchange.store.read() as connection:
            kept = _counts(connection, about, journal.now())
            for day, sessions in kept.items():
                for session, numbers in sessions.items():
                    numbers["expected"] = expected.get(day, {}).get(session, 0)
            emptied = int(emptied_here(connection) or 0)
            done = erasures.ended(connection)
        document: dict[str, Any] = {
            "event": about.id,
            "name": about.name,
            "purged_at": done.at if done else None,
            "desk": self.exchange.desk,
            "entries_emptied": emptied,
            "backups_removed": done.backups if done else 0,
            "attended": kept,
            "desks": [
                {"name": desk.name, "state": desk.phase.value, "confirmed": not is_awaited(desk)}
                for desk in others
            ],
            "not_confirmed": list(_names(others)),
            "not_reached": list(NOT_REACHED),
            "hub": hub.value,
            "complete": is_complete,
        }
        body = json.dumps(document, ensure_ascii=False, sort_keys=True)
        signature = journal.identity.ring.signer.sign(CONTEXT + body.encode())
        signed = {**document, "signature": signature.hex()}
        return json.dumps(signed, ensure_ascii=False, sort_keys=True, indent=1).encode()


def is_awaited(desk: DeskState) -> bool:
    """Whether a desk has not confirmed that it has carried out the purge."""
    return EVERYBODY in desk.not_erased


def _names(others: tuple[DeskState, ...]) -> tuple[str, ...]:
    return tuple(sorted(desk.name for desk in others if is_awaited(desk)))


def _dropped_before(receipt: Path) -> HubAtEnd:
    """What an earlier receipt says of a hub that this desk has left since."""
    try:
        said = outside.parsed_json(outside.data(receipt, LARGEST_RECEIPT))["hub"]
    except (OSError, ValueError, KeyError, TypeError):
        return HubAtEnd.NONE
    return HubAtEnd.DROPPED if said == HubAtEnd.DROPPED else HubAtEnd.NONE


def _expected(kept: Mapping[str, Mapping[str, Mapping[str, int]]]) -> dict[str, dict[str, int]]:
    """How many were expected: day → session → number."""
    return {
        day: {session: numbers["expected"] for session, numbers in sessions.items()}
        for day, sessions in kept.items()
    }


def _expected_before(receipt: Path) -> dict[str, dict[str, int]]:
    """What an earlier receipt says; empty where there is none."""
    try:
        return _expected(outside.parsed_json(outside.data(receipt, LARGEST_RECEIPT))["attended"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _counts(
    connection: sa.Connection, about: Event, now: int
) -> dict[str, dict[str, dict[str, int]]]:
    """Day → session → the counts of that day."""
    calendar, found = calendar_of(about), {}
    for day in about.days:
        stats = counts.stats(connection, about, Moment(calendar, now), day)
        found[day] = {
            key: {name: n for name, n in asdict(count).items() if isinstance(n, int)}
            for key, count in stats.sessions.items()
        }
    return found
