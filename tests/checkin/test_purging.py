"""The end of an event: no name is left, the counts are, and whoever has not confirmed is named."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from checkin import bundle, keys, schema
from checkin.bootstrap import open_store
from checkin.domain import CodeKind, Role, Tier
from checkin.errors import NotAllowed, NotPossible
from checkin.journal import EVERYBODY, desk_added
from checkin.journal import entry as entries
from checkin.keys import Verifier
from checkin.purging import CONTEXT, HubAtEnd
from checkin.sync import desks
from tests.factories import Clock
from tests.several_desks import PASSPHRASE, stations, tell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.journal import Entry
    from checkin.station import Station

CANARY = "Tursun Canary"
NAME = "International Forum"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def two(tmp_path: Path, clock: Clock) -> Iterator[tuple[Station, Station]]:
    with stations(tmp_path, [Tier.DESK], clock) as (organiser, desk):
        fields = {"name": CANARY, "category": "scholar", "notes": CANARY}
        person = desk.desk.walkin(fields, approved=True)
        desk.desk.checkin(person.number, "entrance")
        tell(desk, organiser)
        organiser.desk.watch_list.add(f"{CANARY} elsewhere", CANARY)
        organiser.shift.set_pin(Role.LEAD, "246813")
        yield organiser, desk


def names_in(station: Station) -> list[str]:
    with station.store.read() as connection:
        rows = [
            repr(tuple(row))  # a row of SQLAlchemy leaves out the middle of a long value
            for metadata in (schema.journal, schema.fold, schema.local)
            for table in metadata.sorted_tables
            for row in connection.execute(sa.select(table)).all()
        ]
        rows += [repr(entry) for entry in station.journal.opened(connection)]
    return [row for row in rows if CANARY in row]


def state(giver: Station, taker: Station) -> None:
    assert taker.exchange.hear(giver.exchange.statement()) is not None


def written(receipt: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(receipt.read_text(encoding="utf-8"))
    return document


def test_no_name_is_left_at_any_desk_and_the_counts_are(two: tuple[Station, Station]) -> None:
    organiser, desk = two
    for station in two:
        station.backup_dated()
    assert names_in(organiser)
    done = organiser.purge.run(NAME)
    assert done.removed >= 3
    assert names_in(organiser) == []
    tell(organiser, desk)
    assert names_in(desk) == []
    for station in two:
        assert list((station.folder / "backups").iterdir()) == []
        assert station.desk.stats().sessions["entrance"].attended == 1
        assert station.journal.verify().intact
        station.journal.rebuild()
        assert station.desk.stats().sessions["entrance"].attended == 1


def test_it_is_over_when_the_other_desks_have_confirmed(two: tuple[Station, Station]) -> None:
    organiser, desk = two
    state(desk, organiser)
    done = organiser.purge.run(NAME)
    assert (done.is_complete, done.not_confirmed, done.hub) == (False, ("Desk 2",), HubAtEnd.NONE)
    tell(organiser, desk)
    done = organiser.purge.run(NAME)
    assert (done.removed, done.not_confirmed) == (0, ("Desk 2",))  # it has not said so yet
    with organiser.store.read() as connection:
        erasures = connection.scalars(sa.select(schema.erasure.c.delegate)).all()
    assert erasures == [EVERYBODY]
    later_statement(desk, organiser)
    done = organiser.purge.run(NAME)
    assert (done.is_complete, done.not_confirmed) == (True, ())
    document = written(done.receipt)
    assert (document["complete"], document["not_confirmed"]) == (True, [])
    assert document["desks"] == [{"name": "Desk 2", "state": "joined", "confirmed": True}]


def later_statement(giver: Station, taker: Station) -> None:
    """Of several statements that a desk makes at one time only the first is kept."""
    with taker.store.write() as connection:
        connection.execute(sa.delete(schema.statement))
    state(giver, taker)


def test_by_a_stick_a_desk_hears_of_it_and_confirms(
    two: tuple[Station, Station], tmp_path: Path
) -> None:
    """After all keys for names are gone, both ways."""
    organiser, desk = two
    organiser.purge.run(NAME)
    there, back = tmp_path / "there", tmp_path / "back"
    bundle.write(organiser.exchange, there)
    bundle.read(desk.exchange, there)
    assert names_in(desk) == []
    bundle.write(desk.exchange, back)
    bundle.read(organiser.exchange, back)
    done = organiser.purge.run(NAME)
    assert (done.is_complete, done.not_confirmed) == (True, ())


def test_it_can_be_finished_without_a_desk_which_the_receipt_names(
    two: tuple[Station, Station],
) -> None:
    organiser, _ = two
    done = organiser.purge.run(NAME, finish=True)
    assert done.is_complete
    document = written(done.receipt)
    assert (document["complete"], document["not_confirmed"]) == (True, ["Desk 2"])
    assert "sticks" in document["not_reached"]


def test_what_was_sealed_before_nobody_can_open_any_more(
    two: tuple[Station, Station], tmp_path: Path, clock: Clock
) -> None:
    """Such as what lies on a stick: not with the keys that are left, nor with boxes in the journal."""
    organiser, desk = two
    organiser.revocations.revoke(lost_desk(organiser))
    tell(organiser, desk)
    person = desk.desk.walkin({"name": CANARY, "category": "scholar"}, approved=True)
    desk.people.issue_code(person.id, CodeKind.BADGE)
    tell(desk, organiser)
    on_a_stick = sealed(organiser)
    assert sum(CANARY in repr(opened(entry, organiser)) for entry in on_a_stick) >= 2
    copy = tmp_path / "copy.uketsuke-backup"
    organiser.backup(copy)
    organiser.purge.run(NAME, copy)
    tell(organiser, desk)
    assert not copy.exists()
    for station in two:
        path = station.folder
        station.close()
        with open_store(path, PASSPHRASE, clock=clock) as reopened:
            with reopened.store.write() as connection:
                assert reopened.journal.take_new_keys(connection) is None
            for entry in on_a_stick:
                assert opened(entry, reopened).keys() <= {Tier.DOOR}
            # The stick is read once more: nothing of it comes back.
            reopened.exchange.take_in(on_a_stick, "stick")
            assert names_in(reopened) == []
            assert reopened.journal.verify().intact


def lost_desk(organiser: Station) -> str:
    """A desk that was introduced: with its revocation new keys are made, and lie in boxes in the journal."""
    lost, ring = uuid4().hex, keys.new_ring()
    draft = desk_added(lost, "Lost", Tier.DESK, ring.signer.public, ring.box.public, 900)
    with organiser.store.write() as connection:
        organiser.journal.append(connection, draft)
    return lost


def sealed(station: Station) -> list[Entry]:
    return [entry for page in station.exchange.entries_after({}, Tier.ORGANISER) for entry in page]


def opened(entry: Entry, station: Station) -> dict[Tier, Any]:
    return dict(entries.open_entry(entry, station.journal.identity.ring.sealing).sections)


def test_the_receipt_tells_what_was_and_names_nobody(two: tuple[Station, Station]) -> None:
    organiser, _ = two
    organiser.backup_dated()
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
    assert document["backups_removed"] == 1
    again = written(organiser.purge.run(NAME).receipt)
    same = ("purged_at", "backups_removed", "entries_emptied", "attended")
    assert [again[name] for name in same] == [document[name] for name in same]


def test_another_event_is_not_purged_and_a_desk_purges_nothing(
    two: tuple[Station, Station],
) -> None:
    organiser, desk = two
    with pytest.raises(NotPossible):
        organiser.purge.run("Another forum")
    with pytest.raises(NotAllowed):
        desk.purge.run(NAME)
    assert names_in(organiser)


def test_what_a_crash_left_is_done_when_the_store_is_opened(
    two: tuple[Station, Station], clock: Clock
) -> None:
    """The purge has come, and nothing else was done of it: then it is not confirmed either."""
    organiser, desk = two
    with organiser.store.write() as connection:
        organiser.journal.erase(connection, EVERYBODY)
    whole = desk.journal.identity
    with desk.store.write() as connection:
        desk.journal.receive(connection, sealed(organiser))
    desk.backup_dated()
    assert names_in(desk) == []
    state(desk, organiser)
    (other,) = (known for known in desks(organiser.exchange) if not known.is_this)
    assert other.not_erased == (EVERYBODY,)
    path = desk.folder
    desk.close()
    with open_store(path, PASSPHRASE, clock=clock) as reopened:
        assert list((path / "backups").iterdir()) == []
        later_statement(reopened, organiser)
        (other,) = (known for known in desks(organiser.exchange) if not known.is_this)
        assert other.not_erased == ()
        after = reopened.journal.identity.ring
        assert after.signer.public == whole.ring.signer.public
        assert after.box.public != whole.ring.box.public


def test_the_receipt_tells_how_many_were_expected_also_when_it_goes_on(
    two: tuple[Station, Station],
) -> None:
    organiser, _ = two
    day = organiser.desk.event.days[0]
    before = organiser.desk.stats(day).sessions["entrance"].expected
    assert before > 0
    for _ in range(2):
        done = organiser.purge.run(NAME)
        told = json.loads(done.receipt.read_bytes())["attended"][day]["entrance"]
        assert told["expected"] == before
