"""Demo store fixture: a real store with the demo event, and a fake clock."""

from __future__ import annotations

import csv
import hashlib
import itertools
import json
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from checkin import codes
from checkin.bootstrap import create_store, open_store
from checkin.demo import FOLDER
from checkin.domain import CodeKind
from checkin.journal import delegate_changed
from checkin.plan.plan import Plan, read_plan
from checkin.store import heads
from checkin.store.store import DATABASE, read_ring
from tests import store_copies

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station

PASSPHRASE: Final = "only the demo event"
ZONE: Final = ZoneInfo("Asia/Tokyo")
MORNING: Final = datetime(2026, 10, 30, 9, 48, 0, tzinfo=ZONE)


@dataclass
class Clock:
    """Fake clock; it stands still until a test moves it."""

    at: datetime = MORNING

    def __call__(self) -> datetime:
        return self.at.astimezone(UTC)

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)

    def show(self, time: str) -> None:
        """Sets the time of day, on the same day."""
        hours, minutes = time.split(":")
        self.at = self.at.replace(hour=int(hours), minute=int(minutes), second=0)


@dataclass
class World:
    """An open store, its clock, and the code of each delegate by number."""

    station: Station
    clock: Clock
    folder: Path
    unissued: str
    invitations: dict[int, str] = field(default_factory=dict)

    def code(self, number: int) -> str:
        return self.invitations[number]

    def genuine(self) -> str:
        """A valid code of this event that was never issued; also works once the window has opened the store."""
        return self.unissued


def demo_plan() -> Plan:
    """The plan of the demo event."""
    return read_plan(FOLDER / "plan.toml")


def demo_rows() -> list[dict[str, str]]:
    with (FOLDER / "roster.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def create(folder: Path) -> Path:
    """A new store of the demo event, with an empty roster."""
    created = create_store(folder, demo_plan(), PASSPHRASE, clock=Clock())
    return created.path


def code_key(station: Station) -> bytes:
    with station.store.read() as connection:
        return read_ring(connection).code_key


def minted(key: bytes, numbers: Iterator[bytes]) -> str:
    return codes.mint(key, lambda _: next(numbers))


def open_world(folder: Path, rows: list[dict[str, str]]) -> World:
    """Opens a store with these delegates added, each with a deterministic code."""
    _copy_populated(folder, rows)
    clock = Clock()
    station = open_store(folder, PASSPHRASE, clock=clock)
    unissued = minted(code_key(station), itertools.repeat(b"\xfa\xce\xfa\xce\xfa\xce"))
    return World(station, clock, folder, unissued, invitations(station, rows))


def invitations(station: Station, rows: list[dict[str, str]]) -> dict[int, str]:
    """The invitation of each delegate by number; the same at each call."""
    key = code_key(station)
    random = (number.to_bytes(6, "big") for number in itertools.count(1))
    return {int(row["number"]): minted(key, random) for row in rows}


_populated: Final[dict[tuple[bytes, bytes], Path]] = {}


def _copy_populated(folder: Path, rows: list[dict[str, str]]) -> None:
    """Replaces the database by one with these delegates, which is made at the first call.

    Folding and romanising sixty names takes longer than most tests of a page.
    """
    before = hashlib.sha256((folder / DATABASE).read_bytes()).digest()
    made = before, hashlib.sha256(json.dumps(rows).encode()).digest()
    if made not in _populated:
        home = store_copies.scratch()
        _populate(shutil.copytree(folder, home / folder.name), rows)
        _populated[made] = home / folder.name
    for name in (DATABASE, heads.NAME):
        shutil.copy(_populated[made] / name, folder / name)


def _populate(folder: Path, rows: list[dict[str, str]]) -> None:
    with open_store(folder, PASSPHRASE, clock=Clock()) as station:
        drafts = []
        codes_by_number = invitations(station, rows)
        for row in rows:
            number = int(row["number"])
            fields: dict[str, Any] = {key: value for key, value in row.items() if value}
            fields.pop("code", None)
            fields |= {"number": number, "flags": row["flags"].split(";") if row["flags"] else []}
            issued = {codes_by_number[number]: CodeKind.INVITATION}
            drafts.append(delegate_changed(f"{number:032x}", fields, codes=issued))
        with station.store.write() as connection:
            station.journal.append_many(connection, drafts)


def clear_the_screen() -> None:
    """Closes left-over windows, which would receive the next test's keys and be restyled with its theme."""
    for left in QApplication.topLevelWidgets():
        if left.parent() is None:
            left.close()
            left.deleteLater()
    # Outside of an event loop Qt runs deleteLater only when told to.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
