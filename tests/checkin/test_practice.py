"""Practice: eight cases, and a store that nothing is left of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin import practice
from checkin.domain import Manner, Outcome, Question, Role
from checkin.practice import LESSONS, Deed, Progress, after
from checkin.presence import calendar_of
from tests import factories
from tests.factories import MINUTE, MORNING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.practice import Practice


@pytest.fixture(scope="module")
def opened() -> Iterator[Practice]:
    made = practice.begin()
    yield made
    made.close()


def walked(*steps: practice.Step) -> Progress:
    progress = Progress()
    for step in steps:
        progress = after(progress, step)
    return progress


def all_steps() -> list[practice.Step]:
    return [step for lesson in LESSONS for step in lesson.path]


def test_who_is_in_already_came_on_the_day_that_it_is() -> None:
    """Also soon after the day has begun: whoever practises at night meets the same answers."""
    calendar = calendar_of(factories.event())
    begins = calendar.starts(calendar.day(MORNING))
    assert practice.came_at(calendar, MORNING) == MORNING - 20 * MINUTE
    assert practice.came_at(calendar, begins + 5 * MINUTE) == begins


def test_there_are_eight_cases_and_no_two_of_them_end_alike() -> None:
    assert len(LESSONS) == 8
    assert len({lesson.number for lesson in LESSONS}) == 8


def test_whoever_does_all_of_it_is_through_without_a_slip() -> None:
    progress = walked(*all_steps())
    assert progress.lesson is None
    assert progress.flawless == 8


def test_a_wrong_step_is_a_slip_of_its_case_and_the_case_goes_on() -> None:
    progress = walked(Outcome.ADMITTED, Deed.UNDO)
    assert (progress.at, progress.slips[0], progress.taken) == (0, 1, 0)
    assert walked(Outcome.ADMITTED, Deed.UNDO, Outcome.ADMITTED, Deed.NEXT).at == 1


def test_one_enter_too_many_between_two_cases_is_no_slip() -> None:
    progress = walked(Outcome.ADMITTED, Deed.NEXT, Deed.NEXT, Deed.NEXT)
    assert (progress.at, sum(progress.slips)) == (1, 0)


def test_after_the_last_case_nothing_counts() -> None:
    progress = walked(*all_steps())
    assert after(progress, Outcome.UNKNOWN) == progress


def test_every_case_comes_out_as_it_is_told(opened: Practice) -> None:
    desk = opened.station.desk
    for lesson in LESSONS:
        first = lesson.path[0]
        verdict = desk.scan(opened.codes[lesson.number])
        assert verdict.outcome is first
        assert (Deed.READ in lesson.path) == verdict.attention
        if verdict.questions:
            answers = Manner(answers=frozenset(Question))
            answered = desk.scan(opened.codes[lesson.number], how=answers)
            assert answered.outcome is lesson.path[1]


def test_it_is_a_volunteer_who_practises(opened: Practice) -> None:
    assert opened.station.shift.role is Role.VOLUNTEER


def test_who_has_no_code_is_found_by_a_few_letters(opened: Practice) -> None:
    (lesson,) = (lesson_offered for lesson_offered in LESSONS if not lesson_offered.by_code)
    assert opened.station.desk.find("waka")[0].number == lesson.number


def test_nothing_is_left_of_it() -> None:
    made = practice.begin()
    home = made.home
    assert home.exists()
    made.close()
    assert not home.exists()
