"""What the door would say, and whether a code is read: nothing is recorded by either."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.desk.trying import Attempt, DoorQuestion
from checkin.domain import Direction, Outcome, Reason, Role
from checkin.errors import NotFound, NotPossible
from checkin.rules import Presented
from tests import factories
from tests.factories import HOUR, MINUTE, MORNING
from tests.store_copies import ADA, CANARY, CHIO, DORA, EMIL, EXTERNAL_CODE, HANA, invitation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.domain import Verdict
    from checkin.station import Station


@pytest.fixture(autouse=True)
def nothing_is_recorded(station: Station) -> Iterator[None]:
    before = station.journal.verify().entries
    yield
    assert station.journal.verify().entries == before
    assert station.desk.last() == ()


def asked(station: Station, who: int | str, session: str, at: int | None = None) -> Verdict:
    return station.desk.trying.what_if(Attempt(who, session, at))


def test_the_door_answers_for_another_session_and_time(station: Station) -> None:
    assert asked(station, ADA, "plenary").outcome is Outcome.TOO_EARLY
    open_at = MORNING + 30 * MINUTE
    assert asked(station, ADA, "plenary", open_at).outcome is Outcome.ADMITTED
    assert asked(station, ADA, "plenary", MORNING + 4 * HOUR).outcome is Outcome.TOO_LATE
    assert asked(station, CHIO, "plenary", open_at).outcome is Outcome.WRONG_SESSION
    assert asked(station, invitation(DORA), "entrance").outcome is Outcome.CANCELLED
    assert asked(station, ADA, "entrance").at == MORNING


def test_an_exit_of_somebody_who_is_not_in(station: Station) -> None:
    attempt = Attempt(ADA, "entrance", direction=Direction.EXIT)
    verdict = station.desk.trying.what_if(attempt)
    assert (verdict.outcome, verdict.reason) == (Outcome.LEFT, Reason.NOT_INSIDE)


def test_the_same_question_twice_is_no_repeated_scan(station: Station) -> None:
    assert not asked(station, ADA, "entrance").repeated
    assert not asked(station, ADA, "entrance").repeated


def test_a_volunteer_learns_no_more_than_at_a_scan(station: Station) -> None:
    station.shift.role = Role.VOLUNTEER
    verdict = asked(station, EMIL, "entrance")
    assert verdict.outcome is Outcome.CALL_LEAD
    assert verdict.person is not None
    assert verdict.person.flags == ()


def test_who_or_what_does_not_exist_is_said(station: Station) -> None:
    with pytest.raises(NotFound):
        asked(station, 999, "entrance")
    with pytest.raises(NotFound):
        asked(station, ADA, "nowhere")
    with pytest.raises(NotPossible):
        asked(station, " ", "entrance")


def test_a_code_is_read_and_its_number_told(station: Station) -> None:
    read = station.desk.trying.read_code
    assert (read(invitation(ADA)).is_known, read(invitation(ADA)).number) == (True, ADA)
    assert read(EXTERNAL_CODE).number == HANA
    assert read(factories.code(7)).kind is Presented.OTHER_EVENT
    assert read("hello").kind is Presented.UNKNOWN
    assert not read("hello").is_known


def question(who: str, session: str = "plenary", time: str = "9:40") -> DoorQuestion:
    return DoorQuestion(who, session, "2026-10-30", time)


@pytest.mark.parametrize("who", ["1", "１", "エイダ", f"{CANARY} 1"])
def test_an_organiser_asks_by_number_or_name(station: Station, who: str) -> None:
    verdict = station.desk.trying.ask(question(who))
    assert verdict.outcome is Outcome.ADMITTED
    assert verdict.person is not None
    assert verdict.person.number == ADA


def test_an_organiser_asks_by_code(station: Station) -> None:
    verdict = station.desk.trying.ask(question(invitation(CHIO)))
    assert verdict.outcome is Outcome.WRONG_SESSION


def test_what_is_no_time_and_who_is_nobody_is_said(station: Station) -> None:
    with pytest.raises(NotPossible):
        station.desk.trying.ask(question("1", time="soon"))
    with pytest.raises(NotFound):
        station.desk.trying.ask(question("qwqwqw"))
