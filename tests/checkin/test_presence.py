"""Days and presence: on which day a scan counts, who is inside until when, and for which session a desk marks."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin import rules
from checkin.domain import Ending, Outcome
from checkin.presence import (
    Moment,
    Presence,
    Stay,
    all_stays,
    calendar_of,
    presences,
    stays,
    touched_by,
)
from checkin.session_choice import choose_session
from tests.factories import DAY, HOUR, MINUTE, MORNING, event, past, session, timed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checkin.domain import Session
    from checkin.presence import Past, SessionDay

TEN = MORNING + HOUR
NOON = MORNING + 3 * HOUR
FIRST_DAY, SECOND_DAY = "2026-10-30", "2026-10-31"
ROOM = {"room": "A", "exclusive": True}
PLACES = (
    session("entrance"),
    timed("plenary", **ROOM),
    timed("panel", requires="entrance", **{**ROOM, "room": "B"}),
    session("lounge", requires="entrance", **{**ROOM, "room": "C"}),
    session("cloakroom"),
)
CALENDAR = calendar_of(event(sessions=PLACES))


def there(scans: Iterable[Past]) -> Presence | None:
    """At the entrance, on the first day."""
    return presences(scans, CALENDAR).get(("entrance", FIRST_DAY))


def inside(scans: Iterable[Past], now: int) -> set[str]:
    """The sessions in which they are at that instant."""
    found = presences(scans, CALENDAR)
    return {key for (key, _), presence in found.items() if presence.at(now).inside}


def test_nobody_is_in_who_was_only_turned_away() -> None:
    turned_away = [past(outcome) for outcome in rules.REFUSALS]
    assert presences(turned_away, CALENDAR) == {}
    assert presences([], CALENDAR) == {}


def test_an_exit_before_any_entry_says_nothing() -> None:
    assert there([past(Outcome.LEFT)]) is None


def test_the_first_entry_is_remembered_through_exit_and_return() -> None:
    first, left, back = (
        past(Outcome.ADMITTED, MORNING),
        past(Outcome.LEFT, MORNING + HOUR),
        past(Outcome.READMITTED, MORNING + 2 * HOUR, desk="d2"),
    )
    midnight_and_four = CALENDAR.ends(FIRST_DAY)
    is_in = Presence(
        first.entry,
        MORNING,
        "d1",
        MORNING + 2 * HOUR,
        inside=True,
        visits=2,
        until=midnight_and_four,
    )
    assert there([first, left, back]) == is_in
    is_out = Presence(
        first.entry,
        MORNING,
        "d1",
        MORNING + HOUR,
        inside=False,
        visits=1,
        until=midnight_and_four,
        ended=Ending.EXIT,
    )
    assert there([first, left]) == is_out


def test_an_entry_that_was_undone_never_was() -> None:
    """Undone scans are left out before they are added up, so the next one is the first."""
    found = there([past(Outcome.READMITTED, MORNING + HOUR)])
    assert found is not None
    assert (found.first_at, found.visits) == (MORNING + HOUR, 1)


def test_two_desks_that_let_in_the_same_person_make_a_clash_and_the_earlier_counts() -> None:
    first = past(Outcome.ADMITTED, MORNING, desk="d1")
    second = past(Outcome.ADMITTED, MORNING + MINUTE, desk="d2")
    third = past(Outcome.PROVISIONAL, MORNING + 2 * MINUTE, desk="d3")
    found = there([first, second, third])
    assert found is not None
    assert (found.first_entry, found.last_at, found.visits) == (first.entry, MORNING, 1)
    assert (found.inside, found.clash) == (True, second.entry)


@pytest.mark.parametrize(
    ("first_late", "second_late"), [(True, False), (False, True), (True, True)]
)
def test_what_is_entered_afterwards_is_no_clash(*, first_late: bool, second_late: bool) -> None:
    """Whoever enters a list afterwards knows what the desk recorded: the earliest time counts."""
    first = replace(past(Outcome.ADMITTED, MORNING), late=first_late)
    second = replace(past(Outcome.ADMITTED, MORNING + MINUTE), late=second_late)
    found = there([first, second])
    assert found is not None
    assert (found.first_at, found.visits, found.clash) == (MORNING, 1, "")


def test_two_entries_after_one_that_was_entered_afterwards_are_no_clash_with_it() -> None:
    late = replace(past(Outcome.ADMITTED, MORNING), late=True)
    left = past(Outcome.LEFT, MORNING + MINUTE)
    one, two = (past(Outcome.ADMITTED, MORNING + minutes * MINUTE) for minutes in (2, 3))
    found = there([late, left, one, two])
    assert found is not None
    assert (found.visits, found.clash) == (2, two.entry)


def test_a_return_is_no_clash_where_people_come_and_go_as_they_like() -> None:
    again = there([past(), past(Outcome.READMITTED, MORNING + MINUTE)])
    assert again is not None
    assert (again.inside, again.visits, again.clash) == (True, 2, "")


def test_a_clash_is_still_shown_after_they_have_left() -> None:
    second = past(Outcome.ADMITTED, MORNING + MINUTE)
    found = there([past(), second, past(Outcome.LEFT, MORNING + HOUR)])
    assert found is not None
    assert (found.inside, found.clash) == (False, second.entry)


def test_who_left_and_is_let_in_as_new_elsewhere_is_in_again_without_a_clash() -> None:
    found = there(
        [past(), past(Outcome.LEFT, MORNING + MINUTE), past(Outcome.ADMITTED, MORNING + HOUR)]
    )
    assert found is not None
    assert (found.inside, found.visits, found.clash) == (True, 2, "")


def test_an_exit_of_who_is_out_already_does_not_move_the_time() -> None:
    found = there(
        [past(), past(Outcome.LEFT, MORNING + MINUTE), past(Outcome.LEFT, MORNING + HOUR)]
    )
    assert found is not None
    assert found.last_at == MORNING + MINUTE


@given(st.lists(st.sampled_from(sorted(Outcome)), max_size=12))
def test_a_delegate_who_is_in_came_in_more_often_than_they_left(outcomes: list[Outcome]) -> None:
    scans = [past(outcome, MORNING + place) for place, outcome in enumerate(outcomes)]
    found = there(scans)
    entries = [scan for scan in scans if scan.outcome in rules.LETS_IN]
    assert (found is None) == (not entries)
    if found is not None:
        assert found.first_entry == entries[0].entry
        assert 1 <= found.visits <= len(entries)
        moves = [scan for scan in scans if scan.outcome in rules.LETS_IN | {Outcome.LEFT}]
        assert found.inside == (moves[-1].outcome is not Outcome.LEFT)


def test_a_session_without_times_is_kept_per_day() -> None:
    both = presences([past(), past(at=MORNING + DAY)], CALENDAR)
    assert set(both) == {("entrance", FIRST_DAY), ("entrance", SECOND_DAY)}
    assert [presence.clash for presence in both.values()] == ["", ""]


@pytest.mark.parametrize(
    ("hour", "day"), [(-5, FIRST_DAY), (18, FIRST_DAY), (19, SECOND_DAY), (24, SECOND_DAY)]
)
def test_a_day_begins_at_four_in_the_morning(hour: int, day: str) -> None:
    """`MORNING` is nine o'clock: four in the morning is five hours earlier."""
    assert CALENDAR.day(MORNING + hour * HOUR) == day
    assert CALENDAR.starts(FIRST_DAY) == MORNING - 5 * HOUR
    assert CALENDAR.instant(FIRST_DAY, time(9)) == MORNING
    assert CALENDAR.instant(FIRST_DAY, time(1)) == MORNING + 16 * HOUR


def test_a_day_begins_where_the_event_is() -> None:
    midnight = calendar_of(event(sessions=PLACES, day_starts=0, time_zone="America/New_York"))
    assert midnight.day(MORNING) == "2026-10-29"
    assert midnight.starts("2026-11-01") + 25 * HOUR == midnight.ends("2026-11-01")


def test_a_timed_session_has_a_single_day_even_at_night() -> None:
    night = timed("night", starts=MORNING + 14 * HOUR, ends=MORNING + 21 * HOUR)
    calendar = calendar_of(event(sessions=(night,)))
    assert calendar.day_of("night", MORNING + 20 * HOUR) == FIRST_DAY


def test_a_timed_session_takes_place_on_its_day_and_another_on_every_day() -> None:
    plenary, entrance = CALENDAR.sessions["plenary"], CALENDAR.sessions["entrance"]
    days = (FIRST_DAY, SECOND_DAY)
    assert [CALENDAR.is_kept_on(plenary, day) for day in days] == [True, False]
    assert [CALENDAR.is_kept_on(entrance, day) for day in days] == [True, True]
    later = Moment(CALENDAR, MORNING + DAY)
    assert (later.day, later.day_of("entrance"), later.day_of("plenary")) == (
        SECOND_DAY,
        SECOND_DAY,
        FIRST_DAY,
    )


def test_a_session_lets_in_between_its_times_and_one_without_them_all_day() -> None:
    open_end = timed("late", ends=None)
    assert CALENDAR.lets_in(session("entrance"), FIRST_DAY) == (
        CALENDAR.starts(FIRST_DAY),
        CALENDAR.starts(SECOND_DAY),
    )
    assert CALENDAR.lets_in(timed("plenary"), FIRST_DAY) == (TEN - 30 * MINUTE, NOON)
    assert CALENDAR.lets_in(open_end, FIRST_DAY)[1] == CALENDAR.ends(FIRST_DAY)


def test_who_fetches_a_coat_is_where_they_were() -> None:
    coat = [past(session="cloakroom"), past(Outcome.LEFT, TEN, session="cloakroom")]
    assert inside([past(), past(session="lounge"), *coat], TEN) == {"entrance", "lounge"}


def test_who_leaves_the_building_leaves_what_requires_it_through_another() -> None:
    gallery = session("gallery", requires="panel")
    calendar = calendar_of(event(sessions=(*PLACES, gallery)))
    scans = [past(), past(session="gallery"), past(Outcome.LEFT, TEN)]
    assert presences(scans, calendar)["gallery", FIRST_DAY].ended is Ending.WITH_REQUIRED


def test_presence_ends_by_itself_some_minutes_after_the_session_and_at_the_end_of_the_day() -> None:
    scans = [past(), past(at=TEN, session="panel")]
    assert inside(scans, NOON + 30 * MINUTE - 1) == {"entrance", "panel"}
    assert inside(scans, NOON + 30 * MINUTE) == {"entrance"}
    assert inside(scans, MORNING + 19 * HOUR) == set()
    ended = presences(scans, CALENDAR)["panel", FIRST_DAY].at(MORNING + DAY)
    assert (ended.ended, ended.last_at) == (Ending.SESSION, NOON + 30 * MINUTE)


def test_who_enters_another_room_has_left_the_first() -> None:
    scans = [past(session="plenary", at=TEN), past(session="panel", at=TEN + MINUTE)]
    assert inside(scans, TEN + HOUR) == {"panel"}
    left = presences(scans, CALENDAR)["plenary", FIRST_DAY]
    assert (left.ended, left.last_at) == (Ending.MOVED, TEN + MINUTE)


def test_a_session_without_a_room_takes_nobody_away() -> None:
    scans = [past(), past(session="cloakroom"), past(session="plenary", at=TEN)]
    assert inside(scans, TEN) == {"entrance", "cloakroom", "plenary"}


def test_who_leaves_the_building_is_in_none_of_its_rooms() -> None:
    scans = [past(), past(session="lounge"), past(Outcome.LEFT, TEN)]
    assert inside(scans, TEN) == set()
    assert presences(scans, CALENDAR)["lounge", FIRST_DAY].ended is Ending.WITH_REQUIRED


@given(
    st.lists(
        st.tuples(
            st.sampled_from([place.key for place in PLACES]),
            st.sampled_from([Outcome.ADMITTED, Outcome.READMITTED, Outcome.LEFT, Outcome.FULL]),
            st.integers(min_value=0, max_value=40 * 60),
        ),
        max_size=14,
    ),
    st.integers(min_value=0, max_value=60 * 60),
)
def test_nobody_is_in_two_rooms_nor_on_two_days(
    moves: list[tuple[str, Outcome, int]], later: int
) -> None:
    scans = [
        past(outcome, MORNING + minute * MINUTE, session=place)
        for place, outcome, minute in sorted(moves, key=lambda move: move[2])
    ]
    now = MORNING + later * MINUTE
    so_far = [scan for scan in scans if scan.at <= now]
    found: dict[SessionDay, Presence] = presences(so_far, CALENDAR)
    present = [place for place, presence in found.items() if presence.at(now).inside]
    exclusive = [key for key, _ in present if CALENDAR.sessions[key].exclusive]
    assert len(exclusive) <= 1
    assert all(day == CALENDAR.day_of(key, now) for key, day in present)


ENTRANCE = session("entrance")
FIRST = timed("first", room="A")
SECOND = timed("second", room="A", starts=NOON + HOUR, ends=NOON + 2 * HOUR)
ELSEWHERE = timed("elsewhere", room="B")
PROGRAMME = (ENTRANCE, FIRST, SECOND, ELSEWHERE)
MORNING_DOOR = timed("door-1", starts=MORNING - HOUR, ends=MORNING + 9 * HOUR)
NEXT_DOOR = timed("door-2", starts=MORNING + 23 * HOUR, ends=MORNING + 33 * HOUR)


@pytest.mark.parametrize(
    ("sessions", "now", "room", "expected"),
    [
        (PROGRAMME, TEN, "", "entrance"),
        (PROGRAMME, TEN, "C", "entrance"),
        (PROGRAMME, TEN, "B", "elsewhere"),
        (PROGRAMME, TEN - 30 * MINUTE, "A", "first"),
        (PROGRAMME, MORNING, "A", "first"),
        (PROGRAMME, NOON, "A", "second"),
        (PROGRAMME, NOON + 5 * HOUR, "A", "second"),
        ((session("lobby"), FIRST), TEN, "", "lobby"),
        ((session("lobby"), ENTRANCE), TEN, "", "entrance"),
        ((FIRST, SECOND), MORNING, "", "first"),
        ((FIRST, SECOND), NOON, "", "second"),
        ((SECOND, FIRST), NOON + 9 * HOUR, "", "second"),
        ((session("lounge", room="A"), FIRST), TEN, "A", "first"),
        ((MORNING_DOOR, NEXT_DOOR, FIRST), TEN, "", "door-1"),
        ((MORNING_DOOR, NEXT_DOOR, FIRST), TEN + 23 * HOUR, "", "door-2"),
        ((session("lounge", room="A"), ENTRANCE), TEN, "A", "lounge"),
    ],
)
def test_a_desk_marks_what_is_on_where_it_stands(
    sessions: tuple[Session, ...], now: int, room: str, expected: str
) -> None:
    assert choose_session(sessions, now, room).key == expected


def test_of_two_sessions_that_overlap_the_later_has_its_doors_open_now() -> None:
    early = timed("early", room="A")
    late = timed("late", room="A", starts=NOON, ends=NOON + HOUR)
    assert choose_session((early, late), NOON - 20 * MINUTE, "A").key == "late"


def test_a_session_is_on_from_the_doors_to_the_end() -> None:
    opens, ends = TEN - 30 * MINUTE, NOON
    on = [rules.on_now(timed(), now) for now in (opens - 1, opens, ends - 1, ends)]
    assert on == [False, True, True, False]
    assert rules.on_now(timed(ends=None), NOON + HOUR)
    assert not rules.on_now(session(), TEN)


def test_each_stay_has_its_beginning_and_its_end() -> None:
    calendar = calendar_of(event())
    out_again = past(Outcome.LEFT, MORNING + HOUR)
    back, twice = past(at=MORNING + 2 * HOUR), past(at=MORNING + 3 * HOUR)
    times = stays([past(), out_again, back, twice], calendar, ("entrance", "2026-10-30"))
    day_ends = calendar.ends("2026-10-30")
    assert times == [(MORNING, MORNING + HOUR), (MORNING + 2 * HOUR, day_ends)]
    assert stays([past()], calendar, ("entrance", "2026-10-31")) == []


def test_a_stay_that_ended_by_itself_ends_then() -> None:
    calendar = calendar_of(event())
    entered = past(at=MORNING + HOUR, session="plenary")
    over, _ = calendar.over("plenary", "2026-10-30")
    later = past(at=over + HOUR)
    assert stays([entered, later], calendar, ("plenary", "2026-10-30")) == [(MORNING + HOUR, over)]


def test_each_visit_up_to_now_says_what_ended_it() -> None:
    in_plenary = past(at=MORNING + HOUR, session="plenary")
    moved = past(at=MORNING + 2 * HOUR, session="lounge")
    out = past(Outcome.LEFT, MORNING + 4 * HOUR)
    visits = all_stays([past(), in_plenary, moved, out], CALENDAR, MORNING + 5 * HOUR)
    assert {place[0]: found for place, found in visits.items()} == {
        "plenary": (Stay(MORNING + HOUR, MORNING + 2 * HOUR, Ending.MOVED),),
        "entrance": (Stay(MORNING, MORNING + 4 * HOUR, Ending.EXIT),),
        "lounge": (Stay(MORNING + 2 * HOUR, MORNING + 4 * HOUR, Ending.WITH_REQUIRED),),
    }
    lasting = all_stays([past()], CALENDAR, MORNING + HOUR)
    assert lasting == {("entrance", FIRST_DAY): (Stay(MORNING, MORNING + HOUR, None),)}


def test_a_scan_may_end_presence_in_other_rooms_and_in_what_requires_its_session() -> None:
    assert touched_by("entrance", CALENDAR) == ["panel", "lounge"]
    assert touched_by("plenary", CALENDAR) == ["panel", "lounge"]
    assert touched_by("cloakroom", CALENDAR) == touched_by("unheard of", CALENDAR) == []


def test_later_scans_go_on_from_where_the_others_ended() -> None:
    scans = [
        past(at=MORNING),
        past(at=TEN, session="lounge"),
        past(at=TEN + MINUTE, session="plenary"),
        past(Outcome.LEFT, at=NOON),
    ]
    before = presences(scans[:2], CALENDAR)
    assert presences(scans[2:], CALENDAR, before) == presences(scans, CALENDAR)
    assert before == presences(scans[:2], CALENDAR)
