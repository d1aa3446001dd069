"""The end of an event destroys the photographs: rows, sealed entries, the keys of copies, and the backups."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from PIL import Image

from checkin import schema
from checkin.bootstrap import open_store
from checkin.domain import Tier
from checkin.journal import EntryKind
from checkin.journal import entry as entries
from tests.several_desks import PASSPHRASE, stations, tell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.journal import Entry
    from checkin.station import Station
    from tests.factories import Clock

EVENT = "International Forum"
PHOTOGRAPHS = 2  # the second replaces the first
CANARY = (
    200  # letters of a photograph: of the picture itself, behind what all JPEG files begin with
)


@pytest.fixture
def two(tmp_path: Path, clock: Clock) -> Iterator[tuple[Station, Station]]:
    """Two desks that keep both photographs of one person, and a backup each."""
    with stations(tmp_path, [Tier.DESK], clock) as (organiser, desk):
        person = organiser.desk.walkin({"name": "Ada"}, approved=True)
        for _ in range(PHOTOGRAPHS):
            out = io.BytesIO()
            Image.effect_noise((600, 800), 60).convert("RGB").save(out, "PNG")
            organiser.photos.take(person.id, out.getvalue())
        tell(organiser, desk)
        for station in (organiser, desk):
            station.backup_dated()
        yield organiser, desk


def canaries(station: Station) -> list[str]:
    """A part of each photograph that is kept, as it stands in rows."""
    with station.store.read() as connection:
        kept = connection.scalars(sa.select(schema.photo.c.photo)).all()
    return [photo[-CANARY:] for photo in kept]


def everything(station: Station) -> str:
    """All rows of all tables, and all that the keys of this desk still open."""
    with station.store.read() as connection:
        rows = [
            repr(tuple(row))  # a row of SQLAlchemy leaves out the middle of a long value
            for metadata in (schema.journal, schema.fold, schema.local)
            for table in metadata.sorted_tables
            for row in connection.execute(sa.select(table)).all()
        ]
        rows += [repr(entry) for entry in station.journal.opened(connection)]
    return "\n".join(rows)


def sealed_photographs(station: Station) -> list[Entry]:
    """The entries as another desk or a stick has them."""
    return [
        entry
        for page in station.exchange.entries_after({}, Tier.ORGANISER)
        for entry in page
        if entry.header.kind == EntryKind.PHOTO_SET and Tier.DESK in entry.sealed
    ]


def shows_photograph(entry: Entry, station: Station) -> bool:
    sections = entries.open_entry(entry, station.journal.identity.ring.sealing).sections
    return "photo" in sections.get(Tier.DESK, {})


def test_at_every_desk_no_photograph_is_left_nor_the_one_that_it_replaced(
    two: tuple[Station, Station],
) -> None:
    organiser, desk = two
    marks = canaries(organiser)
    assert len(set(marks)) == PHOTOGRAPHS
    assert all(base64.b64decode(mark) for mark in marks)
    for station in two:
        assert all(everything(station).count(mark) == 2 for mark in marks)  # the row, and the entry
        assert len(sealed_photographs(station)) == PHOTOGRAPHS
    organiser.purge.run(EVENT)
    tell(organiser, desk)
    for station in two:
        left = everything(station)
        assert not any(mark in left for mark in marks)
        assert canaries(station) == []
        assert sealed_photographs(station) == []
        assert list((station.folder / "backups").iterdir()) == []
        station.journal.rebuild()
        assert canaries(station) == []
        assert station.journal.verify().intact


def test_copies_of_the_sealed_photographs_are_opened_by_no_desk_any_more(
    two: tuple[Station, Station], clock: Clock
) -> None:
    """What lies on a stick: not with the keys that are left, also after the store was closed and opened."""
    organiser, desk = two
    marks = canaries(organiser)
    on_a_stick = sealed_photographs(organiser)
    assert all(shows_photograph(entry, organiser) for entry in on_a_stick)
    organiser.purge.run(EVENT)
    tell(organiser, desk)
    for station in two:
        folder = station.folder
        station.close()
        with open_store(folder, PASSPHRASE, clock=clock) as reopened:
            assert not any(shows_photograph(entry, reopened) for entry in on_a_stick)
            reopened.exchange.take_in(on_a_stick, "stick")
            assert canaries(reopened) == []
            assert not any(mark in everything(reopened) for mark in marks)
