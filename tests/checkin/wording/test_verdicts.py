"""Messages of every verdict, in every language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checkin import wording
from checkin.domain import (
    Category,
    CodeKind,
    CodeStatus,
    Direction,
    Event,
    Flag,
    LateProblem,
    Likeness,
    Outcome,
    PastScan,
    Question,
    Reason,
    Role,
    Session,
    Status,
    Tier,
    Verdict,
)
from checkin.language import LANGUAGES, Language, load
from checkin.wording import Tone

HOUR = 3_600_000
NINE = 1_793_318_400_000  # 2026-10-30 09:00 in Tokyo
ENGLISH = load("en")
ZONE = "Asia/Tokyo"
EVENT = Event(
    id="e",
    name="Forum",
    time_zone="Asia/Tokyo",
    days=("2026-10-30", "2026-10-31"),
    venue="",
    categories=(Category("guest", {"en": "Guest"}),),
    sessions=(
        Session("entrance", {"en": "Entrance"}),
        Session(
            "opening",
            {"en": "Opening"},
            room="Room 201",
            starts=NINE + HOUR,
            ends=NINE + 3 * HOUR,
            requires="entrance",
        ),
        Session("press", {"en": "Press briefing"}, room="Room 103"),
    ),
)


def verdict(outcome: Outcome, **facts: object) -> Verdict:
    return replace(Verdict(outcome, "opening", NINE + HOUR, "entry"), **facts)  # type: ignore[arg-type]


def said(outcome: Outcome, desk_name: str = "Desk 1", **facts: object) -> wording.VerdictWords:
    return wording.of(verdict(outcome, **facts), EVENT, ENGLISH, desk_name=desk_name)


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    return load(request.param)


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("reason", Reason)
def test_every_outcome_is_worded(language: Language, outcome: Outcome, reason: Reason) -> None:
    told = verdict(outcome, reason=reason, questions=tuple(Question))
    words = wording.of(told, EVENT, language, desk_name="Desk 1")
    assert all((words.headline, words.detail, words.icon, words.sound, words.tag))
    assert "{" not in words.headline + words.detail + words.tag
    assert len(words.headline) <= 24


@pytest.mark.parametrize("outcome", Outcome)
def test_a_detail_ends_as_a_sentence_does(language: Language, outcome: Outcome) -> None:
    words = wording.of(verdict(outcome, questions=(Question.IDENTITY,)), EVENT, language)
    assert words.detail.endswith((".", "?", "。", "？", "!", "！"))


def test_a_second_entry_says_when_and_where_the_first_was() -> None:
    words = said(Outcome.ALREADY_IN, first_at=NINE + 48 * 60_000, first_desk="Entrance B")
    assert words.detail == "Entered at 09:48 at Entrance B. Same person? Then wave on."
    assert words.tag == "Already in since 09:48"


def test_the_own_desk_is_not_called_by_its_name() -> None:
    words = said(Outcome.ALREADY_IN, first_at=NINE, first_desk="Desk 1")
    assert words.detail == "Entered at 09:00 at this desk. Same person? Then wave on."


def test_another_day_is_said_with_its_date() -> None:
    words = said(Outcome.ALREADY_IN, first_at=NINE - 24 * HOUR)
    assert "2026-10-29 09:00" in words.detail


def test_the_wrong_session_names_the_right_one_and_its_room() -> None:
    words = said(Outcome.WRONG_SESSION, reason=Reason.CATEGORY, right_session="press")
    assert words.detail == "Not invited to Opening. Send them to Press briefing, Room 103."


def test_what_comes_first_is_named() -> None:
    words = said(Outcome.WRONG_SESSION, reason=Reason.REQUIRES, right_session="entrance")
    assert words.detail == "Send them to Entrance first."


def test_too_early_says_when_the_doors_open() -> None:
    assert "09:15" in said(Outcome.TOO_EARLY, opens_at=NINE + 15 * 60_000).detail


def test_full_says_how_many_places_there_are() -> None:
    assert said(Outcome.FULL, capacity=120).detail == "All 120 places are taken. Ask the lead."


def test_a_leads_reason_and_a_proxy_are_told() -> None:
    assert said(Outcome.ADMITTED, forced="known to us").detail.endswith("known to us")
    assert "Ito Aki" in said(Outcome.ADMITTED, represented_by="Ito Aki").detail


def test_the_quiet_check_has_the_words_and_looks_of_an_ordinary_one() -> None:
    quiet, ordinary = said(Outcome.CALL_LEAD), said(Outcome.NEEDS_APPROVAL)
    assert quiet.headline == ordinary.headline
    looks = [(words.tone, words.icon, words.sound) for words in (quiet, ordinary)]
    assert looks[0] == looks[1]
    assert "flag" not in quiet.detail.lower()


@pytest.mark.parametrize("outcome", Outcome)
def test_who_is_let_in_and_who_is_not_never_sound_alike(outcome: Outcome) -> None:
    lets_in = outcome in {Outcome.ADMITTED, Outcome.READMITTED}
    assert (wording.tone_of(outcome) is Tone.WELCOME) == lets_in


def test_a_past_scan_is_told_in_a_word_or_two() -> None:
    scan = PastScan(
        "e", NINE, "d", "opening", Outcome.ADMITTED, Direction.ENTRY, None, represented_by="Ito Aki"
    )
    assert wording.tag_of(scan, ENGLISH, ZONE) == "Admitted · represented by Ito Aki"
    assert wording.tag_of(replace(scan, undone=True), ENGLISH, ZONE).startswith("Admitted · undone")
    late = replace(scan, represented_by="", entered_at=NINE + HOUR)
    assert wording.tag_of(late, ENGLISH, ZONE) == "Admitted · entered afterwards at 10:00"
    assert wording.tag_of(late, ENGLISH, ZONE, narrow=True) == "Admitted · afterwards 10:00"
    next_day = replace(late, entered_at=NINE + 24 * HOUR)
    assert wording.tag_of(next_day, ENGLISH, ZONE).endswith("afterwards at 2026-10-31 09:00")


def test_every_closed_list_is_worded(language: Language) -> None:
    words = [
        *(wording.outcome_name(outcome, language) for outcome in Outcome),
        *(wording.status_name(status, language) for status in Status),
        *(wording.role_name(role, language) for role in Role),
        *(wording.tier_name(tier, language) for tier in Tier),
        *(wording.flag_name(flag, language) for flag in Flag),
        *(wording.question_text(question, language) for question in Question),
        *(wording.problem_name(problem, language) for problem in LateProblem),
        *(wording.likeness_name(likeness, language) for likeness in Likeness),
        *(wording.direction_name(direction, language) for direction in Direction),
        *(wording.code_name(kind, CodeStatus.REVOKED, language) for kind in CodeKind),
    ]
    assert all(words)


def test_a_flag_of_the_rosters_own_is_shown_as_it_is() -> None:
    assert wording.flag_name("vegetarian", ENGLISH) == "vegetarian"


@pytest.mark.parametrize(
    ("now", "line"),
    [
        (NINE, "Room 201 · doors open at 09:30"),
        (NINE + HOUR, "Room 201 · doors open until 12:00"),
        (NINE + 4 * HOUR, "Room 201 · ended at 12:00"),
    ],
)
def test_a_session_says_where_and_until_when(now: int, line: str) -> None:
    assert wording.session_line(EVENT.sessions[1], EVENT, ENGLISH, now) == line


def test_no_way_back_looks_and_sounds_like_a_refusal() -> None:
    refused = said(Outcome.ALREADY_IN, reason=Reason.NO_RE_ENTRY, first_at=NINE)
    ordinary = said(Outcome.WRONG_SESSION)
    looks = [(words.tone, words.icon, words.sound) for words in (refused, ordinary)]
    assert looks[0] == looks[1]
    assert refused.tag == "No way back in"
    scan = PastScan(
        "e",
        NINE,
        "d",
        "opening",
        Outcome.ALREADY_IN,
        Direction.ENTRY,
        None,
        reason=Reason.NO_RE_ENTRY,
    )
    assert wording.tag_of(scan, ENGLISH, ZONE) == "No way back in"


def test_an_exit_promises_no_way_back_where_there_is_none() -> None:
    assert said(Outcome.LEFT).detail == "Marked as out. A badge lets them back in."
    assert "badge" not in said(Outcome.LEFT, way_back=False).detail


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("facts", [{}, {"right_session": "press"}, {"first_at": NINE}])
def test_the_lead_is_asked_where_the_words_say_so(
    outcome: Outcome, reason: Reason, facts: dict[str, object]
) -> None:
    told = verdict(outcome, reason=reason, seat_taken_by="Sato Hanako", **facts)
    words = wording.of(told, EVENT, ENGLISH, desk_name="Desk 1")
    assert wording.asks_lead(told) == (" the lead" in words.detail)
