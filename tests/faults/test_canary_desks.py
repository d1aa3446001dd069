"""Canary test of several desks: whoever has the hub, its backups, a stick or a door has no name."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import psycopg
import pytest

from checkin import bundle
from checkin.bundle import folder as folders
from checkin.domain import Flag, Manner, Tier
from checkin.hub import queries
from checkin.store import engine
from checkin.store.store import DATABASE
from tests.checkin.hub.desks_at_hub import connection_of, desks_at_hub, dumped, own_entries, sync
from tests.faults.needles import found, needles
from tests.store_copies import change_event
from tests.thorough import THOROUGH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.hub.local import LocalHub
    from checkin.station import Station
    from tests.checkin.hub.desks_at_hub import DesksAtHub

# Words that occur nowhere in the program, its libraries or PostgreSQL.
EVENT: Final = "Gwyxborn Congress"
PERSON: Final = {
    "name": "Zyxqvorn Alpha",
    "native_name": "鷽鶲鵯鶸",
    "organisation": "Qworblat Institute",
    "email": "vexitrump@example.org",
    "phone": "+999 7654321",
    "notes": "Krombulax asks for a quiet seat",
}
PEOPLE: Final = needles(
    [
        "Zyxqvorn",
        PERSON["native_name"],
        "Qworblat",
        "vexitrump",
        "9997654321",
        "Krombulax",
        "Fezzul",
    ]
)
WORDS: Final = [*PEOPLE, *needles(["Gwyxborn"])]
NAMES: Final = ("Zyxqvorn", PERSON["native_name"], "Gwyxborn")
AS_STORED: Final = {
    form for name in NAMES for form in (name.encode(), name.encode().hex().encode())
}
WALK_IN: Final = {"category", "name", "organisation"}


@pytest.fixture(scope="module")
def after_a_morning(
    cluster: LocalHub, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DesksAtHub]:
    """The event has a name, somebody has come and is written about, and all desks know of it."""
    folder = tmp_path_factory.mktemp("morning")
    with desks_at_hub(cluster, folder, [Tier.DESK, Tier.DOOR]) as desks:
        have_a_morning(*desks.stations)
        yield desks


def have_a_morning(first: Station, desk: Station, door: Station) -> None:
    change_event(first, replace(first.desk.event, name=EVENT))
    sync(first, desk)
    fields = {"category": "scholar", **PERSON}
    person = first.desk.walkin({key: fields[key] for key in WALK_IN}, approved=True)
    first.people.correct(person.id, {key: fields[key] for key in fields.keys() - WALK_IN})
    first.people.flag(person.id, Flag.CHECK_IDENTITY, on=True)
    sync(first, desk, door)
    desk.desk.checkin(person.number, "entrance", Manner(represented_by="Fezzul"))
    door.desk.checkin(person.number, "exhibition")
    sync(desk, door, first, desk, door)
    assert found(PEOPLE, b"".join(values_of(desk)))


def values_of(station: Station) -> Iterator[bytes]:
    """Every value of every table of a store, opened with its own key."""
    connection = engine.connect(station.folder / DATABASE, station.store.key)
    try:
        tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
        for (table,) in connection.execute(tables).fetchall():
            for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - its own name
                yield from (
                    value if isinstance(value, bytes) else str(value).encode() for value in row
                )
    finally:
        connection.close()


def test_whoever_has_the_hub_has_no_name(after_a_morning: DesksAtHub) -> None:
    desk, cluster = after_a_morning.stations[1], after_a_morning.cluster
    fail_with_entries(after_a_morning)
    everything = b"\0".join(
        [
            dumped(cluster),
            dumped(cluster, "pg_dumpall", "--globals-only"),
            cluster.log.read_bytes(),
        ]
    )
    assert own_entries(desk)[-1].id.encode() in everything  # all of it is there
    assert b"violates" in everything
    assert found(WORDS, everything) == []


def fail_with_entries(desks: DesksAtHub) -> None:
    """Statements that fail with the entries in their hands: they are logged."""
    desk = desks.stations[1]
    entries = own_entries(desk)
    spoilt = [
        [replace(entry, signature=b"short") for entry in entries],
        [replace(entry, sealed={Tier.DOOR: b"another"}) for entry in entries],
    ]
    with connection_of(desk) as connection:
        for some in spoilt:
            with suppress(psycopg.Error):
                queries.insert(connection, desks.event, some, Tier.DESK)


def test_nor_whoever_has_its_disk(after_a_morning: DesksAtHub) -> None:
    """Tables and write-ahead log, byte by byte."""
    cluster = after_a_morning.cluster
    words = WORDS if THOROUGH else [form for form in WORDS if form in AS_STORED]
    after_a_morning.ask("CHECKPOINT")
    files = list(files_of(cluster))
    kinds = b"delegate_changed"  # may be read: what is searched has the entries in it
    assert sum(kinds in data for data in files) >= 2
    assert [needle for data in files for needle in found(words, data)] == []


def files_of(cluster: LocalHub) -> Iterator[bytes]:
    """All but PostgreSQL's own databases from which others are copied."""
    templates = [cluster.data / "base" / number for number in ("1", "4")]
    for path in cluster.data.rglob("*"):
        if path.is_file() and path.parent not in templates:
            yield path.read_bytes().rstrip(b"\0")


def test_nor_whoever_has_a_stick_the_folder_or_an_invitation(
    after_a_morning: DesksAtHub, tmp_path: Path
) -> None:
    place = tmp_path / "carried"
    place.mkdir()
    for station in after_a_morning.stations:
        bundle.write(station.exchange, place / f"{station.desk.name}.uketsuke-bundle")
        folders.round(station.exchange, place)
    first = after_a_morning.stations[0]
    for tier in Tier:
        first.invitations.invite(tier, place / f"{tier}.uketsuke-invitation", name="Fezzul")
    carried = {path.name: path.read_bytes() for path in place.iterdir()}
    assert len(carried) >= 9
    assert {name: found(WORDS, name.encode() + data) for name, data in carried.items()} == {
        name: [] for name in carried
    }


def test_nor_whoever_has_a_door_and_its_passphrase(after_a_morning: DesksAtHub) -> None:
    door = after_a_morning.stations[2]
    values = b"\0".join(values_of(door))
    assert door.desk.stats().sessions["exhibition"].refused == 1  # whose identity is to be checked
    assert found(needles(["Gwyxborn"]), values)  # it knows which event it is
    assert found(PEOPLE, values) == []
