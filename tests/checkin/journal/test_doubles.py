"""Two delegates who are one person: joined and parted, in whatever order the entries come."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from checkin import schema
from checkin.domain import CodeKind, Manner, Outcome, Person, Tier, Verdict
from checkin.journal import (
    badge_printed,
    batch_applied,
    batch_undone,
    code_issued,
    delegate_changed,
    delegate_erased,
    delegates_joined,
    delegates_parted,
    desk_added,
    scanned,
)
from checkin.journal.doubles import joined, person_of
from tests.desks_in_memory import MemoryDesk, merge, two_apart
from tests.factories import MORNING, Clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkin.journal import EntryDraft

ADA, BEN, CHIO, DORA = (letter * 32 for letter in "abcd")
JOIN, PART = False, True


def added(*people: str) -> list[EntryDraft]:
    numbers = enumerate(people, 1)
    return [delegate_changed(who, {"number": number, "name": who}) for number, who in numbers]


def came(who: str) -> EntryDraft:
    person = Person(who, 1, "", "", "", "", "", (), "")
    verdict = Verdict(Outcome.ADMITTED, "entrance", MORNING, "", person=person)
    return scanned(verdict, "", "", Manner(), by_hand=True)


@pytest.fixture
def one() -> Iterator[MemoryDesk]:
    """The first desk of an event, with three people."""
    desk = MemoryDesk(0)
    desk.write(desk_added(desk.id, "Desk 1", Tier.ORGANISER, desk.public, bytes(32)))
    desk.write(*added(ADA, BEN, CHIO))
    yield desk
    desk.memory.close()


def column(desk: MemoryDesk, column: sa.Column[str]) -> list[str]:
    with desk.memory.read() as connection:
        return sorted(connection.scalars(sa.select(column)))


def people(desk: MemoryDesk) -> list[str]:
    return column(desk, schema.delegate.c.id)


def flags(desk: MemoryDesk, who: str) -> str | None:
    of = schema.delegate.c
    with desk.memory.read() as connection:
        return connection.scalar(sa.select(of.flags).where(of.id == who))


def test_a_chain_of_joins_is_one_person() -> None:
    above = joined([(BEN, CHIO, JOIN), (ADA, BEN, JOIN)])
    assert above == {CHIO: BEN, BEN: ADA}
    assert person_of(above, CHIO) == person_of(above, ADA) == ADA


@pytest.mark.parametrize("said", list(permutations([(ADA, BEN), (BEN, CHIO), (CHIO, ADA)])))
def test_joins_in_a_circle_are_one_person_all_the_same(said: tuple[tuple[str, str], ...]) -> None:
    above = joined([(*pair, JOIN) for pair in said])
    assert len(above) == 2
    assert len({person_of(above, who) for who in (ADA, BEN, CHIO)}) == 1


def test_joined_by_two_desks_the_other_way_round_the_first_one_stays() -> None:
    assert joined([(ADA, BEN, JOIN), (BEN, ADA, JOIN)]) == {BEN: ADA}


@pytest.mark.parametrize("part", [(ADA, BEN, PART), (BEN, ADA, PART)])
def test_what_was_said_last_of_two_stands(part: tuple[str, str, bool]) -> None:
    join = (ADA, BEN, JOIN)
    assert joined([join, (BEN, ADA, JOIN), part]) == {}
    assert joined([part, join]) == joined([join, part, join]) == {BEN: ADA}


def test_nobody_is_their_own_double() -> None:
    assert joined([(ADA, ADA, JOIN)]) == {}


def test_what_a_double_has_is_the_persons(one: MemoryDesk) -> None:
    one.write(code_issued("B", CodeKind.BADGE, BEN), came(BEN), badge_printed(BEN, "B"))
    one.write(delegates_joined(ADA, BEN))
    assert people(one) == [ADA, CHIO]
    for owner in (schema.scan.c.owner, schema.attendance.c.delegate, schema.code.c.delegate):
        assert column(one, owner) == [ADA], owner
    one.write(came(BEN), badge_printed(BEN, "B"), code_issued("C", CodeKind.BADGE, BEN))
    assert column(one, schema.scan.c.owner) == column(one, schema.print_made.c.owner) == [ADA, ADA]
    assert column(one, schema.code.c.delegate) == [ADA, ADA]


def test_parted_each_has_their_own_again(one: MemoryDesk) -> None:
    one.write(code_issued("B", CodeKind.BADGE, BEN), came(BEN), badge_printed(BEN, "B"), came(ADA))
    before = one.dump()
    one.write(delegates_joined(ADA, BEN), delegates_parted(BEN, ADA))
    after = one.dump()
    assert {name for name, rows in after.items() if rows != before[name]} == {"delegate_join"}


def test_a_scan_of_a_code_goes_with_its_owner(one: MemoryDesk) -> None:
    verdict = Verdict(Outcome.ADMITTED, "entrance", MORNING, "")
    one.write(code_issued("B", CodeKind.BADGE, BEN), scanned(verdict, "B", "B", Manner()))
    assert column(one, schema.attendance.c.delegate) == [BEN]
    one.write(delegates_joined(ADA, BEN))
    assert column(one, schema.attendance.c.delegate) == [ADA]
    one.write(delegates_parted(ADA, BEN))
    assert column(one, schema.attendance.c.delegate) == [BEN]


def test_a_mark_of_either_stands_and_comes_and_goes_with_them(one: MemoryDesk) -> None:
    one.write(delegate_changed(BEN, {"flags": ["call_lead"]}), delegates_joined(ADA, BEN))
    assert flags(one, ADA) == '["call_lead"]'
    one.write(delegate_changed(BEN, {"flags": {"set": ["no_photo"], "gone": ["call_lead"]}}))
    assert flags(one, ADA) == '["no_photo"]'
    one.write(delegates_parted(ADA, BEN))
    assert (flags(one, ADA), flags(one, BEN)) == ("[]", '["no_photo"]')


def test_a_mark_that_an_import_brings_a_double_is_the_persons_when_the_import_is(
    one: MemoryDesk,
) -> None:
    batch = "b1" * 16
    one.write(delegates_joined(ADA, BEN))
    one.write(delegate_changed(ADA, {"notes": "a"}, batch=batch))
    one.write(delegate_changed(BEN, {"flags": ["call_lead"]}, batch=batch))
    assert flags(one, ADA) == "[]"
    one.write(batch_applied(batch, {"changed": 2}))
    assert flags(one, ADA) == '["call_lead"]'
    one.write(batch_undone(batch))
    assert flags(one, ADA) == "[]"


def test_whoever_was_joined_stays_though_the_import_that_brought_them_is_undone(
    one: MemoryDesk,
) -> None:
    batch = "b1" * 16
    one.write(delegate_changed(DORA, {"number": 4, "name": "Dora"}, batch=batch))
    one.write(batch_applied(batch, {"added": 1}), delegates_joined(DORA, BEN))
    one.write(batch_undone(batch))
    assert people(one) == [ADA, CHIO, DORA]


def test_who_was_erased_hides_nobody_who_was_not(one: MemoryDesk) -> None:
    one.write(delegates_joined(ADA, BEN))
    one.write(delegate_erased(ADA))
    assert people(one) == [ADA, BEN, CHIO]
    one.write(delegate_erased(BEN))
    assert people(one) == [ADA, CHIO]


def test_two_desks_agree_however_they_joined() -> None:
    with two_apart(*added(ADA, BEN, CHIO), came(BEN)) as (first, second):
        first.write(delegates_joined(ADA, BEN), came(ADA))
        second.write(delegates_joined(BEN, ADA), delegates_joined(CHIO, BEN), came(BEN))
        merge(first, second)
        assert people(first) == [CHIO]
        assert set(column(first, schema.scan.c.owner)) == {CHIO}
        assert column(second, schema.attendance.c.delegate) == [CHIO]


def test_the_order_of_arrival_does_not_matter() -> None:
    """Each entry by itself, in every order of those about the two."""
    clock = Clock()
    writer = MemoryDesk(0, clock.wall)
    writer.write(desk_added(writer.id, "Desk 1", Tier.ORGANISER, writer.public, bytes(32)))
    other = MemoryDesk(1, clock.wall)
    writer.write(desk_added(other.id, "Desk 2", Tier.ORGANISER, other.public, bytes(32)))
    other.receive(writer.entries())
    writer.write(*added(ADA, BEN), delegates_joined(ADA, BEN))
    other.write(came(BEN), badge_printed(BEN, ""), delegate_changed(BEN, {"flags": ["call_lead"]}))
    clock.forward(1)
    dumps = []
    for order in ((writer, other), (other, writer)):
        reader = MemoryDesk(2, clock.wall)
        for desk in order:
            for entry in desk.entries():
                reader.receive([entry])
        dumps.append(reader.dump())
        reader.memory.close()
    assert dumps[0] == dumps[1]
    assert ("owner", ADA) in dumps[0]["scan"][0]
    for desk in (writer, other):
        desk.memory.close()


def test_nobody_is_hidden_behind_somebody_of_whom_nothing_has_come(one: MemoryDesk) -> None:
    batch = "b1" * 16
    one.write(delegates_joined(DORA, BEN))
    assert people(one) == [ADA, BEN, CHIO]
    one.write(delegate_changed(DORA, {"number": 4, "name": "Dora"}, batch=batch))
    assert people(one) == [ADA, BEN, CHIO]
    one.write(batch_applied(batch, {"added": 1}))
    assert people(one) == [ADA, CHIO, DORA]
