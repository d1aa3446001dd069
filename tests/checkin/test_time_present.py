"""Time present: which part of a visit counts, and that nobody is in two places for twice as long."""

from __future__ import annotations

from checkin.domain import Ending
from checkin.presence import Stay
from checkin.time_present import TimePresent, in_session, together
from tests.factories import HOUR, MINUTE, MORNING, session, timed

TEN, NOON = MORNING + HOUR, MORNING + 3 * HOUR


def test_of_a_session_with_hours_only_these_count() -> None:
    early_and_never_out = Stay(TEN - 20 * MINUTE, NOON + 30 * MINUTE, Ending.SESSION)
    assert in_session([early_and_never_out], timed()) == TimePresent(((TEN, NOON),))
    assert in_session([Stay(TEN - HOUR, TEN - MINUTE, Ending.EXIT)], timed()).minutes == 0


def test_a_visit_that_only_the_day_has_ended_has_no_known_end() -> None:
    visits = [Stay(MORNING, TEN, Ending.EXIT), Stay(NOON, NOON + 16 * HOUR, Ending.DAY)]
    found = in_session(visits, session("entrance"))
    assert (found.minutes, found.is_open) == (60, True)
    assert in_session([Stay(MORNING, TEN, None)], None) == TimePresent(((MORNING, TEN),))


def test_who_was_in_two_sessions_at_once_was_there_once() -> None:
    building = TimePresent(((MORNING, NOON),))
    room = TimePresent(((TEN, TEN + HOUR), (NOON, NOON + HOUR)), is_open=True)
    both = together([room, building])
    assert (both.minutes, both.is_open) == (4 * 60, True)
    assert together([]).minutes == 0
