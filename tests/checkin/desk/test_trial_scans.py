"""The scans of a trial are forgotten before the event begins, and none afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import Role
from checkin.errors import NotAllowed, NotPossible
from tests.factories import DAY, MORNING, Clock
from tests.store_copies import ADA, BEN, DORA

if TYPE_CHECKING:
    from checkin.station import Station


def trial(station: Station, clock: Clock) -> None:
    """The day before: two come in, one is refused, one scan is undone."""
    clock.set(MORNING - DAY)
    for number in (ADA, BEN, DORA):
        station.desk.checkin(number, "entrance")
    station.desk.undo(station.desk.checkin(ADA, "exhibition").entry)


def test_all_of_them_are_undone_and_nothing_refused_is_counted(
    station: Station, clock: Clock
) -> None:
    trial(station, clock)
    assert station.desk.trial_scans.count() == 3
    assert station.desk.stats().sessions["entrance"].refused == 1
    assert station.desk.trial_scans.forget() == 3
    counts = station.desk.stats().sessions["entrance"]
    assert (counts.attended, counts.inside, counts.refused) == (0, 0, 0)
    assert station.desk.trial_scans.count() == station.desk.trial_scans.forget() == 0


def test_once_the_event_has_begun_nothing_is_forgotten(station: Station, clock: Clock) -> None:
    trial(station, clock)
    clock.set(MORNING)
    assert station.desk.trial_scans.count() == 0
    with pytest.raises(NotPossible):
        station.desk.trial_scans.forget()
    assert sum(not scan.undone for scan in station.desk.last()) == 3


def test_a_clock_that_is_a_day_behind_forgets_no_real_scan(station: Station, clock: Clock) -> None:
    trial(station, clock)
    clock.set(MORNING)
    real = station.desk.checkin(ADA, "reception")
    clock.set(MORNING - DAY)
    assert station.desk.trial_scans.forget() == 3
    assert [scan.entry for scan in station.desk.last() if not scan.undone] == [real.entry]


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.LEAD])
def test_it_is_for_organisers(station: Station, clock: Clock, role: Role) -> None:
    trial(station, clock)
    station.shift.role = role
    assert station.desk.trial_scans.count() == 0
    with pytest.raises(NotAllowed):
        station.desk.trial_scans.forget()
