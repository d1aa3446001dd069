"""Whether the machine's clock fits the event."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from checkin import doctor
from checkin.clock_check import ClockFit, clock_fit
from checkin.doctor import CheckState
from checkin.language import load
from tests import factories
from tests.factories import DAY, HOUR, MORNING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EVENT = factories.event()
TR = load("en")


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    def set_to(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield set_to
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows has no TZ")
@pytest.mark.parametrize(
    ("machine", "now", "fit"),
    [
        ("Asia/Tokyo", MORNING, ClockFit.FITS),
        ("Asia/Seoul", MORNING, ClockFit.FITS),
        ("Europe/Berlin", MORNING, ClockFit.OTHER_ZONE),
        ("Asia/Tokyo", MORNING + 2 * DAY - 6 * HOUR, ClockFit.FITS),
        ("Asia/Tokyo", MORNING + 2 * DAY, ClockFit.OTHER_DAY),
        ("Asia/Tokyo", MORNING - DAY, ClockFit.OTHER_DAY),
        ("Asia/Tokyo", 0, ClockFit.UNSET),
    ],
)
def test_a_clock_fits_on_a_day_of_the_event_in_its_time_zone_only(
    zone: Callable[[str], None], machine: str, now: int, fit: ClockFit
) -> None:
    zone(machine)
    assert clock_fit(now, EVENT) is fit
    (check,) = (
        check_made
        for check_made in doctor.examine(TR, now, event=EVENT)
        if check_made.check == "clock"
    )
    assert (check.state is CheckState.OK) == (fit is ClockFit.FITS)


def test_a_time_zone_that_nobody_knows_is_said() -> None:
    assert clock_fit(MORNING, replace(EVENT, time_zone="Mars/Base")) is ClockFit.UNKNOWN_ZONE


def test_without_an_event_only_a_clock_that_was_never_set_is_wrong() -> None:
    assert clock_fit(MORNING, None) is ClockFit.FITS


@pytest.mark.parametrize(("others", "state"), [(0, CheckState.OK), (1, CheckState.WARN)])
def test_a_desk_that_knows_of_others_does_not_work_alone(others: int, state: CheckState) -> None:
    checks = doctor.examine(TR, MORNING, event=EVENT, other_desks=others)
    (hub,) = (check for check in checks if check.check == "hub")
    assert hub.state is state
    assert ("alone" in hub.message) == (not others)
