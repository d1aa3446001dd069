"""The decision: who may enter, and which reason comes first when there are several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from checkin import rules
from checkin.domain import (
    EXIT,
    CodeStatus,
    Direction,
    Flag,
    Manner,
    Outcome,
    Question,
    Reason,
    ReEntry,
    Status,
)
from checkin.rules import Decision, Presented, decide
from tests.factories import HOUR, MINUTE, MORNING, case, presence, session, subject, timed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.domain import Session
    from checkin.presence import Presence
    from checkin.rules import Subject

HALL = session("hall")
FULL_HALL = session("hall", capacity=1)
FOR_PRESS = session("hall", categories=("press",))
FOR_SEVEN = session("hall", people=(7,))
AFTER_ENTRANCE = session("hall", requires="entrance")
LATER = timed("hall")
TEN = MORNING + HOUR
NOON = MORNING + 3 * HOUR
OUT = presence(inside=False)
FORCED = Manner(force="the speaker's guest")


def here(there: Presence) -> Mapping[str, Presence]:
    return {"hall": there}


def outcome(where: Session, whom: Subject | None, **changes: object) -> Outcome:
    return decide(case(where, whom, **changes)).outcome


@pytest.mark.parametrize(
    ("presented", "expected"),
    [
        (Presented.GENUINE, Outcome.PROVISIONAL),
        (Presented.DAMAGED, Outcome.UNREADABLE),
        (Presented.OTHER_EVENT, Outcome.OTHER_EVENT),
        (Presented.UNKNOWN, Outcome.UNKNOWN),
        (Presented.WATCHED, Outcome.CALL_LEAD),
    ],
)
@pytest.mark.parametrize("manner", [Manner(), EXIT, FORCED])
def test_a_code_of_nobody_known_is_answered_by_what_it_is(
    presented: Presented, expected: Outcome, manner: Manner
) -> None:
    decision = decide(case(HALL, None, presented=presented, manner=manner))
    assert decision == Decision(expected)


REFUSED = {
    "revoked code": (HALL, subject(code_status=CodeStatus.REVOKED), Decision(Outcome.REVOKED)),
    "cancelled": (HALL, subject(status=Status.CANCELLED), Decision(Outcome.CANCELLED)),
    "flagged": (HALL, subject(flags=(Flag.CALL_LEAD,)), Decision(Outcome.CALL_LEAD)),
    "not approved": (HALL, subject(status=Status.PENDING), Decision(Outcome.NEEDS_APPROVAL)),
    "not yet valid": (
        HALL,
        subject(valid_from=TEN),
        Decision(Outcome.TOO_EARLY, Reason.VALIDITY, opens_at=TEN),
    ),
    "no longer valid": (
        HALL,
        subject(valid_until=MORNING),
        Decision(Outcome.TOO_LATE, Reason.VALIDITY, opens_at=MORNING),
    ),
    "category": (FOR_PRESS, subject(), Decision(Outcome.WRONG_SESSION, Reason.CATEGORY)),
    "person": (FOR_SEVEN, subject(number=8), Decision(Outcome.WRONG_SESSION, Reason.PERSON)),
    "not at the entrance": (
        AFTER_ENTRANCE,
        subject(),
        Decision(Outcome.WRONG_SESSION, Reason.REQUIRES, right_session="entrance"),
    ),
    "left the entrance": (
        AFTER_ENTRANCE,
        subject(presence={"entrance": OUT}),
        Decision(Outcome.WRONG_SESSION, Reason.REQUIRES, right_session="entrance"),
    ),
    "already in": (
        HALL,
        subject(presence=here(presence())),
        Decision(Outcome.ALREADY_IN, first_at=MORNING, first_desk="Entrance desk"),
    ),
    "left for good": (
        session("hall", re_entry=ReEntry.NEVER),
        subject(presence=here(OUT)),
        Decision(
            Outcome.ALREADY_IN, Reason.NO_RE_ENTRY, first_at=MORNING, first_desk="Entrance desk"
        ),
    ),
    "doors closed": (LATER, subject(), Decision(Outcome.TOO_EARLY, opens_at=TEN - 30 * MINUTE)),
    "over": (
        timed("hall", starts=MORNING - 2 * HOUR, ends=MORNING),
        subject(),
        Decision(Outcome.TOO_LATE, opens_at=MORNING),
    ),
    "full": (FULL_HALL, subject(), Decision(Outcome.FULL)),
    "identity": (
        HALL,
        subject(flags=(Flag.CHECK_IDENTITY,)),
        Decision(Outcome.NEEDS_ANSWER, questions=(Question.IDENTITY,)),
    ),
    "both questions": (
        HALL,
        subject(flags=(Flag.ASK_CONSENT, Flag.CHECK_IDENTITY, "vegetarian")),
        Decision(Outcome.NEEDS_ANSWER, questions=(Question.IDENTITY, Question.CONSENT)),
    ),
}


@pytest.mark.parametrize(("where", "whom", "expected"), REFUSED.values(), ids=REFUSED.keys())
def test_what_stands_in_the_way_is_said_with_what_a_screen_needs(
    where: Session, whom: Subject, expected: Decision
) -> None:
    assert decide(case(where, whom, inside=1)) == expected


WELCOME = {
    "first time": (HALL, subject(), Decision(Outcome.ADMITTED)),
    "back again": (
        HALL,
        subject(presence=here(OUT)),
        Decision(Outcome.READMITTED, first_at=MORNING, first_desk="Entrance desk"),
    ),
    "in and out as they like": (
        session("hall", re_entry=ReEntry.ALWAYS),
        subject(presence=here(presence())),
        Decision(Outcome.READMITTED, first_at=MORNING, first_desk="Entrance desk"),
    ),
    "once only, the first time": (
        session("hall", re_entry=ReEntry.NEVER),
        subject(),
        Decision(Outcome.ADMITTED),
    ),
    "of the right category": (
        FOR_PRESS,
        subject(category="press"),
        Decision(Outcome.ADMITTED),
    ),
    "in at the entrance": (
        AFTER_ENTRANCE,
        subject(presence={"entrance": presence()}),
        Decision(Outcome.ADMITTED),
    ),
    "the last seat": (session("hall", capacity=2), subject(), Decision(Outcome.ADMITTED)),
    "flags that ask nothing": (
        HALL,
        subject(flags=(Flag.NO_PHOTO, Flag.PROTECTED, "vegetarian")),
        Decision(Outcome.ADMITTED),
    ),
    "answered before": (
        HALL,
        subject(flags=(Flag.CHECK_IDENTITY,), answered=frozenset({Question.IDENTITY})),
        Decision(Outcome.ADMITTED),
    ),
}


@pytest.mark.parametrize(("where", "whom", "expected"), WELCOME.values(), ids=WELCOME.keys())
def test_who_may_come_in_is_welcome(where: Session, whom: Subject, expected: Decision) -> None:
    assert decide(case(where, whom, inside=1)) == expected


def test_no_outcome_is_without_a_case_in_these_tables() -> None:
    shown = {decision.outcome for _, _, decision in (*REFUSED.values(), *WELCOME.values())}
    of_nobody = {
        Outcome.PROVISIONAL,
        Outcome.UNREADABLE,
        Outcome.OTHER_EVENT,
        Outcome.UNKNOWN,
    }
    assert shown | of_nobody | {Outcome.LEFT} == set(Outcome)


def test_who_is_inside_leaves() -> None:
    whom = subject(presence=here(presence()))
    assert decide(case(HALL, whom, manner=EXIT)) == Decision(Outcome.LEFT)


@pytest.mark.parametrize("there", [{}, {"hall": OUT}, {"entrance": presence()}])
def test_an_exit_of_somebody_who_is_not_in_says_so(there: Mapping[str, Presence]) -> None:
    decision = decide(case(HALL, subject(presence=there), manner=EXIT))
    assert decision == Decision(Outcome.LEFT, Reason.NOT_INSIDE)


@pytest.mark.parametrize("where", [HALL, FOR_PRESS, FULL_HALL, LATER, AFTER_ENTRANCE])
def test_nobody_is_kept_from_leaving(where: Session) -> None:
    whom = subject(
        status=Status.CANCELLED,
        flags=(Flag.CALL_LEAD, Flag.CHECK_IDENTITY),
        code_status=CodeStatus.REVOKED,
        presence=here(presence()),
    )
    assert outcome(where, whom, manner=EXIT, inside=1) is Outcome.LEFT


# From what is said first to what is said last; whoever has all of it in their way hears the first.
ORDER: tuple[tuple[str, Subject, dict[str, Any], Outcome], ...] = (
    ("code", subject(code_status=CodeStatus.REVOKED), {}, Outcome.REVOKED),
    ("cancelled", subject(status=Status.CANCELLED), {}, Outcome.CANCELLED),
    ("flagged", subject(flags=(Flag.CALL_LEAD,)), {}, Outcome.CALL_LEAD),
    ("pending", subject(status=Status.PENDING), {}, Outcome.NEEDS_APPROVAL),
    ("category", subject(), {"categories": ("press",)}, Outcome.WRONG_SESSION),
    ("requires", subject(), {"requires": "entrance"}, Outcome.WRONG_SESSION),
    (
        "in already",
        subject(presence=here(OUT)),
        {"re_entry": ReEntry.NEVER},
        Outcome.ALREADY_IN,
    ),
    ("hours", subject(), {"starts": TEN, "doors_minutes": 30}, Outcome.TOO_EARLY),
    ("capacity", subject(), {"capacity": 1}, Outcome.FULL),
    ("question", subject(flags=(Flag.CHECK_IDENTITY,)), {}, Outcome.NEEDS_ANSWER),
)


@pytest.mark.parametrize("first", range(len(ORDER)), ids=[name for name, *_ in ORDER])
def test_of_several_reasons_the_first_is_said(first: int) -> None:
    """Everything from this reason on stands in the way at once."""
    flags: tuple[str, ...] = ()
    there: dict[str, Presence] = {}
    limits: dict[str, Any] = {}
    code_status, status = CodeStatus.VALID, Status.EXPECTED
    for _, whom, place, _ in ORDER[first:]:
        flags += whom.flags
        there |= whom.presence
        limits |= place
        code_status = max(code_status, whom.code_status, key=CodeStatus.REVOKED.__eq__)
        status = whom.status if status is Status.EXPECTED else status
    together = subject(code_status=code_status, status=status, flags=flags, presence=there)
    assert outcome(session("hall", **limits), together, inside=1) is ORDER[first][3]


def test_a_quiet_flag_is_said_before_the_walk_in_and_after_the_cancellation() -> None:
    flagged = subject(status=Status.PENDING, flags=(Flag.CALL_LEAD,))
    assert outcome(HALL, flagged) is Outcome.CALL_LEAD
    cancelled = subject(status=Status.CANCELLED, flags=(Flag.CALL_LEAD,))
    assert outcome(HALL, cancelled) is Outcome.CANCELLED


OVERRIDDEN = [name for name in REFUSED if name != "already in"]


@pytest.mark.parametrize("name", OVERRIDDEN)
def test_a_leads_reason_overrides_every_refusal_and_is_kept(name: str) -> None:
    where, whom, _ = REFUSED[name]
    decision = decide(case(where, whom, inside=1, manner=FORCED))
    welcome = Outcome.READMITTED if "hall" in whom.presence else Outcome.ADMITTED
    assert (decision.outcome, decision.forced) == (welcome, "the speaker's guest")


@pytest.mark.parametrize("where", [HALL, FULL_HALL, FOR_PRESS, LATER])
def test_nobody_is_let_in_twice_not_even_by_a_lead(where: Session) -> None:
    inside = subject(presence=here(presence()))
    decision = decide(case(where, inside, inside=1, manner=FORCED))
    assert decision.outcome not in rules.LETS_IN
    assert decision.forced == ""


def test_a_reason_that_was_not_needed_is_not_kept() -> None:
    assert decide(case(HALL, subject(), manner=FORCED)).forced == ""


def test_an_answer_given_at_the_door_is_enough() -> None:
    whom = subject(flags=(Flag.CHECK_IDENTITY, Flag.ASK_CONSENT))
    one = Manner(answers=frozenset({Question.IDENTITY}))
    both = Manner(answers=frozenset(Question))
    assert decide(case(HALL, whom, manner=one)).questions == (Question.CONSENT,)
    assert outcome(HALL, whom, manner=both) is Outcome.ADMITTED


def test_one_question_answered_before_and_one_now_make_both() -> None:
    whom = subject(
        flags=(Flag.CHECK_IDENTITY, Flag.ASK_CONSENT), answered=frozenset({Question.IDENTITY})
    )
    now = Manner(answers=frozenset({Question.CONSENT}))
    assert outcome(HALL, whom, manner=now) is Outcome.ADMITTED


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (TEN - 30 * MINUTE - 1, Outcome.TOO_EARLY),
        (TEN - 30 * MINUTE, Outcome.ADMITTED),
        (TEN, Outcome.ADMITTED),
        (NOON - 1, Outcome.ADMITTED),
        (NOON, Outcome.TOO_LATE),
        (NOON + HOUR, Outcome.TOO_LATE),
    ],
)
def test_the_doors_open_on_the_minute_and_close_at_the_end(now: int, expected: Outcome) -> None:
    assert outcome(LATER, subject(), now=now) is expected


@pytest.mark.parametrize("now", [0, MORNING, TEN, MORNING + 1_000 * HOUR])
def test_a_session_without_hours_is_never_early_nor_late(now: int) -> None:
    assert outcome(HALL, subject(), now=now) is Outcome.ADMITTED


def test_a_session_without_an_end_is_never_over() -> None:
    endless = timed("hall", ends=None)
    assert outcome(endless, subject(), now=MORNING + 1_000 * HOUR) is Outcome.ADMITTED


@pytest.mark.parametrize(
    ("inside", "expected"),
    [(0, Outcome.ADMITTED), (2, Outcome.ADMITTED), (3, Outcome.FULL), (4, Outcome.FULL)],
)
def test_a_room_is_full_when_its_capacity_is_reached(inside: int, expected: Outcome) -> None:
    assert outcome(session("hall", capacity=3), subject(), inside=inside) is expected


def test_a_room_of_no_seats_is_full_from_the_start() -> None:
    assert outcome(session("hall", capacity=0), subject()) is Outcome.FULL


def test_who_left_a_full_room_waits_for_a_seat_like_everybody() -> None:
    assert outcome(FULL_HALL, subject(presence=here(OUT)), inside=1) is Outcome.FULL


def test_who_is_inside_already_takes_no_second_seat() -> None:
    free = session("hall", capacity=1, re_entry=ReEntry.ALWAYS)
    assert outcome(free, subject(presence=here(presence())), inside=1) is Outcome.READMITTED


def test_who_is_in_is_told_so_even_when_the_room_is_full() -> None:
    assert outcome(FULL_HALL, subject(presence=here(presence())), inside=1) is Outcome.ALREADY_IN


def test_the_wrong_session_names_the_one_that_is_on_for_them() -> None:
    now = TEN
    own = timed("own", categories=("scholar",))
    others = (
        FOR_PRESS,
        timed("press only", categories=("press",)),
        timed("over", ends=TEN),
        session("no hours", categories=("scholar",)),
        own,
    )
    decision = decide(case(FOR_PRESS, subject(), sessions=others, now=now))
    assert decision == Decision(Outcome.WRONG_SESSION, Reason.CATEGORY, right_session="own")


def test_every_outcome_is_a_welcome_a_refusal_or_neither() -> None:
    assert rules.LETS_IN.isdisjoint(rules.REFUSALS)
    assert set(Outcome) == rules.REFUSALS | rules.NO_REFUSAL
    assert {Outcome.LEFT, Outcome.ALREADY_IN} == rules.NO_REFUSAL - rules.LETS_IN


def test_a_manner_is_a_plain_entry_unless_somebody_says_more() -> None:
    assert Manner() == Manner(Direction.ENTRY, "", "", frozenset())


def test_who_may_not_come_back_is_refused() -> None:
    assert rules.refuses(Outcome.ALREADY_IN, Reason.NO_RE_ENTRY)
    assert not rules.refuses(Outcome.ALREADY_IN)
    assert all(rules.refuses(outcome) for outcome in rules.REFUSALS)
