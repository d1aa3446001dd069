"""Presence of what is handed out or lent: it is kept until it comes back, whoever leaves the building."""

from __future__ import annotations

import pytest

from checkin.domain import Ending, HandsOut, Outcome
from checkin.presence import THROUGHOUT, calendar_of, presences
from tests.factories import DAY, HOUR, MORNING, event, past, session

FIRST_DAY = "2026-10-30"
RECEIVER = session("receiver", hands_out=HandsOut.LENT, requires="entrance")
LUNCH = session("lunch", hands_out=HandsOut.DAILY)
CALENDAR = calendar_of(event(sessions=(session("entrance"), RECEIVER, LUNCH)))


@pytest.mark.parametrize("at", [MORNING, MORNING + DAY])
def test_what_is_lent_is_kept_for_the_whole_event(at: int) -> None:
    assert CALENDAR.day_of("receiver", at) == THROUGHOUT
    assert CALENDAR.over("receiver", THROUGHOUT)[0] > MORNING + 365 * DAY


def test_what_is_handed_out_daily_is_kept_for_its_day_apart_from_the_days_of_people() -> None:
    first, second = (CALENDAR.day_of("lunch", MORNING + days * DAY) for days in range(2))
    assert len({first, second, FIRST_DAY, THROUGHOUT}) == 4
    ends, why = CALENDAR.over("lunch", first)
    assert why is Ending.DAY
    assert MORNING < ends <= MORNING + DAY
    assert CALENDAR.kept_on(LUNCH, FIRST_DAY) == first
    entrance = CALENDAR.sessions["entrance"]
    assert CALENDAR.kept_on(entrance, FIRST_DAY) == FIRST_DAY


def test_who_leaves_the_building_has_not_brought_back_what_was_lent() -> None:
    scans = [
        past(Outcome.ADMITTED, MORNING, session="entrance"),
        past(Outcome.ADMITTED, MORNING + HOUR, session="receiver"),
        past(Outcome.LEFT, MORNING + 2 * HOUR, session="entrance"),
    ]
    found = presences(scans, CALENDAR)
    assert found["receiver", THROUGHOUT].is_inside(MORNING + 3 * HOUR)
    assert not found["entrance", FIRST_DAY].is_inside(MORNING + 3 * HOUR)
