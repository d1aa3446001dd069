"""Days and presence at a desk: the second morning, who is where, exits, looks, and what is entered afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import EXIT, Flag, Manner, Outcome, Reason
from checkin.errors import NotAllowed, NotPossible
from checkin.journal import EntryKind
from tests import factories, store_copies
from tests.factories import DAY, HOUR, MINUTE, MORNING, Clock, session, timed
from tests.store_copies import ADA, BEN, CHIO, identifier

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.desk import Desk
    from checkin.domain import Table
    from checkin.station import Station

FIRST_DAY, SECOND_DAY = "2026-10-30", "2026-10-31"
NOON = MORNING + 3 * HOUR
SESSIONS = (
    session("entrance"),
    timed("opening", room="Room 201", exclusive=True),
    timed(
        "panel",
        room="Room 201",
        exclusive=True,
        starts=NOON + 30 * MINUTE,
        ends=NOON + 2 * HOUR,
    ),
    session("workshop", room="Room 101", exclusive=True, requires="entrance", capacity=1),
)


@pytest.fixture
def at(folder: Path, clock: Clock) -> Iterator[Station]:
    """A desk at the entrance of an event of two days with two rooms."""
    with store_copies.opened(folder, clock) as before:
        store_copies.change_event(before, factories.event(sessions=SESSIONS))
    with store_copies.opened(folder, clock) as station:
        yield station


@pytest.fixture
def door(at: Station) -> Desk:
    return at.desk


def told(table_rows: tuple[tuple[str | int, ...], ...]) -> list[tuple[str | int, ...]]:
    return [(row[0], row[1]) for row in table_rows]


def test_on_the_second_morning_everybody_comes_for_the_first_time(door: Desk, clock: Clock) -> None:
    door.checkin(ADA, "entrance")
    clock.forward(DAY)
    assert door.stats().sessions["entrance"].inside == 0
    second = door.checkin(ADA, "entrance")
    assert (second.outcome, second.first_at) == (Outcome.ADMITTED, None)
    counts = [door.stats(day).sessions["entrance"].attended for day in (FIRST_DAY, SECOND_DAY)]
    assert counts == [1, 1]


def test_what_requires_the_entrance_requires_it_of_the_same_day(door: Desk, clock: Clock) -> None:
    door.checkin(ADA, "entrance")
    assert door.checkin(ADA, "workshop").outcome is Outcome.ADMITTED
    clock.forward(DAY)
    turned_away = door.checkin(ADA, "workshop")
    assert (turned_away.outcome, turned_away.reason) == (Outcome.WRONG_SESSION, Reason.REQUIRES)


def test_yesterdays_people_take_no_place_of_today(door: Desk, clock: Clock) -> None:
    for number in (ADA, BEN):
        door.checkin(number, "entrance")
    door.checkin(ADA, "workshop")
    assert door.checkin(BEN, "workshop").outcome is Outcome.FULL
    clock.forward(DAY)
    door.checkin(BEN, "entrance")
    assert door.checkin(BEN, "workshop").outcome is Outcome.ADMITTED


def test_who_goes_to_another_room_frees_the_place(door: Desk, clock: Clock) -> None:
    for number in (ADA, BEN):
        door.checkin(number, "entrance")
    door.checkin(ADA, "workshop")
    clock.forward(HOUR)
    door.checkin(ADA, "opening")
    assert door.checkin(BEN, "workshop").outcome is Outcome.ADMITTED


def test_who_leaves_at_noon_leaves_the_session_that_ended(door: Desk, clock: Clock) -> None:
    door.room = "Room 201"
    clock.forward(HOUR)
    door.checkin(ADA)
    clock.forward(2 * HOUR + MINUTE)
    assert door.current_session().session.key == "panel"
    left = door.checkin(ADA, how=EXIT)
    assert (left.outcome, left.session, left.reason) == (Outcome.LEFT, "opening", Reason.NONE)
    assert door.stats().sessions["opening"].inside == 0


def test_a_second_exit_within_three_seconds_is_the_same_scan(door: Desk, clock: Clock) -> None:
    clock.forward(HOUR)
    door.checkin(ADA, "opening")
    first = door.checkin(ADA, "entrance", EXIT)
    clock.forward(1_000)
    again = door.checkin(ADA, "entrance", EXIT)
    assert (again.repeated, again.entry, again.session) == (True, first.entry, "opening")


def test_an_exit_of_who_is_nowhere_inside_says_so(door: Desk) -> None:
    left = door.checkin(ADA, "entrance", EXIT)
    assert (left.outcome, left.session, left.reason) == (
        Outcome.LEFT,
        "entrance",
        Reason.NOT_INSIDE,
    )


def test_a_hit_says_that_they_are_inside_until_the_day_is_over(door: Desk, clock: Clock) -> None:
    door.checkin(ADA, "entrance")
    hit, *_ = door.find(str(ADA), session="entrance")
    assert hit.inside_since == MORNING
    clock.forward(DAY)
    hit, *_ = door.find(str(ADA), session="entrance")
    assert hit.inside_since is None


def test_a_look_lets_nobody_in_and_is_journalled(at: Station, clock: Clock) -> None:
    seen = at.desk.look(ADA, "entrance")
    assert (seen.outcome, seen.person and seen.person.number) == (Outcome.ADMITTED, ADA)
    assert at.desk.stats().sessions["entrance"].attended == 0
    assert at.desk.last() == ()
    with at.store.read() as connection:
        *_, entry = at.journal.opened(connection)
    assert (entry.id, entry.header.kind) == (seen.entry, EntryKind.LOOKED)
    assert at.desk.look(ADA, "opening").outcome is Outcome.TOO_EARLY
    assert at.desk.look(ADA, "opening", at=at.desk.now() + HOUR).outcome is Outcome.ADMITTED


def test_what_was_missed_is_entered_with_its_time(at: Station, clock: Clock) -> None:
    clock.forward(5 * HOUR)
    at.desk.checkin(ADA, "entrance")
    late = at.desk.checkin(BEN, "entrance", Manner(happened=MORNING))
    assert (late.outcome, late.at) == (Outcome.ADMITTED, MORNING)
    (row,) = [row for row in at.reports.attendance("entrance").rows if row[0] == BEN]
    assert "2026-10-30 09:00:00" in row


def test_a_forgotten_exit_comes_before_what_happened_later(door: Desk, clock: Clock) -> None:
    """The order is that in which it happened, not that in which it was entered."""
    clock.forward(HOUR)
    door.checkin(ADA, "opening")
    clock.forward(3 * HOUR)
    back = door.checkin(ADA, "panel")
    left = door.checkin(ADA, "opening", Manner(direction=EXIT.direction, happened=NOON))
    assert back.outcome is Outcome.ADMITTED
    assert (left.outcome, left.session, left.reason) == (Outcome.LEFT, "opening", Reason.NONE)
    assert door.stats().sessions["panel"].inside == 1


def test_nothing_is_entered_that_is_still_to_come_nor_by_a_volunteer(
    door: Desk, clock: Clock
) -> None:
    with pytest.raises(NotPossible, match="still to come"):
        door.checkin(ADA, "entrance", Manner(happened=door.now() + MINUTE))
    door.shift.hand_over()
    with pytest.raises(NotAllowed):
        door.checkin(ADA, "entrance", Manner(happened=door.now() - MINUTE))


def test_the_list_of_who_is_inside_has_each_person_once_where_they_are(
    at: Station, clock: Clock
) -> None:
    for number in (ADA, BEN, CHIO):
        at.desk.checkin(number, "entrance")
    clock.forward(HOUR)
    at.desk.checkin(ADA, "opening")
    at.desk.checkin(CHIO, "entrance", EXIT)
    table = at.reports.inside()
    assert told(table.rows) == [("Entrance", BEN), ("Room 201 · Opening", ADA)]
    assert table.as_of == "As of 2026-10-30 10:00"
    clock.forward(DAY)
    assert at.reports.inside().rows == ()


def test_who_had_not_come_before_a_time_is_listed(at: Station, clock: Clock) -> None:
    at.desk.checkin(ADA, "entrance")
    clock.forward(HOUR)
    at.desk.checkin(BEN, "entrance")

    def numbers(table: Table) -> set[str | int]:
        return {row[0] for row in table.rows}

    assert {ADA, BEN} & numbers(at.reports.absent()) == set()
    assert {ADA, BEN} & numbers(at.reports.absent(before="09:30")) == {BEN}
    assert {ADA, BEN} <= numbers(at.reports.absent(day=SECOND_DAY))
    with pytest.raises(NotPossible, match="half past nine"):
        at.reports.absent(before="half past nine")
    with pytest.raises(NotPossible, match="Friday"):
        at.reports.absent(day="Friday")


def test_who_attends_remotely_is_neither_inside_nor_missing(at: Station) -> None:
    for number in (ADA, BEN):
        at.people.flag(identifier(number), Flag.REMOTE, on=True)
    at.desk.checkin(ADA, "entrance")
    at.desk.checkin(CHIO, "entrance")
    assert [row[1] for row in at.reports.inside().rows] == [CHIO]
    assert not {ADA, BEN} & {row[0] for row in at.reports.absent().rows}


def test_attendance_of_a_day_is_of_that_day_alone(at: Station, clock: Clock) -> None:
    at.desk.checkin(ADA, "entrance")
    clock.forward(DAY)
    at.desk.checkin(BEN, "entrance")

    def came(day: str) -> set[str | int]:
        table = at.reports.attendance("entrance", day=day)
        assert table.title.endswith(day)
        return {row[0] for row in table.rows if "Attended" in row}

    assert (came(FIRST_DAY), came(SECOND_DAY)) == ({ADA}, {BEN})
    whole = at.reports.attendance("entrance")
    assert whole.columns[-4:] == (
        f"First in, {FIRST_DAY}",
        f"Last out, {FIRST_DAY}",
        f"First in, {SECOND_DAY}",
        f"Last out, {SECOND_DAY}",
    )


def test_attendance_follows_the_programme_when_that_changes(at: Station, clock: Clock) -> None:
    """The day of a scan is not stored: it is derived again from the event."""
    clock.forward(18 * HOUR)  # three in the morning
    at.desk.checkin(ADA, "entrance")
    assert at.desk.stats(FIRST_DAY).sessions["entrance"].attended == 1
    store_copies.change_event(at, factories.event(sessions=SESSIONS, day_starts=0))
    whole = at.reports.attendance("entrance", day=SECOND_DAY)
    assert [row[0] for row in whole.rows if "Attended" in row] == [ADA]
    assert at.journal.verify().intact
