"""The overview: counts of a day by ten minutes, group, session and refusal, and who is awaited."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest

from checkin.domain import EXIT, Flag, Manner, Outcome, Role
from checkin.errors import NotAllowed, NotPossible
from checkin.language import load
from checkin.overview import ArrivalSlot, GroupCount, Grouping, PublicRoom
from tests import factories, store_copies
from tests.factories import DAY, HOUR, MINUTE, MORNING, Clock, session, timed
from tests.store_copies import ADA, BEN, CHIO, DORA, EMIL, FAY, HANA, identifier

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station

FIRST_DAY, SECOND_DAY = "2026-10-30", "2026-10-31"
EXPECTED = 11  # Dora is cancelled
ENGLISH = load("en")
SESSIONS = (
    session("entrance"),
    timed("plenary", room="Room 201", exclusive=True, capacity=1),
    timed("evening", starts=MORNING + 9 * HOUR, ends=MORNING + 10 * HOUR),
)


@pytest.fixture
def at(folder: Path, clock: Clock) -> Iterator[Station]:
    with store_copies.opened(folder, clock) as before:
        store_copies.change_event(before, factories.event(sessions=SESSIONS))
    clock.set(MORNING + HOUR)
    with store_copies.opened(folder, clock) as station:
        yield station


def correct(at: Station, number: int, **fields: Any) -> None:
    at.people.correct(identifier(number), fields)


def counted(at: Station, group: Grouping) -> dict[str, tuple[int, int, int]]:
    """The counts of each group by its name: expected, came, not come."""
    counts = at.overview.of().groups[group]
    return {count.name: (count.expected, count.came, count.missing) for count in counts}


def test_before_anybody_comes_all_are_missing(at: Station) -> None:
    shown = at.overview.of()
    assert (shown.day, shown.days, shown.is_today) == (FIRST_DAY, (FIRST_DAY, SECOND_DAY), True)
    assert (shown.expected, shown.came, shown.missing, shown.inside) == (EXPECTED, 0, EXPECTED, 0)
    assert shown.slots == ()
    assert shown.peak is None
    assert shown.missing_rate == 1


def test_arrivals_are_counted_by_ten_minutes_once_each_and_the_peak_is_named(
    at: Station, clock: Clock
) -> None:
    at.desk.checkin(ADA, "entrance")
    clock.forward(21 * MINUTE)
    at.desk.checkin(BEN, "entrance")
    at.desk.checkin(CHIO, "entrance")
    at.desk.checkin(ADA, "plenary")  # who came already
    shown = at.overview.of()
    ten = MORNING + HOUR
    assert shown.slots == (
        ArrivalSlot(ten, 1),
        ArrivalSlot(ten + 10 * MINUTE, 0),
        ArrivalSlot(ten + 20 * MINUTE, 2),
    )
    assert shown.peak == ArrivalSlot(ten + 20 * MINUTE, 2)
    assert (shown.came, shown.missing) == (3, EXPECTED - 3)


def test_who_is_inside_is_counted_in_one_place_only(at: Station, clock: Clock) -> None:
    for number in (ADA, BEN, CHIO):
        at.desk.checkin(number, "entrance")
    clock.forward(MINUTE)
    at.desk.checkin(ADA, "plenary")
    at.desk.checkin(CHIO, "entrance", EXIT)
    shown = at.overview.of()
    entrance, plenary, evening = shown.sessions
    assert (shown.inside, shown.came) == (2, 3)
    assert (entrance.inside, entrance.here) == (2, 1)
    assert (plenary.inside, plenary.here, plenary.capacity, plenary.is_full) == (1, 1, 1, True)
    assert (plenary.is_on, evening.is_on, shown.next_session) == (True, False, "evening")


def test_groups_tell_who_is_expected_came_and_is_missing(at: Station) -> None:
    correct(at, ADA, country="Japan")
    correct(at, BEN, country="Japan")
    correct(at, DORA, country="Japan")
    at.desk.checkin(ADA, "entrance")
    assert counted(at, Grouping.COUNTRY) == {"Japan": (2, 1, 1), "": (9, 0, 9)}
    assert counted(at, Grouping.CATEGORY)["parliamentarian"] == (1, 0, 1)
    assert counted(at, Grouping.DELEGATION) == {"Example University": (EXPECTED, 1, EXPECTED - 1)}
    assert at.overview.of().groups[Grouping.DESK] == (GroupCount("Desk 1", 1, 1, 0),)


def test_who_may_enter_nothing_that_day_is_not_expected(at: Station) -> None:
    correct(at, BEN, valid_from=SECOND_DAY)
    assert at.overview.of().expected == EXPECTED - 1
    assert at.overview.of(SECOND_DAY).expected == EXPECTED


def test_who_comes_unexpected_came_and_takes_nobody_off_the_missing(at: Station) -> None:
    at.desk.checkin(DORA, "entrance", Manner(force="the organiser wishes it"))
    shown = at.overview.of()
    assert (shown.expected, shown.came, shown.missing) == (EXPECTED, 1, EXPECTED)


def test_refusals_are_counted_by_what_was_said_the_most_frequent_first(at: Station) -> None:
    at.desk.checkin(BEN, "entrance")
    at.desk.checkin(DORA, "entrance")
    undone = at.desk.checkin(EMIL, "entrance")
    at.desk.undo(undone.entry)
    for number in (FAY, HANA):
        at.desk.checkin(number, "evening")
    shown = at.overview.of()
    assert [(refusal.outcome, refusal.count) for refusal in shown.refusals] == [
        (Outcome.TOO_EARLY, 2),
        (Outcome.CANCELLED, 1),
    ]
    assert (shown.refused, at.overview.of(SECOND_DAY).refused) == (3, 0)


def test_awaited_are_the_marked_who_have_not_come_those_to_be_told_of_first(at: Station) -> None:
    correct(at, HANA, tell_on_arrival="The speaker's office")
    at.people.flag(identifier(ADA), Flag.PROTECTED, on=True)
    correct(at, ADA, badge_name="Bluebird")
    awaited = at.overview.of().awaited
    assert [each.delegate.number for each in awaited] == [HANA, ADA, EMIL, FAY]
    assert awaited[0].tell == "The speaker's office"
    assert awaited[1].delegate.name == "Bluebird"
    assert awaited[2].marks == (Flag.CALL_LEAD,)
    at.desk.checkin(HANA, "entrance")
    assert HANA not in [each.delegate.number for each in at.overview.of().awaited]


def test_another_day_is_as_it_was_and_has_nobody_inside(at: Station, clock: Clock) -> None:
    at.desk.checkin(ADA, "entrance")
    clock.set(MORNING + DAY)
    first, now = at.overview.of(FIRST_DAY), at.overview.of()
    assert (first.came, first.inside, first.is_today) == (1, 0, False)
    assert (now.day, now.came, now.is_today) == (SECOND_DAY, 0, True)
    assert {state.key for state in now.sessions} == {"entrance"}


@pytest.mark.parametrize(("days", "nearest"), [(-20, FIRST_DAY), (20, SECOND_DAY)])
def test_before_and_after_the_event_its_nearest_day_is_shown(
    at: Station, clock: Clock, days: int, nearest: str
) -> None:
    clock.set(MORNING + days * DAY)
    shown = at.overview.of()
    assert (shown.day, shown.is_today, shown.next_session) == (nearest, False, "")


def test_a_volunteer_sees_no_overview_and_a_lead_takes_none_away(
    at: Station, tmp_path: Path
) -> None:
    at.shift.role = Role.LEAD
    shown = at.overview.of()
    with pytest.raises(NotAllowed):
        at.overview.write(shown, ENGLISH, "csv", tmp_path / "numbers.csv")
    at.shift.hand_over()
    with pytest.raises(NotAllowed):
        at.overview.of()


def test_what_is_no_day_is_said(at: Station) -> None:
    with pytest.raises(NotPossible):
        at.overview.of("Friday")


def test_the_numbers_are_written_without_a_name(at: Station, tmp_path: Path) -> None:
    correct(at, ADA, country="Japan")
    at.desk.checkin(ADA, "entrance")
    at.desk.checkin(DORA, "entrance")
    path = tmp_path / "numbers.csv"
    at.overview.write(at.overview.of(), ENGLISH, "csv", path)
    text = path.read_text("utf-8-sig")
    rows = list(csv.reader(text.splitlines()))
    assert rows[0] == [
        "Counted by",
        "Name",
        "Expected",
        "Came",
        "Not yet come",
        "Inside now",
        "Turned away",
        "Remote",
    ]
    assert rows[1] == ["Day", FIRST_DAY, "11", "1", "10", "1", "1", ""]
    assert ["Session", "Entrance", "11", "1", "", "1", "1", "0"] in rows
    assert ["Country", "Japan", "1", "1", "0", "", "", ""] in rows
    assert ["Time", "10:00", "", "1", "", "", "", ""] in rows
    assert ["Turned away", "Cancelled", "", "", "", "", "1", ""] in rows
    assert store_copies.CANARY not in text


def test_the_public_is_told_counts_also_where_a_volunteer_is_at_work(
    at: Station, clock: Clock
) -> None:
    for number in (ADA, BEN):
        at.desk.checkin(number, "entrance")
    clock.forward(MINUTE)
    at.desk.checkin(ADA, "plenary")
    at.shift.hand_over()
    shown = at.overview.public()
    assert (shown.inside, shown.came, shown.next_session) == (2, 2, "evening")
    assert shown.rooms == (PublicRoom("entrance", 1, None), PublicRoom("plenary", 1, 1))
    assert shown.rooms[1].is_full
