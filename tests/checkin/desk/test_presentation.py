"""A check-in in progress: repeated presentations, questions, and the waiting queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.desk import Presentation
from checkin.domain import EXIT, Flag, Outcome
from checkin.errors import NotPossible
from tests.factories import MINUTE, Clock
from tests.store_copies import ADA, BEN, FAY, identifier, invitation

if TYPE_CHECKING:
    from checkin.station import Station


@pytest.fixture
def front(station: Station) -> Presentation:
    return Presentation(station.desk)


def test_who_comes_in_anothers_place_still_does_after_a_question(front: Presentation) -> None:
    front.present(invitation(FAY))
    front.answered()
    assert front.answered().outcome is Outcome.ADMITTED
    assert front.represented("Deputy Sato").outcome is Outcome.NEEDS_ANSWER
    front.answered()
    verdict = front.answered()
    assert (verdict.outcome, verdict.represented_by) == (Outcome.ADMITTED, "Deputy Sato")


def test_left_in_between_is_an_exit_and_an_entry(front: Presentation, clock: Clock) -> None:
    front.present(ADA)
    clock.forward(MINUTE)
    assert front.present(ADA).outcome is Outcome.ALREADY_IN
    assert front.left_between().outcome is Outcome.READMITTED
    outcomes = [scan.outcome for scan in front.desk.last(2)]
    assert outcomes == [Outcome.READMITTED, Outcome.LEFT]


def test_a_walk_in_who_is_in_front_can_be_presented_again(front: Presentation) -> None:
    verdict = front.walk_in({"name": "Sole Example"})
    assert verdict.outcome is Outcome.NEEDS_APPROVAL
    assert verdict.person is not None
    assert front.again(EXIT).person == verdict.person


def test_when_nobody_is_in_front_nobody_is_asked_for_again(front: Presentation) -> None:
    front.present(ADA)
    front.forget()
    with pytest.raises(NotPossible):
        front.again(EXIT)
    assert [scan.outcome for scan in front.desk.last()] == [Outcome.ADMITTED]


def test_a_badge_that_is_in_front_already_does_not_wait_for_its_own_note(
    front: Presentation, station: Station
) -> None:
    station.people.correct(identifier(ADA), {"notes": "A secretary may come"})
    station.people.flag(identifier(ADA), Flag.ATTENTION, on=True)
    front.present(ADA)
    assert front.held
    assert [front.wait(presented) for presented in (ADA, BEN, str(ADA), BEN)] == [
        False,
        True,
        True,
        True,
    ]
    assert [front.next() for _ in range(front.waiting)] == [BEN, str(ADA)]
