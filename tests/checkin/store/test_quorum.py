"""The quorum of a session: voting members, those represented, exits, days, and what the lists say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import EXIT, Flag, Manner, Quorum, Tier
from checkin.language import load
from checkin.wording import quorum_line
from tests import factories, store_copies
from tests.factories import DAY, HOUR, MINUTE, MORNING, Clock, session, timed
from tests.store_copies import ADA, BEN, CHIO, DORA, FAY, identifier

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station

TEN = MORNING + HOUR
SESSIONS = (
    session("entrance"),
    timed("plenary", quorum=2, categories=("parliamentarian", "scholar")),
    session("committee", quorum=1),
)


@pytest.fixture
def at(folder: Path, clock: Clock) -> Iterator[Station]:
    """Five marked members: Chio is press, Dora is cancelled; two are needed in the plenary."""
    with store_copies.opened(folder, clock) as before:
        for number in (ADA, BEN, CHIO, DORA, FAY + 5):
            before.people.flag(identifier(number), Flag.VOTING, on=True)
        store_copies.change_event(before, factories.event(sessions=SESSIONS))
    clock.set(TEN)
    with store_copies.opened(folder, clock) as station:
        yield station


def quorum(station: Station, session: str = "plenary") -> Quorum | None:
    return station.desk.stats().sessions[session].quorum


def test_members_are_those_who_may_enter_and_are_not_cancelled(at: Station) -> None:
    assert quorum(at) == Quorum(present=0, members=3, needed=2)
    assert quorum(at, "entrance") is None


def test_who_has_no_mark_does_not_count(at: Station) -> None:
    at.desk.checkin(7 + 2, "plenary")
    at.desk.checkin(ADA, "plenary")
    assert quorum(at) == Quorum(1, 3, 2)


def test_it_is_reached_when_enough_are_there_one_of_them_represented(
    at: Station, clock: Clock
) -> None:
    at.desk.checkin(ADA, "plenary")
    clock.forward(4 * MINUTE)
    at.desk.checkin(BEN, "plenary", Manner(represented_by="Somebody Else"))
    assert quorum(at) == Quorum(2, 3, 2, reached_at=TEN + 4 * MINUTE)


def test_an_exit_loses_it_and_an_undo_makes_it_never_have_been(at: Station, clock: Clock) -> None:
    at.desk.checkin(ADA, "plenary")
    second = at.desk.checkin(BEN, "plenary")
    clock.forward(5 * MINUTE)
    at.desk.checkin(ADA, "plenary", EXIT)
    assert quorum(at) == Quorum(1, 3, 2, reached_at=TEN, lost_at=TEN + 5 * MINUTE)
    at.desk.undo(second.entry)
    assert quorum(at) == Quorum(0, 3, 2)


def test_an_exit_entered_afterwards_counts_when_it_happened(at: Station, clock: Clock) -> None:
    at.desk.checkin(ADA, "plenary")
    at.desk.checkin(BEN, "plenary")
    clock.forward(30 * MINUTE)
    at.desk.checkin(BEN, "plenary", Manner(EXIT.direction, happened=TEN + 10 * MINUTE))
    assert quorum(at) == Quorum(1, 3, 2, reached_at=TEN, lost_at=TEN + 10 * MINUTE)


def test_the_end_of_the_session_loses_nothing(at: Station, clock: Clock) -> None:
    at.desk.checkin(ADA, "plenary")
    at.desk.checkin(BEN, "plenary")
    clock.forward(8 * HOUR)
    assert quorum(at) == Quorum(2, 3, 2, reached_at=TEN)


def test_a_session_without_times_counts_its_day(at: Station, clock: Clock) -> None:
    at.desk.checkin(CHIO, "committee")
    assert quorum(at, "committee") == Quorum(1, 4, 1, reached_at=TEN)
    clock.forward(DAY)
    assert quorum(at, "committee") == Quorum(0, 4, 1)


def test_the_list_of_the_session_says_it(at: Station) -> None:
    at.desk.checkin(ADA, "plenary")
    assert at.reports.attendance("plenary").note.endswith("1 of 3 present, quorum is 2")
    at.desk.checkin(BEN, "plenary")
    said = "2 of 3 present, quorum reached at 10:00"
    assert at.reports.attendance("plenary").note.endswith(said)
    assert "quorum" not in at.reports.attendance("entrance").note


def test_the_list_of_several_days_says_it_of_each(at: Station) -> None:
    note = at.reports.attendance("committee").note
    assert "2026-10-30 · 0 of 4 present" in note
    assert "2026-10-31 · 0 of 4 present" in note


def test_what_was_lost_is_said() -> None:
    lost = Quorum(1, 3, 2, reached_at=TEN, lost_at=TEN + MINUTE)
    said = quorum_line(lost, factories.event(), load("en"))
    assert said == "1 of 3 present, quorum lost at 10:01"


def test_where_no_member_is_known_there_is_no_quorum(folder: Path, clock: Clock) -> None:
    with store_copies.opened(folder, clock) as station:
        store_copies.change_event(station, factories.event(sessions=SESSIONS))
    with store_copies.opened(folder, clock) as station:
        assert station.desk.tier is Tier.ORGANISER
        assert quorum(station) is None
