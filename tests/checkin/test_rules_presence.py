"""What earlier scans add up to, and for which session a desk marks attendance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin import rules
from checkin.domain import Outcome
from tests.factories import HOUR, MINUTE, MORNING, past, session, timed

if TYPE_CHECKING:
    from checkin.domain import Session

TEN = MORNING + HOUR
NOON = MORNING + 3 * HOUR


def test_nobody_is_in_who_was_only_turned_away() -> None:
    turned_away = [past(outcome) for outcome in rules.REFUSALS]
    assert rules.presence(turned_away) is None
    assert rules.presence([]) is None


def test_an_exit_before_any_entry_says_nothing() -> None:
    assert rules.presence([past(Outcome.LEFT)]) is None


def test_the_first_entry_is_remembered_through_exit_and_return() -> None:
    first, left, back = (
        past(Outcome.ADMITTED, MORNING),
        past(Outcome.LEFT, MORNING + HOUR),
        past(Outcome.READMITTED, MORNING + 2 * HOUR, desk="d2"),
    )
    inside = rules.presence([first, left, back])
    assert inside == rules.Presence(
        first.entry, MORNING, "d1", MORNING + 2 * HOUR, inside=True, visits=2
    )
    outside = rules.presence([first, left])
    assert outside == rules.Presence(
        first.entry, MORNING, "d1", MORNING + HOUR, inside=False, visits=1
    )


def test_an_entry_that_was_undone_never_was() -> None:
    """Undone scans are left out before they are added up, so the next one is the first."""
    second = past(Outcome.READMITTED, MORNING + HOUR)
    assert rules.presence([second]) == rules.Presence(
        second.entry, MORNING + HOUR, "d1", MORNING + HOUR, inside=True, visits=1
    )


def test_two_desks_that_let_in_the_same_person_make_a_clash_and_the_earlier_counts() -> None:
    first = past(Outcome.ADMITTED, MORNING, desk="d1")
    second = past(Outcome.ADMITTED, MORNING + MINUTE, desk="d2")
    third = past(Outcome.PROVISIONAL, MORNING + 2 * MINUTE, desk="d3")
    there = rules.presence([first, second, third])
    assert there == rules.Presence(
        first.entry, MORNING, "d1", MORNING, inside=True, visits=1, clash=second.entry
    )


def test_a_return_is_no_clash_where_people_come_and_go_as_they_like() -> None:
    again = rules.presence([past(), past(Outcome.READMITTED, MORNING + MINUTE)])
    assert again is not None
    assert (again.inside, again.visits, again.clash) == (True, 2, "")


def test_a_clash_is_still_shown_after_they_have_left() -> None:
    second = past(Outcome.ADMITTED, MORNING + MINUTE)
    there = rules.presence([past(), second, past(Outcome.LEFT, MORNING + HOUR)])
    assert there is not None
    assert (there.inside, there.clash) == (False, second.entry)


def test_who_left_and_is_let_in_as_new_elsewhere_is_in_again_without_a_clash() -> None:
    there = rules.presence(
        [past(), past(Outcome.LEFT, MORNING + MINUTE), past(Outcome.ADMITTED, MORNING + HOUR)]
    )
    assert there is not None
    assert (there.inside, there.visits, there.clash) == (True, 2, "")


def test_an_exit_of_who_is_out_already_does_not_move_the_time() -> None:
    there = rules.presence(
        [past(), past(Outcome.LEFT, MORNING + MINUTE), past(Outcome.LEFT, MORNING + HOUR)]
    )
    assert there is not None
    assert there.last_at == MORNING + MINUTE


@given(st.lists(st.sampled_from(sorted(Outcome)), max_size=12))
def test_whoever_is_in_came_in_more_often_than_they_left(outcomes: list[Outcome]) -> None:
    scans = [past(outcome, MORNING + place) for place, outcome in enumerate(outcomes)]
    there = rules.presence(scans)
    entries = [scan for scan in scans if scan.outcome in rules.LETS_IN]
    assert (there is None) == (not entries)
    if there is not None:
        assert there.first_entry == entries[0].entry
        assert 1 <= there.visits <= len(entries)
        moves = [scan for scan in scans if scan.outcome in rules.LETS_IN | {Outcome.LEFT}]
        assert there.inside == (moves[-1].outcome is not Outcome.LEFT)


ENTRANCE = session("entrance")
FIRST = timed("first", room="A")
SECOND = timed("second", room="A", starts=NOON + HOUR, ends=NOON + 2 * HOUR)
ELSEWHERE = timed("elsewhere", room="B")
DAY = (ENTRANCE, FIRST, SECOND, ELSEWHERE)


@pytest.mark.parametrize(
    ("sessions", "now", "room", "expected"),
    [
        (DAY, TEN, "", "entrance"),
        (DAY, TEN, "C", "entrance"),
        (DAY, TEN, "B", "elsewhere"),
        (DAY, TEN - 30 * MINUTE, "A", "first"),
        (DAY, MORNING, "A", "first"),
        (DAY, NOON, "A", "second"),
        (DAY, NOON + 5 * HOUR, "A", "second"),
        ((session("lobby"), FIRST), TEN, "", "lobby"),
        ((session("lobby"), ENTRANCE), TEN, "", "entrance"),
        ((FIRST, SECOND), MORNING, "", "first"),
        ((FIRST, SECOND), NOON, "", "second"),
        ((SECOND, FIRST), NOON + 9 * HOUR, "", "second"),
        ((session("lounge", room="A"), FIRST), TEN, "A", "first"),
        ((session("lounge", room="A"), ENTRANCE), TEN, "A", "lounge"),
    ],
)
def test_a_desk_marks_what_is_on_where_it_stands(
    sessions: tuple[Session, ...], now: int, room: str, expected: str
) -> None:
    assert rules.choose_session(sessions, now, room).key == expected


def test_of_two_sessions_that_overlap_the_later_has_its_doors_open_now() -> None:
    early = timed("early", room="A")
    late = timed("late", room="A", starts=NOON, ends=NOON + HOUR)
    assert rules.choose_session((early, late), NOON - 20 * MINUTE, "A").key == "late"


def test_a_session_is_on_from_the_doors_to_the_end() -> None:
    opens, ends = TEN - 30 * MINUTE, NOON
    on = [rules.on_now(timed(), now) for now in (opens - 1, opens, ends - 1, ends)]
    assert on == [False, True, True, False]
    assert rules.on_now(timed(ends=None), NOON + HOUR)
    assert not rules.on_now(session(), TEN)
