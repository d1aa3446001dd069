"""Attendance: derived from the row that is there, or from all scans, it is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from hypothesis import example, given
from hypothesis import strategies as st

from checkin import schema
from checkin.domain import Direction, Manner, Outcome, Person, ReEntry, Tier, Verdict
from checkin.journal import changes_of_event, desk_added, scanned, undone
from checkin.journal.derive_attendance import derive_all_attendance
from tests import factories
from tests.desks_in_memory import EVENT, MemoryDesk
from tests.factories import DAY, HOUR, MINUTE, Clock

if TYPE_CHECKING:
    from checkin.journal import Entry, EntryDraft

# All ways in which presence in one session ends presence in another.
SESSIONS = (
    factories.session("entrance"),
    factories.session("hall", exclusive=True, requires="entrance"),
    factories.session("room", exclusive=True, requires="hall"),
    factories.session("party", exclusive=True, re_entry=ReEntry.ALWAYS),
    factories.timed(exclusive=True, leave_minutes=30),
)
acts = st.tuples(
    st.integers(0, 2),  # the desk
    st.sampled_from(["d1", "d2"]),
    st.sampled_from([*(session.key for session in SESSIONS), "unheard-of"]),
    st.sampled_from([Outcome.ADMITTED, Outcome.READMITTED, Outcome.LEFT, Outcome.ALREADY_IN]),
    st.sampled_from([0, 1, MINUTE, HOUR, 5 * HOUR, DAY, -HOUR, -DAY]),  # what the clock does before
    st.sampled_from(["", "", "", "", "late", "undone"]),
)


class Desks:
    """Three that write, and one that hears of it."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.writers = [MemoryDesk(number, self.clock.wall) for number in range(3)]
        self.hearer = MemoryDesk(9, self.clock.wall)
        first, *others = self.writers
        first.write(
            desk_added(first.id, "Desk 1", Tier.ORGANISER, first.public, bytes(32)),
            *changes_of_event(None, factories.event(id=EVENT, sessions=SESSIONS)),
            *(desk_added(o.id, "Other", Tier.ORGANISER, o.public, bytes(32)) for o in others),
        )
        self.hearer.receive(first.entries())
        for other in others:
            other.receive(first.entries())
        self.scans: list[list[Entry]] = []

    def act(self, act: tuple[Any, ...]) -> None:
        number, delegate, session, outcome, passed, also = act
        desk = self.writers[number]
        self.clock.forward(passed)
        [entry] = desk.write(self._scan(delegate, session, outcome, late=also == "late"))
        if also == "undone":
            desk.write(undone(entry, desk.id, desk.entries()[-1].header.seq))

    def _scan(self, delegate: str, session: str, outcome: Outcome, *, late: bool) -> EntryDraft:
        person = Person(delegate, 1, "", "", "", "", "", (), "")
        at = self.clock.wall()
        verdict = Verdict(outcome, session, at, "", person=person)
        direction = Direction.EXIT if outcome is Outcome.LEFT else Direction.ENTRY
        how = Manner(direction=direction, happened=at - 2 * HOUR if late else None)
        return scanned(verdict, "", "", how, by_hand=True)

    def close(self) -> None:
        for desk in (*self.writers, self.hearer):
            desk.memory.close()


def attendance(desk: MemoryDesk, *, anew: bool) -> list[Any]:
    with desk.memory.write() as connection:
        if anew:
            derive_all_attendance(connection)
        by = schema.attendance.primary_key.columns
        return [
            tuple(row) for row in connection.execute(sa.select(schema.attendance).order_by(*by))
        ]


ADMITTED, LEFT = Outcome.ADMITTED, Outcome.LEFT
OTHER = (0, "d2", "entrance", ADMITTED, 0, "")
# Whoever leaves the building has left the room, of which nobody scanned an exit.
LEFT_WITH = [
    (0, "d1", "entrance", ADMITTED, 0, ""),
    (0, "d1", "room", ADMITTED, MINUTE, ""),
    (0, "d1", "entrance", LEFT, MINUTE, ""),
    OTHER,
]
# After a scan that was entered afterwards a second one is no conflict.
AFTERWARDS = [
    (0, "d1", "entrance", ADMITTED, 3 * HOUR, "late"),
    OTHER,
    (0, "d1", "entrance", ADMITTED, MINUTE, ""),
    OTHER,
]
# The clock was a day ahead.
TOMORROW = [
    (0, "d1", "party", ADMITTED, DAY, ""),
    (0, "d2", "entrance", ADMITTED, MINUTE, ""),
    (0, "d1", "hall", ADMITTED, -DAY, ""),
    OTHER,
]


@example(LEFT_WITH, [0, 1, 2], 2, False)
@example(AFTERWARDS, [0, 1, 2], 2, False)
@example(TOMORROW, [0, 1, 2], 2, False)
@given(
    st.lists(acts, min_size=4, max_size=25),
    st.permutations(range(3)),
    st.integers(2, 6),
    st.booleans(),
)
def test_attendance_of_later_scans_is_that_of_all_scans(
    written: list[tuple[Any, ...]], order: list[int], at_once: int, by_time: bool
) -> None:
    desks = Desks()
    for act in written:
        desks.act(act)
    heard = {entry.id for entry in desks.hearer.entries()}
    chains = [desks.writers[number].entries() for number in order]
    coming = [entry for chain in chains for entry in chain if entry.id not in heard]
    if by_time:
        coming.sort(key=lambda entry: entry.header.stamp)
    for start in range(0, len(coming), at_once):
        desks.hearer.receive(coming[start : start + at_once])
        assert attendance(desks.hearer, anew=False) == attendance(desks.hearer, anew=True)
    desks.close()
