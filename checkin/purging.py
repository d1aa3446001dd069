"""The end of an event (data retention): personal data is destroyed, the counts and a receipt stay."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from checkin import files
from checkin.errors import NotPossible
from checkin.journal import EVERYBODY
from checkin.language import mark
from checkin.presence import Moment, calendar_of
from checkin.roles import Action
from checkin.store import backup, counts, event
from checkin.sync import DeskPhase, desks

if TYPE_CHECKING:
    from pathlib import Path

    import sqlalchemy as sa

    from checkin.domain import Event
    from checkin.roles import Require
    from checkin.sync import Exchange

CONTEXT: Final = b"uketsuke receipt 1"
RECEIPT: Final = "receipt.json"  # in the store's folder


@dataclass(frozen=True, slots=True)
class Purged:
    """How many entries were emptied, and where the receipt is."""

    removed: int
    receipt: Path


@dataclass(frozen=True, slots=True)
class Purge:
    """Destroys the personal data of an event. `require` is that of the shift."""

    exchange: Exchange
    require: Require

    def run(self, confirm: str) -> Purged:
        """Empties every section with names, here and at every desk that hears of it, and removes own backups.

        `confirm` is the event's id or name. The receipt says what was destroyed, how many attended what,
        and which desks have not been heard to have done the same. Raises `NotAllowed`, and `NotPossible`
        for another event.
        """
        self.require(Action.ERASE)
        store, journal = self.exchange.store, self.exchange.journal
        with store.read() as connection:
            about = event.current(connection)
            if confirm not in (about.id, about.name):
                raise NotPossible(mark("This is not the id or the name of the event."))
            kept = _counts(connection, about, journal.now())
        with store.write() as connection:
            removed = journal.erase(connection, EVERYBODY)
        backups = backup.own(store.folder)
        with backup.disk(store.folder):
            for old in backups:
                old.unlink()
            receipt = store.folder / RECEIPT
            files.replace(receipt, self._receipt(about, removed, len(backups), kept))
        store.compact()
        return Purged(removed, receipt)

    def _receipt(
        self, about: Event, removed: int, backups: int, kept: dict[str, dict[str, dict[str, int]]]
    ) -> bytes:
        """JSON, signed by this desk; it names no person."""
        others = [
            desk.name
            for desk in desks(self.exchange)
            if not desk.is_this and desk.phase is not DeskPhase.INVITED
        ]
        document = {
            "event": about.id,
            "name": about.name,
            "purged_at": self.exchange.journal.now(),
            "desk": self.exchange.desk,
            "entries_emptied": removed,
            "backups_removed": backups,
            "attended": kept,
            "not_confirmed": sorted(others),
        }
        body = json.dumps(document, ensure_ascii=False, sort_keys=True)
        signature = self.exchange.journal.identity.ring.signer.sign(CONTEXT + body.encode())
        signed = {**document, "signature": signature.hex()}
        return json.dumps(signed, ensure_ascii=False, sort_keys=True, indent=1).encode()


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
