"""An import undone at one desk, while another lets in, prints or corrects one of its people."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from checkin import schema
from checkin.domain import CodeKind, Direction, Outcome, Tier
from checkin.journal import (
    EntryKind,
    badge_printed,
    batch_applied,
    batch_undone,
    delegate_changed,
    undone,
)
from checkin.journal.kinds import EntryDraft
from tests.desks_in_memory import MemoryDesk, merge, two_apart

if TYPE_CHECKING:
    from collections.abc import Iterator

BATCH, LATER = "b1" * 16, "b2" * 16
ADA, BEN = "a1" * 16, "a2" * 16
CODE = "X7Q2-M9KT"


def scanned(delegate: str, outcome: Outcome = Outcome.ADMITTED) -> EntryDraft:
    door = {
        "session": "entrance",
        "outcome": outcome.value,
        "direction": Direction.ENTRY.value,
        "delegate": delegate,
    }
    return EntryDraft(EntryKind.SCANNED, {Tier.DOOR: door})


def brought(batch: str, *people: str) -> list[EntryDraft]:
    codes = {ADA: {CODE: CodeKind.EXTERNAL}, BEN: {}}
    rows = [
        delegate_changed(
            delegate, {"number": number, "name": "N"}, batch=batch, codes=codes[delegate]
        )
        for number, delegate in enumerate(people, 1)
    ]
    return [*rows, batch_applied(batch, {"added": len(people)})]


@pytest.fixture
def desks() -> Iterator[tuple[MemoryDesk, MemoryDesk]]:
    """Both have the import; then they hear nothing of each other."""
    with two_apart(*brought(BATCH, ADA, BEN)) as both:
        yield both


def together(one: MemoryDesk, two: MemoryDesk) -> dict[str, Any]:
    """The tables once both have heard of each other, which are those of a rebuild."""
    merge(one, two)
    third = MemoryDesk(0)
    third.receive(one.entries())
    assert third.dump() == one.dump()
    third.memory.close()
    with one.memory.read() as connection:
        return {
            "people": set(connection.scalars(sa.select(schema.delegate.c.id))),
            "inside": set(connection.scalars(sa.select(schema.attendance.c.delegate))),
            "codes": dict(
                connection.execute(sa.select(schema.code.c.code, schema.code.c.status)).all()
            ),
        }


def test_whoever_was_let_in_meanwhile_stays_and_the_others_go(
    desks: tuple[MemoryDesk, MemoryDesk],
) -> None:
    one, two = desks
    one.write(batch_undone(BATCH))
    two.write(scanned(ADA))
    found = together(one, two)
    assert found == {"people": {ADA}, "inside": {ADA}, "codes": {CODE: "valid"}}


@pytest.mark.parametrize(
    "draft",
    [badge_printed(ADA, ""), delegate_changed(ADA, {"title": "Dr."})],
    ids=["printed", "corrected"],
)
def test_so_does_whose_badge_was_printed_and_who_was_corrected(
    desks: tuple[MemoryDesk, MemoryDesk], draft: EntryDraft
) -> None:
    one, two = desks
    one.write(batch_undone(BATCH))
    two.write(draft)
    assert together(one, two)["people"] == {ADA}
    with one.memory.read() as connection:
        assert connection.scalars(sa.select(schema.delegate.c.name)).all() == ["N"]


def test_a_refusal_keeps_nobody(desks: tuple[MemoryDesk, MemoryDesk]) -> None:
    one, two = desks
    one.write(batch_undone(BATCH))
    two.write(scanned(ADA, Outcome.CANCELLED))
    found = together(one, two)
    assert (found["people"], found["codes"]) == (set(), {CODE: "revoked"})


def test_with_the_scan_undone_they_go_after_all(desks: tuple[MemoryDesk, MemoryDesk]) -> None:
    one, two = desks
    one.write(batch_undone(BATCH))
    (scan,) = two.write(scanned(ADA))
    assert together(one, two)["people"] == {ADA}
    two.write(undone(scan, two.id, 1))
    found = together(one, two)
    assert (found["people"], found["codes"]) == (set(), {CODE: "revoked"})


def test_who_was_on_the_roster_before_is_as_before(desks: tuple[MemoryDesk, MemoryDesk]) -> None:
    one, two = desks
    one.write(
        delegate_changed(BEN, {"title": "Prof."}, batch=LATER),
        batch_applied(LATER, {"changed": 1}),
    )
    two.receive(one.entries())
    one.write(batch_undone(LATER))
    two.write(scanned(BEN))
    together(one, two)
    with one.memory.read() as connection:
        ben = connection.execute(
            sa.select(schema.delegate).where(schema.delegate.c.id == BEN)
        ).one()
    assert (ben.title, ben.number) == ("", 2)


def test_an_import_that_brings_them_again_decides_what_they_are_called(
    desks: tuple[MemoryDesk, MemoryDesk],
) -> None:
    """In whatever order the parts of it arrive: the row was laid ahead before the last of them."""
    one, two = desks
    one.write(batch_undone(BATCH), *brought(LATER, ADA))
    two.write(scanned(ADA), delegate_changed(BEN, {"title": "Dr."}))
    news = [*one.entries()[-3:], *two.entries()[-2:]]
    expected = None
    for order in permutations(news):
        third = MemoryDesk(0)
        third.receive([entry for entry in one.entries() if entry not in news])
        for entry in order:
            third.receive([entry])
        third.receive(news)
        assert expected in (None, third.dump())
        expected = third.dump()
        third.memory.close()
    assert together(one, two)["people"] == {ADA, BEN}
