"""Stores of every size for benchmarks, each made once per run; benchmarks that write get a copy."""

from __future__ import annotations

import itertools
import secrets
import shutil
import sys
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from checkin import codes, demo
from checkin.bootstrap import create_store, open_store
from checkin.domain import ENTRY, CodeKind, Outcome, Verdict
from checkin.journal import delegate_changed, scanned
from checkin.store import people
from tests import factories, store_copies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.domain import Delegate
    from checkin.journal import EntryDraft
    from checkin.station import Station

CHUNK: Final = 5_000
HALLS: Final = tuple(f"hall-{number}" for number in range(1, 8))
PASSPHRASE: Final = factories.PASSPHRASE


class Stores:
    """`size` is the number of delegates. All halls admit everybody."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._copies = 0

    def made(self, size: int) -> Path:
        """A shared store, read only."""
        folder = self._home / f"{size}.uketsuke"
        if not folder.exists():
            say(f"making up {size:,} delegates")
            sessions = tuple(factories.session(key) for key in ("entrance", *HALLS))
            plan = store_copies.plan(factories.event(sessions=sessions))
            create_store(folder, plan, PASSPHRASE)
            with open_store(folder, PASSPHRASE) as station:
                populate(station, demo.make_up(size, seed=1))
        return folder

    def copied(self, size: int) -> Path:
        """A copy of the store, for writing."""
        self._copies += 1
        folder = self._home / f"{size}-{self._copies}.uketsuke"
        return Path(shutil.copytree(self.made(size), folder))

    @contextmanager
    def opened(self, size: int) -> Iterator[Room]:
        """A copy of the store, open; deleted afterwards."""
        folder = self.copied(size)
        with open_store(folder, PASSPHRASE) as station:
            yield Room(station)
        shutil.rmtree(folder)


class Room:
    """An open store with its delegates and codes."""

    def __init__(self, station: Station) -> None:
        self.station = station

    @cached_property
    def guests(self) -> dict[str, Delegate]:
        """The delegates who may enter, by their invitation code."""
        with self.station.store.read() as connection:
            expected = {
                delegate.id: delegate
                for delegate in people.everyone(connection)
                if admissible(delegate)
            }
            return {
                code.code: expected[code.delegate]
                for code in people.codes(connection)
                if code.kind is CodeKind.INVITATION and code.delegate in expected
            }

    @property
    def invitations(self) -> list[str]:
        return list(self.guests)

    def record(self, count: int) -> None:
        """Records so many admissions at once: what a store holds after a busy day."""
        halls = itertools.product(HALLS, self.guests.items())
        drafts = (admission(hall, *guest) for hall, guest in itertools.islice(halls, count))
        while chunk := tuple(itertools.islice(drafts, CHUNK)):
            with self.station.store.write() as connection:
                self.station.journal.append_many(connection, chunk)


def admission(hall: str, code: str, guest: Delegate) -> EntryDraft:
    verdict = Verdict(Outcome.ADMITTED, hall, at=0, entry="", person=people.person(guest))
    return scanned(verdict, code, code, ENTRY)


def admissible(delegate: Delegate) -> bool:
    return delegate.status.value == "expected" and not delegate.flags


def populate(station: Station, rows: tuple[dict[str, str], ...]) -> None:
    """Adds made-up people to the roster, each with an invitation, as an import does."""
    key = store_copies.code_key(station)
    drafts = [invited(row, codes.mint(key, secrets.token_bytes)) for row in rows]
    for start in range(0, len(drafts), CHUNK):
        with station.store.write() as connection:
            station.journal.append_many(connection, drafts[start : start + CHUNK])


def invited(row: dict[str, str], code: str) -> EntryDraft:
    fields: dict[str, Any] = {name: text for name, text in row.items() if text and name != "code"}
    fields |= {
        "number": int(row["number"]),
        "flags": row["flags"].split(";") if row["flags"] else [],
    }
    identifier = store_copies.identifier(fields["number"])
    return delegate_changed(identifier, fields, codes={code: CodeKind.INVITATION})


def say(words: str) -> None:
    """Prints progress to standard error; standard output has the figures only."""
    print(words, file=sys.stderr, flush=True)
