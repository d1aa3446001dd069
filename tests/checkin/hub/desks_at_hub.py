"""Desks with real stores and a login each at a real hub."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from checkin import hub as hubs
from checkin.domain import Tier
from checkin.hub import postgres
from checkin.hub.connection import administrator, connected, connected_by
from checkin.hub.local import Listening, LocalHub
from checkin.journal import desk_named
from tests.factories import Clock
from tests.several_desks import stations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from checkin.hub.connection import HubConnection
    from checkin.hub.membership import Membership
    from checkin.hub.round import RoundResult
    from checkin.journal import Entry
    from checkin.station import Station


PATIENCE: Final = 60  # seconds; it only ends a test that would hang


@dataclass(frozen=True)
class DesksAtHub:
    """The organiser's desk comes first."""

    cluster: LocalHub
    stations: tuple[Station, ...]
    clock: Clock

    @property
    def event(self) -> str:
        return self.stations[0].exchange.event

    def ask(self, query: str, *given: Any) -> list[Any]:
        """What a superuser sees and does."""
        options, _ = administrator(self.cluster.administrator_url)
        with connected_by(options) as connection:
            cursor = connection.execute(query, given)
            return cursor.fetchall() if cursor.description else []

    def of_event(self, query: str, *given: Any) -> list[Any]:
        """The same, with the event's id as the first parameter."""
        return self.ask(query, UUID(self.event), *given)


@contextmanager
def private_cluster(
    kept: Mapping[str, bytes] | None = None, where: Listening | None = None
) -> Iterator[LocalHub]:
    """A PostgreSQL that runs, and is deleted afterwards. Raises `HubMissing`.

    `kept` are files of another hub, whose place it takes. Its folder is one that the user who runs it
    may enter, which pytest's own ones are not for root.
    """
    folder = Path(tempfile.mkdtemp(prefix="uketsuke-hub-"))
    folder.chmod(0o755)
    try:
        hub = LocalHub(folder / "hub", where or Listening("127.0.0.1", 0))
        for name, content in (kept or {}).items():
            hub.folder.mkdir(exist_ok=True)
            (hub.folder / name).write_bytes(content)
        with hub as cluster:
            yield cluster
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def desks_at_hub(cluster: LocalHub, folder: Path, tiers: Sequence[Tier]) -> Iterator[DesksAtHub]:
    """The clock stands still at the first morning of the event."""
    clock = Clock()
    with stations(folder, tiers, clock, own_event=True) as (first, *others):
        hubs.prepare(cluster.administrator_url, first.exchange)
        for station, tier in zip(others, tiers, strict=True):
            login = hubs.member_for(first.exchange, station.desk_id, tier)
            hubs.keep(station.store, login)
        yield DesksAtHub(cluster, (first, *others), clock)


def login_of(station: Station) -> Membership:
    found = hubs.stored(station.store)
    assert found is not None
    return found


def sync(*stations: Station) -> list[RoundResult]:
    return [hubs.sync_once(station.exchange, login_of(station)) for station in stations]


@contextmanager
def connection_of(station: Station) -> Iterator[HubConnection]:
    with connected(login_of(station)) as connection:
        yield connection


def write(station: Station, count: int = 1) -> None:
    """Entries that a desk of any tier may write."""
    with station.store.write() as connection:
        drafts = [desk_named(f"Desk {number}") for number in range(count)]
        station.journal.append_many(connection, drafts)


def own_entries(station: Station) -> list[Entry]:
    """What this desk has written, whole."""
    pages = station.exchange.entries_after({}, Tier.ORGANISER, desks=[station.desk_id])
    return [entry for page in pages for entry in page]


def ids(station: Station) -> set[str]:
    """The ids of all that is here."""
    pages = station.exchange.entries_after({}, Tier.ORGANISER)
    return {entry.id for page in pages for entry in page}


def copy_of(station: Station, to: Path) -> Path:
    """A copy of an open store's folder, as somebody makes who copies it to another machine."""
    station.store.checkpoint()
    shutil.copytree(station.folder, to)
    return to


def dumped(cluster: LocalHub, program: str = "pg_dump", *options: str) -> bytes:
    """What an administrator's backup has in it."""
    where = f"--dbname={cluster.administrator_url}"
    command = [str(program_of_postgres(program)), where, *options]
    return subprocess.run(command, check=True, capture_output=True).stdout


def program_of_postgres(name: str) -> Path:
    return Path(postgres.find().path("initdb")).resolve().with_name(name)


def crash(cluster: LocalHub) -> None:
    """Ends PostgreSQL as a power cut would; its next start recovers from its log."""
    options = ["-D", str(cluster.data), "-m", "immediate", "-w"]
    assert postgres.runner().run(postgres.find().path("pg_ctl"), "stop", *options)


def wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until
        threading.Event().wait(0.02)
