"""An organiser corrects the times of a desk: what is proposed, what is done, and who may."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import ConflictKind, Outcome, Role, Tier
from checkin.errors import NotAllowed, NotFound, NotPossible
from tests.factories import DAY, HOUR, MINUTE, MORNING, Clock
from tests.several_desks import stations, tell
from tests.store_copies import delegate, identifier

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station

ADA, BEN, CHIO = 1, 2, 3
YEARS = 10 * 365 * DAY


class Two:
    """An organiser's desk and a door that know the same three people."""

    def __init__(self, first: Station, door: Station, clock: Clock) -> None:
        self.first, self.door, self.clock = first, door, clock
        with first.store.write() as connection:
            people = (delegate(number, f"CODE{number}") for number in (ADA, BEN, CHIO))
            first.journal.append_many(connection, people)
        tell(first, door)
        clock.forward(HOUR)

    def at(self, ahead: int, *numbers: int, session: str = "entrance") -> None:
        """Lets people in at the door while its clock is so much ahead."""
        self.clock.forward(ahead)
        for number in numbers:
            assert self.door.desk.checkin(number, session).outcome is Outcome.ADMITTED
            self.clock.forward(MINUTE)
        self.clock.forward(-ahead)

    def meet(self) -> None:
        tell(self.door, self.first)
        tell(self.first, self.door)

    def told(self) -> list[tuple[ConflictKind, int]]:
        return [
            (conflict.kind, conflict.count)
            for conflict in self.first.conflicts.every()
            if conflict.settled is None
        ]

    def arrivals(self, station: Station) -> list[int]:
        """Minutes after ten at which the three came in."""
        histories = (station.people.card(identifier(who)).scans for who in (ADA, BEN, CHIO))
        return [(scan.at - MORNING - HOUR) // MINUTE for scans in histories for scan in scans]


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    clock = Clock()
    with stations(tmp_path, [Tier.DESK], clock) as (first, door):
        yield Two(first, door, clock)


@pytest.mark.parametrize(
    ("ahead", "told"),
    [
        (-(MORNING + HOUR), ConflictKind.CLOCK),
        (HOUR + 5 * MINUTE, ConflictKind.CLOCK),
        (9 * HOUR, ConflictKind.CLOCK),
        (YEARS, ConflictKind.HELD),
    ],
    ids=["1970", "an hour ahead", "nine hours ahead", "2036"],
)
def test_one_scan_with_a_wrong_clock_is_told_and_put_right(
    two: Two, ahead: int, told: ConflictKind
) -> None:
    """Afterwards everybody is in, at about the time at which they came."""
    two.at(0, ADA)
    two.at(ahead, BEN)
    two.at(0, CHIO)
    two.meet()
    ((kind, _),) = two.told()
    assert kind is told
    found = two.first.clock_corrections.propose(two.door.desk_id)
    assert found is not None
    assert (found.entries, found.scans) == (1, 1)
    assert abs(found.offset + ahead) <= 6 * MINUTE
    numbers = (found.first, found.last)
    two.first.clock_corrections.correct(two.door.desk_id, found.offset, numbers, found.chain)
    two.meet()
    assert two.told() == []
    assert two.first.clock_corrections.propose(two.door.desk_id) is None
    for station in (two.first, two.door):
        assert station.desk.stats().sessions["entrance"].inside == 3
        ada, ben, chio = two.arrivals(station)
        assert (ada, chio) == (0, 2)
        assert abs(ben - 1) <= 6
        assert station.journal.verify().intact


def test_a_clock_that_is_wrong_still_is_corrected_by_what_its_desk_states(two: Two) -> None:
    two.at(0, ADA)
    two.at(9 * HOUR, BEN, CHIO)
    two.clock.forward(9 * HOUR)
    stated = two.door.exchange.statement()
    two.clock.forward(-9 * HOUR)
    two.first.exchange.hear(stated)
    tell(two.door, two.first)
    found = two.first.clock_corrections.propose(two.door.desk_id)
    assert found is not None
    assert (found.scans, found.offset) == (2, -9 * HOUR)
    assert found.begins == MORNING + 10 * HOUR + MINUTE
    two.first.clock_corrections.correct(
        two.door.desk_id, found.offset, (found.first, found.last), found.chain
    )
    assert two.arrivals(two.first) == [0, 1, 2]
    # What was corrected is not proposed again, though its clock has not been set.
    assert two.first.clock_corrections.propose(two.door.desk_id) is None


def test_only_an_organiser_corrects_and_only_what_is_here(two: Two) -> None:
    correct, door = two.first.clock_corrections.correct, two.door.desk_id
    two.at(0, ADA)
    two.meet()
    with pytest.raises(NotFound):
        correct(door, HOUR, (1_000, 1_001))
    with pytest.raises(NotFound):
        correct("ff" * 16, HOUR, (1, 1))
    with pytest.raises(NotFound):
        two.first.clock_corrections.propose("ff" * 16)
    with pytest.raises(NotPossible):
        correct(door, 2**62, (1, 1))
    with pytest.raises(NotAllowed):
        two.door.clock_corrections.correct(door, HOUR, (1, 1))
    two.first.shift.role = Role.LEAD
    with pytest.raises(NotAllowed):
        correct(door, HOUR, (1, 1))


def test_an_organisers_desk_corrects_itself_and_not_the_one_above(tmp_path: Path) -> None:
    with stations(tmp_path, [Tier.ORGANISER], Clock()) as (first, second):
        second.rename_desk("Second")
        moved = second.clock_corrections.correct(second.desk_id, HOUR, (1, 1))
        assert (moved.entries, moved.scans) == (1, 0)
        with pytest.raises(NotAllowed):
            second.clock_corrections.correct(first.desk_id, HOUR, (1, 1))
