"""Time present: which part of a visit counts, and that nobody is in two places for twice as long."""

from __future__ import annotations

from checkin.domain import Ending
from checkin.meetings import MeetingStay
from checkin.presence import Stay
from checkin.time_present import TimePresent, in_meeting, in_session, together
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


def test_of_a_video_meeting_only_the_hours_of_the_session_count() -> None:
    lobby = MeetingStay(150, TEN - 20 * MINUTE, NOON + 10 * MINUTE)
    found = in_meeting([lobby], timed())
    assert (found.remote_minutes, found.minutes, found.all_minutes) == (120, 0, 120)
    assert in_meeting([MeetingStay(9, TEN - HOUR, TEN)], timed()).remote_minutes == 0
    # A report without times is of the session.
    assert in_meeting([MeetingStay(300)], timed()).remote_minutes == 120
    assert in_meeting([MeetingStay(300)], session("entrance")).remote_minutes == 300


def test_in_the_room_with_the_meeting_open_counts_once_and_in_person() -> None:
    room = TimePresent(((TEN, TEN + HOUR),))
    whole = in_meeting([MeetingStay(120, TEN, NOON)], timed())
    both = together([room, whole])
    assert (both.minutes, both.remote_minutes, both.all_minutes) == (60, 60, 120)
    short = in_meeting([MeetingStay(10, TEN, NOON)], timed())
    assert together([room, short]).all_minutes == 70
    # Two meetings at once are the time of one.
    assert together([whole, whole, short]).all_minutes == 120
