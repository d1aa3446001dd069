"""Whatever desks of three tiers do apart, and in whatever order they hear of it, they agree afterwards."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from checkin import keys, schema
from checkin.domain import CodeKind, Direction, Manner, Outcome, Person, Status, Tier, Verdict
from checkin.journal import (
    batch_applied,
    batch_undone,
    changes_of_event,
    clock_corrected,
    code_issued,
    code_revoked,
    codes_renewed,
    delegate_changed,
    delegates_joined,
    delegates_parted,
    desk_added,
    desk_named,
    desk_revoked,
    keys_renewed,
    scanned,
    session_changed,
    undone,
    wire,
)
from tests import factories
from tests.desks_in_memory import EVENT, MemoryDesk, dump
from tests.factories import HOUR, MINUTE, MORNING, Clock
from tests.thorough import tries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checkin.journal import Entry, EntryDraft

TIERS: Final = (Tier.ORGANISER, Tier.ORGANISER, Tier.DESK, Tier.DESK, Tier.DOOR)
PEOPLE: Final = tuple(f"{number:032x}" for number in range(1, 4))
CODES: Final = ("ADA", "BEN")
FLAGS: Final = ("call_lead", "check_identity", "no_photo")


class Schedule:
    """Five desks, and what happens at them; every choice comes from one source of chance."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.clock = chance, Clock()
        self.wrong = [0] * len(TIERS)  # by how much each desk's clock is ahead
        self.desks = tuple(
            MemoryDesk(number, self._clock_of(number), wire.readable_tiers(tier))
            for number, tier in enumerate(TIERS)
        )
        self.written: list[str] = []  # acknowledged entries
        self.chains = 0
        first = self.desks[0]
        introductions = (
            desk_added(desk.id, f"Desk {number}", tier, desk.public, desk.box.public)
            for number, (desk, tier) in enumerate(zip(self.desks, TIERS, strict=True), 1)
        )
        people = (
            delegate_changed(who, {"number": number, "name": f"Name {number}"})
            for number, who in enumerate(PEOPLE, 1)
        )
        event = changes_of_event(None, factories.event(id=EVENT))
        first.write(*introductions, *event, *people)
        for number in range(1, len(self.desks)):
            self.tell(0, number, whole=True)

    def act(self) -> None:
        acts: tuple[Callable[[], None], ...] = (
            *(self.write,) * 6,
            *(self.exchange,) * 4,
            self.jump,
            self.set_wrong,
            *(self.correct,) * 2,
            self.revoke,
            self.begin_chain,
            self.erase,
        )
        self.chance.choice(acts)()

    def write(self) -> None:
        who = self.chance.randrange(len(self.desks))
        draft = self.chance.choice(list(self._drafts(who)))
        self._append(who, draft)

    def exchange(self) -> None:
        giver, taker = self.chance.sample(range(len(self.desks)), 2)
        self.tell(giver, taker)

    def jump(self) -> None:
        self.clock.forward(self.chance.choice((1, MINUTE, 90 * MINUTE, -MINUTE)))

    def set_wrong(self) -> None:
        """Somebody sets a clock, wrong or right."""
        self.wrong[self.chance.randrange(len(TIERS))] = self.chance.choice((0, -9, 2, 9)) * HOUR

    def correct(self) -> None:
        """An organiser's desk corrects some entries of any chain that it has heard of."""
        chance, writer = self.chance, self.desks[self.chance.randrange(2)]
        entries = writer.entries()
        of = chance.choice(entries).header
        stamps = [entry.header.stamp.ms for entry in entries if entry.header.desk == of.desk]
        numbers = (of.seq, of.seq + chance.randrange(4))
        offset = chance.choice((-9, -2, 0, 9)) * HOUR
        until = chance.choice(stamps)
        draft = clock_corrected(of.desk, numbers, offset, (min(of.stamp.ms, until), until))
        self._append(self.desks.index(writer), draft)

    def _clock_of(self, number: int) -> Callable[[], int]:
        return lambda: self.clock.wall() + self.wrong[number]

    def revoke(self) -> None:
        """With new keys, as the program does it; rarely, so that most schedules have somebody to revoke."""
        if self.chance.random() < 0.7:
            return
        whom = self.chance.randrange(1, len(self.desks))
        first, target = self.desks[0], self.desks[whom]
        with first.memory.write() as connection:
            heads = {head.desk: head.seq for head in first.journal.heads(connection)}
            lasts = {target.id: self.chance.randint(0, heads.get(target.id, 0))}
            first.journal.append(connection, desk_revoked(target.id, lasts))
            before = first.journal.identity.ring
            epoch = before.sealing[Tier.DOOR].newest + 1
            ring = keys.renewed(before, epoch)
            stay = zip(self.desks, TIERS, strict=True)
            boxes = {
                desk.id: keys.boxed_keys(ring, epoch, wire.readable_tiers(tier), desk.box.public)
                for desk, tier in stay
                if desk is not target
            }
            first.journal.append(connection, keys_renewed(epoch, boxes))
            first.journal.take_keys(connection, ring)

    def begin_chain(self) -> None:
        desk = self.chance.choice(self.desks)
        self.chains += 1
        with desk.memory.write() as connection:
            before = desk.journal.identity
            try:
                desk.journal.begin_chain(connection, f"{0xC0 + self.chains:02x}" * 16)
            except Exception:
                desk.journal.identity = before
                raise

    def erase(self) -> None:
        if self.chance.random() < 0.3:
            with self.desks[0].memory.write() as connection:
                self.desks[0].journal.erase(connection, self.chance.choice(PEOPLE))

    def tell(self, giver: int, taker: int, *, whole: bool = False) -> None:
        """Some of what the giver has, cut to the taker's tier, in any order, some of it twice or stripped."""
        entries = [wire.cut(entry, TIERS[taker]) for entry in self.desks[giver].entries()]
        if not whole:
            entries = [entry for entry in entries if self.chance.random() < 0.8]
            self.chance.shuffle(entries)
            entries += self.chance.sample(entries, len(entries) // 4)
            entries = [self._perhaps_stripped(entry) for entry in entries]
        while entries:
            size = self.chance.randint(1, 200 if whole else 12)
            self.desks[taker].receive(entries[:size])
            entries = entries[size:]

    def _perhaps_stripped(self, entry: Entry) -> Entry:
        if self.chance.random() < 0.9:
            return entry
        return wire.cut(entry, Tier.DOOR)

    def _append(self, who: int, draft: EntryDraft) -> None:
        desk = self.desks[who]
        with desk.memory.read() as connection:
            standing = connection.execute(
                sa.select(schema.desk.c.last, schema.desk.c.counts).where(
                    schema.desk.c.id == desk.journal.identity.writes
                )
            ).one()
        if standing.counts and standing.last > len(self.written) + 1_000:
            self.written += desk.write(draft)

    def _drafts(self, who: int) -> Iterator[EntryDraft]:
        chance, tier = self.chance, TIERS[who]
        person = chance.choice(PEOPLE)
        yield self._scan(person, tier)
        yield self._scan(person, tier)
        yield desk_named(f"Name {chance.randrange(3)}")
        if own := self._own_scan(who):
            yield own
        if tier is Tier.DOOR:
            return
        code = chance.choice(CODES)
        yield delegate_changed(person, {"flags": {"set": [chance.choice(FLAGS)], "gone": []}})
        yield delegate_changed(person, {"flags": {"set": [], "gone": [chance.choice(FLAGS)]}})
        yield delegate_changed(person, {"name": f"Name {chance.randrange(9)}"})
        yield code_issued(code, CodeKind.EXTERNAL, person)
        yield code_revoked(code)
        yield codes_renewed(person, CodeKind.EXTERNAL, 1)
        if tier is Tier.DESK:
            return
        batch = f"b{chance.randrange(2)}" * 16
        yield delegate_changed(f"{9 + chance.randrange(2):032x}", {"number": 9}, batch=batch)
        yield batch_applied(batch, {"added": 1})
        yield batch_undone(batch)
        yield delegate_changed(person, {"status": Status.CANCELLED.value})
        first, second = chance.sample((*PEOPLE, f"{9:032x}"), 2)
        yield delegates_joined(first, second)
        yield delegates_joined(second, first)
        yield delegates_parted(first, second)
        yield session_changed("plenary", {"capacity": chance.randrange(9)})

    def _scan(self, person: str, tier: Tier) -> EntryDraft:
        leaves = self.chance.random() < 0.3
        outcome = Outcome.LEFT if leaves else Outcome.ADMITTED
        session = self.chance.choice(("entrance", "plenary", "exhibition"))
        at = Person(person, 1, "", "", "", "", "", (), "")
        by_code = tier is not Tier.DOOR and self.chance.random() < 0.3
        verdict = Verdict(outcome, session, MORNING, "", person=None if by_code else at)
        how = Manner(direction=Direction.EXIT if leaves else Direction.ENTRY)
        code = self.chance.choice(CODES) if by_code else ""
        return scanned(verdict, code, code, how, by_hand=not by_code)

    def _own_scan(self, who: int) -> EntryDraft | None:
        scan, desk = schema.scan.c, self.desks[who]
        with desk.memory.read() as connection:
            query = sa.select(scan.entry, scan.chain, scan.seq).where(scan.desk == desk.id)
            rows = connection.execute(query).all()
        if not rows:
            return None
        row = self.chance.choice(rows)
        return undone(row.entry, row.chain, row.seq)

    def deliver_everything(self) -> None:
        """All tell the first desk, and it tells all; what it told may let them tell more."""
        others = range(1, len(self.desks))
        for _ in range(2):
            for other in others:
                self.tell(other, 0, whole=True)
            for other in others:
                self.tell(0, other, whole=True)

    def close(self) -> None:
        for desk in self.desks:
            desk.memory.close()


@tries(40, 10_000)
@given(seed=st.integers(0, 2**63))
def test_desks_that_did_anything_apart_agree_afterwards(seed: int) -> None:
    schedule = Schedule(random.Random(seed))  # noqa: S311 - no secret
    for _ in range(schedule.chance.randint(5, 25)):
        schedule.act()
    schedule.deliver_everything()
    _agree(schedule)
    schedule.close()


def _agree(schedule: Schedule) -> None:
    dumps = [desk.dump() for desk in schedule.desks]
    of_tier: dict[Tier, int] = {}
    for number, (desk, tier) in enumerate(zip(schedule.desks, TIERS, strict=True)):
        assert _revoked(desk, schedule) or desk.held() == [], tier
        with desk.memory.read() as connection:
            here = set(connection.scalars(sa.select(schema.entry.c.id)))
        assert _revoked(desk, schedule) or here.issuperset(schedule.written)
        assert desk.journal.verify().intact
        first = of_tier.setdefault(tier, number)
        if not _revoked(desk, schedule) and not _revoked(schedule.desks[first], schedule):
            assert dumps[number] == dumps[first], tier
        if number in (0, len(schedule.desks) - 1):
            desk.journal.rebuild()
            with desk.memory.read() as connection:
                assert dump(connection) == dumps[number]
    organiser, door = dumps[0], dumps[-1]
    if not _revoked(schedule.desks[-1], schedule):
        for table in ("attendance", "desk", "event", "ignored", "undo"):
            assert door[table] == organiser[table]


def _revoked(desk: MemoryDesk, schedule: Schedule) -> bool:
    """It has no newer keys, so it cannot read what the others can."""
    with schedule.desks[0].memory.read() as connection:
        of = schema.desk_revocation.c
        return desk.id in set(connection.scalars(sa.select(of.desk)))
