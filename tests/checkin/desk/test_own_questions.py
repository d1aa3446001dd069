"""Questions of the event's own: asked before somebody is let in, answered, recorded, and kept from doors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.desk import Presentation
from checkin.domain import EXIT, EventQuestion, Manner, Outcome, Question, Reason, Role, Tier
from checkin.errors import NotFound, NotPossible
from tests import several_desks
from tests.factories import MINUTE
from tests.store_copies import ADA, BEN, FAY, identifier, invitation

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station
    from tests.factories import Clock

FILM = {"text": {"en": "May we film you?", "ja": "撮影してもよいですか"}}
MEAL = {"text": "Which meal?", "type": "choice", "choices": ["Vegan", "Halal"]}


def keys(station: Station, number: int, **replies: str) -> list[str]:
    """The keys of what is asked still, with these answers; none for somebody who was let in."""
    verdict = station.desk.checkin(number, how=Manner(replies=tuple(replies.items())))
    return [
        question.key if isinstance(question, EventQuestion) else question
        for question in verdict.questions
    ]


def test_they_are_asked_once_after_the_fixed_ones_and_kept_with_the_scan(
    station: Station, clock: Clock
) -> None:
    station.programme.add_question("film", FILM)
    station.programme.add_question("meal", {**MEAL, "categories": ["scholar"]})
    now = Presentation(station.desk)
    asked = now.present(invitation(FAY))
    assert asked.outcome is Outcome.NEEDS_ANSWER
    now.answered()
    now.answered()
    now.answered(no=True)
    verdict = now.choose(1)
    assert verdict.outcome is Outcome.ADMITTED
    (scan, _) = station.people.card(identifier(FAY)).scans
    assert scan.replies == (("film", "no"), ("meal", "Halal"))
    clock.forward(5 * MINUTE)
    station.desk.checkin(FAY, how=EXIT)
    assert station.desk.checkin(FAY).outcome is Outcome.READMITTED
    station.shift.role = Role.VOLUNTEER
    assert not any(scan.replies for scan in station.people.card(identifier(FAY)).scans)


def test_one_that_is_asked_each_time_is_asked_again_and_another_category_never(
    station: Station, clock: Clock
) -> None:
    station.programme.add_question("mask", {**FILM, "asked": "each_time"})
    station.programme.add_question("meal", {**MEAL, "categories": ["press"]})
    assert keys(station, ADA) == ["mask"]
    assert keys(station, ADA, mask="yes") == []
    clock.forward(5 * MINUTE)
    station.desk.checkin(ADA, how=EXIT)
    assert keys(station, ADA) == ["mask"]


@pytest.mark.parametrize(
    ("question", "reply", "error"),
    [
        ("film", "perhaps", NotPossible),
        ("meal", "fish", NotPossible),
        ("why", "", NotPossible),
        ("nothing", "yes", NotFound),
    ],
)
def test_what_is_no_answer_records_nothing(
    station: Station, question: str, reply: str, error: type[Exception]
) -> None:
    station.programme.add_question("film", FILM)
    station.programme.add_question("meal", MEAL)
    station.programme.add_question("why", {"text": "Why?", "type": "text"})
    with pytest.raises(error):
        keys(station, ADA, **{question: reply})
    assert station.people.card(identifier(ADA)).scans == ()


def test_one_that_is_not_required_may_be_skipped_and_is_not_asked_again(station: Station) -> None:
    station.programme.add_question("why", {"text": "Why?", "type": "text", "required": False})
    assert keys(station, ADA) == ["why"]
    assert keys(station, ADA, why="") == []
    assert keys(station, BEN, why=" to\tlearn ") == []
    rows = station.reports.answers(None).rows
    assert [row[-5:-3] for row in rows] == [("why", ""), ("why", "to learn")]


def test_an_undone_scan_takes_its_answers_along(station: Station) -> None:
    station.programme.add_question("film", FILM)
    how = Manner(replies=(("film", "はい"),))
    station.desk.undo(station.desk.checkin(ADA, how=how).entry)
    assert station.reports.answers().rows == ()
    assert keys(station, ADA) == ["film"]


def test_a_door_asks_nothing_and_sends_to_the_desk_who_must_answer(
    tmp_path: Path, clock: Clock
) -> None:
    with several_desks.stations(tmp_path, [Tier.DESK, Tier.DOOR], clock) as (first, desk, door):
        ada = first.desk.walkin({"name": "Ada"}, approved=True)
        first.people.flag(ada.id, "ask_consent", on=True)
        first.programme.add_question("film", FILM)
        first.programme.add_question("why", {"text": "Why?", "type": "text", "required": False})
        for other in (desk, door):
            several_desks.tell(first, other)
            other.desk.refresh()
        refused = door.desk.checkin(ada.id)
        assert (refused.outcome, refused.reason) == (Outcome.CALL_LEAD, Reason.DOOR)
        with pytest.raises(NotPossible, match="door"):
            door.desk.checkin(ada.id, how=Manner(replies=(("film", "yes"),)))
        # An answer to one of the event's own is none to what a mark stands for.
        replies = (("film", "yes"), ("why", "secret"))
        desk.desk.checkin(ada.id, how=Manner(replies=replies))
        several_desks.tell(desk, door)
        clock.forward(MINUTE)
        assert door.desk.checkin(ada.id).outcome is Outcome.CALL_LEAD
        consent = frozenset({Question.CONSENT})
        answered = Manner(replies=replies, answers=consent)
        assert desk.desk.checkin(ada.id, how=answered).outcome is Outcome.ADMITTED
        several_desks.tell(desk, door)
        clock.forward(MINUTE)
        assert door.desk.checkin(ada.id, "entrance").outcome is not Outcome.CALL_LEAD
        assert not any(scan.replies for scan in door.people.card(ada.id).scans)
