"""Opened cards are counted per operator, and a run of them is an entry that leads see."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.desk.card_log import RUN
from checkin.domain import Role, Tier
from checkin.errors import NotAllowed
from checkin.journal import EntryKind
from tests import store_copies
from tests.factories import DAY, MINUTE
from tests.store_copies import ADA, BEN, EVERYBODY, identifier

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station
    from tests.factories import Clock


def browse(station: Station, count: int) -> None:
    """Opens so many cards, one after the other."""
    for at in range(count):
        station.people.open_card(identifier(EVERYBODY[at % len(EVERYBODY)]))


def runs(station: Station) -> int:
    with station.store.read() as connection:
        kinds = [entry.header.kind for entry in station.journal.entries(connection)]
    return kinds.count(EntryKind.CARDS_OPENED)


def test_opened_cards_are_counted_per_operator(station: Station) -> None:
    browse(station, 3)
    station.shift.role = Role.VOLUNTEER
    browse(station, 12)
    station.shift.role = Role.LEAD
    found = station.people.card_log.look()
    assert found.today == (("organiser", 3), ("volunteer", 12))
    assert found.runs == ()


def test_the_same_card_again_counts_once(station: Station) -> None:
    for _ in range(5):
        station.people.open_card(identifier(ADA))
    assert station.people.card_log.look().today == (("organiser", 1),)


def test_a_run_is_one_entry_and_names_nobody(station: Station) -> None:
    station.shift.role = Role.VOLUNTEER
    browse(station, RUN)
    assert runs(station) == 0
    browse(station, 1)
    assert runs(station) == 1
    station.shift.role = Role.LEAD
    (run,) = station.people.card_log.look().runs
    assert (run.by, run.count, run.desk) == ("volunteer", RUN + 1, "Desk 1")
    with station.store.read() as connection:
        last = list(station.journal.opened(connection))[-1]
    assert dict(last.sections) == {Tier.DOOR: {"by": "volunteer", "count": RUN + 1}}


def test_slow_looking_and_a_desk_that_checks_in_are_no_run(station: Station, clock: Clock) -> None:
    for _ in range(3):
        browse(station, RUN // 2)
        clock.forward(11 * MINUTE)
    station.desk.checkin(BEN, "entrance")
    browse(station, RUN + 1)
    assert runs(station) == 0


def test_the_counts_outlive_the_program(folder: Path, clock: Clock) -> None:
    with store_copies.opened(folder, clock) as station:
        browse(station, 4)
    with store_copies.opened(folder, clock) as station:
        browse(station, 2)
        assert station.people.card_log.look().today == (("organiser", 6),)
        clock.forward(DAY)
        assert station.people.card_log.look().today == ()


def test_a_volunteer_does_not_read_them(station: Station) -> None:
    station.shift.role = Role.VOLUNTEER
    with pytest.raises(NotAllowed):
        station.people.card_log.look()


def test_a_scan_and_a_store_that_is_only_read_count_nothing(folder: Path, clock: Clock) -> None:
    with store_copies.opened(folder, clock, read_only=True) as station:
        browse(station, RUN + 5)
        assert station.people.card_log.look().today == ()
