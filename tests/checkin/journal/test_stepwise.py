"""The journal verified in steps beside the desk: what it finds is kept, and what happens between two steps is no finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import Outcome
from checkin.errors import StoreAltered
from checkin.store import backup
from tests import store_copies
from tests.factories import Clock
from tests.store_copies import ADA

if TYPE_CHECKING:
    from pathlib import Path

ALTERED = {
    "an entry": "UPDATE entry SET wall = wall + 1 WHERE n = 9",
    "a section": "UPDATE entry SET desk_section = NULL WHERE kind = 'delegate_changed'",
    "a table": "UPDATE delegate_row SET name = 'Somebody else'",
}


def alter(folder: Path, how: str) -> None:
    with store_copies.by_force(folder) as database:
        database.execute(ALTERED[how])


@pytest.mark.parametrize("how", ALTERED)
def test_what_was_found_is_kept_over_a_restart_until_it_is_accepted(folder: Path, how: str) -> None:
    alter(folder, how)
    with store_copies.opened(folder, Clock()) as station:
        assert not station.store.alarm.problems
        for _ in station.look_through_in_steps():
            pass
        found = station.store.alarm.problems
        assert found
    with store_copies.opened(folder, Clock()) as station:
        assert station.store.alarm.problems == found  # at once
        with pytest.raises(StoreAltered):
            station.desk.checkin(ADA, "entrance")
        station.accept_loss("it was us")
    with store_copies.opened(folder, Clock()) as station:
        for _ in station.look_through_in_steps():
            pass
        assert not station.store.alarm.problems
        assert station.desk.checkin(ADA, "entrance").outcome is Outcome.ADMITTED


def test_a_store_that_is_used_meanwhile_raises_no_alarm(folder: Path) -> None:
    with store_copies.opened(folder, Clock()) as station:
        numbers = iter(store_copies.EVERYBODY)
        steps = 0
        for _ in station.look_through_in_steps():
            steps += 1
            if (number := next(numbers, None)) is not None:
                station.desk.checkin(number, "entrance")
                if number == max(store_copies.EVERYBODY):  # looks like an alteration, see `verify`
                    station.people.erase(store_copies.identifier(ADA))
        assert steps >= len(store_copies.EVERYBODY)
        assert not station.store.alarm.problems


def test_a_backup_of_an_altered_store_takes_the_place_of_none(folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with store_copies.opened(folder, Clock()) as station:
        kept = station.backup_dated(stick)
    alter(folder, "a section")
    (copy,) = stick.glob(f"*{backup.SUFFIX}")
    before = copy.read_bytes()
    with store_copies.opened(folder, Clock()) as station:
        station.look_through()
        with pytest.raises(StoreAltered):
            station.backup_dated(stick)
        assert station.backup(tmp_path / "by hand")  # to keep what there is
    assert backup.own(folder) == (kept,)
    assert copy.read_bytes() == before
