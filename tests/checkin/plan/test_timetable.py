"""The programme as it is drawn: columns of rooms, rows of time, what meets beside each other."""

from __future__ import annotations

from dataclasses import replace

from checkin.plan.timetable import timetable
from tests import factories
from tests.factories import HOUR, MORNING


def test_rooms_are_columns_and_hours_are_rows() -> None:
    table = timetable(factories.event())
    first, second = table.days
    assert (first.day, second.day) == ("2026-10-30", "2026-10-31")
    plenary = next(block for block in first.blocks if block.session.key == "plenary")
    assert first.rooms[plenary.column] == "Room 201"
    assert (plenary.begins, plenary.ends) == (10 * 60, 12 * 60)
    assert (plenary.lane, plenary.lanes) == (0, 1)
    assert (second.rooms, second.blocks) == ((), ())
    assert "entrance" in [session.key for session in table.daily]


def test_what_meets_in_a_room_shares_its_column_and_a_late_dinner_is_still_today() -> None:
    event = factories.event()
    first = factories.session("a", room="Hall", starts=MORNING, ends=MORNING + 2 * HOUR)
    second = replace(first, key="b", starts=MORNING + HOUR, ends=MORNING + 3 * HOUR)
    third = replace(first, key="c", starts=MORNING + 2 * HOUR, ends=MORNING + 3 * HOUR)
    alone = replace(first, key="d", starts=MORNING + 15 * HOUR, ends=None)
    day = timetable(replace(event, sessions=(first, second, third, alone))).days[0]
    lanes = {block.session.key: (block.lane, block.lanes) for block in day.blocks}
    assert lanes == {"a": (0, 2), "b": (1, 2), "c": (0, 2), "d": (0, 1)}
    late = next(block for block in day.blocks if block.session.key == "d")
    assert (late.begins, late.ends) == (24 * 60, 25 * 60)
    assert (day.begins, day.ends) == (9 * 60, 25 * 60)


def test_a_session_on_no_day_of_the_event_has_a_day_of_its_own() -> None:
    event = factories.event()
    away = factories.session("away", starts=MORNING - 48 * HOUR, ends=MORNING - 47 * HOUR)
    table = timetable(replace(event, sessions=(away,), gone_sessions=event.sessions[:1]))
    assert [day.day for day in table.days] == ["2026-10-28", "2026-10-30", "2026-10-31"]
    assert table.gone == event.sessions[:1]
