"""Desks in memory that share a roster and a clock, write apart, and then hear of each other."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from checkin.conflicts import derived
from checkin.domain import Conflict, Direction, Outcome, Tier
from checkin.journal import EntryKind, changes_of_event, delegate_changed, desk_added
from checkin.journal.kinds import EntryDraft
from tests import factories
from tests.desks_in_memory import EVENT, MemoryDesk, merge
from tests.factories import MINUTE, Clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checkin.domain import Event

ADA, BEN, CHIO = "a1" * 16, "a2" * 16, "a3" * 16


@dataclass(frozen=True)
class Apart:
    """Two desks; a minute passes with each entry, so that their order is plain."""

    one: MemoryDesk
    two: MemoryDesk
    clock: Clock

    def write(self, desk: MemoryDesk, *drafts: EntryDraft) -> list[str]:
        found = []
        for draft in drafts:
            self.clock.forward(MINUTE)
            found += desk.write(draft)
        return found

    def merged(self) -> list[Conflict]:
        """The conflicts, once both have heard all; a third that hears it the other way round has the same."""
        merge(self.one, self.two)
        found = conflicts_of(self.one)
        assert conflicts_of(self.two) == found
        third = MemoryDesk(0, self.clock.wall)
        entries = self.one.entries()
        introductions = [entry for entry in entries if entry.header.kind == EntryKind.DESK_ADDED]
        third.receive(introductions)
        for entry in reversed(entries):
            third.receive([entry])
        assert third.dump() == self.one.dump()
        assert conflicts_of(third) == found
        third.memory.close()
        return found


def conflicts_of(desk: MemoryDesk) -> list[Conflict]:
    with desk.memory.read() as connection:
        found = derived.of_entries(connection, desk.journal.identity.ring)
        return list(derived.with_settlements(connection, found))


ROSTER: Final = tuple(
    delegate_changed(who, factories.delegate_fields(number=number))
    for number, who in enumerate((ADA, BEN, CHIO), 1)
)


@contextmanager
def two_desks(
    *drafts: EntryDraft,
    event: Event | None = None,
    roster: Iterable[EntryDraft] = ROSTER,
    tier: Tier = Tier.ORGANISER,
) -> Iterator[Apart]:
    """Both know the event, the roster and these entries, and hear nothing of each other from now on."""
    clock = Clock()
    one, two = MemoryDesk(0, clock.wall), MemoryDesk(1, clock.wall)
    one.write(
        desk_added(one.id, "Desk 1", Tier.ORGANISER, one.public, bytes(32)),
        desk_added(two.id, "Desk 2", tier, two.public, bytes(32)),
        *changes_of_event(None, event or factories.event(id=EVENT)),
        *roster,
        *drafts,
    )
    two.receive(one.entries())
    yield Apart(one, two, clock)
    for desk in (one, two):
        desk.memory.close()


def let_in(
    who: str,
    session: str = "entrance",
    outcome: Outcome = Outcome.ADMITTED,
    direction: Direction = Direction.ENTRY,
    **door: Any,
) -> EntryDraft:
    """A scan by which somebody is let in; `code` stands in the desk section."""
    desk = {"code": door.pop("code")} if "code" in door else {}
    about = {"session": session, "outcome": outcome.value, "direction": direction.value}
    sections = {Tier.DOOR: {**about, "delegate": who, **door}}
    return EntryDraft(EntryKind.SCANNED, {**sections, **({Tier.DESK: desk} if desk else {})})


def let_out(who: str, session: str = "entrance") -> EntryDraft:
    return let_in(who, session, Outcome.LEFT, Direction.EXIT)
