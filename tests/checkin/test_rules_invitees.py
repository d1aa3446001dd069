"""The decision: people who are invited to one session, and people who are admitted for some days only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin import rules
from checkin.domain import AskedWhen, EventQuestion, Manner, Outcome, Reason
from checkin.rules import decide
from tests.factories import HOUR, MORNING, case, session, subject, timed

if TYPE_CHECKING:
    from checkin.domain import Session
    from checkin.rules import Subject

HALL = session("hall")
FOR_PRESS = session("hall", categories=("press",))
FOR_SEVEN = session("hall", people=(7,))
LISTED = frozenset({"hall", "entrance"})
TEN = MORNING + HOUR
NOON = MORNING + 3 * HOUR
FORCED = Manner(force="the speaker's guest")


def outcome(where: Session, whom: Subject, **changes: object) -> Outcome:
    return decide(case(where, whom, **changes)).outcome


@pytest.mark.parametrize(
    ("where", "whom", "may_enter"),
    [
        (HALL, subject(category=""), True),
        (FOR_PRESS, subject(category="press"), True),
        (FOR_PRESS, subject(number=7), False),
        (FOR_PRESS, subject(sessions="gala, hall"), True),
        (FOR_PRESS, subject(sessions="hallway"), False),
        (FOR_SEVEN, subject(number=7), True),
        (FOR_SEVEN, subject(number=70), False),
        (FOR_SEVEN, subject(number=8, sessions="hall"), True),
        (session("hall", categories=("press",), people=(7,)), subject(number=7), True),
        (session("hall", categories=("press",), people=(7,)), subject(category="press"), True),
        (session("hall", categories=("press",), people=(7,)), subject(number=8), False),
    ],
)
def test_a_session_admits_its_categories_and_beside_them_those_invited_by_name(
    where: Session, whom: Subject, may_enter: bool
) -> None:
    assert rules.entitled(where, whom, frozenset()) is may_enter
    assert (outcome(where, whom) is Outcome.ADMITTED) is may_enter


@pytest.mark.parametrize(
    ("where", "whom", "may_enter"),
    [
        (HALL, subject(category=""), False),
        (HALL, subject(sessions="gala"), False),
        (HALL, subject(sessions="gala, hall"), True),
        (FOR_PRESS, subject(category="press"), True),
        (FOR_PRESS, subject(), False),
        (FOR_SEVEN, subject(number=7), True),
        (FOR_SEVEN, subject(number=8), False),
        (session("entrance"), subject(sessions="hall"), True),
        (session("gala"), subject(sessions="hall"), True),
    ],
)
def test_a_session_on_a_list_of_anybody_admits_only_who_lists_it_beside_the_plan(
    where: Session, whom: Subject, may_enter: bool
) -> None:
    assert rules.entitled(where, whom, LISTED) is may_enter
    decision = decide(case(where, whom, listed=LISTED))
    expected = (Outcome.ADMITTED, Reason.NONE)
    assert (decision.outcome, decision.reason) == (
        expected if may_enter else (Outcome.WRONG_SESSION, Reason.PERSON)
    )


def test_a_list_of_somebody_closes_what_was_for_everybody_but_the_entrance() -> None:
    places = (session("entrance"), HALL, FOR_PRESS, session("gala"))
    closed = rules.newly_limited(
        places, frozenset({"gala"}), {"entrance", "hall", "gala", FOR_PRESS.key}
    )
    assert closed == (HALL,)


def test_of_two_sessions_that_are_on_one_is_sent_to_that_on_the_own_list() -> None:
    sessions = (HALL, timed("plenary"), timed("gala"))
    whom = subject(sessions="gala")
    decision = decide(case(HALL, whom, sessions=sessions, now=TEN, listed=LISTED))
    assert decision.right_session == "gala"


def test_nobody_is_sent_to_a_session_that_others_list() -> None:
    sessions = (HALL, timed("gala"), timed("plenary"))
    listed = frozenset({"hall", "gala"})
    decision = decide(case(HALL, subject(), sessions=sessions, now=TEN, listed=listed))
    assert decision.right_session == "plenary"


@pytest.mark.parametrize("now", [MORNING, TEN, NOON - 1])
def test_within_the_days_of_a_delegate_nothing_is_said_of_them(now: int) -> None:
    whom = subject(valid_from=MORNING, valid_until=NOON)
    assert outcome(HALL, whom, now=now) is Outcome.ADMITTED


@pytest.mark.parametrize("limits", [{"valid_from": TEN}, {"valid_until": MORNING}])
def test_a_lead_lets_in_outside_the_days_of_a_delegate(limits: dict[str, int]) -> None:
    assert outcome(HALL, subject(**limits), manner=FORCED) is Outcome.ADMITTED


def test_who_is_sent_away_for_their_category_is_sent_where_they_are_invited_by_name() -> None:
    other = timed("gala", people=(7,))
    decision = decide(case(FOR_PRESS, subject(number=7), sessions=(FOR_PRESS, other), now=TEN))
    assert decision.right_session == "gala"


def test_questions_of_the_events_own_are_asked_of_their_category_once_or_each_time() -> None:
    film = EventQuestion("film", {}, categories=("press",))
    mask = EventQuestion("mask", {}, asked=AskedWhen.EACH_TIME)
    asked = (film, mask)
    before = frozenset({"film", "mask"})
    assert decide(case(HALL, subject(category="press"), questions=asked)).questions == asked
    assert decide(case(HALL, subject(category="scholar"), questions=asked)).questions == (mask,)
    again = subject(category="press", answered=before)
    assert decide(case(HALL, again, questions=asked)).questions == (mask,)
    now = Manner(replies=(("mask", "no"),))
    assert outcome(HALL, again, questions=asked, manner=now) is Outcome.ADMITTED
