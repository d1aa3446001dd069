"""The decision where there are other desks: at a door, while this desk is apart, and when all were heard."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checkin import rules
from checkin.conditions import Facts
from checkin.domain import Manner, Outcome, Reason, Status, condition
from checkin.rules import Decision, Presented, decide
from tests.factories import case, presence, session, subject, timed

HALL = session("hall")
FULL_HALL = session("hall", capacity=1)
AFTER_ENTRANCE = session("hall", requires="entrance")
IN = {"hall": presence()}
LATE = Manner(heard_late=True)
TO_THE_DESK = Decision(Outcome.CALL_LEAD, Reason.DOOR)


def test_a_door_sends_to_the_desk_whom_it_does_not_know_or_is_marked() -> None:
    assert decide(case(HALL, None, presented=Presented.UNKNOWN_AT_DOOR)) == TO_THE_DESK
    marked = subject(for_desk=True)
    assert decide(case(HALL, marked)) == TO_THE_DESK
    # It does not know what it is about, so no reason of a lead overrides it.
    assert decide(case(HALL, marked, manner=Manner(force="known"))) == TO_THE_DESK
    cancelled = replace(marked, status=Status.CANCELLED)
    assert decide(case(HALL, cancelled)).outcome is Outcome.CANCELLED


@pytest.mark.parametrize(("together", "expected"), [(True, "call_lead"), (False, "provisional")])
def test_a_genuine_code_that_nobody_knows_waits_for_a_lead_where_all_were_heard(
    *, together: bool, expected: str
) -> None:
    unknown = case(HALL, None, presented=Presented.GENUINE, together=together)
    assert decide(unknown).outcome == expected


@pytest.mark.parametrize(
    ("where", "changes"),
    [
        (FULL_HALL, {"inside": 1}),
        (AFTER_ENTRANCE, {}),
        (HALL, {"presence": IN}),
    ],
    ids=["full", "not checked in", "already in"],
)
def test_what_may_have_changed_elsewhere_is_passed_by_a_desk_that_is_apart(
    where: object, changes: dict[str, object]
) -> None:
    assert isinstance(where, type(HALL))
    inside = int(str(changes.get("inside", 0)))
    whom = subject(**{name: value for name, value in changes.items() if name != "inside"})
    refused = decide(case(where, whom, inside=inside, apart=True))
    assert rules.may_have_changed(refused.outcome, refused.reason)
    let_in = decide(case(where, whom, inside=inside, apart=True, manner=LATE))
    assert let_in.heard_late
    assert let_in.outcome in rules.LETS_IN
    # Who has heard the others lets nobody in so.
    assert decide(case(where, whom, inside=inside, manner=LATE)) == refused


def test_heard_late_passes_nothing_else() -> None:
    for whom in (subject(status=Status.CANCELLED), subject(status=Status.PENDING)):
        assert decide(case(HALL, whom, apart=True, manner=LATE)).outcome not in rules.LETS_IN
    later = decide(case(timed("hall"), subject(), apart=True, manner=LATE))
    assert later.outcome is Outcome.TOO_EARLY


@pytest.mark.parametrize("outcome", Outcome)
def test_what_may_have_changed_is_a_closed_list(outcome: Outcome) -> None:
    expected = outcome in {Outcome.FULL, Outcome.ALREADY_IN}
    assert rules.may_have_changed(outcome) is expected
    passed = rules.may_have_changed(outcome, Reason.REQUIRES)
    assert passed is (outcome in {Outcome.FULL, Outcome.WRONG_SESSION})


def test_the_version_of_a_session_tells_what_decides_and_nothing_else() -> None:
    assert rules.version_of(HALL) == rules.version_of(replace(HALL, name={"en": "Hall"}, room="A"))
    assert rules.version_of(HALL) != rules.version_of(FULL_HALL)


@pytest.mark.parametrize(("line", "expected"), [("attended briefing", True), ("times <= 1", False)])
def test_who_may_have_been_let_in_elsewhere_may_meet_a_condition_about_it(
    line: str, *, expected: bool
) -> None:
    hall = session("hall", conditions=(line,))
    facts = Facts("scholar", "2026-10-30 12:00", visits={"hall": 1})
    refused = decide(case(hall, subject(facts=facts)))
    assert refused.condition == condition(line)
    assert rules.may_have_changed(refused.outcome, refused.reason, refused.condition) is expected
    late = decide(case(hall, subject(facts=facts), apart=True, manner=Manner(heard_late=True)))
    assert (late.outcome in rules.LETS_IN) is expected


def test_a_door_sends_to_the_desk_whom_it_cannot_decide_about_and_lets_in_who_meets_the_rest() -> (
    None
):
    hall = session("hall", conditions=("mark vip", "times <= 1"))
    at_a_door = Facts("scholar", "2026-10-30 12:00", is_door=True)
    sent = decide(case(hall, subject(facts=at_a_door)))
    assert sent.outcome not in rules.LETS_IN
    at_a_desk = Facts("scholar", "2026-10-30 12:00", marks=("vip",))
    assert decide(case(hall, subject(facts=at_a_desk))).outcome is Outcome.ADMITTED
