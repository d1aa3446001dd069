"""A desk is revoked: what it writes counts no more, and what is written later it cannot read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from checkin import schema
from checkin.bootstrap import open_store
from checkin.domain import Manner, Outcome, Tier
from checkin.errors import NotAllowed, NotFound, NotPossible
from checkin.sync import DeskPhase, desks
from tests.factories import Clock
from tests.several_desks import PASSPHRASE, exchange_of, stations, tell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station

CANARY = "Tursun Canary"
Desks = tuple["Station", "Station", "Station", "Station"]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def four(tmp_path: Path, clock: Clock) -> Iterator[Desks]:
    """Two organisers' desks, a desk and a door; the first one has introduced the others."""
    tiers = [Tier.ORGANISER, Tier.DESK, Tier.DOOR]
    with stations(tmp_path, tiers, clock) as (first, second, desk, door):
        for other in (second, desk, door):
            tell(first, other)
        yield first, second, desk, door


def walk_in(station: Station, name: str) -> int:
    return station.desk.walkin({"name": name, "category": "scholar"}, approved=True).number


def scans(station: Station) -> int:
    with station.store.read() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(schema.scan)) or 0


def phase(at: Station, of: Station) -> DeskPhase:
    return next(state.phase for state in desks(at.exchange) if state.id == of.desk_id)


def test_what_a_stolen_desk_writes_afterwards_counts_nowhere(four: Desks) -> None:
    first, second, desk, door = four
    number = walk_in(desk, "Ada")
    desk.desk.checkin(number, "entrance")
    tell(desk, first)
    desk.desk.checkin(number, "exhibition")  # not heard of before it was stolen
    first.revocations.revoke(desk.desk_id)
    tell(desk, first)
    for other in (second, door):
        tell(first, other)
        assert scans(other) == 1
    assert scans(first) == 1
    assert phase(first, desk) is DeskPhase.REVOKED
    assert first.journal.verify().intact
    assert door.journal.verify().intact


def test_a_revoked_desk_that_hears_of_it_writes_no_more(four: Desks) -> None:
    first, _, desk, _ = four
    first.revocations.revoke(desk.desk_id)
    tell(first, desk)
    with pytest.raises(NotAllowed):
        walk_in(desk, "Ada")
    with pytest.raises(NotAllowed):
        desk.desk.scan("12345", "entrance")


def test_who_stays_reads_what_is_written_later_and_the_thief_does_not(four: Desks) -> None:
    first, second, desk, door = four
    first.revocations.revoke(desk.desk_id)
    number = walk_in(first, CANARY)
    for other in (second, desk, door):
        tell(first, other)
    assert [found.name for found in second.desk.find(CANARY)] == [CANARY]
    assert door.desk.checkin(number, "entrance").outcome is Outcome.ADMITTED
    assert desk.desk.find(CANARY) == ()
    with desk.store.read() as connection:
        assert CANARY not in repr(connection.execute(sa.select(schema.delegate_row)).all())
    assert second.journal.verify().intact


def test_new_keys_that_come_after_what_they_seal_let_it_be_read(four: Desks) -> None:
    """Entries of an epoch whose box has not arrived are kept, and folded when it has."""
    first, second, desk, door = four
    first.revocations.revoke(desk.desk_id)
    tell(first, second)
    number = walk_in(second, CANARY)
    own = exchange_of(door)
    for entries in second.exchange.entries_after({}, Tier.DOOR, desks=[second.desk_id]):
        own.take_in(entries, "test")
    with pytest.raises(NotFound):
        door.desk.checkin(number, "entrance")
    tell(first, door)
    assert door.desk.checkin(number, "entrance").outcome is Outcome.ADMITTED
    assert door.journal.verify().intact


def test_the_keys_are_still_there_when_the_store_is_opened_again(
    four: Desks, tmp_path: Path, clock: Clock
) -> None:
    first, second, desk, _ = four
    first.revocations.revoke(desk.desk_id)
    tell(first, second)
    walk_in(first, CANARY)
    epochs = second.journal.identity.ring.sealing[Tier.ORGANISER].by_epoch
    second.close()
    with open_store(second.folder, PASSPHRASE, clock=clock) as again:
        assert again.journal.identity.ring.sealing[Tier.ORGANISER].by_epoch == epochs
        tell(first, again)
        assert [found.name for found in again.desk.find(CANARY)] == [CANARY]


def test_codes_of_the_stolen_key_are_not_genuine_any_more(four: Desks) -> None:
    first, _, desk, _ = four
    code = desk.desk.identity.make_code("0a" * 16, "badge", 0)
    assert first.desk.scan(code, "entrance").outcome is Outcome.PROVISIONAL
    first.revocations.revoke(desk.desk_id)
    assert first.desk.scan(code, "exhibition").outcome is Outcome.OTHER_EVENT


def test_the_border_is_moved_forward(four: Desks) -> None:
    first, _, desk, _ = four
    number = walk_in(desk, "Ada")
    desk.desk.checkin(number, "entrance")
    tell(desk, first)
    first.revocations.revoke(desk.desk_id, lasts={})
    assert scans(first) == 0
    last = first.exchange.heads()[desk.desk_id].seq
    first.revocations.revoke(desk.desk_id, lasts={desk.desk_id: last})
    assert scans(first) == 1


def test_only_desks_below_ones_own_are_revoked(four: Desks) -> None:
    first, second, desk, _ = four
    with pytest.raises(NotAllowed):
        second.revocations.revoke(first.desk_id)
    with pytest.raises(NotAllowed):
        second.revocations.revoke(desk.desk_id)
    with pytest.raises(NotAllowed):
        desk.revocations.revoke(second.desk_id)
    with pytest.raises(NotPossible):
        first.revocations.revoke(first.desk_id)
    with pytest.raises(NotFound):
        first.revocations.revoke("ab" * 16)


def test_the_first_laptop_is_revoked_by_the_paper(four: Desks, tmp_path: Path) -> None:
    first, second, desk, _ = four
    paper = (tmp_path / "recovery").read_text()
    needed = [second.revocations.needs_paper(other.desk_id) for other in (first, desk)]
    assert (needed, first.revocations.needs_paper(second.desk_id)) == ([True, True], False)
    with pytest.raises(NotAllowed):
        second.revocations.revoke_by_paper(first.desk_id, "BCDEF-GHIJK-LNOPR-STUVX-BCDEF-GHIJK")
    tell(first, second)
    number = walk_in(first, "Ada")
    second.revocations.revoke_by_paper(first.desk_id, paper.lower())
    tell(first, second)
    tell(second, desk)
    assert phase(second, first) is DeskPhase.REVOKED
    for other in (second, desk):
        with pytest.raises(NotFound):
            other.desk.checkin(number, "entrance", Manner())
    assert second.journal.verify().intact
    second.revocations.revoke_by_paper(desk.desk_id, paper)
    assert phase(second, desk) is DeskPhase.REVOKED
