"""Which desks count, and what each may write: whatever came in which order."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import permutations
from typing import TYPE_CHECKING, Final

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from checkin import journal, schema
from checkin.domain import (
    CodeKind,
    Conflict,
    ConflictKind,
    Direction,
    Manner,
    Outcome,
    Role,
    Settling,
    Status,
    Tier,
    Verdict,
)
from checkin.journal import (
    EntryDraft,
    EntryKind,
    badge_printed,
    batch_applied,
    chain_begun,
    changes_of_event,
    code_issued,
    code_revoked,
    conflict_settled,
    delegate_changed,
    delegate_erased,
    desk_added,
    desk_named,
    event_changed,
    keys_renewed,
    lead_called,
    looked,
    operator_set,
    scanned,
    session_changed,
    undone,
)
from tests import factories
from tests.desks_in_memory import EVENT, MemoryDesk
from tests.factories import MORNING, Clock
from tests.thorough import tries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkin.journal import Entry

WHO = "0a" * 16
PERSON = delegate_changed(WHO, {"number": 7, "name": "Ada"}, codes={"ADA": CodeKind.EXTERNAL})
TIERS = (Tier.ORGANISER, Tier.ORGANISER, Tier.DESK, Tier.DOOR)


def scan(code: str = "ADA") -> EntryDraft:
    verdict = Verdict(Outcome.ADMITTED, "entrance", MORNING, "", person=None)
    return scanned(verdict, code, code, Manner(direction=Direction.ENTRY))


FIRST: Final = desk_added("d9" * 16, "Intruder", Tier.ORGANISER, bytes(range(32)), bytes(32))
CONFLICT: Final = Conflict("c1", ConflictKind.FORK, 0)
# Each kind with the lowest tier that may write it.
LOWEST: Final[dict[EntryKind, tuple[Tier, EntryDraft]]] = {
    draft.kind: (tier, draft)
    for tier, draft in (
        (Tier.DOOR, scan()),
        (Tier.DOOR, looked(Verdict(Outcome.UNKNOWN, "entrance", MORNING, ""), "")),
        (Tier.DOOR, desk_named("South")),
        (Tier.DOOR, lead_called("entrance")),
        (Tier.DOOR, journal.pin_refused(2)),
        (Tier.DOOR, chain_begun(WHO)),
        (Tier.DESK, undone("ff" * 32, "d0" * 16, 1)),
        (Tier.DESK, delegate_changed(WHO, {"flags": ["call_lead"]})),
        (Tier.DESK, code_issued("B", CodeKind.BADGE, WHO)),
        (Tier.DESK, code_revoked("B")),
        (Tier.DESK, journal.codes_renewed(WHO, CodeKind.BADGE, 1)),
        (Tier.DESK, badge_printed(WHO, "B")),
        (Tier.DESK, journal.badge_handed_out(WHO)),
        (Tier.DESK, journal.exported(journal.Leaving("inside"))),
        (Tier.DESK, journal.export_failed("ff" * 32)),
        (Tier.DESK, journal.cards_opened(31)),
        (Tier.DESK, journal.call_answered("ff" * 32)),
        (Tier.DESK, conflict_settled(CONFLICT, Settling.NOTE, "seen")),
        (Tier.DESK, journal.watch_matched("a1" * 16, WHO)),
        (Tier.DESK, journal.watch_cleared(WHO, ("a1" * 16,), "another")),
        (Tier.DESK, journal.delegate_marked(WHO, {"set": [], "gone": []})),
        (Tier.ORGANISER, event_changed({"name": "Other"})),
        (Tier.ORGANISER, session_changed("entrance", {"capacity": 1})),
        (Tier.ORGANISER, journal.category_changed("press", {"gone": True})),
        (Tier.ORGANISER, journal.column_changed("Diet", {"gone": True})),
        (Tier.ORGANISER, journal.question_changed("film", {"gone": True})),
        (Tier.ORGANISER, journal.photo_set(WHO, b"")),
        (Tier.ORGANISER, FIRST),
        (Tier.ORGANISER, journal.desk_revoked(WHO, {})),
        (Tier.ORGANISER, journal.clock_corrected(WHO, (3, 7), -5, (1, 2))),
        (Tier.ORGANISER, keys_renewed(1, {WHO: bytes(92)})),
        (Tier.ORGANISER, delegate_erased("e1" * 16)),
        (Tier.ORGANISER, journal.delegates_joined(WHO, "e1" * 16)),
        (Tier.ORGANISER, journal.delegates_parted(WHO, "e1" * 16)),
        (Tier.ORGANISER, journal.loss_accepted({WHO: 7}, "fell")),
        (Tier.ORGANISER, batch_applied("b1" * 16, {})),
        (Tier.ORGANISER, journal.batch_undone("b1" * 16)),
        (Tier.ORGANISER, journal.attended_remotely(WHO, "plenary", 62, None, "b1" * 16)),
        (Tier.ORGANISER, journal.invited(WHO, "A")),
        (Tier.ORGANISER, operator_set("lead", "Mika", Role.LEAD, "00ff")),
        (Tier.ORGANISER, journal.watch_added("a1" * 16, "Erik", "", {})),
        (Tier.ORGANISER, journal.watch_removed("a1" * 16)),
    )
}
ORDER: Final = (Tier.DOOR, Tier.DESK, Tier.ORGANISER)


@contextmanager
def four() -> Iterator[tuple[MemoryDesk, ...]]:
    """An organiser's desk, and three that it introduced: an organiser's, a desk and a door."""
    clock = Clock()
    desks = tuple(MemoryDesk(number, clock.wall) for number in range(4))
    first = desks[0]
    first.write(
        *(
            desk_added(desk.id, f"Desk {number}", tier, desk.public, bytes(32))
            for number, (desk, tier) in enumerate(zip(desks, TIERS, strict=True), 1)
        ),
        *changes_of_event(None, factories.event(id=EVENT)),
        PERSON,
    )
    for other in desks[1:]:
        other.receive(first.entries())
    yield desks
    for desk in desks:
        desk.memory.close()


def exchange(*desks: MemoryDesk) -> None:
    for taker in desks:
        for giver in desks:
            taker.receive(giver.entries())
    dumps = [desk.dump() for desk in desks]
    assert all(dump == dumps[0] for dump in dumps)
    for desk in desks:
        assert desk.journal.verify().intact


def ignored(desk: MemoryDesk) -> list[str]:
    with desk.memory.read() as connection:
        return list(connection.scalars(sa.select(schema.ignored.c.why)))


def count(desk: MemoryDesk, table: sa.Table) -> int:
    with desk.memory.read() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def by_force(desk: MemoryDesk, *drafts: EntryDraft) -> None:
    desk.write(*drafts)  # as who changed the program would: what is forbidden, too


def test_every_kind_has_its_lowest_tier_here() -> None:
    assert LOWEST.keys() == set(EntryKind)


@pytest.mark.parametrize("kind", LOWEST, ids=str)
def test_each_tier_writes_what_is_its_own_and_nothing_else(kind: EntryKind) -> None:
    lowest, draft = LOWEST[kind]
    for writer, tier in ((1, Tier.ORGANISER), (2, Tier.DESK), (3, Tier.DOOR)):
        with four() as desks:
            by_force(desks[writer], draft)
            desks[0].receive(desks[writer].entries())
            allowed = ORDER.index(tier) >= ORDER.index(lowest)
            own = kind in {EntryKind.DESK_REVOKED, EntryKind.CLOCK_CORRECTED}  # of no desk below
            assert ignored(desks[0]) == ["not_allowed"] * (own or not allowed), (kind, tier)


@pytest.mark.parametrize(
    "draft",
    [
        delegate_changed(WHO, {"status": Status.CANCELLED.value}),
        delegate_changed(WHO, {"email": "somebody@example.org"}),
        delegate_changed(WHO, {"notes": "a"}, batch="b1" * 16),
        code_issued("B", CodeKind.BADGE, WHO, batch="b1" * 16),
    ],
    ids=["cancels", "contact", "import", "import of a code"],
)
def test_a_desk_cancels_nobody_and_imports_nothing(draft: EntryDraft) -> None:
    with four() as desks:
        by_force(desks[2], draft)
        desks[0].receive(desks[2].entries())
        assert ignored(desks[0]) == ["not_allowed"]


def test_a_door_undoes_its_own_scans_alone() -> None:
    with four() as desks:
        (of_desk,), (of_door,) = desks[2].write(scan()), desks[3].write(scan())
        seqs = {entry.id: entry.header.seq for desk in desks[2:] for entry in desk.entries()}
        by_force(
            desks[3],
            undone(of_door, desks[3].id, seqs[of_door]),
            undone(of_desk, desks[2].id, seqs[of_desk]),
            # It names a number of its own, and somebody else's scan: the undo is of nothing.
            undone(of_desk, desks[3].id, seqs[of_door]),
        )
        exchange(*desks)
        assert ignored(desks[0]) == ["not_allowed"]
        assert count(desks[0], schema.attendance) == 1


def test_a_door_introduces_nobody_replaces_nothing_and_demotes_nobody() -> None:
    with four() as desks:
        door, before = desks[3], desks[0].dump()
        by_force(
            door,
            FIRST,
            event_changed({"name": "Other"}),
            desk_added(desks[0].id, "Desk 1", Tier.DOOR, desks[0].public, bytes(32)),
            journal.desk_revoked(desks[0].id, {}),
        )
        exchange(*desks)
        after = desks[0].dump()
        assert (after["desk"], after["event"]) == (before["desk"], before["event"])
        assert ignored(desks[0]) == ["not_allowed"] * 4


def test_nothing_counts_that_a_desk_writes_after_its_last_entry_that_counts() -> None:
    """Also where it was folded before, and whichever of the two came first."""
    with four() as desks:
        first, _, desk, _ = desks
        kept, thrown = desk.write(scan()), desk.write(scan("OTHER"), scan())
        last = max(entry.header.seq for entry in desk.entries() if entry.id in kept)
        for heard_first in (True, False):
            if heard_first:
                first.receive(desk.entries())
                assert count(first, schema.scan) == len([*kept, *thrown])
                first.write(journal.desk_revoked(desk.id, {desk.id: last}))
        exchange(*desks)
        assert ignored(first) == ["revoked", "revoked"]
        assert count(first, schema.scan) == 1


def test_a_border_is_moved_forward_by_a_later_revocation() -> None:
    with four() as desks:
        first, _, desk, _ = desks
        entries = desk.write(scan(), scan("OTHER"))
        first.receive(desk.entries())
        first.write(journal.desk_revoked(desk.id, {}))
        assert count(first, schema.scan) == 0
        seqs = {entry.id: entry.header.seq for entry in desk.entries()}
        first.write(journal.desk_revoked(desk.id, {desk.id: seqs[entries[0]]}))
        exchange(*desks)
        assert count(first, schema.scan) == 1
        first.write(journal.desk_revoked(desk.id, {desk.id: seqs[entries[1]]}))
        exchange(*desks)
        assert count(first, schema.scan) == 2
        assert ignored(first) == []


def test_an_organiser_revokes_only_desks_below_its_own() -> None:
    with four() as desks:
        first, second, desk, _ = desks
        by_force(second, journal.desk_revoked(first.id, {}), journal.desk_revoked(desk.id, {}))
        exchange(*desks)
        assert ignored(first) == ["not_allowed", "not_allowed"]
        first.write(journal.desk_revoked(second.id, {}))
        exchange(*desks)
        assert set(ignored(first)) == {"revoked"}


def test_who_was_introduced_by_a_revoked_desk_stays_or_goes_with_the_introduction() -> None:
    with four() as desks:
        first, second, *_ = desks
        early, late = MemoryDesk(4), MemoryDesk(5)
        second.write(desk_added(early.id, "Early", Tier.DESK, early.public, bytes(32)))
        border = max(e.header.seq for e in second.entries() if e.header.desk == second.id)
        second.write(desk_added(late.id, "Late", Tier.ORGANISER, late.public, bytes(32)))
        for desk in (early, late):
            desk.receive(second.entries())
            desk.write(scan())
            first.receive([*second.entries(), *desk.entries()])
        assert count(first, schema.scan) == 2
        first.write(journal.desk_revoked(second.id, {second.id: border}))
        assert count(first, schema.scan) == 1
        assert sorted(ignored(first)) == ["not_introduced", "revoked"]
        assert first.journal.verify().intact
        early.memory.close()
        late.memory.close()


def test_entries_come_in_reverse_and_before_their_desk_was_introduced() -> None:
    with four() as desks:
        first, _, desk, door = desks
        desk.write(scan(), desk_named("South"))
        door.receive(desk.entries())
        door.write(scan("OTHER"))
        everything = {entry.id: entry for one in desks for entry in one.entries()}
        new = MemoryDesk(9)
        for entry in reversed(list(everything.values())):
            new.receive([entry])
        exchange(*desks)
        assert new.dump() == first.dump()
        assert new.journal.verify().intact
        new.memory.close()


def test_a_desk_goes_on_in_a_new_chain_and_is_the_same_desk() -> None:
    with four() as desks:
        first, _, desk, door = desks
        desk.write(scan("OTHER"))
        with desk.memory.write() as connection:
            desk.journal.begin_chain(connection, "c0" * 16)
        desk.write(scan(), desk_named("South"))
        exchange(*desks)
        with first.memory.read() as connection:
            of, scans = schema.desk.c, schema.scan.c
            assert set(connection.scalars(sa.select(scans.desk))) == {desk.id}
            named = connection.execute(sa.select(of.id).where(of.name == "South"))
            assert {row.id for row in named} == {desk.id, "c0" * 16}
        first.write(journal.desk_revoked(desk.id, {desk.id: 1}))
        exchange(*desks)
        assert count(first, schema.scan) == count(door, schema.scan) == 1


def test_a_chain_of_a_desk_is_signed_with_its_own_key() -> None:
    with four() as desks:
        first, _, desk, door = desks
        with door.memory.write() as connection:
            door.journal.begin_chain(connection, "c0" * 16)
            door.journal.identity = door.journal.identity.__class__(
                EVENT, desk.id, door.journal.identity.ring, door.journal.identity.root, "c1" * 16
            )
            door.journal.append(connection, chain_begun(desk.id))
        stolen = [entry for entry in door.entries() if entry.header.desk == "c1" * 16]
        assert first.receive(stolen) == 0
        assert first.held() == ["forged"]


def _story(desks: Sequence[MemoryDesk]) -> list[Entry]:
    first, second, desk, door = desks
    third = MemoryDesk(4)
    second.write(desk_added(third.id, "Third", Tier.DESK, third.public, bytes(32)))
    desk.write(scan(), desk_named("South"), event_changed({"name": "Other"}))
    third.receive(second.entries())
    third.write(scan("THIRD"))
    with door.memory.write() as connection:
        door.journal.begin_chain(connection, "c0" * 16)
    door.write(scan("DOOR"), FIRST)
    first.write(
        journal.desk_revoked(desk.id, {desk.id: 1}), journal.desk_revoked(second.id, {second.id: 1})
    )
    everything = {entry.id: entry for one in (*desks, third) for entry in one.entries()}
    third.memory.close()
    return list(everything.values())


@tries(10, 500)
@given(data=st.data())
def test_every_order_of_arrival_gives_the_same_tables(data: st.DataObject) -> None:
    with four() as desks:
        entries = _story(desks)
        dumps = []
        for _ in range(2):
            new = MemoryDesk(9)
            left = data.draw(st.permutations(entries))
            while left:
                size = data.draw(st.integers(1, 9))
                new.receive(left[:size])
                left = left[size:]
            assert new.held() == []
            dumps.append(new.dump())
            new.journal.rebuild()
            assert new.dump() == dumps[-1]
            assert new.journal.verify().intact
            new.memory.close()
        assert dumps[0] == dumps[1]


def test_the_order_of_introductions_does_not_matter() -> None:
    """Of two organisers who introduce one desk the earlier one decides, whoever is heard first."""
    with four() as desks:
        first, second, *_ = desks
        new = MemoryDesk(6)
        first.write(desk_added(new.id, "Late", Tier.DOOR, new.public, bytes(32)))
        second.write(desk_added(new.id, "Later", Tier.DESK, new.public, bytes(32)))
        for order in permutations((first.entries(), second.entries())):
            other = MemoryDesk(9)
            for entries in order:
                other.receive(entries)
            row = next(dict(row) for row in other.dump()["desk"] if dict(row)["id"] == new.id)
            assert (row["name"], row["tier"]) == ("Late", "door")
            other.memory.close()
        new.memory.close()
