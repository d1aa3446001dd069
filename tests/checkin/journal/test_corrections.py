"""Clock corrections: times of a wrong clock are put right, in whatever order what is heard."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import permutations
from typing import TYPE_CHECKING, Any, Final

import pytest
import sqlalchemy as sa

from checkin import schema
from checkin.domain import Direction, Manner, Outcome, Person, Tier, Verdict
from checkin.journal import (
    changes_of_event,
    clock_corrected,
    delegate_changed,
    desk_added,
    desk_revoked,
    scanned,
)
from tests import factories
from tests.desks_in_memory import EVENT, MemoryDesk
from tests.factories import DAY, HOUR, MINUTE, MORNING, Clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.journal import Entry, EntryDraft

ADA: Final = "0a" * 16
PERSON: Final = Person(ADA, 1, "", "", "", "", "", (), "")
TIERS: Final = (Tier.ORGANISER, Tier.DOOR, Tier.DESK, Tier.ORGANISER)


def scan(*, leaves: bool = False, session: str = "entrance") -> EntryDraft:
    outcome, way = (Outcome.LEFT, Direction.EXIT) if leaves else (Outcome.ADMITTED, Direction.ENTRY)
    verdict = Verdict(outcome, session, MORNING, "", person=PERSON)
    return scanned(verdict, "", "", Manner(direction=way), by_hand=True)


class Wrong:
    """An organiser's desk, a door whose clock may be wrong, a desk, and another organiser's, in memory."""

    def __init__(self) -> None:
        self.clocks = tuple(Clock() for _ in TIERS)
        self.desks = tuple(
            MemoryDesk(number, clock.wall) for number, clock in enumerate(self.clocks)
        )
        self.first, self.door, self.desk, self.other = self.desks
        self.first.write(
            *(
                desk_added(desk.id, f"Desk {number}", tier, desk.public, bytes(32))
                for number, (desk, tier) in enumerate(zip(self.desks, TIERS, strict=True), 1)
            ),
            *changes_of_event(None, factories.event(id=EVENT)),
            delegate_changed(ADA, {"number": 1, "name": "Ada"}),
        )
        for desk in self.desks[1:]:
            desk.receive(self.first.entries())

    def forward(self, ms: int) -> None:
        for clock in self.clocks:
            clock.forward(ms)

    def off(self, ms: int) -> None:
        """The door's clock is set so much ahead, or behind."""
        self.clocks[1].forward(ms)

    def meet(self, *desks: MemoryDesk) -> None:
        for taker in desks or self.desks:
            for giver in desks or self.desks:
                taker.receive(giver.entries())

    def correct(self, by: int, *entries: str, writer: MemoryDesk | None = None) -> None:
        """The first organiser's desk corrects these entries of the door."""
        found = [entry.header for entry in self.door.entries() if entry.id in entries]
        numbers, stamps = (
            [header.seq for header in found],
            [header.stamp.ms for header in found],
        )
        draft = clock_corrected(
            self.door.journal.identity.writes,
            (min(numbers), max(numbers)),
            by,
            (min(stamps), max(stamps)),
        )
        (writer or self.first).write(draft)

    def scans(self, desk: MemoryDesk | None = None) -> list[Any]:
        """In the order of their stamps."""
        with (desk or self.first).memory.read() as connection:
            query = sa.select(schema.scan).order_by(schema.scan.c.ms, schema.scan.c.counter)
            return list(connection.execute(query))

    def inside(self, desk: MemoryDesk | None = None) -> list[tuple[str, str, int]]:
        """Session, day and arrival of those who are inside."""
        with (desk or self.first).memory.read() as connection:
            of = schema.attendance.c
            query = sa.select(of.session, of.day, of.first_at).where(of.inside == 1)
            return [tuple(row) for row in connection.execute(query)]

    def entries(self) -> list[Entry]:
        return list({entry.id: entry for desk in self.desks for entry in desk.entries()}.values())

    def agree(self) -> None:
        self.meet()
        dumps = [desk.dump() for desk in self.desks]
        for dump in dumps:
            assert [name for name in dump if dump[name] != dumps[0][name]] == []
        for desk in self.desks:
            assert desk.journal.verify().intact
        self.first.journal.rebuild()
        assert self.first.dump() == dumps[0]


@contextmanager
def wrong() -> Iterator[Wrong]:
    made = Wrong()
    yield made
    for desk in made.desks:
        desk.memory.close()


def test_scans_of_a_clock_that_was_ahead_are_moved_to_where_they_were() -> None:
    with wrong() as made:
        made.off(9 * HOUR)
        (entered,) = made.door.write(scan())
        made.forward(HOUR)
        made.desk.write(scan(leaves=True))
        made.meet(made.first, made.door, made.desk)
        assert made.inside()  # the exit was, as it seems, long before
        made.correct(-9 * HOUR, entered)
        assert [scan.at for scan in made.scans()] == [MORNING, MORNING + HOUR]
        assert made.inside() == []
        made.agree()


def test_scans_of_a_clock_that_was_behind_are_moved_too() -> None:
    with wrong() as made:
        made.off(-9 * HOUR)
        made.forward(MINUTE)
        (entered,) = made.door.write(scan())
        (early,) = made.scans(made.door)
        assert (early.ms, early.at) == (MORNING, MORNING + MINUTE - 9 * HOUR)
        made.correct(9 * HOUR, entered)
        made.agree()
        (scanned_at,) = made.scans()
        assert (scanned_at.ms, scanned_at.at) == (MORNING + MINUTE, MORNING + MINUTE)
        assert made.inside() == [("entrance", "2026-10-30", MORNING + MINUTE)]


def test_what_others_wrote_after_a_stamp_from_ahead_is_moved_back_with_it() -> None:
    """Else the door's next scan would come before what happened earlier elsewhere."""
    with wrong() as made:
        made.off(9 * HOUR)
        entered = made.door.write(scan())
        made.desk.receive(made.door.entries())
        made.forward(HOUR)
        made.desk.write(scan(leaves=True))  # its stamp is ahead, too
        made.forward(HOUR)
        again = made.door.write(scan())
        made.meet(made.first, made.door, made.desk)
        made.correct(-9 * HOUR, *entered, *again)
        assert [scan.ms for scan in made.scans()] == [
            MORNING,
            MORNING + HOUR,
            MORNING + 2 * HOUR,
        ]
        assert made.inside() == [("entrance", "2026-10-30", MORNING)]
        made.agree()


@pytest.mark.parametrize(
    "order", list(permutations(range(3))), ids=lambda order: "".join(map(str, order))
)
def test_it_does_not_matter_when_a_correction_is_heard(order: tuple[int, ...]) -> None:
    with wrong() as made:
        made.off(9 * HOUR)
        entered = made.door.write(scan())
        made.desk.receive(made.door.entries())
        made.forward(HOUR)
        made.desk.write(scan(leaves=True))
        made.first.receive(made.door.entries())
        made.correct(-9 * HOUR, *entered)
        told = [
            [entry for entry in made.entries() if entry.header.desk == desk.id]
            for desk in (made.first, made.door, made.desk)
        ]
        for part in order:
            made.other.receive(told[part])
        assert [scan.ms for scan in made.scans(made.other)] == [MORNING, MORNING + HOUR]
        made.agree()


def test_a_later_correction_replaces_an_earlier_one_and_one_by_nothing_takes_it_back() -> None:
    with wrong() as made:
        made.off(9 * HOUR)
        entered = made.door.write(scan())
        made.first.receive(made.door.entries())
        for by in (-8 * HOUR, -9 * HOUR, 0):
            made.correct(by, *entered)
            (moved,) = made.scans()
            assert moved.at == moved.ms == MORNING + 9 * HOUR + by
        made.agree()


def test_only_a_desk_above_or_the_desk_itself_corrects_its_times() -> None:
    with wrong() as made:
        made.off(9 * HOUR)
        entered = made.door.write(scan())
        made.meet()
        made.correct(-9 * HOUR, *entered, writer=made.other)  # beside it, not above
        made.correct(-9 * HOUR, *entered, writer=made.desk)
        made.agree()
        (unmoved,) = made.scans()
        assert unmoved.at == MORNING + 9 * HOUR
        (own,) = made.other.write(scan())
        number = max(entry.header.seq for entry in made.other.entries() if entry.id == own)
        made.other.write(clock_corrected(made.other.id, (number, number), HOUR, (0, 0)))
        made.agree()
        assert {scan.at for scan in made.scans()} == {MORNING + 9 * HOUR, MORNING + HOUR}


def test_a_correction_goes_with_the_desk_that_made_it() -> None:
    with wrong() as made:
        lower = MemoryDesk(5, made.clocks[1].wall)
        made.other.write(desk_added(lower.id, "Lower", Tier.DOOR, lower.public, bytes(32)))
        lower.receive(made.other.entries())
        made.off(9 * HOUR)
        lower.write(scan())
        made.other.receive(lower.entries())
        made.meet()
        before = made.first.dump()
        made.other.write(clock_corrected(lower.id, (1, 1), -9 * HOUR, (MORNING, MORNING + DAY)))
        made.meet()
        (moved,) = made.scans()
        assert moved.at == MORNING
        last = max(e.header.seq for e in made.other.entries() if e.header.desk == made.other.id)
        made.first.write(desk_revoked(made.other.id, {made.other.id: last - 1}))
        made.agree()
        for table in ("scan", "attendance"):
            assert made.first.dump()[table] == before[table]
        lower.memory.close()


def test_what_is_held_for_its_clock_is_taken_in_by_a_correction() -> None:
    with wrong() as made:
        years = 10 * 365 * DAY
        made.off(years)
        entered = made.door.write(scan())
        made.off(-years)
        made.forward(HOUR)
        made.door.write(scan(leaves=True))  # goes on from the stamp of 2036
        made.first.receive(made.door.entries())
        assert made.first.held() == ["too_far_ahead"] * 2
        made.correct(-years, *entered)
        assert made.first.held() == []
        assert [scan.ms for scan in made.scans()] == [MORNING, MORNING + HOUR]
        made.other.receive(made.door.entries())
        assert made.other.held() == ["too_far_ahead"] * 2
        made.agree()
        late = MemoryDesk(9, made.clocks[0].wall)
        late.receive([*made.door.entries(), *made.first.entries()])  # all at once
        assert late.held() == []
        assert late.dump() == made.first.dump()
        late.memory.close()


def test_the_own_clock_goes_on_from_corrected_stamps_of_entries_that_count() -> None:
    with wrong() as made:
        made.off(9 * HOUR)
        entered = made.door.write(scan())
        made.first.receive(made.door.entries())
        made.correct(-9 * HOUR, *entered)
        made.other.receive(made.first.entries())
        made.other.receive(made.door.entries())
        assert made.other.journal.clock.last.ms == MORNING
        made.first.write(desk_revoked(made.door.id, {made.door.id: 1}))
        made.desk.receive(made.first.entries())
        before = made.desk.journal.clock.last
        made.off(3 * HOUR)
        made.door.write(scan())
        made.desk.receive(made.door.entries())
        assert made.desk.journal.clock.last == before
