"""A desk whose chain may go on elsewhere begins a new one, and is the same desk."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from checkin import bundle, schema
from checkin.bootstrap import open_store
from checkin.domain import Outcome, Tier
from checkin.store import backup
from checkin.store.store import put_setting
from checkin.sync import NewChain, desks
from checkin.sync.new_chain import MACHINE
from tests.factories import DAY, Clock
from tests.several_desks import PASSPHRASE, stations, tell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def two(tmp_path: Path, clock: Clock) -> Iterator[tuple[Station, Station]]:
    with stations(tmp_path, [Tier.DESK], clock) as (first, desk):
        tell(first, desk)
        yield first, desk


def walk_in(station: Station, name: str) -> int:
    return station.desk.walkin({"name": name, "category": "scholar"}, approved=True).number


def on_another_machine(station: Station) -> None:
    """As the store is when its folder was copied to another computer."""
    with station.store.write() as connection:
        put_setting(connection, MACHINE, "another")
    station.close()


def chains(station: Station, desk: str) -> int:
    return next(state.chains for state in desks(station.exchange) if state.id == desk)


def test_a_store_that_is_opened_again_goes_on_in_its_chain(
    two: tuple[Station, Station], clock: Clock
) -> None:
    _, desk = two
    walk_in(desk, "Ada")
    desk.close()
    with open_store(desk.folder, PASSPHRASE, clock=clock) as again:
        assert again.began is None
        assert chains(again, again.desk_id) == 1


def test_a_copy_on_another_machine_and_the_first_one_both_count(
    two: tuple[Station, Station], tmp_path: Path, clock: Clock
) -> None:
    first, desk = two
    number = walk_in(desk, "Ada")
    desk.close()
    copy = shutil.copytree(desk.folder, tmp_path / "copy.uketsuke")
    with open_store(copy, PASSPHRASE, clock=clock) as station:
        on_another_machine(station)
    with (
        open_store(desk.folder, PASSPHRASE, clock=clock) as here,
        open_store(copy, PASSPHRASE, clock=clock) as there,
    ):
        assert (here.began, there.began) == (None, NewChain.COPIED)
        here.desk.checkin(number, "entrance")
        there.desk.checkin(number, "exhibition")
        for station in (here, there):
            tell(station, first)
        sessions = first.desk.stats().sessions
        assert (sessions["entrance"].inside, sessions["exhibition"].inside) == (1, 1)
        assert chains(first, desk.desk_id) == 2
        assert first.journal.verify().intact
        # It tells both what the other one did, and neither begins once more.
        for station in (here, there):
            tell(first, station)
        assert here.desk.stats().sessions == there.desk.stats().sessions
        there.close()
        with open_store(copy, PASSPHRASE, clock=clock) as again:
            assert again.began is None


def test_a_copy_that_was_not_noticed_ends_when_the_others_tell_of_it(
    two: tuple[Station, Station], tmp_path: Path, clock: Clock
) -> None:
    first, desk = two
    number = walk_in(desk, "Ada")
    desk.close()
    copy = shutil.copytree(desk.folder, tmp_path / "copy.uketsuke")
    with (
        open_store(desk.folder, PASSPHRASE, clock=clock) as here,
        open_store(copy, PASSPHRASE, clock=clock) as there,
    ):
        here.desk.checkin(number, "entrance")
        there.desk.checkin(number, "exhibition")
        tell(here, first)
        own = there.exchange
        given = first.exchange.entries_after({}, Tier.DESK, desks=[desk.desk_id])
        own.take_in([entry for page in given for entry in page], "test")
        assert there.journal.identity.chain != ""
        assert there.desk.checkin(number, "entrance").outcome is Outcome.ALREADY_IN
        assert there.journal.verify().problems[0].code == "fork"


def test_after_a_restore_the_lost_entries_come_back_from_others(
    two: tuple[Station, Station], tmp_path: Path, clock: Clock
) -> None:
    first, desk = two
    desk.backup(tmp_path / "kept")
    number = walk_in(desk, "Ada")
    tell(desk, first)
    desk.close()
    backup.restore(tmp_path / "kept", desk.folder, PASSPHRASE)
    with open_store(desk.folder, PASSPHRASE, clock=clock) as again:
        assert again.began is NewChain.WENT_BACK
        tell(first, again)
        assert again.desk.checkin(number, "entrance").outcome is Outcome.ADMITTED
        tell(again, first)
        assert first.desk.stats().sessions["entrance"].inside == 1
        assert again.journal.verify().intact
        assert first.journal.verify().intact


def test_a_clock_that_is_put_right_while_the_desk_is_open_is_heard_at_once(
    two: tuple[Station, Station], tmp_path: Path, clock: Clock
) -> None:
    first, desk = two
    before = clock.wall()
    number = walk_in(desk, "Ada")
    clock.set(before + 9 * DAY)
    walk_in(desk, "Ben")
    clock.set(before)
    bundle.write(desk.exchange, tmp_path / "stick")
    desk.desk.checkin(number, "exhibition")
    bundle.write(desk.exchange, tmp_path / "stick")
    bundle.read(first.exchange, tmp_path / "stick")
    assert chains(first, desk.desk_id) == 2
    assert first.desk.stats().sessions["exhibition"].inside == 1


def test_a_clock_that_was_days_ahead_drags_nothing_along(
    two: tuple[Station, Station], clock: Clock
) -> None:
    first, desk = two
    before = clock.wall()
    clock.set(before + 9 * DAY)
    number = walk_in(desk, "Ada")
    desk.close()
    clock.set(before)
    with open_store(desk.folder, PASSPHRASE, clock=clock) as again:
        assert again.began is NewChain.CLOCK
        tell(again, first)
        with first.store.read() as connection:
            assert connection.scalars(sa.select(schema.held.c.reason)).all() == ["too_far_ahead"]
        again.desk.scan("12345", "entrance")
        with again.store.read() as connection:
            of = schema.entry.c
            last = connection.scalar(sa.select(of.ms).order_by(of.n.desc()).limit(1)) or 0
        assert last < before + DAY
        assert number
        again.close()
        # Nor when it is opened once more: what it wrote in those days is not where it goes on.
        with open_store(desk.folder, PASSPHRASE, clock=clock) as third:
            assert third.began is None
            third.desk.scan("12345", "entrance")
            assert third.journal.clock.last.ms < before + DAY
