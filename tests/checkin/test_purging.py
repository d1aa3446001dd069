"""The end of an event: no name is left, and the counts are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from checkin import schema
from checkin.domain import Role, Tier
from checkin.errors import NotAllowed, NotPossible
from checkin.keys import Verifier
from checkin.purging import CONTEXT
from tests.factories import Clock
from tests.several_desks import stations, tell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.bootstrap import Station

CANARY = "Tursun Canary"


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Station, Station]]:
    with stations(tmp_path, [Tier.DESK], Clock()) as (organiser, desk):
        fields = {"name": CANARY, "category": "scholar", "notes": CANARY}
        person = desk.desk.walkin(fields, approved=True)
        desk.desk.checkin(person.number, "entrance")
        tell(desk, organiser)
        organiser.desk.watch_list.add(f"{CANARY} elsewhere", CANARY)
        organiser.shift.set_pin(Role.LEAD, "2468")
        yield organiser, desk


def names_in(station: Station) -> list[str]:
    with station.store.read() as connection:
        rows = [
            repr(row)
            for metadata in (schema.journal, schema.fold, schema.local)
            for table in metadata.sorted_tables
            for row in connection.execute(sa.select(table)).all()
        ]
        rows += [repr(entry) for entry in station.journal.opened(connection)]
    return [row for row in rows if CANARY in row]


def test_no_name_is_left_at_any_desk_and_the_counts_are(two: tuple[Station, Station]) -> None:
    organiser, desk = two
    organiser.backup_dated()
    assert names_in(organiser)
    done = organiser.purge.run("International Forum")
    assert done.removed >= 3
    assert names_in(organiser) == []
    assert list((organiser.folder / "backups").iterdir()) == []
    assert organiser.desk.stats().sessions["entrance"].attended == 1
    assert organiser.journal.verify().intact
    tell(organiser, desk)
    assert names_in(desk) == []
    assert desk.journal.verify().intact


def test_the_receipt_tells_what_was_and_names_nobody(two: tuple[Station, Station]) -> None:
    organiser, _ = two
    receipt = organiser.purge.run(organiser.exchange.event).receipt
    text = receipt.read_text(encoding="utf-8")
    assert CANARY not in text
    document = json.loads(text)
    signature = bytes.fromhex(document.pop("signature"))
    body = json.dumps(document, ensure_ascii=False, sort_keys=True).encode()
    public = organiser.journal.identity.ring.signer.public
    assert Verifier(public).genuine(signature, CONTEXT + body)
    assert document["attended"]["2026-10-30"]["entrance"]["attended"] == 1
    assert document["not_confirmed"] == ["Desk 2"]


def test_another_event_is_not_purged_and_a_desk_purges_nothing(
    two: tuple[Station, Station],
) -> None:
    organiser, desk = two
    with pytest.raises(NotPossible):
        organiser.purge.run("Another forum")
    with pytest.raises(NotAllowed):
        desk.purge.run("International Forum")
    assert names_in(organiser)
