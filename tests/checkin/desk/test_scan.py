"""Scans at a desk: the verdict, the journal entry, and the debounce of duplicates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin import codes
from checkin.domain import EXIT, CodeKind, Direction, Manner, Outcome, Question, Reason
from checkin.errors import NotFound, NotPossible
from checkin.journal import code_issued
from tests import factories, store_copies
from tests.factories import HOUR, MINUTE, MORNING, Clock
from tests.store_copies import ADA, BEN, CHIO, DORA, EMIL, EXTERNAL_CODE, FAY, GUS, HANA

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.desk import Desk
    from checkin.domain import Verdict
    from checkin.station import Station

SECOND = 1_000


def scan(desk: Desk, number: int, session: str = "entrance", how: Manner | None = None) -> Verdict:
    return desk.scan(store_copies.invitation(number), session, how or Manner())


def entries(station: Station) -> int:
    return station.journal.verify().entries


def test_the_first_scan_of_a_known_code_admits_and_tells_who_it_is(desk: Desk) -> None:
    verdict = scan(desk, ADA)
    assert verdict.outcome is Outcome.ADMITTED
    assert verdict.person is not None
    assert verdict.person.number == ADA
    assert verdict.person.native_name == "エイダ"
    assert (verdict.session, verdict.at, verdict.repeated) == ("entrance", MORNING, False)


def test_a_verdict_is_on_disk_when_it_is_returned(station: Station, folder: Path) -> None:
    verdict = scan(station.desk, ADA)
    with store_copies.opened(folder, read_only=True) as reader:
        assert [past.entry for past in reader.desk.last()] == [verdict.entry]


def test_a_second_scan_says_when_the_first_was_and_where(desk: Desk, clock: Clock) -> None:
    scan(desk, ADA)
    clock.forward(10 * MINUTE)
    again = scan(desk, ADA)
    assert again.outcome is Outcome.ALREADY_IN
    assert (again.first_at, again.first_desk) == (MORNING, "Desk 1")


def test_the_same_code_within_three_seconds_is_one_entry_and_one_answer(
    station: Station, clock: Clock
) -> None:
    first = scan(station.desk, ADA)
    before = entries(station)
    for _ in range(3):
        clock.forward(900)
        again = scan(station.desk, ADA)
        assert (again.outcome, again.entry, again.at) == (first.outcome, first.entry, first.at)
        assert again.repeated
    assert entries(station) == before


@pytest.mark.parametrize("number", [ADA, CHIO, DORA, EMIL, FAY, GUS])
def test_a_repeat_gives_the_very_same_answer(desk: Desk, clock: Clock, number: int) -> None:
    first = scan(desk, number, "plenary")
    clock.forward(SECOND)
    again = scan(desk, number, "plenary")
    assert again.repeated
    assert (again.outcome, again.reason, again.questions, again.right_session, again.opens_at) == (
        first.outcome,
        first.reason,
        first.questions,
        first.right_session,
        first.opens_at,
    )


def test_a_repeated_exit_gives_the_very_same_answer(desk: Desk, clock: Clock) -> None:
    scan(desk, ADA)
    clock.forward(MINUTE)
    first = scan(desk, ADA, how=EXIT)
    clock.forward(SECOND)
    again = scan(desk, ADA, how=EXIT)
    assert again.repeated
    assert (again.outcome, again.reason) == (first.outcome, first.reason)


def test_a_repeated_return_still_says_when_they_first_came(desk: Desk, clock: Clock) -> None:
    scan(desk, ADA)
    clock.forward(MINUTE)
    scan(desk, ADA, how=EXIT)
    clock.forward(MINUTE)
    first = scan(desk, ADA)
    clock.forward(SECOND)
    again = scan(desk, ADA)
    assert (again.outcome, again.first_at, again.first_desk) == (
        Outcome.READMITTED,
        first.first_at,
        first.first_desk,
    )


def test_after_three_seconds_it_is_a_new_scan(station: Station, clock: Clock) -> None:
    first = scan(station.desk, ADA)
    clock.forward(3 * SECOND)
    second = scan(station.desk, ADA)
    assert second.outcome is Outcome.ALREADY_IN
    assert second.entry != first.entry
    assert not second.repeated


def test_repeats_do_not_prolong_the_three_seconds(desk: Desk, clock: Clock) -> None:
    scan(desk, ADA)
    clock.forward(2 * SECOND)
    assert scan(desk, ADA).repeated
    clock.forward(2 * SECOND)
    assert not scan(desk, ADA).repeated


def test_another_code_in_between_does_not_end_the_three_seconds(desk: Desk, clock: Clock) -> None:
    scan(desk, ADA)
    clock.forward(SECOND)
    scan(desk, BEN)
    clock.forward(SECOND)
    assert scan(desk, ADA).repeated


def test_at_another_session_the_same_code_is_a_scan_of_its_own(desk: Desk) -> None:
    scan(desk, ADA, "entrance")
    elsewhere = scan(desk, ADA, "reception")
    assert (elsewhere.outcome, elsewhere.repeated) == (Outcome.ADMITTED, False)


def test_on_the_way_out_the_same_code_is_a_scan_of_its_own(desk: Desk) -> None:
    scan(desk, ADA)
    out = scan(desk, ADA, how=EXIT)
    assert (out.outcome, out.direction, out.repeated) == (Outcome.LEFT, Direction.EXIT, False)


def test_a_repeat_is_still_known_after_the_program_was_opened_anew(
    folder: Path, clock: Clock
) -> None:
    with store_copies.opened(folder, clock) as before:
        first = scan(before.desk, ADA)
    clock.forward(2 * SECOND)
    with store_copies.opened(folder, clock) as after:
        again = scan(after.desk, ADA)
        assert (again.repeated, again.entry) == (True, first.entry)
        clock.forward(2 * SECOND)
        assert scan(after.desk, ADA).outcome is Outcome.ALREADY_IN


@pytest.mark.parametrize(
    ("jump", "expected"),
    [
        (-HOUR, Outcome.ALREADY_IN),
        (HOUR, Outcome.ALREADY_IN),
        (-MORNING, Outcome.ADMITTED),
        (factories.DAY, Outcome.ADMITTED),
        (70 * 365 * factories.DAY, Outcome.ADMITTED),
    ],
)
def test_after_a_jump_of_the_clock_a_scan_is_a_new_one(
    desk: Desk, clock: Clock, jump: int, expected: Outcome
) -> None:
    """On the same day they are in; on another one they have not come yet."""
    scan(desk, ADA)
    clock.forward(jump)
    assert scan(desk, ADA).outcome is expected
    assert desk.last()[0].outcome is expected


def test_out_and_in_again_is_a_return(desk: Desk, clock: Clock) -> None:
    scan(desk, ADA)
    clock.forward(HOUR)
    assert scan(desk, ADA, how=EXIT).outcome is Outcome.LEFT
    clock.forward(HOUR)
    back = scan(desk, ADA)
    assert (back.outcome, back.first_at) == (Outcome.READMITTED, MORNING)


def test_an_exit_of_who_never_came_in_says_so(desk: Desk) -> None:
    out = scan(desk, ADA, how=EXIT)
    assert (out.outcome, out.reason) == (Outcome.LEFT, Reason.NOT_INSIDE)


def test_who_left_a_session_that_nobody_comes_back_to_stays_out(desk: Desk, clock: Clock) -> None:
    scan(desk, ADA, "reception")
    clock.forward(MINUTE)
    scan(desk, ADA, "reception", EXIT)
    clock.forward(MINUTE)
    back = scan(desk, ADA, "reception")
    assert (back.outcome, back.reason) == (Outcome.ALREADY_IN, Reason.NO_RE_ENTRY)


@pytest.mark.parametrize(
    ("number", "session", "expected"),
    [
        (CHIO, "plenary", Outcome.WRONG_SESSION),
        (ADA, "workshop", Outcome.WRONG_SESSION),
        (ADA, "plenary", Outcome.TOO_EARLY),
        (DORA, "entrance", Outcome.CANCELLED),
        (EMIL, "entrance", Outcome.CALL_LEAD),
        (FAY, "entrance", Outcome.NEEDS_ANSWER),
        (GUS, "entrance", Outcome.NEEDS_APPROVAL),
    ],
)
def test_a_refusal_is_recorded_with_who_it_was(
    station: Station, number: int, session: str, expected: Outcome
) -> None:
    verdict = scan(station.desk, number, session)
    (past,) = station.desk.last()
    assert verdict.outcome is past.outcome is expected
    assert past.person is not None
    assert past.person.number == number
    assert station.desk.stats().sessions[session].refused == 1


def test_of_a_full_room_the_capacity_is_told(desk: Desk, clock: Clock) -> None:
    for number in (ADA, BEN, HANA):
        scan(desk, number, "entrance")
        clock.forward(SECOND)
    assert scan(desk, ADA, "workshop").outcome is Outcome.ADMITTED
    assert scan(desk, BEN, "workshop").outcome is Outcome.ADMITTED
    full = scan(desk, HANA, "workshop")
    assert (full.outcome, full.capacity) == (Outcome.FULL, 2)
    scan(desk, ADA, "workshop", EXIT)
    clock.forward(4 * SECOND)
    assert scan(desk, HANA, "workshop").outcome is Outcome.ADMITTED


def test_the_doors_open_on_the_minute(desk: Desk, clock: Clock) -> None:
    early = scan(desk, ADA, "plenary")
    assert (early.outcome, early.opens_at) == (Outcome.TOO_EARLY, MORNING + 30 * MINUTE)
    clock.set(MORNING + 30 * MINUTE)
    assert scan(desk, ADA, "plenary").outcome is Outcome.ADMITTED
    clock.set(MORNING + 3 * HOUR)
    assert scan(desk, BEN, "plenary").outcome is Outcome.TOO_LATE


def test_a_damaged_code_is_unreadable(desk: Desk) -> None:
    code = store_copies.invitation(ADA)
    wrong = code[:-1] + ("B" if code[-1] != "B" else "C")
    verdict = desk.scan(wrong, "entrance")
    assert (verdict.outcome, verdict.person) == (Outcome.UNREADABLE, None)


def test_a_code_of_another_event_is_told_apart(desk: Desk) -> None:
    assert desk.scan(factories.code(5), "entrance").outcome is Outcome.OTHER_EVENT


def test_a_genuine_code_that_is_not_known_here_yet_is_let_in_provisionally(
    station: Station,
) -> None:
    fresh = codes.mint(store_copies.code_key(station), factories.randomness(9))
    verdict = station.desk.scan(fresh, "entrance")
    assert (verdict.outcome, verdict.person) == (Outcome.PROVISIONAL, None)


def test_who_goes_out_with_a_code_that_is_not_known_yet_has_not_come_in(station: Station) -> None:
    fresh = codes.mint(store_copies.code_key(station), factories.randomness(9))
    station.desk.scan(fresh, "entrance", EXIT)
    with station.store.write() as connection:
        draft = code_issued(fresh, CodeKind.BADGE, store_copies.identifier(ADA))
        station.journal.append(connection, draft)
    assert station.desk.stats().sessions["entrance"].inside == 0


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/",
        "'); DROP TABLE delegate;--",
        "<b>Ali</b>",
        "=cmd|'/c calc'!A0",
        "A" * 4_296,
        "\0\x01x",
        "half \ud83c",
        "👩‍🚀",
        EXTERNAL_CODE.lower(),
    ],
)
def test_what_is_none_of_ours_is_unknown_and_recorded_all_the_same(
    station: Station, text: str
) -> None:
    verdict = station.desk.scan(text, "entrance")
    (past,) = station.desk.last()
    assert verdict.outcome is past.outcome is Outcome.UNKNOWN
    assert station.journal.verify().intact


@pytest.mark.parametrize("text", ["", "  ", "\r\n", "]Q1"])
def test_nothing_scanned_is_no_scan(station: Station, text: str) -> None:
    before = entries(station)
    with pytest.raises(NotPossible, match="Nothing was scanned"):
        station.desk.scan(text, "entrance")
    assert entries(station) == before


def test_a_code_of_another_system_is_matched_whole(desk: Desk) -> None:
    verdict = desk.scan(f" {EXTERNAL_CODE}\r\n", "entrance")
    assert verdict.person is not None
    assert (verdict.outcome, verdict.person.number) == (Outcome.ADMITTED, HANA)


def test_the_invitation_and_the_other_systems_code_are_one_person(desk: Desk, clock: Clock) -> None:
    desk.scan(EXTERNAL_CODE, "entrance")
    clock.forward(MINUTE)
    assert scan(desk, HANA).outcome is Outcome.ALREADY_IN


def test_an_unknown_session_is_said_and_nothing_recorded(station: Station) -> None:
    before = entries(station)
    with pytest.raises(NotFound, match="cellar"):
        scan(station.desk, ADA, "cellar")
    assert entries(station) == before


def test_a_question_is_asked_once_and_the_answer_is_kept(desk: Desk, clock: Clock) -> None:
    asked = scan(desk, FAY)
    assert asked.questions == (Question.IDENTITY, Question.CONSENT)
    clock.forward(SECOND)
    answered = Manner(answers=frozenset(asked.questions))
    assert scan(desk, FAY, how=answered).outcome is Outcome.ADMITTED
    clock.forward(MINUTE)
    assert scan(desk, FAY, "reception").outcome is Outcome.ADMITTED


def test_half_an_answer_leaves_the_other_question(desk: Desk) -> None:
    verdict = scan(desk, FAY, how=Manner(answers=frozenset({Question.IDENTITY})))
    assert (verdict.outcome, verdict.questions) == (Outcome.NEEDS_ANSWER, (Question.CONSENT,))


def test_a_seat_that_somebody_else_takes_says_who(desk: Desk) -> None:
    verdict = scan(desk, ADA, how=Manner(represented_by="Deputy Sato"))
    (past,) = desk.last()
    assert verdict.outcome is Outcome.ADMITTED
    assert verdict.represented_by == past.represented_by == "Deputy Sato"


def test_a_lead_lets_in_with_a_reason_that_is_kept(desk: Desk) -> None:
    verdict = scan(desk, DORA, how=Manner(force="came all the same"))
    (past,) = desk.last()
    assert verdict.outcome is Outcome.ADMITTED
    assert verdict.forced == past.forced == "came all the same"


def test_a_forced_scan_right_after_the_refusal_is_no_repeat(desk: Desk, clock: Clock) -> None:
    assert scan(desk, DORA).outcome is Outcome.CANCELLED
    clock.forward(SECOND)
    assert scan(desk, DORA, how=Manner(force="yes")).outcome is Outcome.ADMITTED


def test_what_is_said_at_the_door_is_stored_without_tricks(station: Station) -> None:
    scan(station.desk, ADA, how=Manner(represented_by="Sa\u202eto\n\ud83c\0 B"))
    scan(station.desk, DORA, how=Manner(force="be\ud83ccause\u202e"))
    forced, seated = station.desk.last()
    assert (seated.represented_by, forced.forced) == ("Sato B", "because")


def test_who_may_not_come_back_is_refused_and_counted(desk: Desk, clock: Clock) -> None:
    scan(desk, ADA, "reception")
    clock.forward(MINUTE)
    left = scan(desk, ADA, "reception", EXIT)
    assert not left.way_back
    clock.forward(MINUTE)
    assert scan(desk, ADA, "reception").reason is Reason.NO_RE_ENTRY
    assert desk.stats().sessions["reception"].refused == 1
    assert [past.reason for past in desk.last(1)] == [Reason.NO_RE_ENTRY]


def test_who_leaves_a_session_with_re_entry_has_a_way_back(desk: Desk, clock: Clock) -> None:
    scan(desk, ADA)
    clock.forward(MINUTE)
    assert scan(desk, ADA, how=EXIT).way_back
